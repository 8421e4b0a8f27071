/** Which launches, areas and zones are shown: deleting one hides what hangs on it (SPEC D4). */

import type { Area, Launch, Zone } from "./types";

export interface Visible {
  readonly launches: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
  readonly zones: ReadonlySet<string>;
}

type Part = { readonly deleted: string | null; readonly holders: readonly string[] };

/** Walks from each part to what holds it; a loop of holders counts as shown, never as endless. */
export function visibleParts(launches: readonly Launch[], zones: readonly Zone[], areas: readonly Area[]): Visible {
  const parts = new Map<string, Part>();
  for (const launch of launches) parts.set(`launch ${launch.id}`, part(launch.deleted, ["area", launch.area]));
  for (const zone of zones) parts.set(`zone ${zone.id}`, part(zone.deleted, ["launch", zone.launch], ["area", zone.parent]));
  for (const area of areas) parts.set(`area ${area.id}`, part(area.deleted, ["zone", area.zone]));
  const verdicts = new Map<string, boolean>();
  const shown = (kind: string, list: readonly { id: string }[]) =>
    new Set(list.map(({ id }) => id).filter((id) => isShown(`${kind} ${id}`, parts, verdicts)));
  return { launches: shown("launch", launches), areas: shown("area", areas), zones: shown("zone", zones) };
}

function part(deleted: string | null, ...holders: readonly (readonly [string, string | null])[]): Part {
  return { deleted, holders: holders.filter(([, id]) => id !== null).map(([kind, id]) => `${kind} ${id}`) };
}

function isShown(name: string, parts: ReadonlyMap<string, Part>, verdicts: Map<string, boolean>): boolean {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  const found = parts.get(name);
  if (!found || found.deleted !== null) {
    verdicts.set(name, false);
    return false;
  }
  verdicts.set(name, true);
  const shown = found.holders.every((holder) => isShown(holder, parts, verdicts));
  verdicts.set(name, shown);
  return shown;
}
