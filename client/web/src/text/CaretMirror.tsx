import type { ComponentChildren } from "preact";

import type { Writer } from "./carets";

interface Props {
  readonly value: string;
  readonly writers: readonly Writer[];
}

interface Mark {
  readonly at: number;
  readonly writer: Writer;
}

/**
 * The text once more, unseen, under the field: it gives the field its height and holds the carets of others. Decoration
 * only; who writes here is also said in words.
 */
export function CaretMirror({ value, writers }: Props) {
  const marks = writers.map((writer): Mark => ({ at: Math.min(writer.head, value.length), writer }));
  return (
    <div class="text-mirror" aria-hidden="true" dir="auto">
      {withCarets(value, marks.toSorted((a, b) => a.at - b.at))}
      {/* A last line break has no height without something after it. */}
      {"\u200B"}
    </div>
  );
}

function withCarets(value: string, marks: readonly Mark[]): ComponentChildren {
  let from = 0;
  const parts: ComponentChildren[] = [];
  for (const { at, writer } of marks) {
    parts.push(value.slice(from, at), <Caret key={writer.client} writer={writer} />);
    from = at;
  }
  return [...parts, value.slice(from)];
}

function Caret({ writer }: { readonly writer: Writer }) {
  return (
    <span class="text-caret" data-colour={writer.colour}>
      {/* The key makes the name come up again whenever the caret moves. */}
      <span class="text-caret-name" key={writer.head}>
        {writer.name}
      </span>
    </span>
  );
}
