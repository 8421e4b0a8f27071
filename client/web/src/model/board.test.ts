import { effect } from "@preact/signals";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { BoardModel } from "./board";
import { LOCAL } from "./origin";
import { joinWriting } from "./own_undo";
import type { ZoneSeed } from "./types";

const blueprint: ZoneSeed[] = [
  { kind: "list", title: "Goal", hint: "", slot: "goal", rect: [0, 0, 6, 2], config: { card: "goal" }, columns: [], rows: [] },
  { kind: "lanes", title: "In scope", hint: "", slot: "parameters", rect: [6, 0, 6, 2], config: {}, columns: [{ title: "In" }, { title: "Out" }], rows: [] },
];

/** A zone as the server would have put it there. */
function seedZone(doc: Y.Doc, id: string, values: Record<string, unknown>): void {
  const whole = {
    kind: "list", title: id, hint: "", launch: null, parent: null, rect: [0, 0, 12, 3], order: "a1", slot: "", config: {},
    text: new Y.Text(), columns: new Y.Map(), rows: new Y.Map(), verdicts: new Y.Map(), deleted: null, ...values,
  };
  doc.getMap("zones").set(id, new Y.Map(Object.entries(whole)));
}

function seedLaunch(doc: Y.Doc, id: string): void {
  const values = { template: "manualize", version: 1, title: "Manualize", area: null, order: "a1", attribution: "name", deleted: null };
  doc.getMap("launches").set(id, new Y.Map(Object.entries(values)));
}

function column(title: string, order: string): Record<string, unknown> {
  return { title, order };
}

/** A run of typing at the end of a text. */
function write(text: Y.Text, words: string): void {
  model.undo.stopCapturing();
  for (const letter of words) doc.transact(() => text.insert(text.length, letter), LOCAL);
}

let doc: Y.Doc;
let model: BoardModel;

beforeEach(() => {
  doc = new Y.Doc();
  seedLaunch(doc, "L");
  seedZone(doc, "list", { launch: "L" });
  seedZone(doc, "areas", { launch: "L", kind: "areas", config: { blueprint }, order: "a2" });
  seedZone(doc, "grid", {
    kind: "grid",
    launch: "L",
    order: "a3",
    columns: new Y.Map([["c1", column("One", "a1")], ["c2", column("Two", "a2")]]),
    rows: new Y.Map([["r1", column("Why", "a1")]]),
  });
  model = new BoardModel(doc);
});

const inList = { zone: "list", cell: null };

describe("cards", () => {
  it("are made with every text of their kind (D6)", () => {
    const id = model.edits.addCard("example", inList, { text: "A clinic" });
    expect(model.card(id).value).toMatchObject({ kind: "example", zone: "list", deleted: null, broken: [] });
    expect(model.text(`cards/${id}/fields/place`)).toBeInstanceOf(Y.Text);
    expect(model.content(model.text(`cards/${id}/text`)).value).toBe("A clinic");
  });

  it("stand in order and step up and down (D3)", () => {
    const [a, b, c] = ["a", "b", "c"].map((text) => model.edits.addCard("note", inList, { text }));
    expect(model.cardsIn("list").value).toEqual([a, b, c]);
    model.edits.stepCard(c as string, -1);
    expect(model.cardsIn("list").value).toEqual([a, c, b]);
    expect(model.edits.stepCard(a as string, -1)).toBe(false);
    const first = model.edits.addCard("note", inList, { after: null });
    expect(model.cardsIn("list").value[0]).toBe(first);
  });

  it("move between cells, and show as misplaced when their column goes", () => {
    const id = model.edits.addCard("note", { zone: "grid", cell: ["r1", "c1"] });
    model.edits.moveCard(id, { zone: "grid", cell: ["r1", "c2"] });
    expect(model.cardsInCell("grid", ["r1", "c1"]).value).toEqual([]);
    expect(model.cardsInCell("grid", ["r1", "c2"]).value).toEqual([id]);
    model.edits.deleteHeading("grid", "columns", "c2");
    expect(model.misplaced("grid").value).toEqual([id]);
    model.edits.restoreHeading("grid", "columns", "c2");
    expect(model.misplaced("grid").value).toEqual([]);
  });

  it("are unplaced, never lost, when their zone is gone", () => {
    const id = model.edits.addCard("note", inList);
    model.edits.deleteEntity("zones", "list");
    expect(model.unplaced.value).toEqual([id]);
  });

  it("keep order where two people made equal keys", () => {
    const [a, b] = ["a", "b"].map((text) => model.edits.addCard("note", inList, { text }));
    for (const id of [a, b]) (doc.getMap("cards").get(id as string) as Y.Map<unknown>).set("order", "a1");
    const [first, second] = model.cardsIn("list").value;
    const between = model.edits.addCard("note", inList, { after: first as string });
    expect(model.cardsIn("list").value).toEqual([first, between, second]);
  });
});

describe("granular reading", () => {
  it("does not wake anything but the text on a keystroke", () => {
    const ids = Array.from({ length: 20 }, () => model.edits.addCard("note", inList));
    let runs = 0;
    let typed = "";
    const stop = effect(() => {
      for (const id of ids) void model.card(id).value;
      void model.cardsIn("list").value;
      void model.launches.value;
      runs += 1;
    });
    const text = model.text(`cards/${ids[3]}/text`) as Y.Text;
    const stopText = effect(() => {
      typed = model.content(text).value;
    });
    text.insert(0, "hello");
    expect(runs).toBe(1);
    expect(typed).toBe("hello");
    stop();
    stopText();
  });

  it("reads an odd entity with defaults and names it (D5)", () => {
    const odd = new Y.Map<unknown>([["kind", "flying"], ["zone", "list"], ["deleted", null]]);
    doc.getMap("cards").set("odd", odd);
    expect(model.card("odd").value).toMatchObject({ kind: "note", colour: "sand", zone: "list" });
    expect(model.broken.value.map((item) => item.id)).toEqual(["odd"]);
  });
});

describe("areas", () => {
  it("get their own zones from the blueprint", () => {
    const area = model.edits.addArea("areas", "Sustainability");
    const zones = model.zonesOfArea(area).value.map((id) => model.zone(id).value);
    expect(zones.map((zone) => zone?.title)).toEqual(["Goal", "In scope"]);
    expect(zones[1]?.columns.map((heading) => heading.title)).toEqual(["In", "Out"]);
    expect(zones.flatMap((zone) => zone?.broken)).toEqual([]);
    expect(model.zonesOfLaunch("L").value).toEqual(["list", "areas", "grid"]);
  });

  it("hide with their zones when deleted, and come back whole (D4)", () => {
    const area = model.edits.addArea("areas", "Prevention");
    model.edits.deleteEntity("areas", area);
    expect(model.areas.value).toEqual([]);
    expect(model.zonesOfArea(area).value).toEqual([]);
    expect(model.deleted.value).toMatchObject([{ root: "areas", id: area, title: "Prevention" }]);
    model.edits.restoreEntity("areas", area);
    expect(model.zonesOfArea(area).value).toHaveLength(2);
  });

  it("step earlier and later", () => {
    const [a, b] = ["A", "B"].map((title) => model.edits.addArea("areas", title));
    model.edits.stepArea(b as string, -1);
    expect(model.areas.value).toEqual([b, a]);
  });
});

describe("undo", () => {
  it("takes back one's own edits only", () => {
    const id = model.edits.addCard("note", inList, { text: "mine" });
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    new BoardModel(other).edits.setCardColour(id, "mint");
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), "remote");
    model.edits.setCardStatus(id, "agreed");
    model.undo.undo();
    expect(model.card(id).value).toMatchObject({ status: "raw", colour: "mint" });
  });

  it("goes back by runs while a new card is written, and afterwards takes the card with all its words", () => {
    const id = model.edits.addCard("note", inList);
    const text = model.text(`cards/${id}/text`) as Y.Text;
    const end = joinWriting(model.undo, doc.getMap("cards").get(id) as Y.Map<unknown>);
    write(text, "One run. ");
    write(text, "Another.");
    model.undo.undo();
    expect(text.toJSON()).toBe("One run. ");
    model.undo.redo();
    write(text, " A third.");
    model.edits.setCardStatus(id, "agreed");
    end();
    model.undo.undo();
    expect(model.cardsIn("list").value).toEqual([]);
    expect(model.undo.canUndo()).toBe(false);
    expect(text.toJSON()).toBe("");
    model.undo.redo();
    expect(model.cardsIn("list").value).toEqual([id]);
    expect(model.card(id).value?.status).toBe("agreed");
    expect(text.toJSON()).toBe("One run. Another. A third.");
  });

  it("of a new card takes one's own words alone", () => {
    const id = model.edits.addCard("note", inList);
    const text = model.text(`cards/${id}/text`) as Y.Text;
    const end = joinWriting(model.undo, doc.getMap("cards").get(id) as Y.Map<unknown>);
    write(text, "mine");
    end();
    text.insert(4, " and theirs");
    model.undo.undo();
    expect(model.deleted.value).toMatchObject([{ id, title: "and theirs" }]);
    model.undo.redo();
    expect(text.toJSON()).toBe("mine and theirs");
  });

  it("keeps what was done elsewhere meanwhile, and later writing in the same card, as steps of their own", () => {
    const older = model.edits.addCard("note", inList);
    const id = model.edits.addCard("note", inList);
    const text = model.text(`cards/${id}/text`) as Y.Text;
    const end = joinWriting(model.undo, doc.getMap("cards").get(id) as Y.Map<unknown>);
    write(text, "first");
    model.edits.setCardColour(older, "mint");
    end();
    write(text, " later");
    model.undo.undo();
    expect(text.toJSON()).toBe("first");
    model.undo.undo();
    expect(model.card(older).value?.colour).not.toBe("mint");
    model.undo.undo();
    expect(model.cardsIn("list").value).toEqual([older]);
  });

  it("of a new card deletes it, so that others' writing in it is kept (D4)", () => {
    const id = model.edits.addCard("note", inList);
    model.text(`cards/${id}/text`)?.insert(0, "from somebody else");
    model.undo.undo();
    expect(model.cardsIn("list").value).toEqual([]);
    expect(model.deleted.value).toMatchObject([{ id, title: "from somebody else" }]);
    model.undo.redo();
    expect(model.cardsIn("list").value).toEqual([id]);
  });
});

it("tells those who read the purpose before it came", () => {
  const empty = new BoardModel(new Y.Doc());
  let purpose = "";
  const stop = effect(() => {
    purpose = empty.content(empty.text("meta/purpose")).value;
  });
  empty.doc.getMap("meta").set("purpose", new Y.Text("A plan."));
  expect(purpose).toBe("A plan.");
  stop();
});
