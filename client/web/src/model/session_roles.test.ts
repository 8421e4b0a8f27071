import { expect, it } from "vitest";
import * as Y from "yjs";
import { heldTogether, holdersOf, type LaunchRoles, rolesOf } from "./session_roles";
import { StageModel } from "./stage";

const TODAY = "2026-03-12";
const chair = { id: "chair", title: "Chair", do: "Leads.", apart: ["scribe"] };
const scribe = { id: "scribe", title: "Scribe", do: "Writes.", apart: [] };
const observer = { id: "observer", title: "Observer", do: "Watches.", apart: [] };
const held = (role: string, participant: string, day = TODAY) => ({ role, participant, day });

it("follows who has which role, and leaves out what is none (D5, F10)", () => {
  const doc = new Y.Doc();
  const stage = new StageModel(doc);
  const map = new Y.Map<unknown>([["offered", { items: [chair, scribe, 3, { id: "x" }] }], ["held", {}], ["free", false]]);
  doc.getMap("roles").set("L", map);
  doc.getMap("roles").set("odd", new Y.Map([["offered", 3]]));
  doc.getMap("roles").set("text", "text");
  expect([...stage.roles.value.keys()]).toEqual(["L"]);
  expect(stage.roles.value.get("L")).toEqual({ offered: [chair, scribe], held: [], free: false });
  map.set("held", { items: [held("chair", "ama"), null, { role: 3 }] });
  expect(holdersOf(stage.roles.value.get("L") as LaunchRoles, "chair", TODAY)).toEqual(["ama"]);
});

it("tells of two roles that should be apart, whichever names the other, and only of today's (F10)", () => {
  const roles = (...all: readonly ReturnType<typeof held>[]): LaunchRoles => ({ offered: [chair, scribe, observer], held: all, free: false });
  const both = roles(held("scribe", "ama"), held("chair", "ama"), held("chair", "ben"));
  expect(heldTogether(both, "ama", TODAY)).toEqual([[chair, scribe]]);
  expect(heldTogether(both, "ben", TODAY)).toEqual([]);
  expect(heldTogether(roles(held("chair", "ama"), held("observer", "ama")), "ama", TODAY)).toEqual([]);
  expect(rolesOf(roles(held("chair", "ama", "2026-03-11")), "ama", TODAY)).toEqual([]);
});
