import { useEffect, useRef, useState } from "preact/hooks";

import { useBoard } from "../app/scope";
import { useFound } from "../work/use_found";
import { FoundLine, WorkLine } from "../work/WorkLine";
import { changesBack, type SnapshotRow, wayBackTo } from "./snapshots_api";
import { type Return, useReturn } from "./use_return";

interface Props {
  readonly snapshot: SnapshotRow;
  readonly onRestored: () => void;
  readonly onCancel: () => void;
}

/** Shows what going back would change before it is done. The board as it is is kept as a snapshot first. */
export function GoBack({ snapshot, onRestored, onCancel }: Props) {
  const { info, view } = useBoard();
  const changes = useFound((work) => changesBack(info.id, snapshot.id, work), snapshot.id);
  const [done, setDone] = useState<Return | null>(null);
  const working = useReturn(wayBackTo(info.id, snapshot.id), (went) => {
    setDone(went);
    view.announce(`The board is back at ${snapshot.label}.`);
    onRestored();
  });
  if (done) return <Done {...done} />;
  if (changes.value === null) return <FoundLine found={{ ...changes, isSlow: changes.busy }} begin="Looking at what would change…" />;
  if (changes.value.length === 0) return <p>The board is as it was then: nothing would change.</p>;
  return (
    <section class="snapshot-back" aria-label={`Going back to ${snapshot.label}`}>
      <p>Going back would change this, for everybody. The board as it is now is kept as a snapshot first.</p>
      <Sentences list={changes.value} />
      <WorkLine working={working} />
      <p class="row">
        <button type="button" class="primary" aria-disabled={working.busy} onClick={working.start}>
          Go back to “{snapshot.label}”
        </button>
        <button type="button" onClick={onCancel}>
          Leave it as it is
        </button>
      </p>
    </section>
  );
}

function Done({ changes, isTooLate }: Return) {
  const done = useRef<HTMLElement>(null);
  useEffect(() => done.current?.focus(), []);
  return (
    <section ref={done} tabIndex={-1} aria-label="What was changed">
      <p>{isTooLate ? "It was too late to stop. This was changed:" : "Done. This was changed:"}</p>
      <Sentences list={changes} />
    </section>
  );
}

function Sentences({ list }: { readonly list: readonly string[] }) {
  return <ul>{list.map(asItem)}</ul>;
}

function asItem(sentence: string) {
  return <li>{sentence}</li>;
}
