import { expect, it } from "vitest";
import * as Y from "yjs";
import { StageModel } from "./stage";

it("follows whether hats are worn and by how many, and leaves out what is no such thing (D5, H2)", () => {
  const doc = new Y.Doc();
  const stage = new StageModel(doc);
  const hats = new Y.Map<unknown>([["state", "on"], ["turn", 2], ["worn", 3], ["holder", "here"]]);
  doc.getMap("hats").set("ring", hats);
  doc.getMap("hats").set("odd", "text");
  expect([...stage.hats.value]).toEqual([["ring", { isOn: true, turn: 2, worn: 3 }]]);
  hats.set("state", "off");
  expect(stage.hats.value.get("ring")?.isOn).toBe(false);
});
