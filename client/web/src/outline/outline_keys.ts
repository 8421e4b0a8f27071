/** The outline by keyboard: arrows go from card to card, and a card is moved or deleted where it is. */

import type { BoardScope } from "../app/scope";
import { takeUndo } from "../board/undo_keys";
import { toggleCard } from "../grouping/selecting";
import { CLOSED_WORDS, isClosed } from "../stage/locks";
import { deleteCard, stepCard } from "./card_actions";

const FIELDS = "input, textarea, select, [contenteditable]";

/** Listens to the keys and clicks of the outline; call what it returns to stop. */
export function outlineKeys(outline: HTMLElement, scope: BoardScope): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !(event.target instanceof Element) || event.target.closest(FIELDS)) return;
    if (takeUndo(event, scope) || takeCardKey(event, scope, outline)) event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const at = event.target instanceof Element ? event.target : null;
    const path = at?.closest<HTMLElement>("[data-edit]")?.dataset["edit"];
    const card = at?.closest<HTMLElement>("[data-card]")?.dataset["card"];
    if (path === undefined || at?.closest("a, button") || !getSelection()?.isCollapsed) return;
    if (card !== undefined && scope.view.selection.ticking.peek()) toggleCard(scope, card);
    else scope.view.edit(path);
  };
  outline.addEventListener("keydown", onKey);
  outline.addEventListener("click", onClick);
  return () => {
    outline.removeEventListener("keydown", onKey);
    outline.removeEventListener("click", onClick);
  };
}

function takeCardKey(event: KeyboardEvent, scope: BoardScope, outline: HTMLElement): boolean {
  const item = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-card]") : null;
  const id = item?.dataset["card"];
  const direction = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
  if (!item || id === undefined || event.ctrlKey || event.metaKey) return false;
  const isDeletion = event.key === "Delete" && !event.altKey;
  const changes = isDeletion || (direction !== null && event.altKey);
  if (changes && isClosed(scope, scope.model.card(id).peek()?.zone ?? null)) scope.view.announce(CLOSED_WORDS);
  else if (direction !== null && event.altKey) stepCard(scope, id, direction);
  else if (direction !== null) return goToCard(outline, item, direction);
  else if (isDeletion) deleteCard(scope, id);
  else return false;
  return true;
}

function goToCard(outline: HTMLElement, item: HTMLElement, direction: 1 | -1): boolean {
  const items = [...outline.querySelectorAll<HTMLElement>("[data-card]")];
  const target = items[items.indexOf(item) + direction]?.querySelector<HTMLElement>(".outline-open, button, textarea");
  target?.focus();
  return target !== undefined && target !== null;
}
