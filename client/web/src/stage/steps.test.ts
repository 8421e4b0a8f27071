import { describe, expect, it } from "vitest";
import type { Checklist } from "../model/stage";
import { stepNow, stepsOf } from "./steps";

const phase = (id: string, per_area = false) => ({ id, title: id, do: "", minutes: 5, per_area });
const list = (done: readonly string[], current: string | null): Checklist => ({
  launch: "l",
  phases: [phase("open"), phase("talk", true), phase("close")],
  done: new Set(done),
  current,
});
const AREAS = [["a", "Access"], ["b", "Belonging"]] as const;

const now = (done: readonly string[], current: string | null) => {
  const checklist = list(done, current);
  return stepNow(checklist, stepsOf(checklist, AREAS))?.entry ?? null;
};

describe("the step that the group is at", () => {
  it("is the one it went to", () => expect(now([], "talk/b")).toBe("talk/b"));
  it("is the next that is not done, once that one is done", () => expect(now(["open", "talk/a"], "open")).toBe("talk/b"));
  it("is the first area of a phase that names none", () => expect(now(["open"], "talk")).toBe("talk/a"));
  it("comes back to what was skipped", () => expect(now(["talk/a", "talk/b", "close"], "close")).toBe("open"));
  it("is none when all are done", () => expect(now(["open", "talk/a", "talk/b", "close"], "open")).toBeNull());
});
