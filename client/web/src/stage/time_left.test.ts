import { expect, it } from "vitest";
import { NO_CLOCK } from "../model/stage";
import { secondsLeft, timeWords } from "./time_left";

const NOW = Date.parse("2026-03-12T14:00:00Z");

it("is told by the minute once the time is up (F1)", () => {
  expect([760, 61, 60, 1, 0, -59, -60, -150].map(timeWords)).toEqual([
    "12:40 left",
    "1:01 left",
    "1:00 left",
    "0:01 left",
    "Time is up",
    "Time is up",
    "Over by 1 min",
    "Over by 2 min",
  ]);
});

it("runs to its end, stands still in a pause, and is nothing where no phase is on (F2)", () => {
  expect(secondsLeft({ ...NO_CLOCK, state: "running", ends: NOW + 60_000 }, NOW + 500)).toBe(60);
  expect(secondsLeft({ ...NO_CLOCK, state: "running", ends: NOW }, NOW + 61_000)).toBe(-61);
  expect(secondsLeft({ ...NO_CLOCK, state: "paused", left: 30 }, NOW)).toBe(30);
  expect(secondsLeft(NO_CLOCK, NOW)).toBeNull();
});
