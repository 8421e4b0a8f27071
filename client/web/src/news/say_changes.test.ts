import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import { BoardModel } from "../model/board";
import { LOCAL } from "../model/origin";
import { News } from "./news";
import { PACE, sayChanges, SETTLE, whatIsNew } from "./say_changes";

let doc: Y.Doc;
let others: Y.Doc;
let scope: BoardScope;
let field: HTMLTextAreaElement;
let stop: () => void;

function entity(root: string, id: string, values: Record<string, unknown>, on = others): void {
  on.getMap(root).set(id, new Y.Map(Object.entries({ deleted: null, order: "a1", ...values })));
}

function zone(id: string, parent: string | null, title: string): void {
  const empty = { text: new Y.Text(), columns: new Y.Map(), rows: new Y.Map(), verdicts: new Y.Map() };
  entity("zones", id, { kind: "list", title, hint: "", launch: "launch", parent, rect: [0, 0, 6, 2], slot: id, config: {}, ...empty });
}

function card(id: string, place: string, words = "Visit early", on = others): void {
  const values = { kind: "note", zone: place, cell: null, pos: null, status: "raw", colour: "sand", fields: new Y.Map() };
  entity("cards", id, { ...values, text: new Y.Text(words) }, on);
}

function set(id: string, key: string, value: unknown): void {
  others.getMap<Y.Map<unknown>>("cards").get(id)?.set(key, value);
}

function textOf(root: string, id: string, key: string): Y.Text {
  return others.getMap<Y.Map<Y.Text>>(root).get(id)?.get(key) as Y.Text;
}

/** What the others did reaches this page. */
function arrive(): void {
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(others, Y.encodeStateVector(doc)), "server");
}

function goTo(part: string): void {
  document.querySelector<HTMLElement>(`[data-part="${part}"]`)?.focus();
}

/** Press Alt and N, which gives this key; true where it was taken. */
function press(target: EventTarget, key: string): boolean {
  const event = new KeyboardEvent("keydown", { key, code: "KeyN", altKey: true, bubbles: true, cancelable: true });
  return !target.dispatchEvent(event);
}

const said = () => scope.view.announced.value;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = `<main id="board-main"><section data-part="areas/prevention" tabindex="-1"><p data-part="zones/goal" tabindex="-1"></p></section>
    <section data-part="zones/parking" tabindex="-1"></section></main><textarea></textarea>`;
  field = document.querySelector("textarea") as HTMLTextAreaElement;
  others = new Y.Doc();
  doc = new Y.Doc();
  others.transact(() => {
    entity("launches", "launch", { template: "t", version: 1, title: "Manualize", area: null, attribution: "none" });
    zone("areas", null, "Areas");
    zone("parking", null, "Parking");
    zone("goal", "prevention", "Goal");
    zone("differences", "prevention", "Differences");
    entity("areas", "prevention", { title: "Prevention", zone: "areas", status: "draft", record: new Y.Text() });
    card("old", "goal");
  });
  arrive();
  scope = { model: new BoardModel(doc), view: new ViewState(), news: new News(), connection: { caughtUp: signal(true) } } as unknown as BoardScope;
  stop = sayChanges(scope);
  goTo("zones/goal");
});

afterEach(() => {
  stop();
  localStorage.clear();
  vi.useRealTimers();
});

test("F12 what came together is one sentence with counts and places", () => {
  for (const id of ["a", "b", "c"]) card(id, "differences");
  textOf("cards", "old", "text").insert(0, "More: ");
  textOf("areas", "prevention", "record").insert(0, "We agree");
  arrive();
  vi.advanceTimersByTime(SETTLE - 1);
  expect(said().words).toBe("");
  vi.advanceTimersByTime(1);
  expect(said().words).toBe("3 new cards in Differences; 1 card changed in Goal; the agreed record of Prevention has changed.");
  vi.advanceTimersByTime(10 * PACE);
  expect(said().turn).toBe(1);
});

test("F12 the next sentence comes no sooner than its pace, and has all that came meanwhile", async () => {
  card("a", "goal");
  arrive();
  await vi.advanceTimersByTimeAsync(SETTLE);
  for (const id of ["b", "c"]) card(id, "goal");
  arrive();
  vi.advanceTimersByTime(PACE - 1);
  expect(said()).toEqual({ words: "1 new card in Goal.", turn: 1 });
  vi.advanceTimersByTime(1);
  expect(said()).toEqual({ words: "2 new cards in Goal.", turn: 2 });
});

test("F12 nothing is said while one writes or has a dialog open, and all of it afterwards", () => {
  field.focus();
  card("a", "goal");
  arrive();
  vi.advanceTimersByTime(10 * PACE);
  expect(said().turn).toBe(0);
  document.body.insertAdjacentHTML("beforeend", "<dialog open></dialog>");
  goTo("zones/goal");
  vi.advanceTimersByTime(10 * PACE);
  expect(said().turn).toBe(0);
  document.querySelector("dialog")?.remove();
  vi.advanceTimersByTime(SETTLE);
  expect(said().words).toBe("1 new card in Goal.");
});

test("F12 what one does oneself, and what others do elsewhere, is not said by itself", () => {
  doc.transact(() => card("mine", "goal", "Mine", doc), LOCAL);
  card("theirs", "parking");
  arrive();
  vi.advanceTimersByTime(10 * PACE);
  expect(said().turn).toBe(0);
});

test("F12 who is nowhere on the board yet hears of the whole board, with the areas' names", () => {
  scope.news.place = "";
  card("a", "parking");
  card("b", "goal");
  set("old", "zone", "parking");
  arrive();
  vi.advanceTimersByTime(SETTLE);
  expect(said().words).toBe("2 new cards in Parking; 1 new card in Prevention, Goal; 1 card gone from Prevention, Goal.");
});

test("F12 a deleted card is told of, and one that came and went is not", () => {
  set("old", "deleted", "2026-11-22T10:00:00Z");
  card("brief", "goal");
  arrive();
  set("brief", "deleted", "2026-11-22T10:00:00Z");
  arrive();
  vi.advanceTimersByTime(SETTLE);
  expect(said().words).toBe("1 card gone from Goal.");
});

test("F12 cards that come with what was launched are no news of their own", () => {
  others.transact(() => {
    zone("new", "prevention", "New");
    card("a", "new");
  });
  arrive();
  vi.advanceTimersByTime(10 * PACE);
  expect(said().turn).toBe(0);
});

test("F12 switched off, nothing is said; what is new is still told when it is asked for, once", () => {
  scope.news.sayChanges("off");
  expect(new News().saysChanges.value).toBe(false);
  for (const id of ["a", "b"]) card(id, "goal");
  card("c", "parking");
  arrive();
  vi.advanceTimersByTime(10 * PACE);
  expect(said().turn).toBe(0);
  expect(press(document.body, "n")).toBe(true);
  expect(said().words).toBe("2 new cards in Goal. Elsewhere: 1 new card in Parking.");
  expect(whatIsNew(scope)).toBe("Nothing new on the board since you last asked.");
});

test("F12 what was said by itself is told again to who asks", () => {
  card("a", "goal");
  arrive();
  vi.advanceTimersByTime(SETTLE);
  expect(said().words).toBe("1 new card in Goal.");
  expect(whatIsNew(scope)).toBe("1 new card in Goal.");
});

test("F12 on a Mac the keys type a letter in a text, and are a command elsewhere", () => {
  expect(press(field, "Dead")).toBe(false);
  expect(press(document.body, "Dead")).toBe(true);
  expect(press(field, "n")).toBe(true);
});

test("F12 of many places some are named", () => {
  for (let number = 0; number < 6; number += 1) {
    zone(`zone-${number}`, "prevention", `Zone ${number}`);
    arrive();
    card(`card-${number}`, `zone-${number}`);
  }
  arrive();
  vi.advanceTimersByTime(SETTLE);
  expect(said().words).toBe("1 new card in Zone 0; 1 new card in Zone 1; 1 new card in Zone 2; 1 new card in Zone 3; and more.");
});
