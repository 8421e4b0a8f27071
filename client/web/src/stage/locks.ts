/** What is locked, and for whom (SPEC F7). */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import { partName } from "../model/parts";
import type { Lock } from "../model/stage";

/** True when the person may not write in this zone: it, or the area that it is part of, is locked. */
export function isClosed({ connection, model }: BoardScope, zone: string | null): boolean {
  const locks = connection.stage.locks.peek();
  if (zone === null || locks.size === 0 || connection.role.peek() === "facilitate") return false;
  return locks.has(zone) || locks.has(model.zone(zone).peek()?.parent ?? "");
}

/** True when the person may not write in this area, or in one of its zones. */
export function lockedInside(scope: BoardScope, area: string): boolean {
  const { connection, model } = scope;
  if (connection.role.peek() === "facilitate") return false;
  return connection.stage.locks.value.has(area) || model.zonesOfArea(area).value.some((zone) => isClosed(scope, zone));
}

/** “Locked by the facilitator while we read back.” */
export function lockWords({ why }: Lock): string {
  return `Locked by the facilitator${why === "" ? "" : ` while ${why}`}.`;
}

export const CLOSED_WORDS = "The facilitator has locked this part. You can read it, not change it.";

/** Says aloud when a part is locked or opened. */
export function speakLocks({ connection, model, view }: BoardScope): () => void {
  const { locks } = connection.stage;
  let known: ReadonlySet<string> | null = null;
  return effect(() => {
    const found = new Map([...locks.value].map(([place, lock]) => [place, lock]));
    const before = known;
    known = new Set(found.keys());
    if (before === null || !connection.caughtUp.peek()) return;
    for (const [place, lock] of found) {
      if (!before.has(place)) view.announce(`${partName(model, { root: lock.root, id: place })}: ${lockWords(lock)}`);
    }
    if ([...before].some((place) => !found.has(place))) view.announce("What was locked is open again.");
  });
}
