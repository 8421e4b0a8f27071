/** Dragging a card with the pointer: others see it move, and it is written once, where it is dropped. */

import { DRAWN_CARDS, idOfDrawn } from "../app/drawn_card";
import type { BoardScope } from "../app/scope";
import type { Point } from "../model/types";
import { movedWords } from "./card_moves";
import { push } from "./edge_push";
import { type Box, landing } from "./landing";
import { CLOSED_WORDS, isClosed } from "../stage/locks";
import { placeOf } from "./new_card";
import { isWriting } from "./pan_zoom";
import { isDragSilent } from "./silent";
import type { Viewport } from "./viewport";

/** How far a pointer must move before it drags, in pixels. */
const THRESHOLD = 6;

/** Shortest time between two messages about the drag, in milliseconds. */
const PACE = 50;

interface Drag {
  readonly card: string;
  readonly element: HTMLElement;
  /** Where the pointer took the card; it moves with the board. */
  start: Point;
  /** From the pointer to the card's top left corner, in board units. */
  readonly grip: Point;
  moving: boolean;
  told: number;
  /** The last that was heard of the pointer. */
  pointer: PointerEvent;
}

export function cardDrag(viewport: HTMLElement, scope: BoardScope): () => void {
  let drag: Drag | null = null;
  let frame = 0;
  // Once a frame, however often the pointer tells of itself. Held at an edge of the view, the board moves on below it.
  const carryOn = () => {
    frame = 0;
    if (!drag?.moving) return;
    const [x, y] = edgePush(viewport, drag);
    if (x !== 0 || y !== 0) {
      scope.viewport.pan(x, y);
      drag.start = [drag.start[0] + x, drag.start[1] + y];
      frame = requestAnimationFrame(carryOn);
    }
    follow(drag, drag.pointer, scope);
  };
  const onDown = (event: PointerEvent) => {
    if (event.button === 0 && scope.connection.mayEdit.peek()) drag = begin(event, scope);
  };
  const onMove = (event: PointerEvent) => {
    if (!drag) return;
    if (!drag.moving && !isFar(drag.start, event)) return;
    if (!drag.moving) lift(drag, event);
    drag.pointer = event;
    frame ||= requestAnimationFrame(carryOn);
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
  // WebKit would go on to select words wherever the card is taken.
  const onSelect = (event: Event) => {
    if (drag) event.preventDefault();
  };
  viewport.addEventListener("pointerdown", onDown);
  viewport.addEventListener("selectstart", onSelect);
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onEnd);
  window.addEventListener("pointercancel", onEnd);
  window.addEventListener("keydown", onEscape);
  return () => {
    cancelAnimationFrame(frame);
    viewport.removeEventListener("pointerdown", onDown);
    viewport.removeEventListener("selectstart", onSelect);
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onEnd);
    window.removeEventListener("pointercancel", onEnd);
    window.removeEventListener("keydown", onEscape);
  };
}

function begin(event: PointerEvent, scope: BoardScope): Drag | null {
  const { viewport } = scope;
  if (!(event.target instanceof Element) || isWriting(event.target) || event.target.closest("button, a")) return null;
  const element = event.target.closest<HTMLElement>(DRAWN_CARDS);
  const card = element ? idOfDrawn(element) : null;
  if (!element || card === null || isClosed(scope, scope.model.card(card).peek()?.zone ?? null)) return null;
  const box = element.getBoundingClientRect();
  const [left, top] = viewport.toBoard([box.left, box.top]);
  const [x, y] = viewport.toBoard([event.clientX, event.clientY]);
  return { card, element, start: [event.clientX, event.clientY], grip: [left - x, top - y], moving: false, told: 0, pointer: event };
}

function edgePush(viewport: HTMLElement, { pointer, start }: Drag): Point {
  const view = viewport.getBoundingClientRect();
  const world = viewport.querySelector(".world")?.getBoundingClientRect() ?? view;
  return [
    push({ at: pointer.clientX, moved: pointer.clientX - start[0], from: view.left, to: view.right, first: world.left, last: world.right }),
    push({ at: pointer.clientY, moved: pointer.clientY - start[1], from: view.top, to: view.bottom, first: world.top, last: world.bottom }),
  ];
}

/** Whether the pointer has gone so far from where it was pressed that it drags. */
export function isFar([x, y]: Point, event: MouseEvent): boolean {
  return Math.hypot(event.clientX - x, event.clientY - y) >= THRESHOLD;
}

function lift(drag: Drag, event: PointerEvent): void {
  drag.moving = true;
  drag.element.classList.add("is-dragged");
  window.getSelection()?.removeAllRanges();
  drag.element.setPointerCapture?.(event.pointerId);
}

function follow(drag: Drag, event: PointerEvent, scope: BoardScope): void {
  const { viewport } = scope;
  const { scale } = viewport.sight.peek();
  const [x, y] = drag.start;
  drag.element.style.transform = `translate(${(event.clientX - x) / scale}px, ${(event.clientY - y) / scale}px)`;
  aim(drag.card, event, viewport);
  if (event.timeStamp - drag.told < PACE) return;
  drag.told = event.timeStamp;
  tellDrag(drag, viewport.toBoard([event.clientX, event.clientY]), scope);
}

function tellDrag(drag: Drag, at: Point, scope: BoardScope): void {
  const [left, top] = cornerOf(drag, at);
  const dragging = { cards: [drag.card], x: Math.round(left), y: Math.round(top) };
  scope.connection.setPresence({ dragging: isDragSilent(scope, drag.card, at) ? null : dragging });
}

function lower(drag: Drag, { connection }: BoardScope): void {
  drag.element.classList.remove("is-dragged");
  drag.element.style.transform = "";
  markTarget(null);
  drawMark(null);
  connection.setPresence({ dragging: null });
}

function dropPoint(drag: Drag, event: PointerEvent): Point | null {
  return drag.moving ? [event.clientX, event.clientY] : null;
}

function drop(drag: Drag, at: Point, event: PointerEvent, scope: BoardScope): void {
  const { model, viewport, view } = scope;
  const element = targetAt(event);
  const place = element && placeOf(element);
  if (place && isClosed(scope, place.zone)) {
    view.announce(CLOSED_WORDS);
  } else if (element && place) {
    model.edits.moveCard(drag.card, place, landingIn(element, drag.card, event, viewport).after);
    view.announce(movedWords(model, drag.card));
  } else if (isOpenBoard(event)) {
    const [x, y] = cornerOf(drag, viewport.toBoard(at));
    model.edits.moveCardTo(drag.card, [Math.round(x), Math.round(y)]);
    view.announce(movedWords(model, drag.card));
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
  const under = document.elementsFromPoint(event.clientX, event.clientY).filter((element) => !element.closest(DRAWN_CARDS));
  // Outside of the window there is nothing under the pointer.
  return (under[0]?.closest(".viewport") ?? null) !== null && !under.some((element) => element.closest(".launch"));
}

interface Aim {
  /** The card of the place that the dropped one shall follow; null to be first, undefined where it is the only one. */
  readonly after: string | null | undefined;
  readonly mark: Box;
}

function landingIn(place: HTMLElement, dragged: string, event: PointerEvent, viewport: Viewport): Aim {
  const members = [...place.querySelectorAll<HTMLElement>(DRAWN_CARDS)].filter((member) => idOfDrawn(member) !== dragged);
  const boxes = members.map((member) => boxOf(member, viewport));
  const at = viewport.toBoard([event.clientX, event.clientY]);
  const { before, mark } = landing(boxOf(place, viewport), boxes, at, isInRows(place));
  const last = members[before - 1];
  return { after: last ? idOfDrawn(last) : members.length > 0 ? null : undefined, mark };
}

function boxOf(element: HTMLElement, viewport: Viewport): Box {
  const box = element.getBoundingClientRect();
  const [left, top] = viewport.toBoard([box.left, box.top]);
  const [right, bottom] = viewport.toBoard([box.right, box.bottom]);
  return { left, top, right, bottom };
}

/** Whether the cards of a place stand side by side. */
function isInRows(place: HTMLElement): boolean {
  const list = place.querySelector(".cards");
  return list !== null && getComputedStyle(list).gridTemplateColumns.split(" ").length > 1;
}

/** Show where the card would land now. */
function aim(card: string, event: PointerEvent, viewport: Viewport): void {
  const place = targetAt(event);
  markTarget(place);
  drawMark(place && landingIn(place, card, event, viewport).mark);
}

function drawMark(at: Box | null): void {
  const mark = document.querySelector<HTMLElement>(".drop-mark");
  if (!mark) return;
  mark.hidden = at === null;
  if (!at) return;
  mark.style.transform = `translate(${at.left}px, ${at.top}px)`;
  mark.style.width = `${at.right - at.left}px`;
  mark.style.height = `${at.bottom - at.top}px`;
}

function markTarget(place: HTMLElement | null): void {
  for (const marked of document.querySelectorAll(".drop-here")) if (marked !== place) marked.classList.remove("drop-here");
  place?.classList.add("drop-here");
}

