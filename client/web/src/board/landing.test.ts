import { describe, expect, it } from "vitest";
import { type Box, landing } from "./landing";

const box = (left: number, top: number, height = 50): Box => ({ left, top, right: left + 100, bottom: top + height });
const PLACE: Box = { left: 0, top: 0, right: 400, bottom: 400 };

/** Three in the first row, the second of them tall, two in the next. */
const ROWS = [box(0, 0), box(108, 0, 90), box(216, 0), box(0, 98), box(108, 98)];
const COLUMN = [box(0, 0), box(0, 58), box(0, 116)];

describe("a card dropped among rows", () => {
  it.each([
    ["before the first", 10, 20, 0],
    ["between two", 104, 20, 1],
    ["at the right half of one", 180, 20, 2],
    ["at the end of the first row", 330, 20, 3],
    ["below a short card of the first row", 20, 80, 0],
    ["at the beginning of the second row", 5, 120, 3],
    ["between the two of the second row", 104, 120, 4],
    ["right of the last", 300, 120, 5],
    ["below all", 20, 300, 5],
  ])("%s", (_, x, y, before) => expect(landing(PLACE, ROWS, [x, y], true).before).toBe(before));
  it("is marked where it was pointed at, at the end of a row as at the beginning of the next", () => {
    expect(landing(PLACE, ROWS, [330, 20], true).mark).toMatchObject({ left: 320, right: 320, top: 0 });
    expect(landing(PLACE, ROWS, [5, 120], true).mark).toMatchObject({ left: -4, right: -4, top: 98 });
  });
});

describe("a card dropped in a column", () => {
  it.each([[10, 0], [30, 1], [90, 2], [200, 3]])("at height %i follows %i", (y, before) =>
    expect(landing(PLACE, COLUMN, [50, y], false).before).toBe(before));
  it("is marked between its neighbours, and at the top of an empty place", () => {
    expect(landing(PLACE, COLUMN, [50, 60], false).mark).toMatchObject({ top: 54, bottom: 54, left: 0, right: 100 });
    expect(landing(PLACE, [], [50, 60], false).mark).toMatchObject({ top: 4, left: 0, right: 400 });
  });
});
