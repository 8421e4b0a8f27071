/** What of the board is in sight. */

/** Where around the middle of the view an element is looked for, as shares of its width and height. */
const AROUND = [0.5, 0.35, 0.65];

export function isInSight(element: Element, view: DOMRect): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return left < view.right && right > view.left && top < view.bottom && bottom > view.top;
}

/** The smallest element around the middle: the larger ones hold what may change above it. */
export function middle(world: Element, { left, top, width, height }: DOMRect): Element | null {
  const hits = AROUND.flatMap((x) => AROUND.map((y) => document.elementFromPoint(left + x * width, top + y * height)));
  const sized = hits.flatMap((hit) => (hit && hit !== world && world.contains(hit) ? [[hit, areaOf(hit)] as const] : []));
  return sized.toSorted(([, a], [, b]) => a - b)[0]?.[0] ?? null;
}

function areaOf(element: Element): number {
  const { width, height } = element.getBoundingClientRect();
  return width * height;
}
