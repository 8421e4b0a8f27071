/** Selecting cards, on the board and in the outline. */

import type { BoardScope } from "../app/scope";
import type { BoardModel } from "../model/board";
import { CLOSED_WORDS, isClosed } from "../stage/locks";

/** Select a card, or leave it out again, and say how many are selected now. */
export function toggleCard(scope: BoardScope, id: string): void {
  const { model, view } = scope;
  const card = model.card(id).peek();
  if (!card) return;
  if (card.kind === "hat") return view.announce("What a hat said stays on its ring.");
  if (isClosed(scope, card.zone)) return view.announce(CLOSED_WORDS);
  view.selection.toggle(id);
  return view.announce(`${selectedWords(selectedCards(scope).length)}.`);
}

/** The selected cards that are still there, and not locked meanwhile. */
export function selectedCards(scope: BoardScope): readonly string[] {
  const { model, view } = scope;
  return [...view.selection.cards.value].filter((id) => {
    const card = model.card(id).value;
    return card?.deleted === null && !isClosed(scope, card.zone);
  });
}

export function selectedWords(count: number): string {
  if (count === 0) return "No card selected";
  return count === 1 ? "1 card selected" : `${count} cards selected`;
}

/** The cards of an area itself, in reading order: those of its zones, not of what was launched on it. */
export function cardsOfArea(model: BoardModel, area: string): readonly string[] {
  return model
    .zonesOfArea(area)
    .value.flatMap((zone) => model.cardsIn(zone).value)
    .filter((id) => model.card(id).value?.kind !== "hat");
}

export function areaTitle(model: BoardModel, area: string): string {
  return model.area(area).value?.title || "Area without a title";
}
