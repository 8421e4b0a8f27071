/** The board by keyboard: cards are opened, moved and deleted by keys, the view is moved by arrows, a letter starts a card. */

import { DRAWN_CARDS, idOfDrawn } from "../app/drawn_card";
import type { BoardScope } from "../app/scope";
import type { Point } from "../model/types";
import { deletePart } from "../news/deleting";
import { isFar } from "./card_drag";
import { moveByKey, type Arrow } from "./card_moves";
import { NOT_SELECTED, selectedCards, stopSelecting, toggleCard } from "../grouping/selecting";
import { CLOSED_WORDS, isClosed } from "../stage/locks";
import { currentPlace, kindOf, startCard, writeNew } from "./new_card";
import { isWriting } from "./pan_zoom";
import { takeUndo } from "./undo_keys";

/** How far an arrow key moves the view, in pixels. */
const PAN = 80;

const PANS: Readonly<Record<Arrow, readonly [number, number]>> = {
  ArrowUp: [0, PAN],
  ArrowDown: [0, -PAN],
  ArrowLeft: [PAN, 0],
  ArrowRight: [-PAN, 0],
};

export function boardKeys(element: HTMLElement, scope: BoardScope): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (isWriting(event.target) || event.defaultPrevented) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const taken = isCommand ? takeUndo(event, scope) : takeKey(event, scope);
    if (taken) event.preventDefault();
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (isOpenBoard(event.target)) startNote(event, scope);
  };
  let pressed: Point = [0, 0];
  let isOpened = false;
  const onPress = (event: MouseEvent) => {
    pressed = [event.clientX, event.clientY];
    // What selects cards selects no words.
    if (isSelecting(event, scope) && !isWriting(event.target) && cardOrRowAt(event.target) !== null) event.preventDefault();
    // The first click has opened a text under the pointer; the second would take a word of it.
    if (event.detail > 1 && isOpened) event.preventDefault();
    else isOpened = false;
  };
  const onClick = (event: MouseEvent) => {
    if (isWriting(event.target) || target(event, "a, button") || isDragged(pressed, event)) return;
    const path = target(event, "[data-edit]")?.dataset["edit"];
    const card = cardOrRowAt(event.target);
    if (card !== null && isSelecting(event, scope)) return selectCard(card, scope);
    if (scope.view.selection.ticking.peek() && target(event, "th")) return scope.view.announce(NOT_SELECTED);
    if (path) scope.view.edit(path);
    else openCard(cardAt(event.target), scope);
    isOpened = true;
    return undefined;
  };
  element.addEventListener("keydown", onKey);
  element.addEventListener("dblclick", onDoubleClick);
  element.addEventListener("mousedown", onPress);
  element.addEventListener("click", onClick);
  return () => {
    element.removeEventListener("keydown", onKey);
    element.removeEventListener("dblclick", onDoubleClick);
    element.removeEventListener("mousedown", onPress);
    element.removeEventListener("click", onClick);
  };
}

/** A card was moved, or words of it were marked. */
function isDragged(pressed: Point, event: MouseEvent): boolean {
  return isFar(pressed, event) || window.getSelection()?.isCollapsed === false;
}

function target(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

/** The card that itself has the focus or was pressed; not one of its buttons. */
function cardAt(at: EventTarget | null): string | null {
  if (!(at instanceof Element) || at.closest("button, a")) return null;
  return at.closest<HTMLElement>("[data-card]")?.dataset["card"] ?? null;
}

/** The card that was pressed, also where it is a row of a table. */
function cardOrRowAt(at: EventTarget | null): string | null {
  const drawn = at instanceof Element && !at.closest("button, a") ? at.closest<HTMLElement>(DRAWN_CARDS) : null;
  return drawn && idOfDrawn(drawn);
}

function isOpenBoard(at: EventTarget | null): boolean {
  return at instanceof Element && (at.classList.contains("board-focus") || at.classList.contains("viewport"));
}

function isSelecting({ shiftKey, ctrlKey, metaKey }: MouseEvent, { view }: BoardScope): boolean {
  return shiftKey || ctrlKey || metaKey || view.selection.ticking.peek();
}

function selectCard(card: string, scope: BoardScope): void {
  if (scope.connection.mayEdit.peek()) toggleCard(scope, card);
}

/** A note on the open board, where it was asked for. */
function startNote(event: MouseEvent, scope: BoardScope): void {
  const { model, viewport, connection } = scope;
  if (!connection.mayEdit.peek()) return;
  const [x, y] = viewport.toBoard([event.clientX, event.clientY]);
  const note = model.edits.addFreeNote([Math.round(x), Math.round(y)]);
  writeNew(scope, note);
}

function takeKey(event: KeyboardEvent, scope: BoardScope): boolean {
  if (event.key === "Escape" && (selectedCards(scope).length > 0 || scope.view.selection.ticking.peek())) return selectNone(scope);
  const card = cardAt(event.target);
  if (card !== null && takeCardKey(event, card, scope)) return true;
  if (event.target instanceof Element && event.target.closest("button:not(.board-focus), a")) return false;
  return takeViewKey(event.key, scope) || startByLetter(event, scope);
}

function selectNone(scope: BoardScope): boolean {
  stopSelecting(scope);
  return true;
}

function takeCardKey({ key, altKey, shiftKey }: KeyboardEvent, card: string, scope: BoardScope): boolean {
  const { view, connection, model } = scope;
  if (!connection.mayEdit.peek()) return false;
  const isTicking = view.selection.ticking.peek();
  if ((key === " " && (shiftKey || isTicking)) || (key === "Enter" && isTicking)) {
    toggleCard(scope, card);
    return true;
  }
  if (!isArrow(key) && isClosed(scope, model.card(card).peek()?.zone ?? null)) return sayClosed(scope, key);
  switch (key) {
    case "Enter":
      openCard(card, scope);
      return true;
    case "Delete":
    case "Backspace":
      deletePart(scope, { root: "cards", id: card });
      return true;
    case "ContextMenu":
      view.dialog.value = { name: "card", card };
      return true;
    default:
      return isArrow(key) && moveByKey(scope, card, key, altKey);
  }
}

/** What opens or deletes a card does nothing in a locked part, and says so. */
function sayClosed({ view }: BoardScope, key: string): boolean {
  const isForCards = ["Enter", "Delete", "Backspace", "ContextMenu"].includes(key);
  if (isForCards) view.announce(CLOSED_WORDS);
  return isForCards;
}

function takeViewKey(key: string, { viewport }: BoardScope): boolean {
  if (isArrow(key)) viewport.pan(...PANS[key]);
  else if (key === "+" || key === "=") viewport.larger();
  else if (key === "-") viewport.smaller();
  else if (key === "0") viewport.fit();
  else if (key === "9") viewport.fitAll();
  else return false;
  return true;
}

function startByLetter(event: KeyboardEvent, scope: BoardScope): boolean {
  if (event.altKey || !/^\p{Letter}$/u.test(event.key) || !scope.connection.mayEdit.peek()) return false;
  const place = currentPlace(scope);
  const zone = place?.zone ? scope.model.zone(place.zone).peek() : undefined;
  if (!place || !zone) return false;
  startCard(scope, kindOf(zone), place, event.key);
  return true;
}

function openCard(card: string | null, scope: BoardScope): void {
  const { view, model, connection } = scope;
  const found = card === null ? undefined : model.card(card).peek();
  if (!found || !connection.mayEdit.peek() || found.kind === "hat" || isClosed(scope, found.zone)) return;
  view.edit(`cards/${card}/text`);
}

function isArrow(key: string): key is Arrow {
  return key in PANS;
}
