import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useTask } from "../app/useTask";
import { MOMENT, useSettling } from "./settling";
import type { Whereabouts } from "./whereabouts";

let root: HTMLElement;
let presses: number;

async function count(): Promise<void> {
  presses += 1;
}

function Strip({ at }: { readonly at: Whereabouts | null }) {
  const task = useSettling(useTask(), at);
  return <button type="button" aria-disabled={task.busy} onClick={() => task.run(count)}>Next</button>;
}

const on = (entry: string): Whereabouts =>
  ({ checklist: { launch: "L" }, step: { entry }, before: null, after: null, isOn: true }) as unknown as Whereabouts;

async function show(at: Whereabouts | null): Promise<void> {
  await act(() => render(<Strip at={at} />, root));
}

async function press(): Promise<void> {
  await act(async () => root.querySelector("button")?.click());
}

async function pass(milliseconds: number): Promise<void> {
  await act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  root = document.createElement("div");
  presses = 0;
});
afterEach(() => vi.useRealTimers());

test("F3: a second press by habit starts nothing that has just come under the pointer", async () => {
  await show(on("purpose"));
  await press();
  expect(presses).toBe(1);
  await show(on("split"));
  expect(root.querySelector("button")?.getAttribute("aria-disabled")).toBe("true");
  await press();
  await pass(MOMENT - 1);
  await press();
  expect(presses).toBe(1);
  await pass(1);
  await press();
  expect(presses).toBe(2);
});

test("F3: what was there from the beginning, and what did not change, answers at once", async () => {
  await show(on("purpose"));
  await press();
  await show(on("purpose"));
  await press();
  expect(presses).toBe(2);
});

test("F3: also when the last phase ends", async () => {
  await show(on("purpose"));
  await show(null);
  await press();
  expect(presses).toBe(0);
});
