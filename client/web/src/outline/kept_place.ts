/** What somebody reads or writes stays in sight when the window changes: a phone is turned, or its keyboard opens. */

import { isInSight, middle } from "../board/in_sight";

/** Holds the place in the outline; `scroller` is what scrolls it in a window that is not too low. */
export function keptPlace(outline: HTMLElement, scroller: Element): () => void {
  let held: Element | null = null;
  const hold = () => {
    const focused = document.activeElement;
    const sight = sightOf(scroller);
    const isWithin = focused && outline.contains(focused) && isInSight(focused, sight);
    held = isWithin ? focused : (middle(outline, sight) ?? held);
  };
  const restore = () => {
    if (held?.isConnected && !isInSight(held, sightOf(scroller))) held.scrollIntoView({ block: "center" });
  };
  outline.addEventListener("focusin", hold);
  // Scrolling does not bubble, and in a low window it is the page that scrolls.
  window.addEventListener("scroll", hold, { capture: true, passive: true });
  window.addEventListener("resize", restore);
  return () => {
    outline.removeEventListener("focusin", hold);
    window.removeEventListener("scroll", hold, { capture: true });
    window.removeEventListener("resize", restore);
  };
}

/** The part of the window in which the scroller shows. */
function sightOf(scroller: Element): DOMRect {
  const { left, top, right, bottom } = scroller.getBoundingClientRect();
  const [low, high] = [Math.max(top, 0), Math.min(bottom, window.innerHeight)];
  return new DOMRect(left, low, right - left, Math.max(high - low, 0));
}
