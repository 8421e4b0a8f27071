import { expect, it } from "vitest";
import type { Zone } from "../model/types";
import { inTwoLines, wheelEnds } from "./wheel_ends";

const scale = (id: string) => ({ id, columns: [{ title: `${id} left` }, { title: "Balance" }, { title: `${id} right` }] }) as unknown as Zone;
const FOUR = ["a", "b", "c", "d"].map(scale);

it("puts the two ends of a scale opposite each other", () => {
  const ends = wheelEnds(FOUR, {});
  expect(ends.map(({ title }) => title)).toEqual(["a left", "b left", "c left", "d left", "a right", "b right", "c right", "d right"]);
  for (const [index, end] of ends.slice(0, 4).entries()) {
    expect(end.x + (ends[index + 4]?.x ?? 0)).toBeCloseTo(0);
    expect(end.y + (ends[index + 4]?.y ?? 0)).toBeCloseTo(0);
  }
  expect([ends[0]?.x, ends[0]?.y].map((each) => Math.round(each ?? 9))).toEqual([0, -1]);
});

it("V7 shows how much lies at each end, and nothing where no shape came out", () => {
  const ends = wheelEnds(FOUR, { a: [3, 0, 1] });
  expect(ends.map(({ share }) => share)).toEqual([0.75, null, null, null, 0.25, null, null, null]);
});

it("draws no wheel of fewer than three scales", () => expect(wheelEnds(FOUR.slice(0, 2), {})).toEqual([]));

it("breaks a long title near its middle", () => {
  expect(inTwoLines("Evidence")).toEqual(["Evidence"]);
  expect(inTwoLines("Responsibility for integration")).toEqual(["Responsibility", "for integration"]);
});
