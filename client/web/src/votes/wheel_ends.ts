/** A wheel of opposites: each scale is an axis through the middle, with its two ends at the rim. */

import type { Zone } from "../model/types";

/** With fewer scales there is no wheel, only lines. */
const LEAST_SCALES = 3;

export interface WheelEnd {
  readonly title: string;
  /** From the middle, where the rim is at 1; up is below zero, as on a screen. */
  readonly x: number;
  readonly y: number;
  /** How much of what was marked lies at this end, from 0 to 1; null where no shape is shown. */
  readonly share: number | null;
}

/** The shapes that came out of a round, by scale: how many lie left of the middle, in it, and right of it. */
type Shapes = Readonly<Record<string, readonly number[]>>;

/** The ends clockwise from the top; none where the scales make no wheel. */
export function wheelEnds(scales: readonly Zone[], shapes: Shapes): readonly WheelEnd[] {
  if (scales.length < LEAST_SCALES) return [];
  const first = scales.map((zone, index) => endOf(zone, 0, index, scales.length, shapes));
  const last = scales.map((zone, index) => endOf(zone, -1, index + scales.length, scales.length, shapes));
  return [...first, ...last];
}

function endOf(zone: Zone, side: 0 | -1, turn: number, scales: number, shapes: Shapes): WheelEnd {
  const angle = (turn / scales) * Math.PI - Math.PI / 2;
  const shape = shapes[zone.id];
  const all = shape?.reduce((sum, each) => sum + each, 0) ?? 0;
  return {
    title: zone.columns.at(side)?.title ?? "",
    x: Math.cos(angle),
    y: Math.sin(angle),
    share: all === 0 ? null : (shape?.at(side) ?? 0) / all,
  };
}

/** A title in at most two lines of about the same length. */
export function inTwoLines(title: string): readonly string[] {
  const spaces = [...title.matchAll(/ /g)].map(({ index }) => index);
  const middle = spaces.toSorted((a, b) => Math.abs(a - title.length / 2) - Math.abs(b - title.length / 2))[0];
  return middle === undefined || title.length < LONG ? [title] : [title.slice(0, middle), title.slice(middle + 1)];
}

/** From this many letters on a title takes two lines. */
const LONG = 16;
