/** Going to a part of the board, whether it is shown as a picture or as an outline. */

import { effect } from "@preact/signals";
import type { BoardScope } from "./scope";

/** Bring a launch or an area into sight, large enough to be read, and put the focus on it, as soon as it is there and drawn. */
export function goTo(scope: BoardScope, kind: "launch" | "area", id: string): void {
  const part = scope.model[kind](id);
  const stop = effect(() => {
    if (!part.value) return;
    requestAnimationFrame(() => requestAnimationFrame(() => arrive(scope, `${kind}-${id}`)));
    queueMicrotask(() => stop());
  });
}

function arrive({ view, viewport }: BoardScope, id: string): void {
  view.makeRoom();
  if (view.mode.peek() === "board") viewport.show(id);
  else readFrom(document.getElementById(`outline-${id}-title`));
}

function readFrom(heading: HTMLElement | null): void {
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
}
