/** What of the board is in sight. */

import type { Point } from "../model/types";

/** Where around the middle of the view an element is looked for, as shares of its width and height. */
const AROUND = [0.5, 0.35, 0.65];

export function isInSight(element: Element, view: DOMRect): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return left < view.right && right > view.left && top < view.bottom && bottom > view.top;
}

/**
 * The smallest element around the middle: the larger ones hold what may change above it. Found by boxes from the outside
 * in, for to ask the browser what lies at a point takes it milliseconds on a large board.
 */
export function middle(world: Element, { left, top, width, height }: DOMRect): Element | null {
  const hits = AROUND.flatMap((x) => AROUND.map((y) => innermost(world, [left + x * width, top + y * height])));
  const sized = hits.flatMap((hit) => (hit ? [[hit, areaOf(hit)] as const] : []));
  return sized.toSorted(([, a], [, b]) => a - b)[0]?.[0] ?? null;
}

/** What lies at this point of the screen within an element. Parts without a box of their own are looked through. */
function innermost(within: Element, at: Point): Element | null {
  for (const child of within.children) {
    const box = child.getBoundingClientRect();
    const isEmpty = box.width === 0 || box.height === 0;
    if (!isEmpty && !holds(box, at)) continue;
    const found = innermost(child, at) ?? (isEmpty ? null : child);
    if (found) return found;
  }
  return null;
}

function holds({ left, right, top, bottom }: DOMRect, [x, y]: Point): boolean {
  return left <= x && x < right && top <= y && y < bottom;
}

function areaOf(element: Element): number {
  const { width, height } = element.getBoundingClientRect();
  return width * height;
}
