import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import type { BoardScope } from "../app/scope";
import { cardDrag } from "./card_drag";

function board(): { readonly card: HTMLElement; readonly stop: () => void } {
  const viewport = document.createElement("div");
  const card = viewport.appendChild(document.createElement("article"));
  card.dataset["card"] = "c";
  const connection = { mayEdit: signal(true), stage: { locks: signal(new Map()) }, role: signal("edit"), setPresence: () => undefined };
  const model = { card: () => signal({ zone: "z" }) };
  const stop = cardDrag(viewport, { connection, model, viewport: { toBoard: (point: unknown) => point } } as unknown as BoardScope);
  return { card, stop };
}

/** Whether the browser may begin to mark words there. */
function marksWords(at: HTMLElement): boolean {
  return at.dispatchEvent(new Event("selectstart", { bubbles: true, cancelable: true }));
}

test("no words are marked while a card is held, and they may be before and after", () => {
  const { card, stop } = board();
  expect(marksWords(card)).toBe(true);
  card.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  expect(marksWords(card)).toBe(false);
  window.dispatchEvent(new PointerEvent("pointerup"));
  expect(marksWords(card)).toBe(true);
  stop();
});
