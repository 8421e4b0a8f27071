/** What a facilitator does with everybody at once, each act a tab of the guide, and the parts that it can be about. */

import type { BoardScope } from "../app/scope";
import { placeName } from "../board/card_moves";
import { allZones, takesCards } from "../board/new_card";
import type { BoardModel } from "../model/board";
import { areaOf, type Spot } from "../model/stage";
import type { Zone } from "../model/types";
import { scalesOf } from "../votes/scales";
import { partInSight, spotOf } from "./guiding";

/** In the order in which they stand beside each other. */
export const GUIDE_ACTS = [
  ["bring", "Bring"],
  ["spotlight", "Spotlight"],
  ["lock", "Lock"],
  ["vote", "Vote"],
  ["write", "Write alone"],
  ["lead", "Lead the view"],
] as const;

export type GuideAct = (typeof GUIDE_ACTS)[number][0];

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

/** What the group is at: the area that the phase is about, else what is in sight. */
export function partNow({ connection }: BoardScope): string {
  const area = areaOf(connection.stage.clock.peek().entry ?? "");
  const sight = partInSight();
  if (area !== null) return `areas/${area}`;
  return sight ? `${sight.root}/${sight.id}` : "";
}

/** The part that was wished for where it is offered, else one inside it, else the first; "" where none is. */
export function nearestPart(model: BoardModel, wished: string, offered: readonly Part[]): string {
  const keys = offered.map(([key]) => key);
  if (keys.includes(wished)) return wished;
  const holder = spotOf(wished)?.id;
  const inside = keys.find((key) => {
    const spot = spotOf(key);
    const zone = spot?.root === "zones" ? model.zone(spot.id).peek() : undefined;
    return holder !== undefined && (zone?.parent === holder || zone?.launch === holder);
  });
  return inside ?? keys[0] ?? "";
}
