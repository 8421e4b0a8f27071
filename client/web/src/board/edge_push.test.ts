import { expect, it } from "vitest";
import { push } from "./edge_push";

const held = (at: number, moved: number, [first, last] = [-5000, 5000]) =>
  push({ at, moved, from: 0, to: 1000, first: first ?? 0, last: last ?? 0 });

it("moves the board on at the edge that something is taken to, and nowhere else", () => {
  expect(held(500, 100)).toBe(0);
  expect(held(995, 100)).toBeLessThan(0);
  expect(held(5, -100)).toBeGreaterThan(0);
  expect(held(5, 100)).toBe(0);
  expect(held(995, -100)).toBe(0);
});

it("is fastest at the edge and no faster beyond", () => {
  expect(held(1000, 1)).toBeLessThan(held(980, 1));
  expect(held(1400, 1)).toBe(held(1000, 1));
});

it("stops where the board ends", () => {
  expect(held(995, 1, [-5000, 400])).toBe(0);
  expect(held(5, -1, [600, 5000])).toBe(0);
});
