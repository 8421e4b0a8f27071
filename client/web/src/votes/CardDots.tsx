import { useBoard } from "../app/scope";
import type { Card } from "../model/types";
import { dotsWords } from "./words";

/** How many dots a card got in the last vote on its zone, in words. */
export function CardDots({ card }: { readonly card: Card }) {
  const { connection } = useBoard();
  const vote = connection.stage.votes.value.find(({ kind, place, state }) => kind === "dots" && place === card.zone && state === "closed");
  const dots = vote?.totals[card.id] ?? 0;
  if (!vote || dots === 0) return null;
  return (
    <span class="badge">
      {dotsWords(dots)}
      {vote.top.includes(card.id) && ", top"}
    </span>
  );
}
