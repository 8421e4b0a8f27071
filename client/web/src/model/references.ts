/** What carries a number can be referred to: boxes of a framework, objectives. A reference is an id; its words are those of now (SPEC T6). */

import type { BoardModel } from "./board";
import { KIND_NAMES } from "./schema.gen";
import type { Card, Zone } from "./types";

/** Something that cards can refer to, named as it is called now. */
export interface Target {
  readonly id: string;
  readonly name: string;
}

/** Longest words of a target, in characters. */
const LONGEST = 60;

/** All that carries a number on the board, in reading order, but for the card itself. */
export function targetsOf(model: BoardModel, card: string): readonly Target[] {
  return numberedZones(model)
    .flatMap((zone) => targetsIn(model, zone))
    .filter(({ id }) => id !== card);
}

/** What a card refers to, in the card's order; what is gone says so. */
export function referencesOf(model: BoardModel, card: Card): readonly Target[] {
  if (card.refs.length === 0) return [];
  const known = new Map(targetsOf(model, "").map((target) => [target.id, target]));
  return card.refs.map((id) => known.get(id) ?? { id, name: otherName(model, id) });
}

function numberedZones(model: BoardModel): readonly Zone[] {
  const top = [...model.launches.value, null].flatMap((launch) => model.zonesOfLaunch(launch).value);
  const inside = model.areas.value.flatMap((area) => model.zonesOfArea(area).value);
  return [...top, ...inside].flatMap((id) => model.zone(id).value ?? []).filter((zone) => zone.config.numbered);
}

function targetsIn(model: BoardModel, zone: Zone): readonly Target[] {
  if (zone.kind === "lanes") {
    const word = zone.config.column_word ?? "column";
    return zone.columns.map(({ id, title }, index) => ({ id, name: `${word} ${index + 1}: ${short(title)}` }));
  }
  return model.cardsIn(zone.id).value.map((id, index) => ({ id, name: `${kindWord(model, id)} ${index + 1}: ${textOf(model, id)}` }));
}

/** A card without a number, or an area, that somebody refers to by another program. */
function otherName(model: BoardModel, id: string): string {
  const card = model.card(id).value;
  if (card && card.deleted === null) return `“${textOf(model, id)}”`;
  const area = model.area(id).value;
  return area && area.deleted === null ? `the area “${short(area.title)}”` : "something that was deleted";
}

function kindWord(model: BoardModel, card: string): string {
  return KIND_NAMES[model.card(card).value?.kind ?? "note"].toLowerCase();
}

function textOf(model: BoardModel, card: string): string {
  return short(model.content(model.text(`cards/${card}/text`)).value) || "without text";
}

function short(text: string): string {
  const letters = Array.from(text.replaceAll(/\s+/g, " ").trim());
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : letters.join("");
}
