/** Selecting cards, on the board and in the outline. */

import type { BoardScope } from "../app/scope";
import type { BoardModel } from "../model/board";
import type { Place } from "../model/types";
import { addButton, cardButton } from "../outline/focus";
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

/** What cannot be selected, in words. */
export const NOT_SELECTED = "The titles of rows and columns are no cards, and what a hat said stays on its ring.";

/** Select no card any more, and let a press on a card open it again. */
export function stopSelecting({ view }: BoardScope): void {
  view.selection.clear();
  view.selection.ticking.value = false;
  view.announce("No card selected.");
}

/**
 * Where somebody goes on who takes these cards away: selectors, the nearest first. It is the card after the last that was
 * selected, or before it, or else what adds a card there.
 */
export function whereToGoOn(model: BoardModel, cards: readonly string[]): readonly string[] {
  const last = cards.at(-1) ?? "";
  const place = model.card(last).peek();
  if (!place) return [];
  const ids = cardsAt(model, place);
  const at = ids.indexOf(last);
  const stays = (id: string) => !cards.includes(id);
  const next = ids.slice(at).find(stays) ?? ids.slice(0, at).findLast(stays);
  return next === undefined ? [addButton(place)] : [`.card[data-card="${next}"]`, `[data-row-card="${next}"] .card-tick`, `.outline [data-card="${next}"] .card-tick`, cardButton(next)];
}

function cardsAt(model: BoardModel, { zone, cell }: Place): readonly string[] {
  return zone === null ? model.freeNotes.peek() : model.cardsInCell(zone, cell).peek();
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
