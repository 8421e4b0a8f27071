/** How a card that this person adds will be signed, by where it is added: they are told so before they write (SPEC P10). */

import type { BoardScope } from "../app/scope";
import { attributionAt, namesNobody } from "../model/attribution";
import type { BoardPart } from "../model/parts";
import { GROUP_SLOTS, type Signing } from "../model/schema.gen";
import { signingOf } from "../model/shown_as";

/** As a zone or an activity says now; null where nobody is named. */
export function signingIn({ model, info }: BoardScope, part: BoardPart): Signing | null {
  return namesNobody(model, part) ? null : signingOf(attributionAt(model, part), info.participant);
}

/** The same of a place for cards; the open board belongs to no activity, and what a group says together nobody signs. */
export function signingAt(scope: BoardScope, zone: string | null): Signing | null {
  return zone === null || isOfGroup(scope, zone) ? null : signingIn(scope, { root: "zones", id: zone });
}

/** How many of an activity's zones are for what the group says together. */
export function groupsShare(scope: BoardScope, launch: string): "all" | "some" | "none" {
  const zones = scope.model.zonesOfLaunch(launch).value;
  const count = zones.filter((zone) => isOfGroup(scope, zone)).length;
  if (count === zones.length) return "all";
  return count > 0 ? "some" : "none";
}

function isOfGroup({ model }: BoardScope, zone: string): boolean {
  return GROUP_SLOTS.includes(model.zone(zone).value?.slot ?? "");
}
