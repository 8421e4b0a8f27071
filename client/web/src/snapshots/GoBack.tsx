import { useEffect, useRef, useState } from "preact/hooks";

import { useBoard } from "../app/scope";
import { newId } from "../model/ids";
import { useFound } from "../work/use_found";
import { useWork } from "../work/use_work";
import { FoundLine, WorkLine } from "../work/WorkLine";
import { changesBack, goBack, type SnapshotRow, stopGoingBack } from "./snapshots_api";

interface Props {
  readonly snapshot: SnapshotRow;
  readonly onRestored: () => void;
  readonly onCancel: () => void;
}

interface Return {
  readonly changes: readonly string[];
  /** It was done before it could be stopped. */
  readonly isTooLate: boolean;
}

const WORDS = { begin: "Going back…", stopped: "Stopped. Nothing on the board was changed." };

/** Shows what going back would change before it is done. The board as it is is kept as a snapshot first. */
export function GoBack({ snapshot, onRestored, onCancel }: Props) {
  const { info, view } = useBoard();
  const changes = useFound((work) => changesBack(info.id, snapshot.id, work), snapshot.id);
  const working = useWork(WORDS);
  const [done, setDone] = useState<Return | null>(null);
  // One id until it is known what became of it: the server goes back once, however often it is asked.
  const requestId = useRef(newId());
  const whatBecame = async (failure: unknown): Promise<Return> => {
    const applied = await stopGoingBack(info.id, snapshot.id, requestId.current);
    requestId.current = newId();
    if (applied === null) throw failure;
    return { changes: applied, isTooLate: true };
  };
  const restore = (): void =>
    working.run(async (work) => {
      const went = goBack(info.id, snapshot.id, requestId.current, work).then((applied) => ({ changes: applied, isTooLate: false }));
      setDone(await went.catch(whatBecame));
      view.announce(`The board is back at ${snapshot.label}.`);
      onRestored();
      return "";
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
        <button type="button" class="primary" aria-disabled={working.busy} onClick={restore}>
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
