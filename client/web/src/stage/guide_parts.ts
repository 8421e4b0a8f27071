/** The parts of the board that what a facilitator does with everybody can be about. */

import type { BoardScope } from "../app/scope";
import { selectedCards } from "../grouping/selecting";
import { placeName } from "../board/card_moves";
import { allZones, takesCards } from "../board/new_card";
import type { BoardModel } from "../model/board";
import { areaOf, type Spot } from "../model/stage";
import type { Zone } from "../model/types";
import { scalesOf } from "../votes/scales";
import type { GuideAct } from "./guide_acts";
import { partInSight } from "./guiding";
import { holderOf, keyOf, outwards, spotOf } from "./holders";

/** A part of the board by its key, `root/id`, and its name. */
export type Part = readonly [key: string, name: string];

const OF_CARDS_ONLY: ReadonlySet<string> = new Set(["areas", "ring"]);

/** The parts that an act can be about now, in reading order. */
export function partsFor(act: GuideAct, scope: BoardScope): readonly Part[] {
  const { model, connection } = scope;
  return allParts(model).filter(([key]) => {
    const spot = spotOf(key);
    return spot !== null && FITS[act](spot, model, connection.stage.locks.value);
  });
}

type Fits = (spot: Spot, model: BoardModel, locked: ReadonlyMap<string, unknown>) => boolean;

const anything: Fits = () => true;

const FITS: Readonly<Record<GuideAct, Fits>> = {
  bring: anything,
  spotlight: anything,
  lead: anything,
  lock: ({ root, id }, _, locked) => root !== "launches" && !locked.has(id),
  write: ({ root, id }, model) => root === "zones" && isOf(model, id, (zone) => takesCards(zone) && !OF_CARDS_ONLY.has(zone.kind)),
  vote: ({ root, id }, model) =>
    root === "areas" || (root === "launches" ? scalesOf(model, id).length > 0 : isOf(model, id, (zone) => zone.kind === "areas" || takesCards(zone))),
};

function isOf(model: BoardModel, zone: string, test: (zone: Zone) => boolean): boolean {
  const found = model.zone(zone).value;
  return found !== undefined && test(found);
}

/** Every launch, area and zone. */
function allParts(model: BoardModel): readonly Part[] {
  const launches = model.launches.value.map((id): Part => [`launches/${id}`, model.launch(id).value?.title ?? ""]);
  const areas = model.areas.value.map((id): Part => [`areas/${id}`, `Area: ${model.area(id).value?.title || "without a title"}`]);
  const zones = allZones(model).map(({ id }): Part => [`zones/${id}`, placeName(model, { zone: id, cell: null })]);
  return [...launches, ...areas, ...zones];
}

/**
 * What an act begins with: where the cards are that the facilitator has selected, else what is in sight. Where that lies in
 * the area that the phase is about, it is this area, and so it is where nothing is in sight. "" where there is none.
 */
export function partNow(scope: BoardScope): string {
  const front = keyOf(selectedPart(scope) ?? partInSight());
  const area = areaOf(scope.connection.stage.clock.peek().entry ?? "");
  if (area === null) return front;
  const phase = `areas/${area}`;
  return front === "" || outwards(scope.model, front).includes(phase) ? phase : front;
}

function selectedPart(scope: BoardScope): Spot | null {
  const zone = scope.model.card(selectedCards(scope).at(-1) ?? "").peek()?.zone ?? null;
  return zone === null ? null : { root: "zones", id: zone };
}

/** The part that was wished for where it is offered, else one inside it, else the same of what it lies in, else the first; "" where none is. */
export function nearestPart(model: BoardModel, wished: string, offered: readonly Part[]): string {
  const keys = offered.map(([key]) => key);
  const found = outwards(model, wished).flatMap((key) => (keys.includes(key) ? key : (inside(model, key, keys) ?? [])));
  return found[0] ?? keys[0] ?? "";
}

function inside(model: BoardModel, holder: string, keys: readonly string[]): string | undefined {
  return keys.find((key) => {
    const spot = spotOf(key);
    return spot?.root === "zones" && keyOf(holderOf(model, spot)) === holder;
  });
}
