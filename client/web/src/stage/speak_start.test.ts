import { signal } from "@preact/signals";
import { beforeEach, describe, expect, it } from "vitest";
import type { BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import { NO_CLOCK, type PhaseClock } from "../model/stage";
import { speakStart } from "./speak_start";

const NOW = Date.parse("2026-03-12T14:00:00Z");
const MINUTE = 60_000;
const phase = (id: string, title: string) => ({ id, title, do: `Do ${id}.`, minutes: 5, per_area: false });
const phases = [phase("open", "Check-in"), phase("split", "Silent split")];
const running = (entry: string | null, minutes: number): PhaseClock => ({ ...NO_CLOCK, launch: "l", entry, state: "running", ends: NOW + minutes * MINUTE });

const clock = signal(NO_CLOCK);
const timer = signal(NO_CLOCK);
const caughtUp = signal(false);
let view: ViewState;

beforeEach(() => {
  clock.value = timer.value = NO_CLOCK;
  caughtUp.value = false;
  view = new ViewState();
  const checklists = signal(new Map([["l", { launch: "l", phases, done: new Set(), current: null }]]));
  const connection = { caughtUp, stage: { checklists, clock, timer }, serverTime: { now: () => NOW } };
  const model = { launches: signal(["l"]), areas: signal([]) };
  return speakStart({ connection, model, view } as unknown as BoardScope);
});

const said = () => view.announced.value.words;

describe("a phase", () => {
  it("F1 is said when it begins, with its time and what to do", () => {
    caughtUp.value = true;
    expect(said()).toBe("");
    clock.value = running("split", 8);
    expect(said()).toBe("Phase 2 of 2 has begun: Silent split. 8 minutes left. Do split.");
  });

  it("F1 is said to who comes later", () => {
    clock.value = running("open", 1);
    expect(said()).toBe("");
    caughtUp.value = true;
    expect(said()).toBe("Phase 1 of 2 is on: Check-in. 1 minute left. Do open.");
  });

  it("F2 is said once, whatever becomes of its time", () => {
    caughtUp.value = true;
    clock.value = running("open", 5);
    const { turn } = view.announced.value;
    clock.value = { ...running("open", 9), turn: 2 };
    clock.value = { ...running("open", 0), state: "paused", ends: null, left: 60 };
    expect(view.announced.value.turn).toBe(turn);
  });

  it("F1 is said without a time where that is up", () => {
    clock.value = running("open", -3);
    caughtUp.value = true;
    expect(said()).toBe("Phase 1 of 2 is on: Check-in. Its time is up. Do open.");
  });
});

describe("a timer", () => {
  it("F2 is said when it begins, and not again when it goes on after a pause", () => {
    caughtUp.value = true;
    timer.value = running(null, 3);
    expect(said()).toBe("A timer of 3 minutes has begun.");
    const { turn } = view.announced.value;
    timer.value = { ...running(null, 0), state: "paused", ends: null, left: 60 };
    timer.value = running(null, 1);
    expect(view.announced.value.turn).toBe(turn);
  });

  it("F2 is not news to who comes later", () => {
    timer.value = running(null, 3);
    caughtUp.value = true;
    expect(said()).toBe("");
  });
});
