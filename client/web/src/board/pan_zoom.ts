/** Panning and zooming by pointer: drag, wheel, pinch; and keeping what has the focus in sight. */

import { Gesture } from "@use-gesture/vanilla";
import { LARGEST, SMALLEST, type Viewport } from "./viewport";

/** What is dragged or pressed itself, so that the board stays where it is. */
const HELD = "[data-card], button:not(.board-focus), input, textarea, select, a, summary, [contenteditable]";

/** Half of the scrolling area, in pixels: wider than any board at any scale. */
const MIDDLE = 50_000;

export function panAndZoom(element: HTMLElement, viewport: Viewport): () => void {
  let spaceHeld = false;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== " " || isWriting(event.target)) return;
    spaceHeld = event.type === "keydown";
    element.classList.toggle("can-pan", spaceHeld);
  };
  const gesture = new Gesture(
    element,
    {
      onDrag: ({ event, delta: [x, y], first, cancel }) => {
        if (first && !spaceHeld && isHeld(event)) return cancel();
        viewport.pan(x, y);
        return undefined;
      },
      onWheel: ({ event, delta: [x, y], ctrlKey }) => {
        event.preventDefault();
        if (!ctrlKey) viewport.pan(-x, -y);
      },
      onPinch: ({ offset: [scale], origin: [x, y] }) => viewport.zoomTo(scale, [x, y]),
    },
    {
      drag: { filterTaps: true, threshold: 4, pointer: { buttons: [1, 4] } },
      wheel: { eventOptions: { passive: false } },
      pinch: {
        from: () => [viewport.sight.peek().scale, 0],
        scaleBounds: { min: SMALLEST, max: LARGEST },
        eventOptions: { passive: false },
      },
    },
  );
  const stopReveal = revealByPanning(element, viewport);
  window.addEventListener("keydown", onKey);
  window.addEventListener("keyup", onKey);
  return () => {
    gesture.destroy();
    stopReveal();
    window.removeEventListener("keydown", onKey);
    window.removeEventListener("keyup", onKey);
  };
}

/**
 * The browser scrolls to what gets the focus, in whatever direction; here the board moves instead. So the board lies in
 * the middle of a wide scrolling area, and what was scrolled is turned into a shift.
 */
function revealByPanning(element: HTMLElement, viewport: Viewport): () => void {
  element.style.setProperty("--middle", `${MIDDLE}px`);
  element.scrollTo(MIDDLE, MIDDLE);
  const onScroll = () => {
    const [x, y] = [element.scrollLeft - MIDDLE, element.scrollTop - MIDDLE];
    if (Math.abs(x) < 1 && Math.abs(y) < 1) return;
    viewport.pan(-x, -y);
    element.scrollTo(MIDDLE, MIDDLE);
  };
  element.addEventListener("scroll", onScroll);
  return () => element.removeEventListener("scroll", onScroll);
}

/** True where typing goes into a field. */
export function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}

function isHeld(event: Event): boolean {
  return event.target instanceof Element && event.target.closest(HELD) !== null;
}
