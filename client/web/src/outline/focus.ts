/** Where the focus goes after something was added, moved or deleted. */

import type { BoardModel } from "../model/board";
import type { Place } from "../model/types";

/** Calls `work` once what has just changed is drawn. */
export function afterDrawing(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}

/** Puts the focus on the first element that fits one of the selectors, tried in order. */
export function focusFirst(...selectors: readonly string[]): void {
  afterDrawing(() => firstThatFits(selectors)?.focus());
}

/** The same, and the view stays where it is, whether what has the focus is in sight or not. */
export function focusInPlace(...selectors: readonly string[]): void {
  afterDrawing(() => firstThatFits(selectors)?.focus({ preventScroll: true }));
}

function firstThatFits(selectors: readonly string[]): HTMLElement | null {
  for (const selector of selectors) {
    const found = document.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return null;
}

/** The button that adds a card at this place. */
export function addButton({ zone, cell }: Place): string {
  const row = cell?.[0] ? `[data-row="${cell[0]}"]` : "";
  const column = cell?.[1] ? `[data-column="${cell[1]}"]` : "";
  return `[data-zone="${zone ?? ""}"]${row}${column} .add-button`;
}

/** Does what may take away the card that has the focus; the focus then goes to what adds a card there. */
export function withFocusKept(model: BoardModel, work: () => void): void {
  const id = document.activeElement?.closest<HTMLElement>("[data-card]")?.dataset["card"];
  const place = id === undefined ? undefined : model.card(id).peek();
  work();
  if (place) afterDrawing(() => document.activeElement === document.body && focusFirst(addButton(place), ".board-focus", "#board-main"));
}

/** The control that opens a card for writing; it stands for the card when keys move among cards. */
export function cardButton(id: string): string {
  return `.outline [data-card="${id}"] .outline-open`;
}

/** The card after this one in its list, else the one before. */
export function neighbour(ids: readonly string[], id: string): string | null {
  const at = ids.indexOf(id);
  return ids[at + 1] ?? ids[at - 1] ?? null;
}
