import { useId } from "preact/hooks";
import { api } from "../app/api";
import { ProblemNote } from "../app/ProblemNote";
import { useBoard } from "../app/scope";
import { useTask } from "../app/useTask";
import { partOfPlace } from "../board/card_moves";
import type { PrivateCard } from "./private_cards";

/** What this person wrote and was not revealed: to be added to the board, or thrown away (SPEC P6). */
export function LateCards() {
  const { privately } = useBoard();
  const title = useId();
  const cards = privately.late.value;
  if (cards.length === 0) return null;
  return (
    <section class="notice private" aria-labelledby={title}>
      <h2 id={title}>The round is over. Add these cards to the board?</h2>
      <p>You wrote them on your own, and they were not revealed. Nobody else has seen them. Added now, they say no more of you than the others do.</p>
      <ul class="private-cards">
        {cards.map((card) => (
          <LateCard key={card.id} card={card} />
        ))}
      </ul>
    </section>
  );
}

function LateCard({ card }: { readonly card: PrivateCard }) {
  const { privately, info, connection, view } = useBoard();
  const task = useTask();
  const done = (words: string) => {
    privately.remove(card);
    view.announce(words);
    document.getElementById("board-main")?.focus();
  };
  const add = () =>
    task.run(async () => {
      await api.addLate(info.id, card.round, { texts: [card.text], cell: card.cell, certainty: card.certainty, request_id: `late-${card.id}` });
      done("Your card is on the board.");
    });
  return (
    <li>
      <blockquote dir="auto">{card.text}</blockquote>
      <CellWords card={card} />
      <ProblemNote problem={task.problem} />
      <div class="row">
        <button type="button" disabled={!connection.mayEdit.value} aria-disabled={task.busy} onClick={add}>
          Add to the board
        </button>
        <button type="button" class="quiet" onClick={() => done("The card is thrown away.")}>
          Throw away
        </button>
      </div>
    </li>
  );
}

/** Where a card is meant to come, in a round of several cells. */
function CellWords({ card: { round: id, cell } }: { readonly card: PrivateCard }) {
  const { connection, model } = useBoard();
  const round = connection.stage.round.value;
  if (cell === null || round?.id !== id) return null;
  return <p class="hint">For {partOfPlace(model, { zone: round.zone, cell })}</p>;
}
