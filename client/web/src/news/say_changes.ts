/** Sums up aloud what others write where this person is, calmly, and tells all of it when asked. */

import { effect } from "@preact/signals";
import type { BoardScope } from "../app/scope";
import { isWriting } from "../board/pan_zoom";
import { outwards } from "../stage/holders";
import { wordsElsewhere, wordsWithin } from "./change_words";
import { cardNow, watchChanges } from "./watch_changes";

/** Shortest time between two sentences, in milliseconds: two a minute can be listened to beside a conversation. */
export const PACE = 30_000;

/** How long what comes together is waited for, and whoever is busy is left alone before it is tried again, in milliseconds. */
export const SETTLE = 4000;

/** Watches and speaks from the moment on that this page has what the server has; call what is returned to stop. */
export function sayChanges(scope: BoardScope): () => void {
  const stopPlace = rememberPlace(scope);
  const stopKey = listenForKey(scope);
  let stop: (() => void) | undefined;
  const watching = effect(() => {
    if (scope.connection.caughtUp.value) stop ??= speak(scope);
  });
  return () => {
    watching();
    stop?.();
    stopPlace();
    stopKey();
  };
}

function speak({ model, view, news }: BoardScope): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next = 0;
  const say = () => {
    timer = undefined;
    if (isBusy()) return soon();
    const told = news.unsaid.take((card) => cardNow(model.doc, card));
    const words = news.saysChanges.peek() ? wordsWithin(model, told, news.place) : "";
    if (words === "") return undefined;
    next = Date.now() + PACE;
    return view.announce(words);
  };
  const soon = (): void => {
    timer ??= setTimeout(say, Math.max(SETTLE, next - Date.now()));
  };
  const stop = watchChanges(model.doc, [news.unsaid, news.unasked], soon);
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Who writes, or has a dialog open, is told nothing; nor is a tab that nobody looks at, for it would not be heard. */
function isBusy(): boolean {
  const focused = document.activeElement;
  return document.hidden || document.querySelector("dialog[open]") !== null || (isWriting(focused) && !focused?.matches("[type=checkbox]"));
}

/** What is new since this person last asked: where they are, and then elsewhere. */
export function whatIsNew({ model, news }: BoardScope): string {
  const told = news.unasked.take((card) => cardNow(model.doc, card));
  const [here, elsewhere] = [wordsWithin(model, told, news.place), wordsElsewhere(model, told, news.place)];
  if (here === "" && elsewhere === "") return "Nothing new on the board since you last asked.";
  return [here || "Nothing new here.", elsewhere && `Elsewhere: ${elsewhere}`].filter(Boolean).join(" ");
}

/** Alt and N; on a Mac, where that types a letter, outside of texts only. */
function listenForKey(scope: BoardScope): () => void {
  const onKey = (event: KeyboardEvent) => {
    const { altKey, ctrlKey, metaKey, shiftKey, key, code } = event;
    if (!altKey || ctrlKey || metaKey || shiftKey) return;
    if (key !== "n" && (code !== "KeyN" || isWriting(event.target))) return;
    event.preventDefault();
    scope.view.announce(whatIsNew(scope));
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}

/** Where the focus is on the board, or was last: the area, or else the zone or the launch. */
function rememberPlace({ model, news }: BoardScope): () => void {
  const onFocus = ({ target }: FocusEvent) => {
    const part = target instanceof Element ? target.closest("#board-main [data-part]")?.getAttribute("data-part") : null;
    if (part) news.place = outwards(model, part).find((key) => key.startsWith("areas/")) ?? part;
  };
  window.addEventListener("focusin", onFocus);
  return () => window.removeEventListener("focusin", onFocus);
}
