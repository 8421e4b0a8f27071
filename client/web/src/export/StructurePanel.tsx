import { useState } from "preact/hooks";

import { useBoard } from "../app/scope";
import { Field } from "../app/Field";
import { type Choices, entriesOf, INTRO, moved, PART_WORDS, partsOf } from "./choices";
import type { Layout, Part } from "./exports_api";
import { TickedList } from "./TickedList";

interface Props {
  /** Those that are offered. */
  readonly layouts: readonly Layout[];
  /** The chosen one, once the server has said what there is. */
  readonly layout: Layout | undefined;
  readonly choices: Choices;
  readonly onChange: (changed: Partial<Choices>) => void;
}

const LEVELS = [1, 2, 3, 4, 5, 6];

/** What goes into the report: the kind of report, the parts of the board with ticks and in order, the headings. */
export function StructurePanel({ layouts, layout, choices, onChange }: Props) {
  const [isOpen] = useState(startsOpen);
  return (
    <details class="export-structure" open={isOpen}>
      {/* The focus begins where nothing moves: what is below is there once the server has said what there is. */}
      <summary data-first>What goes into the report</summary>
      <fieldset class="export-list">
        <legend>Kind of report</legend>
        {layouts.map(({ id, title, hint }) => (
          <label key={id} class="export-tick">
            <input
              type="radio"
              name="layout"
              checked={choices.layout === id}
              onChange={() => onChange({ layout: id, order: [], unticked: new Set() })}
            />
            <span>
              {title}
              <span class="hint">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {layout && layout.chooses !== "nothing" && <Entries layout={layout} choices={choices} onChange={onChange} />}
      {layout && <Parts layout={layout} choices={choices} onChange={onChange} />}
      <Field label="Headings start at" hint="Choose the level that fits the report you paste into.">
        {(described) => (
          <select
            {...described}
            value={String(choices.headingLevel)}
            onChange={(event) => onChange({ headingLevel: Number(event.currentTarget.value) })}
          >
            {LEVELS.map((level) => (
              <option key={level} value={String(level)}>
                Heading {level}
              </option>
            ))}
          </select>
        )}
      </Field>
      <IntroField intro={choices.intro} onChange={(intro) => onChange({ intro })} />
    </details>
  );
}

/** Words of the person's own; the preview shows them when the field is left. */
function IntroField({ intro, onChange }: { readonly intro: string; readonly onChange: (intro: string) => void }) {
  const { drafts } = useBoard();
  const [words, setWords] = useState(intro);
  const write = (written: string): void => {
    setWords(written);
    drafts.keep(INTRO, written);
  };
  return (
    <Field label="Words before the sections" hint="They stay here for your next export." optional>
      {(described) => (
        <textarea
          {...described}
          rows={3}
          value={words}
          onInput={(event) => write(event.currentTarget.value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** On a narrow screen the report itself comes first. */
function startsOpen(): boolean {
  return !matchMedia("(max-width: 62rem)").matches;
}

interface PartProps extends Omit<Props, "layouts"> {
  readonly layout: Layout;
}

function Entries({ layout, choices, onChange }: PartProps) {
  const { model, view } = useBoard();
  const entries = entriesOf(model, layout, choices.order);
  const ids = entries.map(({ id }) => id);
  const tick = (id: string, isTicked: boolean): void => {
    const unticked = new Set(choices.unticked);
    if (isTicked) unticked.delete(id);
    else unticked.add(id);
    onChange({ unticked });
  };
  const step = (id: string, title: string, direction: 1 | -1): void => {
    const order = moved(ids, id, direction);
    onChange({ order });
    view.announce(`${title} is now ${order.indexOf(id) + 1} of ${order.length}.`);
  };
  return (
    <fieldset class="export-list">
      <legend>{layout.chooses === "launches" ? "Which of them, in this order" : "Areas, in this order"}</legend>
      <TickedList entries={entries} isTicked={(id) => !choices.unticked.has(id)} onTick={tick} onStep={step} />
    </fieldset>
  );
}

function Parts({ layout, choices, onChange }: PartProps) {
  const { model } = useBoard();
  const known = partsOf(model, layout);
  if (known.length === 0) return null;
  const tick = (part: Part, isTicked: boolean): void => {
    const parts = new Set(choices.parts);
    if (isTicked) parts.add(part);
    else parts.delete(part);
    onChange({ parts });
  };
  return (
    <fieldset class="export-list">
      <legend>{layout.chooses === "areas" ? "Besides the agreed text" : "How it is shown"}</legend>
      {known.map((part) => (
        <label key={part} class="export-tick">
          <input type="checkbox" checked={choices.parts.has(part)} onChange={(event) => tick(part, event.currentTarget.checked)} />
          <span>{PART_WORDS[part]}</span>
        </label>
      ))}
    </fieldset>
  );
}
