/** How a board moves on while something is held at an edge of the view. */

/** How near to an edge it begins, in pixels: about as high as a button, so that a card is seen to be at the edge. */
const EDGE = 32;

/** The largest step for one picture, in pixels: at sixty a second still slow enough to read titles that go by. */
const FASTEST = 12;

/** One axis of the screen. */
export interface Held {
  /** Where it is held, and how far that is from where it was taken. */
  readonly at: number;
  readonly moved: number;
  /** The edges of the view. */
  readonly from: number;
  readonly to: number;
  /** The edges of the board: there is nothing beyond. */
  readonly first: number;
  readonly last: number;
}

/** The shift for the next picture: from the edge that it was taken to, the faster the nearer, until the board's own edge is well in view. */
export function push({ at, moved, from, to, first, last }: Held): number {
  const middle = (from + to) / 2;
  if (moved < 0 && first < middle) return step(from + EDGE - at);
  if (moved > 0 && last > middle) return -step(at - (to - EDGE)) || 0;
  return 0;
}

function step(depth: number): number {
  return FASTEST * Math.max(0, Math.min(1, depth / EDGE));
}
