/** What cards refer to: any card or area, and the boxes of a framework. A reference is an id; its words are those of now (SPEC T6). */

import type { BoardModel } from "./board";
import { type BoardPart, holderName } from "./parts";
import { KIND_NAMES } from "./schema.gen";
import type { Zone } from "./types";

/** Something that cards can refer to, named as it is called now. */
export interface Target {
  readonly id: string;
  readonly name: string;
  /** Where it is found, for a box the zone that has it; null for what is deleted, or hidden with what holds it. */
  readonly part: BoardPart | null;
}

/** Targets under the part of the board that they are in. */
export interface TargetGroup {
  readonly title: string;
  readonly targets: readonly Target[];
}

/** Longest words of a target, in characters. */
const LONGEST = 60;

const NAMING_FIELDS = ["title", "from_card", "what"];

/** All that a card does not refer to yet and could: what carries a number, the areas, then every written card where it lies. */
export function targetsOf(model: BoardModel, card: string): readonly TargetGroup[] {
  const groups: readonly TargetGroup[] = [
    { title: "With a number", targets: numbered(model) },
    { title: "Areas", targets: model.areas.value.map((id) => areaTarget(model, id)) },
    ...zones(model).map((zone) => ({ title: `${holderName(model, zone)}, ${zone.title}`, targets: cardTargets(model, model.cardsIn(zone.id).value) })),
    { title: "The open board", targets: cardTargets(model, model.freeNotes.value) },
  ];
  const known = new Set([card, ...refsOf(model, card)]);
  return merged(groups, known);
}

/** Groups of the same title as one, without what is known already: each target once, and no group without any. */
function merged(groups: readonly TargetGroup[], known: Set<string>): readonly TargetGroup[] {
  const found = new Map<string, Target[]>();
  for (const { title, targets } of groups) {
    for (const target of targets) {
      if (known.has(target.id)) continue;
      known.add(target.id);
      found.set(title, [...(found.get(title) ?? []), target]);
    }
  }
  return [...found].map(([title, targets]) => ({ title, targets }));
}

/** The ids of what a card refers to, each once; of an area or zone, on older boards alone. */
export function refsOf(model: BoardModel, holder: string): readonly string[] {
  const refs = model.card(holder).value?.refs ?? [];
  const older = model.olderReferences.value.get(holder) ?? [];
  if (refs.length === 0 && older.length === 0) return [];
  return [...new Set([...refs, ...older.map(({ target }) => target)])].filter((id) => id !== holder);
}

/** What something refers to, in its order; what is gone says so. */
export function referencesOf(model: BoardModel, holder: string): readonly Target[] {
  return refsOf(model, holder).map((id) => targetOf(model, id));
}

/** What refers to something. */
export function referringTo(model: BoardModel, id: string): readonly Target[] {
  const cards = model.cardStore.all.value.filter(({ refs, deleted }) => deleted === null && refs.includes(id)).map((card) => card.id);
  const older = [...model.olderReferences.value].filter(([, found]) => found.some(({ target }) => target === id)).map(([holder]) => holder);
  return [...new Set([...cards, ...older])].map((holder) => unnumbered(model, holder)).filter(({ part }) => part !== null);
}

function numbered(model: BoardModel): readonly Target[] {
  return zones(model)
    .filter((zone) => zone.config.numbered)
    .flatMap((zone) => numberedIn(model, zone));
}

/** All zones that are not deleted, in reading order. */
function zones(model: BoardModel): readonly Zone[] {
  const top = [...model.launches.value, null].flatMap((launch) => model.zonesOfLaunch(launch).value);
  const inside = model.areas.value.flatMap((area) => model.zonesOfArea(area).value);
  return [...top, ...inside].flatMap((id) => model.zone(id).value ?? []);
}

function numberedIn(model: BoardModel, zone: Zone): readonly Target[] {
  if (zone.kind === "lanes") {
    const word = zone.config.column_word ?? "column";
    return zone.columns.map(({ id, title }, index) => ({ id, name: `${word} ${index + 1}: ${short(title)}`, part: { root: "zones", id: zone.id } }));
  }
  return model
    .cardsIn(zone.id)
    .value.map((id, index) => ({ id, name: `${kindWord(model, id)} ${index + 1}: ${textOf(model, id)}`, part: { root: "cards", id } }));
}

function cardTargets(model: BoardModel, ids: readonly string[]): readonly Target[] {
  return ids.filter((id) => said(model, id) !== "").map((id) => unnumbered(model, id));
}

/** What has this id, with its number where it carries one. It depends on nothing but that, for many cards ask for a few. */
function targetOf(model: BoardModel, id: string): Target {
  const card = model.card(id).value;
  const isPart = card ?? model.area(id).value ?? model.zone(id).value;
  const holding = isPart ? [model.zone(card?.zone ?? "").value ?? []].flat() : zones(model);
  const found = holding.filter(({ config }) => config.numbered).flatMap((zone) => numberedIn(model, zone));
  return found.find((target) => target.id === id) ?? unnumbered(model, id);
}

/** A card without a number, an area or a zone. */
function unnumbered(model: BoardModel, id: string): Target {
  const card = model.card(id).value;
  if (card && card.deleted === null) return { id, name: `“${textOf(model, id)}”`, part: shown(model, { root: "cards", id }) };
  const area = model.area(id).value;
  if (area && area.deleted === null) return areaTarget(model, id);
  const zone = model.zone(id).value;
  if (zone && zone.deleted === null) return { id, name: `the zone “${short(zone.title)}”`, part: shown(model, { root: "zones", id }) };
  return { id, name: "something that was deleted", part: null };
}

function areaTarget(model: BoardModel, id: string): Target {
  const title = short(model.area(id).value?.title ?? "");
  return { id, name: title === "" ? "the area without a title" : `the area “${title}”`, part: shown(model, { root: "areas", id }) };
}

/** The part, or null while it is hidden with what holds it: nothing leads there. */
function shown(model: BoardModel, part: BoardPart): BoardPart | null {
  return model.isShown(part.root, part.id) ? part : null;
}

function kindWord(model: BoardModel, card: string): string {
  return KIND_NAMES[model.card(card).value?.kind ?? "note"].toLowerCase();
}

function textOf(model: BoardModel, card: string): string {
  return said(model, card) || "without text";
}

/** A card's text; where it has none, as a reference may, what names it. */
function said(model: BoardModel, card: string): string {
  const paths = ["text", ...NAMING_FIELDS.map((field) => `fields/${field}`)];
  return paths.map((path) => short(model.content(model.text(`cards/${card}/${path}`)).value)).find(Boolean) ?? "";
}

function short(text: string): string {
  const letters = Array.from(text.replaceAll(/\s+/g, " ").trim());
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : letters.join("");
}
