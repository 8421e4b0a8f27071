import "./private.css";
import { useId, useState } from "preact/hooks";
import { api } from "../app/api";
import { Question } from "../app/Question";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
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
  const counts = <p class="private-counts">{countWords(round, useWriters())}</p>;
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

/** How many people are here who may write, this one included. */
function useWriters(): number {
  const { connection, info } = useBoard();
  const others = connection.peers.value.filter(({ user }) => user.writes).map(({ user }) => user.id);
  return new Set(connection.role.value === "view" ? others : [info.participant.id, ...others]).size;
}

/** “5 of 8 people have written, 14 cards.” */
export function countWords({ writers, cards }: Pick<Round, "writers" | "cards">, people: number): string {
  if (writers === 0) return "Nobody has written yet.";
  const all = Math.max(people, writers);
  const who = all === 1 ? "1 of 1 person has" : `${writers} of ${all} people ${writers === 1 ? "has" : "have"}`;
  return `${who} written, ${cards === 1 ? "1 card" : `${cards} cards`}.`;
}

function Lead({ round }: { readonly round: Round }) {
  const [asks, setAsks] = useState<"reveal" | "end" | null>(null);
  const close = () => setAsks(null);
  return (
    <div class="row">
      <button type="button" class="primary" onClick={() => setAsks("reveal")}>
        Reveal all cards
      </button>
      {round.state === "open" && (
        <button type="button" class="quiet" onClick={() => setAsks("end")}>
          End without revealing
        </button>
      )}
      {asks === "reveal" && <AskReveal round={round} onClose={close} />}
      {asks === "end" && <AskEnd round={round} onClose={close} />}
    </div>
  );
}

interface AskProps {
  readonly round: Round;
  readonly onClose: () => void;
}

function AskReveal({ round, onClose }: AskProps) {
  const { info } = useBoard();
  return (
    <Question title="Reveal all cards?" yes="Reveal now" no="Not yet" {...useAnswers(() => api.reveal(info.id, round.id), onClose)}>
      <p>{countWords(round, useWriters())} All cards come onto the board at once, mixed. This cannot be taken back.</p>
    </Question>
  );
}

function AskEnd({ round, onClose }: AskProps) {
  const { info } = useBoard();
  return (
    <Question title="End without revealing?" yes="End it" no="Go on writing" {...useAnswers(() => api.endRound(info.id, round.id), onClose)}>
      <p>No card comes onto the board. Each person keeps their own, and may add them later.</p>
    </Question>
  );
}

/** Yes is carried out before the question closes; what went wrong is said in it, and forgotten with it. */
function useAnswers(work: () => Promise<unknown>, onClose: () => void) {
  const task = useTask();
  const onYes = () => task.run(() => work().then(onClose));
  const onNo = () => {
    if (!task.busy) onClose();
  };
  return { task, onYes, onNo };
}
