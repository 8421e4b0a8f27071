import { useState } from "preact/hooks";
import { Question } from "../app/Question";
import { useBoard } from "../app/scope";
import { wayBackOfPart } from "../snapshots/snapshots_api";
import { type Return, useReturn } from "../snapshots/use_return";
import { WorkLine } from "../work/WorkLine";

interface Props {
  readonly place: string;
  readonly title: string;
}

/** Brings a locked part back as it was when it was locked, after a question (SPEC F7). */
export function BringBackButton({ place, title }: Props) {
  const [isAsked, ask] = useState(false);
  return (
    <>
      <button type="button" class="quiet" onClick={() => ask(true)}>
        Bring back<span class="hidden"> {title}</span> as it was locked
      </button>
      {isAsked && <BringBackQuestion place={place} title={title} onClose={() => ask(false)} />}
    </>
  );
}

function BringBackQuestion({ place, title, onClose }: Props & { readonly onClose: () => void }) {
  const { info, view } = useBoard();
  const working = useReturn(wayBackOfPart(info.id, place), (went) => {
    view.announce(wordsOf(went, title));
    onClose();
  });
  const leave = (): void => {
    working.stop();
    onClose();
  };
  return (
    <Question
      title={`Bring back “${title}”?`}
      yes="Bring it back"
      no="Leave it"
      onYes={working.start}
      onNo={leave}
      task={{ busy: working.busy, problem: null }}
    >
      <p>All of it becomes as it was when it was locked. What came since is kept in a snapshot; the rest of the board is left alone.</p>
      <WorkLine working={working} />
    </Question>
  );
}

function wordsOf({ changes, isTooLate }: Return, title: string): string {
  if (changes.length === 0) return `Nothing in ${title} was changed since.`;
  return `${isTooLate ? "It was too late to stop: " : ""}${title} is as it was when it was locked.`;
}
