import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { BoardModel } from "../model/board";
import { LOCAL } from "../model/origin";
import { ownPieces, putBack, type Rescue, RescueShelf } from "./rescue";
import { UnsentEdits } from "./unsent";

const NAME = "manualboard k3vq.1/content p1";
const inList = { zone: "z", cell: null };

/** A document that notes its local edits, as a session does. */
function writing(doc: Y.Doc): UnsentEdits {
  const unsent = new UnsentEdits(doc, NAME, localStorage);
  doc.on("update", (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    if (transaction.local) unsent.note(transaction);
  });
  return unsent;
}

function seeded(): Y.Doc {
  const doc = new Y.Doc();
  doc.getMap("meta").set("purpose", new Y.Text("Make a plan."));
  const zone = { kind: "list", title: "Ideas", config: {}, order: "a1", text: new Y.Text(), rows: new Y.Map(), columns: new Y.Map(), verdicts: new Y.Map(), deleted: null };
  doc.getMap("zones").set("z", new Y.Map(Object.entries(zone)));
  const blueprint = [{ kind: "list", title: "Goal", hint: "", slot: "goal", rect: [0, 0, 6, 2], config: {}, columns: [], rows: [] }];
  const areas = { ...zone, kind: "areas", title: "Areas", config: { blueprint }, text: new Y.Text(), rows: new Y.Map(), columns: new Y.Map(), verdicts: new Y.Map() };
  doc.getMap("zones").set("areas", new Y.Map(Object.entries(areas)));
  return doc;
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function rescueOf(id: string, ...paths: readonly string[]): Rescue {
  const pieces = paths.map((path) => ({ path, label: path, text: path, card: null }));
  return { id, at: "2026-01-01T00:00:00Z", code: "limit", reason: "Too long.", pieces };
}

beforeEach(() => localStorage.clear());

describe("unsent edits", () => {
  it("are counted, and forgotten once stored", () => {
    const doc = seeded();
    const unsent = writing(doc);
    new BoardModel(doc).edits.addCard("note", inList);
    expect(unsent.edits.value).toBe(1);
    unsent.settle();
    expect(unsent.edits.value).toBe(0);
    expect(localStorage.length).toBe(0);
  });

  it("are counted as people count: one for each card, area or text, however often it was touched", () => {
    const doc = seeded();
    const unsent = writing(doc);
    const model = new BoardModel(doc);
    const card = model.edits.addCard("example", inList);
    for (const letter of "letters") model.text(`cards/${card}/text`)?.insert(0, letter);
    model.text(`cards/${card}/fields/place`)?.insert(0, "Bristol");
    model.edits.setCardStatus(card, "agreed");
    model.text(`cards/${card}/text`)?.delete(0, 1);
    expect(unsent.edits.value).toBe(1);
    const area = model.edits.addArea("areas", "Prevention");
    expect(model.zonesOfArea(area).value).toHaveLength(1);
    model.text(`zones/${model.zonesOfArea(area).value[0]}/text`)?.insert(0, "in it");
    model.text(`areas/${area}/record`)?.insert(0, "agreed");
    expect(unsent.edits.value).toBe(2);
    model.text("meta/purpose")?.insert(0, "Now: ");
    model.edits.renameBoard("Another title");
    model.edits.renameZone("z", "Better ideas");
    expect(unsent.edits.value).toBe(5);
    unsent.settle();
    expect(unsent.edits.value).toBe(0);
  });

  it("count a thing once that two tabs have edited", () => {
    const first = seeded();
    writing(first);
    const card = new BoardModel(first).edits.addCard("note", inList);
    const second = copyOf(first);
    const unsent = writing(second);
    new BoardModel(second).edits.setCardStatus(card, "agreed");
    expect(unsent.edits.value).toBe(1);
    new BoardModel(second).edits.addCard("note", inList);
    expect(unsent.edits.value).toBe(2);
  });

  it("are known after the tab was closed, and forgotten only when the document has them", () => {
    const first = seeded();
    writing(first);
    new BoardModel(first).edits.addCard("note", inList, { text: "kept" });
    const withoutCopy = new UnsentEdits(seeded(), NAME, localStorage);
    expect(withoutCopy.edits.value).toBe(1);
    withoutCopy.settle();
    expect(withoutCopy.edits.value).toBe(1);
    const reopened = new UnsentEdits(copyOf(first), NAME, localStorage);
    reopened.forgetOthers();
    expect(reopened.edits.value).toBe(1);
    reopened.settle();
    expect(reopened.edits.value).toBe(0);
  });

  it("of a closed tab that the device did not keep are given up in the end, one's own never", () => {
    const closed = seeded();
    writing(closed);
    new BoardModel(closed).edits.addCard("note", inList);
    const doc = seeded();
    const unsent = writing(doc);
    new BoardModel(doc).edits.addCard("note", inList);
    expect(unsent.edits.value).toBe(2);
    unsent.forgetOthers();
    expect(unsent.edits.value).toBe(1);
  });
});

describe("a rescue copy", () => {
  it("holds one's own unsent words and nobody else's", () => {
    const doc = seeded();
    const unsent = writing(doc);
    const purpose = doc.getMap("meta").get("purpose") as Y.Text;
    doc.transact(() => purpose.insert(purpose.length, " Saved words."), LOCAL);
    unsent.settle();
    doc.transact(() => purpose.insert(purpose.length, " Unsent words 🙂."), LOCAL);
    new BoardModel(doc).edits.addCard("question", inList, { text: "Who decides?" });
    expect(ownPieces(doc, unsent.ranges())).toEqual([
      { path: "meta/purpose", label: "Purpose of the board", text: " Unsent words 🙂.", card: null },
      expect.objectContaining({ label: "Card in “Ideas”", text: "Who decides?", card: { kind: "question", place: inList } }),
    ]);
  });

  it("can be put back, where its text still is or as a new card", () => {
    const server = seeded();
    const doc = copyOf(server);
    const unsent = writing(doc);
    const purpose = doc.getMap("meta").get("purpose") as Y.Text;
    doc.transact(() => purpose.insert(0, "Mine. "), LOCAL);
    new BoardModel(doc).edits.addCard("question", inList, { text: "Who decides?" });
    const fresh = new BoardModel(server);
    for (const piece of ownPieces(doc, unsent.ranges())) putBack(fresh, piece, LOCAL);
    expect(fresh.content(fresh.text("meta/purpose")).value).toBe("Make a plan.\nMine. ");
    const [card = ""] = fresh.cardsIn("z").value;
    expect(fresh.card(card).value).toMatchObject({ kind: "question" });
    expect(fresh.content(fresh.text(`cards/${card}/text`)).value).toBe("Who decides?");
  });

  it("waits until it was put back, and is back once that is saved", () => {
    const shelf = new RescueShelf("shelf");
    shelf.add(rescueOf("r", "one", "two"));
    expect(shelf.waiting.value).toBe(2);
    shelf.saved();
    expect(shelf.waiting.value).toBe(2);
    shelf.sent("r", "one");
    expect(shelf.waiting.value).toBe(1);
    shelf.saved();
    expect(new RescueShelf("shelf").rescues.value[0]?.pieces.map(({ back }) => back)).toEqual(["saved", undefined]);
  });

  it("that is refused again waits once, in the new copy", () => {
    const shelf = new RescueShelf("shelf");
    shelf.add(rescueOf("r", "one"));
    shelf.add(rescueOf("bare"));
    shelf.sent("r", "one");
    shelf.add(rescueOf("s", "one"));
    expect(shelf.rescues.value.map(({ id }) => id)).toEqual(["bare", "s"]);
    expect(shelf.waiting.value).toBe(1);
  });

  it("stays beside one of another tab, and goes for both when it is done with", () => {
    const first = new RescueShelf("shelf");
    const second = new RescueShelf("shelf");
    first.add(rescueOf("of the first", "one"));
    second.add(rescueOf("of the second", "two"));
    expect(new RescueShelf("shelf").rescues.value.map(({ id }) => id)).toEqual(["of the first", "of the second"]);
    second.remove("of the first");
    second.add(rescueOf("another", "three"));
    expect(new RescueShelf("shelf").rescues.value.map(({ id }) => id)).toEqual(["of the second", "another"]);
  });

  it("stays on the shelf until somebody is done with it", () => {
    const rescue = { id: "r", at: "2026-01-01T00:00:00Z", code: "limit", reason: "Too long.", pieces: [] };
    new RescueShelf("shelf").add(rescue);
    const later = new RescueShelf("shelf");
    expect(later.rescues.value).toEqual([rescue]);
    later.remove("r");
    expect(new RescueShelf("shelf").rescues.value).toEqual([]);
  });
});
