import { signal } from "@preact/signals";
import { beforeEach, expect, it } from "vitest";
import * as Y from "yjs";
import type { BoardScope } from "../app/scope";
import { BoardModel } from "../model/board";
import { StageModel } from "../model/stage";
import { type Arrow, moveByKey } from "./card_moves";

let model: BoardModel;
let said = "";
const stage = new Y.Doc();

function heading(title: string, order: string) {
  return { title, order };
}

function zone(doc: Y.Doc, id: string, order: string, values: Record<string, unknown>): void {
  const whole = {
    kind: "list", title: id, hint: "", launch: null, parent: null, rect: [0, 0, 12, 3], slot: "", config: {}, order,
    text: new Y.Text(), columns: new Y.Map(), rows: new Y.Map(), verdicts: new Y.Map(), deleted: null, ...values,
  };
  doc.getMap("zones").set(id, new Y.Map(Object.entries(whole)));
}

function press(card: string, arrow: Arrow, withAlt = false): void {
  const connection = { stage: new StageModel(stage), role: signal("edit") };
  const scope = { model, connection, view: { announce: (words: string) => (said = words) } } as unknown as BoardScope;
  moveByKey(scope, card, arrow, withAlt);
}

beforeEach(() => {
  stage.getMap("locks").clear();
  const doc = new Y.Doc();
  zone(doc, "Ideas", "a1", {});
  zone(doc, "Grid", "a2", {
    kind: "grid",
    columns: new Y.Map([["c1", heading("Families", "a1")], ["c2", heading("NHS", "a2")]]),
    rows: new Y.Map([["r1", heading("Problem", "a1")], ["r2", heading("Action", "a2")]]),
  });
  model = new BoardModel(doc);
});

it("moves a card through its list by every arrow, never out of it, and says where it is", () => {
  const [first = "", second = ""] = ["a", "b"].map((text) => model.edits.addCard("note", { zone: "Ideas", cell: null }, { text }));
  press(first, "ArrowUp");
  expect(said).toBe("This is the first in Ideas. Alt and an arrow move it to another part.");
  press(first, "ArrowDown");
  expect(model.cardsIn("Ideas").value).toEqual([second, first]);
  expect(said).toBe("2 of 2 in Ideas.");
  press(first, "ArrowRight");
  expect(said).toBe("This is the last in Ideas. Alt and an arrow move it to another part.");
  press(first, "ArrowLeft");
  expect(model.cardsIn("Ideas").value).toEqual([first, second]);
});

it("moves a card from cell to cell of its grid, never out of it", () => {
  const card = model.edits.addCard("note", { zone: "Grid", cell: ["r1", "c1"] });
  press(card, "ArrowLeft");
  expect(said).toBe("This is the first column of Grid. Alt and an arrow move it to another part.");
  press(card, "ArrowRight");
  press(card, "ArrowDown");
  expect(model.card(card).value?.cell).toEqual(["r2", "c2"]);
  press(card, "ArrowRight");
  expect(said).toBe("This is the last column of Grid. Alt and an arrow move it to another part.");
  press(card, "ArrowDown");
  expect(said).toBe("This is the last in Grid, Action, NHS. Alt and an arrow move it to another part.");
  expect(model.card(card).value?.cell).toEqual(["r2", "c2"]);
});

it("moves a card to the part after or before by Alt and an arrow", () => {
  const card = model.edits.addCard("note", { zone: "Ideas", cell: null });
  press(card, "ArrowLeft", true);
  expect(said).toBe("There is no part before this one.");
  press(card, "ArrowDown", true);
  expect(said).toBe("1 of 1 in Grid, Problem, Families.");
  press(card, "ArrowRight", true);
  expect(said).toBe("There is no part after this one.");
  press(card, "ArrowUp", true);
  expect(model.card(card).value?.zone).toBe("Ideas");
});

it("shifts a note on the open board", () => {
  const note = model.edits.addFreeNote([100, 100]);
  press(note, "ArrowUp");
  press(note, "ArrowLeft");
  expect(model.card(note).value?.pos).toEqual([80, 80]);
});

it("moves no card out of a locked part nor into it, and says so (F7)", () => {
  const inside = model.edits.addCard("note", { zone: "Grid", cell: ["r1", "c1"] });
  const outside = model.edits.addCard("note", { zone: "Ideas", cell: null });
  stage.getMap("locks").set("Grid", new Y.Map(Object.entries({ root: "zones", since: "2026-03-12T14:00:00.000+00:00" })));
  press(inside, "ArrowRight");
  expect(said).toBe("The facilitator has locked this part. You can read it, not change it.");
  expect(model.card(inside).value?.cell).toEqual(["r1", "c1"]);
  press(outside, "ArrowDown", true);
  expect(said).toBe("There is no part after this one.");
});
