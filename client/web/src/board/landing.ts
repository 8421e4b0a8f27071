/** Where among the cards of a place a dragged one lands, and where the mark is drawn that shows it. In board units. */

import type { Point } from "../model/types";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const ROUNDING = 1;

export interface Landing {
  /** How many of the cards come before it. */
  readonly before: number;
  readonly mark: Box;
}

/** Half of the gap between cards (--space-2). */
const HALF_GAP = 4;

/** `cards` are in reading order: below each other, or `inRows` with several side by side. `place` is where they lie. */
export function landing(place: Box, cards: readonly Box[], at: Point, inRows: boolean): Landing {
  const before = inRows ? countInRows(cards, at) : cards.filter((card) => (card.top + card.bottom) / 2 < at[1]).length;
  return { before, mark: inRows ? upright(place, cards, before, at[1]) : flat(place, cards, before) };
}

/** Cards of one row have the same top, but for rounding; the tallest of them makes its bottom. */
function countInRows(cards: readonly Box[], [x, y]: Point): number {
  const isPast = (card: Box) => {
    const row = cards.filter(({ top }) => Math.abs(top - card.top) < ROUNDING);
    if (Math.max(...row.map(({ bottom }) => bottom)) < y) return true;
    return card.top <= y && (card.left + card.right) / 2 < x;
  };
  return cards.filter(isPast).length;
}

/** Between two cards of a row, or at the end of the row that is pointed at. */
function upright(place: Box, cards: readonly Box[], before: number, y: number): Box {
  const [last, next] = [cards[before - 1], cards[before]];
  if (next && (!last || next.top <= y || last.bottom < y)) return { ...next, left: next.left - HALF_GAP, right: next.left - HALF_GAP };
  return last ? { ...last, left: last.right + HALF_GAP, right: last.right + HALF_GAP } : flat(place, cards, before);
}

function flat(place: Box, cards: readonly Box[], before: number): Box {
  const [last, next] = [cards[before - 1], cards[before]];
  const y = next ? next.top - HALF_GAP : last ? last.bottom + HALF_GAP : place.top + HALF_GAP;
  return { ...(next ?? last ?? place), top: y, bottom: y };
}
