/** Going to a part of the board, whether it is shown as a picture or as an outline. */

import { effect } from "@preact/signals";
import type { BoardPart } from "../model/parts";
import { drawnCard } from "./drawn_card";
import { markPlace } from "./marked_place";
import type { BoardScope } from "./scope";

const ON_BOARD = { launches: "launch", zones: "zone", areas: "area" } as const;

/** Bring a part into sight, large enough to be read, and put the focus on it, as soon as it is there and drawn. */
export function goTo(scope: BoardScope, part: BoardPart): void {
  onceDrawn(scope, part, () => arrive(scope, part));
}

/** The same, and the part is marked until the focus leaves it. */
export function goToMarked(scope: BoardScope, part: BoardPart): void {
  onceDrawn(scope, part, () => {
    arrive(scope, part);
    const drawn = document.querySelector<HTMLElement>(`.board-main ${selectorOf(part)}`);
    if (drawn) markPlace(drawn);
  });
}

function selectorOf({ root, id }: BoardPart): string {
  return root === "cards" ? drawnCard(id) : `[data-part="${root}/${id}"]`;
}

function onceDrawn({ model }: BoardScope, part: BoardPart, work: () => void): void {
  const { root, id } = part;
  const there = { launches: model.launch(id), zones: model.zone(id), areas: model.area(id), cards: model.card(id) }[root];
  const stop = effect(() => {
    if (!there.value) return;
    requestAnimationFrame(() => requestAnimationFrame(work));
    queueMicrotask(() => stop());
  });
}

function arrive({ view, viewport }: BoardScope, { root, id }: BoardPart): void {
  view.makeRoom();
  if (root === "cards") showCard(id);
  else if (view.mode.peek() === "board") viewport.show(`${ON_BOARD[root]}-${id}`);
  else readFrom(document.getElementById(`outline-${ON_BOARD[root]}-${id}-title`));
}

function readFrom(heading: HTMLElement | null): void {
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: "start" });
}

function showCard(id: string): void {
  const card = document.querySelector<HTMLElement>(`.board-main ${selectorOf({ root: "cards", id })}`);
  const control = card?.matches("[tabindex]") ? card : card?.querySelector<HTMLElement>("button");
  control?.focus();
}
