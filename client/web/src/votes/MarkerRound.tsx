import { useEffect, useId, useState } from "preact/hooks";
import { useBoard } from "../app/scope";
import type { Zone } from "../model/types";
import type { Vote } from "../model/votes";
import { scalesOf } from "./scales";
import { useVote } from "./use_vote";
import { VoteFrame } from "./VoteFrame";
import { type MyVote, votesApi } from "./votes_api";

/** The rounds in which this page has marked: where the server has forgotten it, the person is asked again. */
const marked = new Set<string>();

/** Marking the scales of an activity, for oneself. */
export function MarkerRound({ vote }: { readonly vote: Vote }) {
  const { model, info, view } = useBoard();
  const open = useVote(vote);
  const { my, act } = open;
  const marks = my?.marks ?? {};
  /** What was chosen and is still on its way. */
  const [sent, setSent] = useState<Readonly<Record<string, string>>>({});
  const isMarked = Object.keys(marks).length > 0;
  const isLost = my !== null && !isMarked && marked.has(vote.id);
  useEffect(() => {
    if (isMarked) marked.add(vote.id);
  }, [isMarked, vote.id]);
  useEffect(() => {
    if (isLost) view.announce(LOST);
  }, [isLost, view]);
  const mark = (zone: string, step: string) => {
    setSent((others) => ({ ...others, [zone]: step }));
    const send = (before: MyVote | null) => votesApi.mark(info.id, vote.id, { ...before?.marks, [zone]: step });
    const arrived = () => setSent((others) => (others[zone] === step ? without(others, zone) : others));
    act(
      (before) => send(before).finally(arrived),
      () => "Marked. Only you see it.",
    );
  };
  const withdraw = () =>
    act(
      async () => {
        const now = await votesApi.withdraw(info.id, vote.id);
        marked.delete(vote.id);
        return now;
      },
      () => "Your marks are taken back.",
    );
  return (
    <VoteFrame vote={vote} open={open} promise="Only you see what you mark, and it is never stored. From four marks up the group sees a shape when the round is closed. You need not mark.">
      {isLost && <p class="banner">{LOST}</p>}
      {my && scalesOf(model, vote.place).map((zone) => <Scale key={zone.id} zone={zone} step={sent[zone.id] ?? marks[zone.id]} onMark={(step) => mark(zone.id, step)} />)}
      {isMarked && (
        <button type="button" class="quiet" onClick={withdraw}>
          Take my marks back
        </button>
      )}
    </VoteFrame>
  );
}

function without(marks: Readonly<Record<string, string>>, zone: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(marks).filter(([key]) => key !== zone));
}

const LOST = "The server was started again and has forgotten your marks. Please mark again.";

interface ScaleProps {
  readonly zone: Zone;
  readonly step: string | undefined;
  readonly onMark: (step: string) => void;
}

function Scale({ zone, step, onMark }: ScaleProps) {
  const name = useId();
  return (
    <fieldset class="vote-scale">
      <legend>{zone.title}</legend>
      {zone.columns.map(({ id, title, hint }) => (
        <label key={id}>
          <input type="radio" name={name} checked={step === id} onChange={() => onMark(id)} />
          <span>
            {title}
            {hint && <span class="hint"> {hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
