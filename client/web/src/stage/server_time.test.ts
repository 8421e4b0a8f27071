import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ServerTime } from "./server_time";

beforeEach(() => vi.useFakeTimers({ now: Date.parse("2026-03-12T13:53:00Z") }));
afterEach(() => vi.useRealTimers());

it("goes by the server, whatever this device's clock says (F2)", () => {
  const time = new ServerTime();
  time.hear("2026-03-12T14:00:00.000+00:00");
  vi.advanceTimersByTime(90_000);
  vi.setSystemTime(Date.parse("2031-01-01T00:00:00Z"));
  expect(time.now()).toBe(Date.parse("2026-03-12T14:01:30Z"));
});

it("goes by this device until the server was heard, and hears no nonsense", () => {
  const time = new ServerTime();
  time.hear("soon");
  time.hear(undefined);
  expect(time.now()).toBe(Date.now());
});
