/** The hats that this person wears. They are asked for and kept on this page alone (SPEC H2). */

import { signal } from "@preact/signals";
import type { MyHat } from "./hats_api";

export interface WornHere extends MyHat {
  /** What went wrong when it was asked for. */
  readonly problem: unknown;
}

/** By the zone of the hats; what is not known yet is not there. */
export class MyHats {
  readonly all = signal<ReadonlyMap<string, WornHere>>(new Map());

  take(zone: string, worn: WornHere | null): void {
    const others = [...this.all.peek()].filter(([id]) => id !== zone);
    this.all.value = new Map(worn ? [...others, [zone, worn]] : others);
  }
}
