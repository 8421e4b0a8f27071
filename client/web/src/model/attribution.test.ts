import { effect } from "@preact/signals";
import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";

import { attributionAt, namesNobody, namesNobodyIn } from "./attribution";
import { BoardModel } from "./board";
import type { EntityRoot } from "./types";

let doc: Y.Doc;
let model: BoardModel;

function put(root: EntityRoot, id: string, values: Readonly<Record<string, unknown>>): void {
  doc.getMap(root).set(id, new Y.Map(Object.entries({ title: id, order: "a1", deleted: null, ...values })));
}

/** An activity with a zone of cards, an area and a card. */
function activity(name: string, attribution: string, kind = "list"): void {
  put("launches", name, { template: "t", version: 1, area: null, attribution });
  put("zones", `${name}-zone`, { kind, launch: name, parent: null });
  put("areas", `${name}-area`, { zone: `${name}-zone` });
  put("cards", `${name}-card`, { kind: "note", zone: `${name}-zone`, cell: null });
}

beforeEach(() => {
  doc = new Y.Doc();
  model = new BoardModel(doc);
});

test.each([
  ["name", false],
  ["organisation", false],
  ["hat", true],
  ["none", true],
] as const)("I4 where an activity says %s, nobody is named: %s", (attribution, nameless) => {
  activity("it", attribution);
  for (const [root, id] of [["launches", "it"], ["zones", "it-zone"], ["areas", "it-area"], ["cards", "it-card"]] as const) {
    expect(attributionAt(model, { root, id })).toBe(attribution);
    expect(namesNobody(model, { root, id })).toBe(nameless);
  }
  for (const path of ["zones/it-zone/text", "areas/it-area/record", "cards/it-card/text", "cards/it-card/fields/why"]) {
    expect(namesNobodyIn(model, path)).toBe(nameless);
  }
});

test("I4 people are named on the open board and in its purpose, and nowhere where no activity says so", () => {
  put("cards", "free", { kind: "note", zone: null, pos: [0, 0] });
  put("zones", "loose", { kind: "list", launch: null, parent: null });
  put("cards", "stray", { kind: "note", zone: "gone", cell: null });
  expect(namesNobodyIn(model, "cards/free/text")).toBe(false);
  expect(namesNobodyIn(model, "meta/purpose")).toBe(false);
  expect(namesNobodyIn(model, "zones/loose/text")).toBe(true);
  expect(namesNobodyIn(model, "cards/stray/text")).toBe(true);
  expect(namesNobodyIn(model, "cards/not-here-yet/text")).toBe(true);
});

test("I4 hats name nobody, whatever their activity says", () => {
  activity("hats", "name", "ring");
  expect(namesNobody(model, { root: "cards", id: "hats-card" })).toBe(true);
  expect(attributionAt(model, { root: "cards", id: "hats-card" })).toBe("name");
});

test("I4 it follows the activity, and the card", () => {
  activity("it", "name");
  activity("quiet", "none");
  const seen: boolean[] = [];
  const stop = effect(() => void seen.push(namesNobodyIn(model, "cards/it-card/text")));
  doc.getMap<Y.Map<unknown>>("launches").get("it")?.set("attribution", "none");
  doc.getMap<Y.Map<unknown>>("cards").get("it-card")?.set("zone", null);
  doc.getMap<Y.Map<unknown>>("cards").get("it-card")?.set("zone", "quiet-zone");
  stop();
  expect(seen).toEqual([false, true, false, true]);
});
