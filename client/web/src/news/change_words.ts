/** What others did, summed up in a sentence: counts and places. */

import { partOfPlace, placeName } from "../board/card_moves";
import type { BoardModel } from "../model/board";
import { outwards } from "../stage/holders";
import { capital } from "../text/sentence";
import { OPEN_BOARD, type Tally, type Told } from "./ledger";

/** Places that are told of at once; more would be no summing up. */
const MOST = 4;

/** A sentence on what happened in the part of this key ("": on the whole board); "" where that is nothing. */
export function wordsWithin(model: BoardModel, told: Told, part: string): string {
  return sentence(clauses(model, told, part, (places) => part === "" || places.includes(part)));
}

/** The same of everything that did not happen there. */
export function wordsElsewhere(model: BoardModel, told: Told, part: string): string {
  return sentence(clauses(model, told, "", (places) => part !== "" && !places.includes(part)));
}

type IsToldOf = (places: readonly string[]) => boolean;

/** `part` is named already: it is where the person is. */
function clauses(model: BoardModel, told: Told, part: string, isToldOf: IsToldOf): readonly string[] {
  const cards = [...told.cards].filter(([where]) => isShown(model, where) && isToldOf(outwards(model, `zones/${where}`)));
  const records = told.records.filter((area) => model.area(area).peek()?.deleted === null && isToldOf(outwards(model, `areas/${area}`)));
  return [
    ...cards.flatMap(([where, tally]) => tallyWords(tally, nameOf(model, where, part))),
    ...records.map((area) => `the agreed record of ${model.area(area).peek()?.title || "an area without a title"} has changed`),
  ];
}

function isShown(model: BoardModel, where: string): boolean {
  return where === OPEN_BOARD || model.zone(where).peek()?.deleted === null;
}

function nameOf(model: BoardModel, where: string, part: string): string {
  const place = { zone: where === OPEN_BOARD ? null : where, cell: null };
  return part.startsWith("areas/") ? partOfPlace(model, place) : placeName(model, place);
}

function tallyWords({ added, changed, gone }: Tally, name: string): readonly string[] {
  return [
    added > 0 && `${amount(added, "new card")} in ${name}`,
    changed > 0 && `${amount(changed, "card")} changed in ${name}`,
    gone > 0 && `${amount(gone, "card")} gone from ${name}`,
  ].filter((words) => words !== false);
}

function amount(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

function sentence(all: readonly string[]): string {
  if (all.length === 0) return "";
  const shown = all.length > MOST ? [...all.slice(0, MOST), "and more"] : all;
  // Names of places have commas.
  return `${capital(shown.join("; "))}.`;
}
