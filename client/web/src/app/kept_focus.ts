/** The focus is never lost on a view of the board: whoever deletes or moves what had it, it goes to what is nearest. */

import { wayBack } from "./way_back";
import { afterDrawing } from "../outline/focus";

export function keptFocus(element: HTMLElement): () => void {
  let last: Element | null = null;
  let back: (() => void) | null = null;
  const remember = () => {
    const focused = document.activeElement;
    if (!focused || !element.contains(focused)) return;
    last = focused;
    back = wayBack(focused);
  };
  const onChange = (records: readonly MutationRecord[]) => {
    const removed = records.flatMap((record) => [...record.removedNodes]);
    if (!last || !removed.some((node) => node.contains(last))) return remember();
    const lost = back;
    // Components have their own say first: a text that was left puts the focus on its button.
    afterDrawing(() => {
      if (isFree()) lost?.();
    });
    return undefined;
  };
  // Whoever presses somewhere else has left by themselves.
  const onPress = (event: PointerEvent) => {
    if (event.target instanceof Node && last?.contains(event.target)) return;
    last = null;
  };
  const changes = new MutationObserver(onChange);
  changes.observe(element, { subtree: true, childList: true });
  element.addEventListener("focusin", remember);
  window.addEventListener("pointerdown", onPress, true);
  return () => {
    changes.disconnect();
    element.removeEventListener("focusin", remember);
    window.removeEventListener("pointerdown", onPress, true);
  };
}

/** Nothing has the focus. */
export function isFree(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
