import type { BoardScope } from "../app/scope";
import { whereIs } from "../board/card_moves";
import { deletePart } from "../news/deleting";
import { addButton, cardButton, focusFirst, neighbour } from "./focus";

function siblings({ model }: BoardScope, id: string): readonly string[] {
  const card = model.card(id).peek();
  if (!card) return [];
  return card.zone === null ? model.freeNotes.peek() : model.cardsInCell(card.zone, card.cell).peek();
}

/** Deletes a card, says so, and puts the focus on its neighbour, or on what adds a card to its place. */
export function deleteCard(scope: BoardScope, id: string): void {
  const next = neighbour(siblings(scope, id), id);
  const card = scope.model.card(id).peek();
  deletePart(scope, { root: "cards", id });
  focusFirst(...(next === null ? [] : [cardButton(next)]), ...(card ? [addButton(card)] : []), ".outline-deleted summary");
}

/** Moves a card among its neighbours and says where it is now; the focus stays on it. */
export function stepCard(scope: BoardScope, id: string, direction: 1 | -1): void {
  const focused = document.activeElement;
  const moved = scope.model.edits.stepCard(id, direction);
  scope.view.announce(moved ? whereIs(scope.model, id) : `It is already the ${direction < 0 ? "first" : "last"}.`);
  if (focused instanceof HTMLElement) requestAnimationFrame(() => focused.focus());
}
