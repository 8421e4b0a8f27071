import { expect, it } from "vitest";
import * as Y from "yjs";
import { entryOf, NO_CLOCK, StageModel } from "./stage";

const phase = { id: "core", title: "Core conversation", do: "Talk.", minutes: 20, per_area: true };

it("shows the phases the server publishes, and follows them", () => {
  const doc = new Y.Doc();
  const stage = new StageModel(doc);
  expect(stage.checklists.value.size).toBe(0);
  const launch = new Y.Map<unknown>([["phases", { items: [phase] }], ["done", []], ["current", "core"]]);
  doc.getMap("launches").set("L", launch);
  expect(stage.checklists.value.get("L")).toMatchObject({ phases: [phase], current: "core" });
  launch.set("done", ["core/a1"]);
  expect(stage.checklists.value.get("L")?.done.has(entryOf(phase, "a1"))).toBe(true);
});

it("leaves out what is not a list of phases (D5)", () => {
  const doc = new Y.Doc();
  const launches = doc.getMap("launches");
  launches.set("none", new Y.Map<unknown>([["phases", {}]]));
  launches.set("odd", "text");
  expect(new StageModel(doc).checklists.value.size).toBe(0);
});

it("shows to which snapshot the board went back, and leaves out what is no such thing (D5, D7)", () => {
  const doc = new Y.Doc();
  const stage = new StageModel(doc);
  const returns = doc.getMap("returns");
  returns.set("kept", new Y.Map<unknown>([["label", "Before lunch"], ["by", "faye"]]));
  returns.set("odd", "text");
  expect([...stage.returns.value]).toEqual([["kept", { label: "Before lunch", by: "faye" }]]);
});

it("follows the phase that is on, and takes an odd clock for none (D5, F2)", () => {
  const doc = new Y.Doc();
  const stage = new StageModel(doc);
  expect(stage.clock.value).toEqual(NO_CLOCK);
  const now = new Y.Map<unknown>([["launch", "L"], ["entry", "core/a1"], ["state", "running"], ["ends", "2026-03-12T14:05:00.000+00:00"], ["turn", 3]]);
  doc.getMap("clock").set("now", now);
  expect(stage.clock.value).toMatchObject({ entry: "core/a1", ends: Date.parse("2026-03-12T14:05:00Z"), turn: 3 });
  now.set("state", "sideways");
  now.set("ends", "soon");
  expect(stage.clock.value).toMatchObject({ state: "off", ends: null });
});

it("shows what is locked until it is opened (F7)", () => {
  const doc = new Y.Doc();
  const stage = new StageModel(doc);
  const lock = new Y.Map<unknown>([["root", "areas"], ["since", "2026-03-12T14:00:00.000+00:00"], ["why", "we read back"], ["returned", ["ama", 3]]]);
  doc.getMap("locks").set("a1", lock);
  doc.getMap("locks").set("odd", "text");
  expect([...stage.locks.value]).toEqual([["a1", { root: "areas", by: null, why: "we read back", returned: ["ama"] }]]);
  lock.set("since", null);
  expect(stage.locks.value.size).toBe(0);
});

it("says where everybody looks, and takes what is odd for nowhere (F4, F5, F6)", () => {
  const doc = new Y.Doc();
  const stage = new StageModel(doc);
  const at = "2026-03-12T10:00:00Z";
  const now = new Y.Map<unknown>([["called", { root: "zones", id: "z", turn: 2, by: "faye", at }], ["spotlit", { root: "areas", id: "a" }], ["leader", "faye"]]);
  doc.getMap("room").set("now", now);
  expect(stage.room.value).toEqual({ called: { root: "zones", id: "z", turn: 2, by: "faye", at: Date.parse(at) }, spotlit: { root: "areas", id: "a" }, leader: "faye" });
  now.set("called", { root: "cards", id: "c", turn: 3 });
  now.set("spotlit", {});
  now.set("leader", 3);
  expect(stage.room.value).toEqual({ called: null, spotlit: null, leader: null });
});

it("counts the answer to one's own command as seen before the stage shows it (F3)", () => {
  const doc = new Y.Doc();
  const stage = new StageModel(doc);
  stage.noteTurn(1);
  expect(stage.turnSeen).toBe(1);
  doc.getMap("clock").set("now", new Y.Map<unknown>([["state", "off"], ["turn", 2]]));
  expect(stage.turnSeen).toBe(2);
});
