/** What a part of the board is called, and what goes with it when it is deleted (SPEC D4). */

import type { BoardModel } from "./board";
import { cardName } from "./card_name";
import type { DeletedItem } from "./listings";
import type { EntityRoot, Zone } from "./types";

/** Something that can be deleted and brought back. */
export interface BoardPart {
  readonly root: EntityRoot;
  readonly id: string;
}

/** What a kind of part is called. */
export const PART_WORDS: Readonly<Record<EntityRoot, string>> = { launches: "part", zones: "zone", areas: "area", cards: "card" };

/** What is called so in the Deleted list, which holds headings too. */
export const DELETED_WORDS: Readonly<Record<DeletedItem["root"], string>> = { ...PART_WORDS, columns: "column", rows: "row" };

/** “the area ‘Sustainability’”, for the middle of a sentence. Hats' words are left out: who deletes them may have worn it. */
export function partName(model: BoardModel, { root, id }: BoardPart): string {
  if (root === "cards") return model.card(id).value?.kind === "hat" ? "what a hat said" : `the card ${cardName(model, id)}`;
  const title = { launches: model.launch(id), zones: model.zone(id), areas: model.area(id) }[root].value?.title ?? "";
  return `the ${PART_WORDS[root]} ${title === "" ? "without a title" : `“${title}”`}`;
}

/** The area a zone belongs to, else its launch with the area that it was launched on. */
export function holderName(model: BoardModel, { parent, launch: id }: Zone): string {
  const launch = id === null ? undefined : model.launch(id).value;
  const on = launch?.area ?? null;
  const title = launch?.title || "Untitled";
  if (on !== null) return `${title}, on ${model.area(on).value?.title || "an area"}`;
  return parent === null ? title : model.area(parent).value?.title || "Area without a title";
}

interface Holding {
  readonly launches: number;
  readonly areas: number;
  readonly cards: number;
  readonly records: number;
}

/** What is inside: “12 cards and an agreed record”; "" for nothing. */
export function holdingWords(model: BoardModel, part: BoardPart): string {
  const { launches, areas, cards, records } = holding(model, part);
  const counted = [amount(launches, "launched template"), amount(areas, "area"), amount(cards, "card"), records === 1 ? "an agreed record" : amount(records, "agreed record")];
  return new Intl.ListFormat("en-GB").format(counted.filter(Boolean));
}

function holding(model: BoardModel, { root, id }: BoardPart): Holding {
  switch (root) {
    case "launches":
      return sum(model.zonesOfLaunch(id).value.map((zone) => holding(model, { root: "zones", id: zone })));
    case "zones":
      return heldByZone(model, id);
    case "areas":
      return heldByArea(model, id);
    case "cards":
      return NOTHING;
  }
}

function heldByZone(model: BoardModel, id: string): Holding {
  const areas = model.areasOf(id).value;
  const inside = areas.map((area) => holding(model, { root: "areas", id: area }));
  return sum([{ ...NOTHING, areas: areas.length, cards: model.cardsIn(id).value.length }, ...inside]);
}

function heldByArea(model: BoardModel, id: string): Holding {
  const record = model.content(model.text(`areas/${id}/record`)).value.trim();
  const launches = model.launchesOfArea(id).value;
  return sum([
    { ...NOTHING, launches: launches.length, records: record === "" ? 0 : 1 },
    ...model.zonesOfArea(id).value.map((zone) => holding(model, { root: "zones", id: zone })),
    ...launches.map((launch) => holding(model, { root: "launches", id: launch })),
  ]);
}

const NOTHING: Holding = { launches: 0, areas: 0, cards: 0, records: 0 };

function sum(all: readonly Holding[]): Holding {
  return all.reduce(
    (so, each) => ({
      launches: so.launches + each.launches,
      areas: so.areas + each.areas,
      cards: so.cards + each.cards,
      records: so.records + each.records,
    }),
    NOTHING,
  );
}

function amount(count: number, word: string): string {
  if (count === 0) return "";
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}
