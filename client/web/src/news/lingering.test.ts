import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { LINGER, lingering } from "./lingering";

let note: HTMLElement;
let button: HTMLButtonElement;
let gone: boolean;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  note = document.createElement("div");
  button = document.createElement("button");
  note.append(button);
  document.body.append(note);
  gone = false;
  stop = lingering(note, () => {
    gone = true;
  });
});

afterEach(() => {
  stop();
  note.remove();
  vi.useRealTimers();
});

test("a note that nobody uses goes by itself, and not before", () => {
  vi.advanceTimersByTime(LINGER - 1);
  expect(gone).toBe(false);
  vi.advanceTimersByTime(1);
  expect(gone).toBe(true);
});

test("a note that has the focus stays, and has its whole time again when it is left", async () => {
  vi.advanceTimersByTime(LINGER - 1);
  button.focus();
  vi.advanceTimersByTime(10 * LINGER);
  expect(gone).toBe(false);
  button.blur();
  await Promise.resolve();
  vi.advanceTimersByTime(LINGER - 1);
  expect(gone).toBe(false);
  vi.advanceTimersByTime(1);
  expect(gone).toBe(true);
});

test("a note under the pointer stays", async () => {
  note.dispatchEvent(new Event("pointerenter"));
  vi.advanceTimersByTime(10 * LINGER);
  expect(gone).toBe(false);
  note.dispatchEvent(new Event("pointerleave"));
  await Promise.resolve();
  vi.advanceTimersByTime(LINGER);
  expect(gone).toBe(true);
});

test("in a tab that nobody sees, no time passes", () => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  document.dispatchEvent(new Event("visibilitychange"));
  vi.advanceTimersByTime(10 * LINGER);
  expect(gone).toBe(false);
});
