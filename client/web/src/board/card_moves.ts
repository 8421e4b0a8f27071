/** Moving a card by keys: one step within its zone, or with Alt on into the zone after or before. */

import type { BoardScope } from "../app/scope";
import type { BoardModel } from "../model/board";
import { capital } from "../text/sentence";
import { WITH_COLUMNS, WITH_ROWS } from "../model/schema.gen";
import type { Card, Cell, HeadingMap, Place, Point, Zone } from "../model/types";
import { staysAmongOthers } from "../model/withheld";
import { CLOSED_WORDS, isClosed } from "../stage/locks";
import { openZones, takesCards } from "./new_card";

export type Arrow = "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight";

/** One step on the open board, in its units. */
const STEP = 20;

const SHIFTS: Readonly<Record<Arrow, Point>> = {
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
};

type Direction = 1 | -1;

/** Move the card and say where it is now; true, for the key is used up either way. */
export function moveByKey(scope: BoardScope, id: string, arrow: Arrow, toAnotherPart: boolean): boolean {
  const { model, view } = scope;
  const card = model.card(id).peek();
  if (!card) return false;
  view.announce(move(scope, card, arrow, toAnotherPart) ?? whereIs(model, id));
  return true;
}

/** What to say where the card could not be moved. */
function move(scope: BoardScope, card: Card, arrow: Arrow, toAnotherPart: boolean): string | null {
  const { model } = scope;
  if (isClosed(scope, card.zone)) return CLOSED_WORDS;
  const direction = arrow === "ArrowUp" || arrow === "ArrowLeft" ? -1 : 1;
  const zone = card.zone === null ? undefined : model.zone(card.zone).peek();
  if (!zone) shiftNote(model, card, arrow);
  else if (toAnotherPart) return enterPart(scope, card, direction);
  else if (isAcross(zone, arrow)) return stepAcross(model, card, zone, direction);
  else return stepInPlace(model, card, zone, direction);
  return null;
}

/** Left and right go from lane to lane and cell to cell; in a list they go through it like up and down. */
function isAcross(zone: Zone, arrow: Arrow): boolean {
  return WITH_COLUMNS.includes(zone.kind) && (arrow === "ArrowLeft" || arrow === "ArrowRight");
}

function atEdge(direction: Direction, where: string): string {
  return `This is the ${direction < 0 ? "first" : "last"} ${where}. Alt and an arrow move it to another part.`;
}

/** "3 of 5 in Goal", for screen readers. */
export function whereIs(model: BoardModel, id: string): string {
  const card = model.card(id).peek();
  if (!card?.zone) return `Moved on the open board.${staysWords(model, card)}`;
  const ids = model.cardsInCell(card.zone, card.cell).peek();
  return `${ids.indexOf(id) + 1} of ${ids.length} in ${placeName(model, card)}.${staysWords(model, card)}`;
}

/** "Moved to Goal.", and whether it still stays in the group there. */
export function movedWords(model: BoardModel, id: string): string {
  const card = model.card(id).peek();
  return `Moved to ${placeName(model, card ?? { zone: null, cell: null })}.${staysWords(model, card)}`;
}

function staysWords(model: BoardModel, card: Card | undefined): string {
  return card && staysAmongOthers(model, card) ? " It stays in the group." : "";
}

/** What a place is called: its area, its zone, and its row and column where it has them. */
export function placeName(model: BoardModel, place: Place): string {
  const zone = place.zone === null ? undefined : model.zone(place.zone).value;
  if (!zone) return "the open board";
  const area = zone.parent === null ? undefined : model.area(zone.parent).value?.title;
  return [area, partOfPlace(model, place)].filter(Boolean).join(", ");
}

/** What a place is called where its area is named already. */
export function partOfPlace(model: BoardModel, { zone: id, cell }: Place): string {
  const zone = id === null ? undefined : model.zone(id).value;
  const row = zone?.rows.find((heading) => heading.id === cell?.[0])?.title;
  const column = zone?.columns.find((heading) => heading.id === cell?.[1])?.title;
  return [zone?.title, row, column].filter(Boolean).join(", ");
}

/** What a column or row of this zone is called. */
export function headingWord(zone: Zone, map: HeadingMap): string {
  if (map === "rows") return zone.config.row_word ?? "row";
  return zone.config.column_word ?? (zone.kind === "lanes" ? "lane" : "column");
}

/** A lane's title, with its number where lanes carry one: "Box 2: Shared need". */
export function laneTitle(zone: Zone, index: number): string {
  const title = zone.columns[index]?.title ?? "";
  return zone.config.numbered ? `${capital(headingWord(zone, "columns"))} ${index + 1}: ${title}` : title;
}

/** Several of them: "roles or organisations". */
export function headingWords(zone: Zone, map: HeadingMap): string {
  return headingWord(zone, map)
    .split(" or ")
    .map((word) => `${word}s`)
    .join(" or ");
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

/** One further among its neighbours; at the end of a cell of a grid on into the next row. */
function stepInPlace(model: BoardModel, card: Card, zone: Zone, direction: Direction): string | null {
  if (model.edits.stepCard(card.id, direction)) return null;
  const rows = zone.kind === "grid" ? zone.rows.map((row) => row.id) : [];
  const row = rows[rows.indexOf(card.cell?.[0] ?? "") + direction];
  if (row === undefined) return atEdge(direction, `in ${placeName(model, card)}`);
  model.edits.moveCard(card.id, { zone: zone.id, cell: [row, card.cell?.[1] ?? null] }, direction > 0 ? null : undefined);
  return null;
}

/** To the neighbouring place of the same row. */
function stepAcross(model: BoardModel, card: Card, zone: Zone, direction: Direction): string | null {
  const row = placesOf(zone).filter((place) => place.cell?.[0] === card.cell?.[0]);
  const beside = row[row.findIndex((place) => place.cell?.[1] === card.cell?.[1]) + direction];
  if (!beside) return atEdge(direction, `${headingWord(zone, "columns")} of ${placeName(model, { zone: zone.id, cell: null })}`);
  model.edits.moveCard(card.id, beside);
  return null;
}

/** To the nearest place of the zone after or before, in reading order. */
function enterPart(scope: BoardScope, card: Card, direction: Direction): string | null {
  const { model } = scope;
  const zones = openZones(scope).filter(takesCards);
  const place = edgeOf(zones[zones.findIndex(({ id }) => id === card.zone) + direction], direction);
  if (!place) return `There is no part ${direction < 0 ? "before" : "after"} this one.`;
  model.edits.moveCard(card.id, place);
  return null;
}

function edgeOf(zone: Zone | undefined, direction: Direction): Place | undefined {
  return zone && placesOf(zone).at(direction > 0 ? 0 : -1);
}
