/** Tells others where this person points and what they write, except where hats are written (SPEC I4). */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";

/** Shortest time between two messages about the cursor, in milliseconds. */
const PACE = 50;

/** Where nothing may tell who is there. */
const SILENT = "[data-silent], .is-ring";

export function boardPointer(element: HTMLElement, { connection, viewport, view }: BoardScope): () => void {
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
  const stop = effect(() => {
    const path = view.editing.value;
    connection.setPresence({ editing: path === null ? null : { path } });
  });
  return () => {
    clearTimeout(waiting);
    connection.setPresence({ cursor: null, editing: null });
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerleave", onLeave);
    stop();
  };
}

function cursorOf(event: PointerEvent, [x, y]: readonly [number, number]) {
  if (event.target instanceof Element && event.target.closest(SILENT)) return null;
  return { x: Math.round(x), y: Math.round(y) };
}
