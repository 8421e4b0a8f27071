/** Moving a card one step: up and down in its place, left and right to the neighbouring lane, cell or zone. */

import type { BoardScope } from "../app/scope";
import type { BoardModel } from "../model/board";
import { WITH_COLUMNS, WITH_ROWS } from "../model/schema.gen";
import type { Card, Cell, Place, Point, Zone } from "../model/types";
import { allZones, takesCards } from "./new_card";

export type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/** One step on the open board, in its units. */
const STEP = 20;

const SHIFTS: Readonly<Record<Arrow, Point>> = {
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
};

/** Move the card, keep the focus on it and say where it is now; true, for the key is used up either way. */
export function moveByKey(scope: BoardScope, id: string, arrow: Arrow): boolean {
  const card = scope.model.card(id).peek();
  if (!card) return false;
  if (card.zone === null) shiftNote(scope.model, card, arrow);
  else if (arrow === "ArrowUp" || arrow === "ArrowDown") stepInPlace(scope, card, arrow === "ArrowUp" ? -1 : 1);
  else stepAcross(scope, card, arrow === "ArrowLeft" ? -1 : 1);
  scope.view.announce(whereIs(scope.model, id));
  refocus(id);
  return true;
}

/** "3 of 5 in Goal", for screen readers. */
export function whereIs(model: BoardModel, id: string): string {
  const card = model.card(id).peek();
  if (!card?.zone) return "Moved on the open board.";
  const ids = model.cardsInCell(card.zone, card.cell).peek();
  return `${ids.indexOf(id) + 1} of ${ids.length} in ${placeName(model, card)}.`;
}

/** What a place is called: its zone, and its row and column where it has them. */
export function placeName(model: BoardModel, { zone: id, cell }: Place): string {
  const zone = id === null ? undefined : model.zone(id).peek();
  if (!zone) return "the open board";
  const row = zone.rows.find((heading) => heading.id === cell?.[0])?.title;
  const column = zone.columns.find((heading) => heading.id === cell?.[1])?.title;
  const area = zone.parent === null ? undefined : model.area(zone.parent).peek()?.title;
  return [area, zone.title, row, column].filter(Boolean).join(", ");
}

/** All places of a zone that can hold cards, row by row. */
export function placesOf(zone: Zone): readonly Place[] {
  if (!takesCards(zone)) return [];
  if (!WITH_COLUMNS.includes(zone.kind)) return [{ zone: zone.id, cell: null }];
  const rows = WITH_ROWS.includes(zone.kind) ? zone.rows.map((row) => row.id) : [null];
  return rows.flatMap((row) => zone.columns.map((column) => ({ zone: zone.id, cell: [row, column.id] satisfies Cell })));
}

function shiftNote(model: BoardModel, card: Card, arrow: Arrow): void {
  const [x, y] = card.pos ?? [0, 0];
  const [right, down] = SHIFTS[arrow];
  model.edits.moveCardTo(card.id, [x + right, y + down]);
}

/** Up or down among its neighbours; at the end of a cell of a grid on into the next row. */
function stepInPlace({ model }: BoardScope, card: Card, direction: 1 | -1): void {
  if (model.edits.stepCard(card.id, direction) || card.zone === null) return;
  const zone = model.zone(card.zone).peek();
  if (!zone || zone.kind !== "grid") return;
  const rows = zone.rows.map((row) => row.id);
  const row = rows[rows.indexOf(card.cell?.[0] ?? "") + direction];
  if (row !== undefined) model.edits.moveCard(card.id, { zone: zone.id, cell: [row, card.cell?.[1] ?? null] }, direction > 0 ? null : undefined);
}

/** To the neighbouring place of the same zone and row, else on into the zone before or after. */
function stepAcross({ model }: BoardScope, card: Card, direction: 1 | -1): void {
  const zones = allZones(model).filter(takesCards);
  const zone = zones.find(({ id }) => id === card.zone);
  if (!zone) return;
  const row = placesOf(zone).filter((place) => place.cell?.[0] === card.cell?.[0]);
  const at = row.findIndex((place) => place.cell?.[1] === card.cell?.[1]);
  const beside = row[at + direction] ?? edgeOf(zones[zones.indexOf(zone) + direction], direction);
  if (beside) model.edits.moveCard(card.id, beside);
}

function edgeOf(zone: Zone | undefined, direction: 1 | -1): Place | undefined {
  return zone && placesOf(zone).at(direction > 0 ? 0 : -1);
}

/** A card that moved to another list is a new element: put the focus on it once it is drawn. */
function refocus(id: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus());
}
