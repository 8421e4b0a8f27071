import { useEffect, useRef, useState } from "preact/hooks";

import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useLoaded, useTask } from "../app/useTask";
import { newId } from "../model/ids";
import { changesBack, goBack, type SnapshotRow } from "./snapshots_api";

interface Props {
  readonly snapshot: SnapshotRow;
  readonly onRestored: () => void;
  readonly onCancel: () => void;
}

/** Shows what going back would change before it is done. The board as it is is kept as a snapshot first. */
export function GoBack({ snapshot, onRestored, onCancel }: Props) {
  const { info, view } = useBoard();
  const changes = useLoaded(() => changesBack(info.id, snapshot.id), null as readonly string[] | null);
  const task = useTask();
  const [done, setDone] = useState<readonly string[] | null>(null);
  // One id for every attempt: the server goes back once, however often it is asked.
  const [requestId] = useState(newId);
  const restore = (): void =>
    task.run(async () => {
      setDone(await goBack(info.id, snapshot.id, requestId));
      view.announce(`The board is back at ${snapshot.label}.`);
      onRestored();
    });
  if (done) return <Done changes={done} />;
  if (changes.problem) return <ProblemNote problem={changes.problem} />;
  if (changes.value === null) return <p class="hint">Looking at what would change…</p>;
  if (changes.value.length === 0) return <p>The board is as it was then: nothing would change.</p>;
  return (
    <section class="snapshot-back" aria-label={`Going back to ${snapshot.label}`}>
      <p>Going back would change this, for everybody. The board as it is now is kept as a snapshot first.</p>
      <Sentences list={changes.value} />
      <ProblemNote problem={task.problem} />
      <p class="row">
        <button type="button" class="primary" aria-disabled={task.busy} onClick={restore}>
          Go back to “{snapshot.label}”
        </button>
        <button type="button" onClick={onCancel}>
          Leave it as it is
        </button>
      </p>
    </section>
  );
}

function Done({ changes }: { readonly changes: readonly string[] }) {
  const done = useRef<HTMLElement>(null);
  useEffect(() => done.current?.focus(), []);
  return (
    <section ref={done} tabIndex={-1} aria-label="What was changed">
      <p>Done. This was changed:</p>
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
