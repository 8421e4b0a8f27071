/** Tells others where this person points, except where hats are written (SPEC I4). What is written tells its editor. */

import type { BoardScope } from "../app/scope";

/** Shortest time between two messages about the cursor, in milliseconds. */
const PACE = 50;

/** Where nothing may tell who is there. */
const SILENT = "[data-silent], .is-ring";

export function boardPointer(element: HTMLElement, { connection, viewport }: BoardScope): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let last: PointerEvent | null = null;
  const tell = () => {
    waiting = undefined;
    connection.setPresence({ cursor: last && cursorOf(last, viewport.toBoard([last.clientX, last.clientY])) });
  };
  const onMove = (event: PointerEvent) => {
    last = event;
    waiting ??= setTimeout(tell, PACE);
  };
  const onLeave = () => {
    last = null;
    waiting ??= setTimeout(tell, PACE);
  };
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerleave", onLeave);
  return () => {
    clearTimeout(waiting);
    connection.setPresence({ cursor: null });
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerleave", onLeave);
  };
}

function cursorOf(event: PointerEvent, [x, y]: readonly [number, number]) {
  if (event.target instanceof Element && event.target.closest(SILENT)) return null;
  return { x: Math.round(x), y: Math.round(y) };
}
