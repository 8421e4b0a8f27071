/** Grouping, splitting and merging (SPEC D8); the same cases as the edits of the server's side have. */

import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { BoardModel } from "./board";
import { mergeTrouble } from "./merging";
import type { Cell, ZoneSeed } from "./types";

const BLUEPRINT: ZoneSeed[] = [
  { kind: "list", title: "Goal", hint: "", slot: "goal", rect: [0, 0, 6, 2], config: { card: "goal" }, columns: [], rows: [] },
  {
    kind: "lanes", title: "Core conversation", hint: "", slot: "conversation", rect: [0, 2, 12, 4], config: {},
    columns: [{ title: "What?" }, { title: "How?" }], rows: [],
  },
];

function seedZone(doc: Y.Doc, id: string, values: Record<string, unknown>): void {
  const whole = {
    kind: "list", title: id, hint: "", launch: "L", parent: null, rect: [0, 0, 12, 3], order: "a1", slot: "", config: {},
    text: new Y.Text(), columns: new Y.Map(), rows: new Y.Map(), verdicts: new Y.Map(), deleted: null, ...values,
  };
  doc.getMap("zones").set(id, new Y.Map(Object.entries(whole)));
}

let doc: Y.Doc;
let model: BoardModel;
let first: string;
let second: string;

/** A card in an area's zone, in its last column. */
function addTo(area: string, slot: string, text: string): string {
  const zone = zoneOf(area, slot);
  const column = model.zone(zone).value?.columns.at(-1)?.id;
  const cell: Cell | null = column === undefined ? null : [null, column];
  return model.edits.addCard("note", { zone, cell }, { text });
}

function zoneOf(area: string, slot: string, of: BoardModel = model): string {
  return of.zonesOfArea(area).value.find((id) => of.zone(id).value?.slot === slot) ?? expect.fail(`no ${slot}`);
}

/** Where a card is shown: area, zone and column by name. */
function whereIs(card: string, of: BoardModel = model): readonly unknown[] {
  const { zone: id = "", cell = null } = of.card(card).value ?? {};
  const zone = of.zone(id ?? "").value;
  const column = zone?.columns.find((each) => each.id === cell?.[1])?.title;
  return [of.area(zone?.parent ?? "").value?.title, zone?.slot, column];
}

function record(area: string): Y.Text {
  return model.text(`areas/${area}/record`) ?? expect.fail("no record");
}

function copied(state: Uint8Array): BoardModel {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, state, "remote");
  return new BoardModel(copy);
}

beforeEach(() => {
  doc = new Y.Doc();
  const launch = { template: "manualize", version: 1, title: "Manualize", area: null, order: "a1", attribution: "name", deleted: null };
  doc.getMap("launches").set("L", new Y.Map(Object.entries(launch)));
  seedZone(doc, "ideas", {});
  seedZone(doc, "areas", { kind: "areas", config: { blueprint: BLUEPRINT }, order: "a2" });
  model = new BoardModel(doc);
  [first, second] = ["First", "Second"].map((title) => model.edits.addArea("areas", title)) as [string, string];
});

test("cards are grouped into an area in one step, and raw ones become grouped", () => {
  const cards = ["a", "b"].map((text) => model.edits.addCard("note", { zone: "ideas", cell: null }, { text }));
  model.edits.setCardStatus(cards[1] as string, "agreed");
  expect(model.grouping.group(cards, second)).toBe(true);
  expect(cards.map((card) => whereIs(card))).toEqual([["Second", "conversation", "What?"], ["Second", "conversation", "What?"]]);
  expect(cards.map((card) => model.card(card).value?.status)).toEqual(["grouped", "agreed"]);
  model.undo.undo();
  expect(model.cardsIn("ideas").value).toEqual(cards);
  expect(model.card(cards[0] as string).value?.status).toBe("raw");
});

test("cards are grouped into a new area in one step", () => {
  const card = model.edits.addFreeNote([0, 0]);
  const area = model.grouping.groupIntoNew([card], "areas", "Third");
  expect(model.areas.value).toEqual([first, second, area]);
  expect(whereIs(card)).toEqual(["Third", "conversation", "What?"]);
  model.undo.undo();
  expect(model.areas.value).toEqual([first, second]);
  expect(model.freeNotes.value).toEqual([card]);
});

test("an area is split in one step: the new one follows it, and cards keep zone and column", () => {
  const [goes, stays] = [addTo(first, "conversation", "goes"), addTo(first, "conversation", "stays")];
  const goal = addTo(first, "goal", "aim");
  record(first).insert(0, "Agreed.");
  const area = model.grouping.split(first, [goes, goal], "Between");
  expect(model.areas.value).toEqual([first, area, second]);
  expect([goes, goal, stays].map((card) => whereIs(card))).toEqual([
    ["Between", "conversation", "How?"], ["Between", "goal", undefined], ["First", "conversation", "How?"],
  ]);
  expect(record(first).toJSON()).toBe("Agreed.");
  expect(model.broken.value).toEqual([]);
  model.undo.undo();
  expect(model.areas.value).toEqual([first, second]);
  expect(whereIs(goes)).toEqual(["First", "conversation", "How?"]);
  model.undo.redo();
  expect(whereIs(goes)).toEqual(["Between", "conversation", "How?"]);
});

test("two areas are merged in one step; nothing is lost, and undo takes it back", () => {
  const mine = addTo(first, "conversation", "mine");
  model.edits.addHeading(zoneOf(second, "conversation"), "columns", "With whom?");
  const [theirs, gone] = [addTo(second, "conversation", "theirs"), addTo(second, "goal", "gone")];
  model.edits.deleteEntity("cards", gone);
  record(first).insert(0, "One.");
  record(second).insert(0, "Two.");
  model.edits.setAreaStatus(first, "agreed");
  model.edits.setCardRefs(mine, [second]);
  doc.getMap("links").set("l", new Y.Map(Object.entries({ from: mine, to: second, kind: "related", deleted: null })));
  expect(model.merging.merge(second, first)).toBe(first);
  expect(model.areas.value).toEqual([first]);
  expect([mine, theirs].map((card) => whereIs(card))).toEqual([["First", "conversation", "How?"], ["First", "conversation", "With whom?"]]);
  expect(record(first).toJSON()).toBe("One.\n\nFrom “Second”:\n\nTwo.");
  expect(model.area(first).value?.status).toBe("draft");
  expect((doc.getMap("links").get("l") as Y.Map<unknown>).get("to")).toBe(first);
  expect(model.card(mine).value?.refs).toEqual([first]);
  model.edits.restoreEntity("cards", gone);
  expect(whereIs(gone)).toEqual(["First", "goal", undefined]);
  model.undo.undo();
  model.undo.undo();
  expect(model.areas.value).toEqual([first, second]);
  expect(whereIs(theirs)).toEqual(["Second", "conversation", "With whom?"]);
  expect([record(first), record(second)].map(String)).toEqual(["One.", "Two."]);
  expect(model.zone(zoneOf(first, "conversation")).value?.columns.map(({ title }) => title)).toEqual(["What?", "How?"]);
});

test("what a zone has that nothing there can take in moves as a whole, with launches on the area", () => {
  seedZone(doc, "grid", { kind: "grid", parent: second, order: "a9" });
  const launch = { template: "x", version: 1, title: "On it", area: second, order: "a2", attribution: "name", deleted: null };
  doc.getMap("launches").set("on", new Y.Map(Object.entries(launch)));
  seedZone(doc, "held", { launch: "on", parent: second });
  model.merging.merge(first, second);
  expect(model.zonesOfArea(first).value).toContain("grid");
  expect(model.launchesOfArea(first).value).toEqual(["on"]);
  expect(model.zonesOfLaunch("on").value).toEqual(["held"]);
});

test("records that are too long for one are not merged, and it says so", () => {
  record(first).insert(0, "x".repeat(60_000));
  record(second).insert(0, "y".repeat(60_000));
  expect(mergeTrouble(model, first, second)).toContain("too long");
  model.merging.merge(first, second);
  expect(model.areas.value).toEqual([first, second]);
});

test("two people who merge the same two at once, each from their side, keep the same one and every card once", () => {
  const cards = [addTo(first, "goal", "mine"), addTo(second, "goal", "theirs")];
  const other = copied(Y.encodeStateAsUpdate(doc));
  expect(model.merging.merge(first, second)).toBe(other.merging.merge(second, first));
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other.doc), "remote");
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(doc), "remote");
  expect(other.areas.value).toEqual([first]);
  expect(model.areas.value).toEqual([first]);
  expect(model.cardsIn(zoneOf(first, "goal")).value.toSorted()).toEqual(cards.toSorted());
});
