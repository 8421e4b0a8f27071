/** Making a card where the person is, and writing in it at once. */

import { effect } from "@preact/signals";
import { joinWriting } from "../model/own_undo";
import type { CardKind, Cell, Place, Zone } from "../model/types";
import { WITH_COLUMNS, WITH_ROWS } from "../model/schema.gen";
import type { BoardScope } from "../app/scope";
import type { ViewState } from "../app/view";
import type { BoardModel } from "../model/board";
import type { TextPath } from "../model/texts";
import { addButton, focusFirst } from "../outline/focus";
import { isClosed } from "../stage/locks";
import { signingAt } from "./signing";

const NOT_FOR_CARDS: ReadonlySet<string> = new Set(["text", "areas", "ring", "scale"]);

/** The kind a new card of this zone has. */
export function kindOf(zone: Zone): CardKind {
  return zone.config.card ?? zone.config.cards?.[0] ?? (zone.kind === "table" ? "gap" : "note");
}

/** Add a card and open it for writing; `text` is what was typed already. */
export function startCard(scope: BoardScope, kind: CardKind, place: Place, text = ""): void {
  const { model, view } = scope;
  const card = model.edits.addCard(kind, place, { text, told: signingAt(scope, place.zone) });
  view.place.value = place;
  writeNew(scope, card);
}

/** Open a card that was just made; making it and writing in it are one step of undo, which may also be taken meanwhile. */
export function writeNew({ model, view }: BoardScope, card: string): void {
  const made = model.cardStore.root.get(card);
  const end = made && joinWriting(model.undo, made);
  view.fresh.value = card;
  view.edit(`cards/${card}/text`);
  const stop = effect(() => {
    const path = view.editingOf(card).value;
    if (path !== null && model.card(card).value?.deleted === null) return;
    stop();
    end?.();
    if (view.fresh.peek() === card) view.fresh.value = null;
    if (path !== null) leaveUndone(view, path, model.card(card).peek());
  });
}

/** The card went from under the writing: the focus goes back to where it was asked for. */
function leaveUndone(view: ViewState, path: TextPath, place: Place | undefined): void {
  view.done(path);
  focusFirst(...(place ? [addButton(place)] : []), ".board-focus", "#board-main");
}

/** Where a card goes that was asked for without saying where: where the focus is, or was, or the first zone that takes cards. */
export function currentPlace(scope: BoardScope): Place | null {
  const here = document.activeElement?.closest<HTMLElement>("[data-zone]");
  const place = (here && placeOf(here)) ?? scope.view.place.peek();
  if (place && isThere(scope.model, place) && !isClosed(scope, place.zone)) return place;
  const first = openZones(scope).find(takesCards);
  return first ? { zone: first.id, cell: firstCell(first) } : null;
}

/** The place an element stands for. */
export function placeOf(element: HTMLElement): Place | null {
  const { zone, row, column } = element.dataset;
  if (zone === undefined) return null;
  return { zone, cell: row === undefined && column === undefined ? null : [row ?? null, column ?? null] };
}

/** Zones in reading order, those of areas after their areas' zone. */
export function allZones(model: BoardModel): readonly Zone[] {
  const ids = model.launches.peek().flatMap((launch) => model.zonesOfLaunch(launch).peek());
  const whole = [...ids, ...model.zonesOfLaunch(null).peek()].flatMap((id) => [id].concat(zonesInside(model, id)));
  return whole.flatMap((id) => model.zone(id).peek() ?? []);
}

/** Those that this person may write in. */
export function openZones(scope: BoardScope): readonly Zone[] {
  return allZones(scope.model).filter(({ id }) => !isClosed(scope, id));
}

function zonesInside(model: BoardModel, zone: string): readonly string[] {
  if (model.zone(zone).peek()?.kind !== "areas") return [];
  return model
    .areasOf(zone)
    .peek()
    .flatMap((area) => model.zonesOfArea(area).peek());
}

export function takesCards(zone: Zone): boolean {
  return !NOT_FOR_CARDS.has(zone.kind) && (!WITH_COLUMNS.includes(zone.kind) || firstCell(zone) !== null);
}

/** The first cell of a zone with columns; null for zones without, and for those that have none yet. */
export function firstCell(zone: Zone): Cell | null {
  const column = zone.columns[0]?.id;
  if (!WITH_COLUMNS.includes(zone.kind) || column === undefined) return null;
  if (!WITH_ROWS.includes(zone.kind)) return [null, column];
  const row = zone.rows[0]?.id;
  return row === undefined ? null : [row, column];
}

function isThere(model: BoardModel, { zone }: Place): boolean {
  if (zone === null) return false;
  const found = model.zone(zone).peek();
  return found !== undefined && found.deleted === null && takesCards(found);
}
