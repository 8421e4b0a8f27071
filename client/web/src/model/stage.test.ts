import { expect, it } from "vitest";
import * as Y from "yjs";
import { entryOf, StageModel } from "./stage";

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
