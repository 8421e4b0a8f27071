/** Places of panels around a middle, clockwise from the top left, on a grid four columns wide. */

const WIDE = 4;
const LEAST_HIGH = 3;

export interface RingLayout {
  readonly high: number;
  /** Column and row of each panel, from 1. */
  readonly places: readonly (readonly [number, number])[];
}

export function ringLayout(count: number): RingLayout {
  const high = Math.max(LEAST_HIGH, 2 + Math.ceil((count - 2 * WIDE) / 2));
  return { high, places: around(high).slice(0, count) };
}

function around(high: number): readonly (readonly [number, number])[] {
  const across = Array.from({ length: WIDE }, (_, index) => index + 1);
  const down = Array.from({ length: high - 2 }, (_, index) => index + 2);
  return [
    ...across.map((column) => [column, 1] as const),
    ...down.map((row) => [WIDE, row] as const),
    ...across.toReversed().map((column) => [column, high] as const),
    ...down.toReversed().map((row) => [1, row] as const),
  ];
}
