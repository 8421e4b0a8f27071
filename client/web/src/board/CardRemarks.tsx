import type { Card } from "../model/types";
import { useBoard } from "../app/scope";
import { ReferenceMark } from "./ReferenceMark";
import { StaysMark } from "./StaysInGroup";

/** What a card is marked as, what it refers to, and a soft question where one was asked for and none is there. */
export function CardRemarks({ card }: { readonly card: Card }) {
  return (
    <>
      <ReferenceMark card={card.id} />
      <Nudge card={card} />
    </>
  );
}

/** Who wrote a card, where the activity says it, that it stays in the group, and its marks, for the line that says its kind. */
export function CardTags({ card }: { readonly card: Card }) {
  return (
    <>
      {card.by !== null && <span class="signature">By {card.by}</span>}
      <StaysMark card={card} />
      {card.tags.map((tag) => (
        <span key={tag} class="tag">
          {tag}
        </span>
      ))}
    </>
  );
}

/** It never stops anybody: what is no question stays as it is. */
function Nudge({ card }: { readonly card: Card }) {
  const { model } = useBoard();
  const zone = card.zone === null ? undefined : model.zone(card.zone).value;
  if (!zone?.config.questions) return null;
  const text = model.content(model.text(`cards/${card.id}/text`)).value.trim();
  if (text === "" || text.includes("?")) return null;
  return <p class="nudge">Could this be an open question?</p>;
}
