import { beforeEach, expect, it } from "vitest";
import * as Y from "yjs";
import type { BoardScope } from "../app/scope";
import { BoardModel } from "../model/board";
import { type Arrow, moveByKey } from "./card_moves";

let model: BoardModel;
let said = "";

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

function press(card: string, arrow: Arrow): void {
  moveByKey({ model, view: { announce: (words: string) => (said = words) } } as unknown as BoardScope, card, arrow);
}

beforeEach(() => {
  const doc = new Y.Doc();
  zone(doc, "Ideas", "a1", {});
  zone(doc, "Grid", "a2", {
    kind: "grid",
    columns: new Y.Map([["c1", heading("Families", "a1")], ["c2", heading("NHS", "a2")]]),
    rows: new Y.Map([["r1", heading("Problem", "a1")], ["r2", heading("Action", "a2")]]),
  });
  model = new BoardModel(doc);
});

it("moves a card through its list, on into the next zone and through the grid, and says where it is", () => {
  const [first = "", second = ""] = ["a", "b"].map((text) => model.edits.addCard("note", { zone: "Ideas", cell: null }, { text }));
  press(first, "ArrowDown");
  expect(model.cardsIn("Ideas").value).toEqual([second, first]);
  expect(said).toBe("2 of 2 in Ideas.");
  press(first, "ArrowRight");
  expect(said).toBe("1 of 1 in Grid, Problem, Families.");
  press(first, "ArrowRight");
  press(first, "ArrowDown");
  expect(model.card(first).value?.cell).toEqual(["r2", "c2"]);
  press(first, "ArrowRight");
  expect(model.card(first).value?.cell).toEqual(["r2", "c2"]);
  press(first, "ArrowLeft");
  press(first, "ArrowLeft");
  expect(model.card(first).value?.zone).toBe("Ideas");
});

it("shifts a note on the open board", () => {
  const note = model.edits.addFreeNote([100, 100]);
  press(note, "ArrowUp");
  press(note, "ArrowLeft");
  expect(model.card(note).value?.pos).toEqual([80, 80]);
});
