/** Dragging a card with the pointer: others see it move, and it is written once, where it is dropped. */

import type { BoardScope } from "../app/scope";
import type { Point } from "../model/types";
import { placeName } from "./card_moves";
import { placeOf } from "./new_card";
import { isWriting } from "./pan_zoom";

/** How far a pointer must move before it drags, in pixels. */
const THRESHOLD = 6;

/** Shortest time between two messages about the drag, in milliseconds. */
const PACE = 50;

interface Drag {
  readonly card: string;
  readonly element: HTMLElement;
  readonly start: Point;
  /** From the pointer to the card's top left corner, in board units. */
  readonly grip: Point;
  moving: boolean;
  told: number;
}

export function cardDrag(viewport: HTMLElement, scope: BoardScope): () => void {
  let drag: Drag | null = null;
  const onDown = (event: PointerEvent) => {
    if (event.button === 0 && scope.connection.mayEdit.peek()) drag = begin(event, scope);
  };
  const onMove = (event: PointerEvent) => {
    if (!drag) return;
    if (!drag.moving && !isFar(drag.start, event)) return;
    if (!drag.moving) lift(drag, event);
    follow(drag, event, scope);
  };
  const onEnd = (event: PointerEvent) => {
    const ended = drag;
    drag = null;
    if (!ended?.moving) return;
    const isDropped = event.type === "pointerup";
    const at = isDropped ? dropPoint(ended, event) : null;
    lower(ended, scope);
    if (at) drop(ended, at, event, scope);
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !drag?.moving) return;
    lower(drag, scope);
    drag = null;
  };
  viewport.addEventListener("pointerdown", onDown);
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onEnd);
  window.addEventListener("pointercancel", onEnd);
  window.addEventListener("keydown", onEscape);
  return () => {
    viewport.removeEventListener("pointerdown", onDown);
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onEnd);
    window.removeEventListener("pointercancel", onEnd);
    window.removeEventListener("keydown", onEscape);
  };
}

function begin(event: PointerEvent, { viewport }: BoardScope): Drag | null {
  if (!(event.target instanceof Element) || isWriting(event.target) || event.target.closest("button, a")) return null;
  const element = event.target.closest<HTMLElement>("[data-card]");
  const card = element?.dataset["card"];
  if (!element || !card) return null;
  const box = element.getBoundingClientRect();
  const [left, top] = viewport.toBoard([box.left, box.top]);
  const [x, y] = viewport.toBoard([event.clientX, event.clientY]);
  return { card, element, start: [event.clientX, event.clientY], grip: [left - x, top - y], moving: false, told: 0 };
}

function isFar([x, y]: Point, event: PointerEvent): boolean {
  return Math.hypot(event.clientX - x, event.clientY - y) >= THRESHOLD;
}

function lift(drag: Drag, event: PointerEvent): void {
  drag.moving = true;
  drag.element.classList.add("is-dragged");
  window.getSelection()?.removeAllRanges();
  drag.element.setPointerCapture?.(event.pointerId);
}

function follow(drag: Drag, event: PointerEvent, { viewport, connection }: BoardScope): void {
  const { scale } = viewport.sight.peek();
  const [x, y] = drag.start;
  drag.element.style.transform = `translate(${(event.clientX - x) / scale}px, ${(event.clientY - y) / scale}px)`;
  markTarget(targetAt(event));
  if (event.timeStamp - drag.told < PACE) return;
  drag.told = event.timeStamp;
  const [left, top] = cornerOf(drag, viewport.toBoard([event.clientX, event.clientY]));
  connection.setPresence({ dragging: { cards: [drag.card], x: Math.round(left), y: Math.round(top) } });
}

function lower(drag: Drag, { connection }: BoardScope): void {
  drag.element.classList.remove("is-dragged");
  drag.element.style.transform = "";
  markTarget(null);
  connection.setPresence({ dragging: null });
}

function dropPoint(drag: Drag, event: PointerEvent): Point | null {
  return drag.moving ? [event.clientX, event.clientY] : null;
}

function drop(drag: Drag, at: Point, event: PointerEvent, { model, viewport, view }: BoardScope): void {
  const element = targetAt(event);
  const place = element && placeOf(element);
  if (element && place) {
    model.edits.moveCard(drag.card, place, cardBefore(element, drag.card, event.clientY));
    view.announce(`Moved to ${placeName(model, place)}.`);
  } else if (isOpenBoard(event)) {
    const [x, y] = cornerOf(drag, viewport.toBoard(at));
    model.edits.moveCardTo(drag.card, [Math.round(x), Math.round(y)]);
    view.announce("Moved to the open board.");
  }
}

function cornerOf(drag: Drag, [x, y]: Point): Point {
  return [x + drag.grip[0], y + drag.grip[1]];
}

/** The place under the pointer that takes cards. */
function targetAt(event: PointerEvent): HTMLElement | null {
  const under = document.elementsFromPoint(event.clientX, event.clientY);
  const places = under.map((element) => element.closest<HTMLElement>(".place[data-zone]"));
  return places.find((place) => place !== null) ?? null;
}

function isOpenBoard(event: PointerEvent): boolean {
  const under = document.elementsFromPoint(event.clientX, event.clientY).filter((element) => !element.closest("[data-card]"));
  return under[0]?.closest(".viewport") !== null && !under.some((element) => element.closest(".launch"));
}

/** The card of this place that the dropped one shall follow; null to be first, undefined to be last. */
function cardBefore(place: HTMLElement, dragged: string, y: number): string | null | undefined {
  const cards = [...place.querySelectorAll<HTMLElement>("[data-card]")].filter((card) => card.dataset["card"] !== dragged);
  if (cards.length === 0) return undefined;
  const above = cards.filter((card) => {
    const box = card.getBoundingClientRect();
    return box.top + box.height / 2 < y;
  });
  return above.at(-1)?.dataset["card"] ?? null;
}

function markTarget(place: HTMLElement | null): void {
  for (const marked of document.querySelectorAll(".drop-here")) if (marked !== place) marked.classList.remove("drop-here");
  place?.classList.add("drop-here");
}

