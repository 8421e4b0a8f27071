import { useState } from "preact/hooks";
import type { Card } from "../model/types";
import { isOfTheGroup, staysAmongOthers } from "../model/withheld";
import { useBoard } from "../app/scope";

/** On a card that was moved out of what stays in the group: it still does. */
export function StaysMark({ card }: { readonly card: Card }) {
  const { model } = useBoard();
  return staysAmongOthers(model, card) ? <span class="tag">Stays in the group</span> : null;
}

/** Of a card that stays in the group: what that means, and one press that lets it into reports, or back. */
export function StaysInGroup({ card }: { readonly card: Card }) {
  const { model, view } = useBoard();
  const [before, setBefore] = useState(card.status);
  if (!isOfTheGroup(model, card)) return null;
  const isOut = card.status === "in_report";
  const press = () => {
    if (!isOut) setBefore(card.status);
    model.edits.setCardStatus(card.id, !isOut ? "in_report" : before === "in_report" ? "raw" : before);
    view.announce(isOut ? "The card stays in the group." : "The card may go into reports.");
  };
  return (
    <p class="row">
      <span class="stays">{isOut ? "It came from what stays in the group, and may go into reports." : "Stays in the group: reports leave it out."}</span>
      <button type="button" onClick={press}>
        {isOut ? "Keep it in the group" : "Let it into reports"}
      </button>
    </p>
  );
}
