/** Learns which hats this person wears, and says so to nobody else (SPEC H2). */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import { type MyHat, hatsApi } from "./hats_api";

/** Asks for this person's hats whenever something was given out or a server is there again, and says aloud which one is new. */
export function keepHats(scope: BoardScope): () => void {
  const { connection, view } = scope;
  return effect(() => {
    const shown = connection.stage.hats.value;
    // A server that was started anew has forgotten who wears what.
    if (!connection.isOpen.value || !connection.caughtUp.value || !connection.mayEdit.value) return;
    for (const [zone, { isOn }] of shown) {
      if (isOn) void askFor(scope, zone);
      else view.hats.take(zone, null);
    }
  });
}

async function askFor(scope: BoardScope, zone: string): Promise<void> {
  try {
    wear(scope, zone, await hatsApi.mine(scope.info.id, zone));
  } catch (problem) {
    scope.view.hats.take(zone, { mine: null, choice: [], problem });
  }
}

/** Take in which hat this person wears now. */
export function wear({ view }: BoardScope, zone: string, { mine, choice }: MyHat): void {
  const before = view.hats.all.peek().get(zone)?.mine ?? null;
  view.hats.take(zone, { mine, choice, problem: null });
  if (mine && mine.id !== before?.id) view.announce(`You wear the hat ${mine.title}. Only you see this.`);
}

/** The hats that this person wears on the board as it is, each with its zone and its title. */
export function hatsWorn({ view, model }: BoardScope): readonly (readonly [zone: string, title: string])[] {
  return [...view.hats.all.value].flatMap(([zone, { mine }]) => (mine && model.zone(zone).value ? [[zone, mine.title] as const] : []));
}
