import "./private.css";
import { useId, useState } from "preact/hooks";
import { api } from "../app/api";
import { ProblemNote } from "../app/ProblemNote";
import { Question } from "../app/Question";
import { useBoard } from "../app/scope";
import { type Task, useTask } from "../app/useTask";
import { placeName } from "../board/card_moves";
import type { Round } from "../model/round";
import { onlyOneWords } from "../model/shown_as";
import { OwnCards } from "./OwnCards";
import { OwnCells } from "./OwnCells";

const SHOWN = {
  name: "with your name",
  organisation: "with your organisation’s name, not yours",
  hat: "without any name",
  none: "without any name",
} as const;

/** Whether people write on their own now. */
export function isOn(round: Round | null): round is Round {
  return round?.state === "open" || round?.state === "revealing";
}

/** Writing on one's own while a round is on. */
export function OpenRound({ round }: { readonly round: Round }) {
  const { connection, info, model } = useBoard();
  const title = useId();
  const mayWrite = connection.mayEdit.value && round.state === "open";
  const leads = connection.role.value === "facilitate";
  const counts = <p class="private-counts">{countWords(round, usePeople())}</p>;
  return (
    <section class="private" tabIndex={-1} aria-labelledby={title}>
      <h3 id={title}>Write on your own</h3>
      {/* Who leads has what ends it in sight, above all that they may write themselves. */}
      {leads && counts}
      {leads && <Lead round={round} />}
      <p>
        Nobody sees this until it is revealed. Then {round.cells === "one" ? "all cards come to" : "every text comes into its cell of"}{" "}
        {placeName(model, { zone: round.zone, cell: null })}, mixed, {SHOWN[round.attribution]}.{" "}
        {mayWrite && onlyOneWords(round.attribution, info.participant.organisation)}
      </p>
      {mayWrite && (round.cells === "one" ? <OwnCards round={round} /> : <OwnCells round={round} />)}
      {!leads && counts}
      {round.state === "revealing" && <p>The cards are being revealed. Nothing more can be written.</p>}
    </section>
  );
}

/** How many people have the board open, this one included. */
function usePeople(): number {
  const { connection, info } = useBoard();
  return new Set([info.participant.id, ...connection.peers.value.map(({ user }) => user.id)]).size;
}

/** “5 of 8 people have written, 14 cards.” */
export function countWords({ writers, cards }: Pick<Round, "writers" | "cards">, people: number): string {
  if (writers === 0) return "Nobody has written yet.";
  const all = Math.max(people, writers);
  const who = all === 1 ? "1 of 1 person has" : `${writers} of ${all} people ${writers === 1 ? "has" : "have"}`;
  return `${who} written, ${cards === 1 ? "1 card" : `${cards} cards`}.`;
}

function Lead({ round }: { readonly round: Round }) {
  const { info } = useBoard();
  const [asks, setAsks] = useState<"reveal" | "end" | null>(null);
  const task = useTask();
  const carryOut = (work: () => Promise<unknown>) =>
    task.run(async () => {
      await work();
      setAsks(null);
    });
  const ask = { task, onNo: () => setAsks(null) };
  return (
    <div class="row">
      {asks === null && <ProblemNote problem={task.problem} />}
      <button type="button" onClick={() => setAsks("reveal")}>
        Reveal all cards
      </button>
      {round.state === "open" && (
        <button type="button" onClick={() => setAsks("end")}>
          End without revealing
        </button>
      )}
      {asks === "reveal" && <AskReveal {...ask} round={round} onYes={() => carryOut(() => api.reveal(info.id, round.id))} />}
      {asks === "end" && <AskEnd {...ask} onYes={() => carryOut(() => api.endRound(info.id, round.id))} />}
    </div>
  );
}

interface AskProps {
  readonly task: Task;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function AskReveal({ round, ...answers }: AskProps & { readonly round: Round }) {
  return (
    <Question title="Reveal all cards?" yes="Reveal now" no="Not yet" {...answers}>
      <p>{countWords(round, usePeople())} All cards come onto the board at once, mixed. This cannot be taken back.</p>
    </Question>
  );
}

function AskEnd(answers: AskProps) {
  return (
    <Question title="End without revealing?" yes="End it" no="Go on writing" {...answers}>
      <p>No card comes onto the board. Each person keeps their own, and may add them later.</p>
    </Question>
  );
}
