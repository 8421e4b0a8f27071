/** Whether the hats of a ring are worn and by how many, as the server publishes it in the `stage` document (SPEC H2). */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";

export interface HatsShown {
  readonly isOn: boolean;
  /** Counts how often they were given out anew. */
  readonly turn: number;
  readonly worn: number;
}

/** By the zone of the hats. */
export type HatsByZone = ReadonlyMap<string, HatsShown>;

/** The hats in the stage document, kept up to date. */
export function watchHats(doc: Y.Doc): ReadonlySignal<HatsByZone> {
  const root = doc.getMap("hats");
  const read = () => new Map([...root.entries()].flatMap(([zone, map]) => readHats(zone, map)));
  const hats = signal<HatsByZone>(read());
  root.observeDeep(() => {
    hats.value = read();
  });
  return hats;
}

function readHats(zone: string, map: unknown): readonly [string, HatsShown][] {
  if (!(map instanceof Y.Map)) return [];
  return [[zone, { isOn: map.get("state") === "on", turn: Number(map.get("turn") ?? 0), worn: Number(map.get("worn") ?? 0) }]];
}
