/** Tells others where this person points, except where nobody is named (SPEC I4). What is written tells its editor. */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import { isSilentAt } from "./silent";
import type { Viewport } from "./viewport";

/** Shortest time between two messages about the cursor, in milliseconds. */
const PACE = 50;

export function boardPointer(element: HTMLElement, { connection, model, viewport }: BoardScope): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let last: PointerEvent | null = null;
  const tell = () => {
    waiting = undefined;
    connection.setPresence({ cursor: last && cursorOf(last, viewport) });
  };
  const tellSoon = () => {
    waiting ??= setTimeout(tell, PACE);
  };
  const onMove = (event: PointerEvent) => {
    last = event;
    tellSoon();
  };
  const onLeave = () => {
    last = null;
    tellSoon();
  };
  // A pointer may rest where an activity names nobody from now on.
  const stopWatching = effect(() => {
    void model.launchStore.all.value;
    if (last) tellSoon();
  });
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerleave", onLeave);
  return () => {
    stopWatching();
    clearTimeout(waiting);
    connection.setPresence({ cursor: null });
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerleave", onLeave);
  };
}

function cursorOf({ clientX, clientY }: PointerEvent, viewport: Viewport) {
  const [x, y] = viewport.toBoard([clientX, clientY]);
  return isSilentAt(viewport, [x, y]) ? null : { x: Math.round(x), y: Math.round(y) };
}
