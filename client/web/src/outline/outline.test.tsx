import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

import { api } from "../app/api";
import { Dialogs } from "../app/Dialogs";
import { BoardContext, type BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import { Viewport } from "../board/viewport";
import { StageModel } from "../model/stage";
import { BoardModel } from "../model/board";
import type { ZoneSeed } from "../model/schema.gen";
import { Suggestions } from "../suggestions/suggestions";
import { Threads } from "../comments/threads";
import { News } from "../news/news";
import { Drafts } from "../text/drafts";
import { OutlineView } from "./OutlineView";

const BLUEPRINT: ZoneSeed[] = [
  { kind: "list", title: "Goal", hint: "", slot: "goal", rect: [0, 0, 6, 2], config: { card: "goal" }, columns: [], rows: [] },
];

let doc: Y.Doc;
let model: BoardModel;
let view: ViewState;
let root: HTMLElement;
const mayEdit = signal(true);

/** A zone as the server would have put it there. */
function seedZone(id: string, values: Record<string, unknown>): void {
  const whole = {
    kind: "list", title: id, hint: "", launch: "L", parent: null, rect: [0, 0, 12, 3], order: "a1", slot: "", config: {},
    text: new Y.Text(), columns: new Y.Map(), rows: new Y.Map(), verdicts: new Y.Map(), deleted: null, ...values,
  };
  doc.getMap("zones").set(id, new Y.Map(Object.entries(whole)));
}

function idOf(title: string): string {
  return title.replace(/\W/g, "");
}

function headings(...titles: readonly string[]): Y.Map<unknown> {
  return new Y.Map(titles.map((title, index): [string, unknown] => [idOf(title), { title, order: `a${index + 1}` }]));
}

function seedLaunch(id: string, title: string, area: string | null): void {
  const values = { template: "manualize", version: 1, title, area, order: "a1", attribution: "name", deleted: null };
  doc.getMap("launches").set(id, new Y.Map(Object.entries(values)));
}

/** Lets what was started be drawn and the focus go where it shall; twice, for one thing may start another. */
async function settle(): Promise<void> {
  await drawn();
  await drawn();
}

function drawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(() => setTimeout(resolve)));
  });
}

function Shown({ scope }: { readonly scope: BoardScope }) {
  return (
    <BoardContext.Provider value={scope}>
      <OutlineView />
      <Dialogs />
    </BoardContext.Provider>
  );
}

async function show(): Promise<void> {
  const awareness = new Awareness(doc);
  const connection = { mayEdit, session: signal({ awareness }), peers: signal([]), role: signal(mayEdit.value ? "edit" : "view"), stage: new StageModel(new Y.Doc()) };
  const scope = { info: { id: "B", participant: { display_name: "Ama", organisation: null } }, connection, model, view, viewport: new Viewport(), drafts: new Drafts("B"), news: new News(), comments: new Threads(), suggestions: new Suggestions("B") } as unknown as BoardScope;
  await act(() => render(<Shown scope={scope} />, root));
  await settle();
}

/** What an element is called by assistive technology, as far as these tests need it. */
function nameOf(element: Element | null): string {
  return (element?.getAttribute("aria-label") ?? element?.textContent ?? "").replace(/\s+/g, " ").trim();
}

function named(selector: string, name: string): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>(selector)].find((each) => nameOf(each) === name);
  return found ?? expect.fail(`no ${selector} “${name}” in ${root.innerHTML}`);
}

async function click(name: string, selector = "button"): Promise<void> {
  await act(() => named(selector, name).click());
  await settle();
}

async function key(name: string, more: KeyboardEventInit = {}): Promise<void> {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more });
  await act(() => {
    document.activeElement?.dispatchEvent(event);
  });
  await settle();
}

async function type(value: string): Promise<void> {
  const field = document.activeElement;
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return expect.fail("the focus is in no field");
  await act(() => {
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  return undefined;
}

function focused(): string {
  return nameOf(document.activeElement);
}

/** The text of the card whose buttons have the focus. */
function currentCard(): string {
  return document.activeElement?.closest("[data-card]")?.querySelector(".plain-text")?.textContent ?? "";
}

async function choose(label: string, value: string): Promise<void> {
  const select = [...root.querySelectorAll("label")].find((each) => each.textContent === label)?.parentElement?.querySelector("select");
  if (!select) return expect.fail(`no choice ${label}`);
  await act(() => {
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await settle();
  return undefined;
}

async function submit(): Promise<void> {
  await act(() => document.activeElement?.closest("form")?.requestSubmit());
  await settle();
}

function texts(zone: string): readonly string[] {
  return model.cardsIn(zone).value.map((id) => model.text(`cards/${id}/text`)?.toString() ?? "");
}

beforeEach(() => {
  localStorage.clear();
  doc = new Y.Doc();
  mayEdit.value = true;
  doc.getMap("meta").set("purpose", new Y.Text());
  seedLaunch("L", "Manualize", null);
  seedZone("Ideas", { order: "a1" });
  seedZone("Areas", { kind: "areas", config: { blueprint: BLUEPRINT }, order: "a2" });
  seedZone("Network", {
    kind: "grid", order: "a3", columns: headings("Families", "NHS"), rows: headings("What is the problem?"), config: { verdicts: true },
  });
  seedZone("Hats", { kind: "ring", order: "a4", columns: headings("Parent"), rows: headings("What I see"), config: { column_word: "hat" } });
  seedZone("Gaps", { kind: "table", order: "a5", config: { card: "gap" } });
  model = new BoardModel(doc);
  view = new ViewState();
  root = document.createElement("div");
  document.body.append(root);
});

afterEach(() => {
  render(null, root);
  root.remove();
  model.destroy();
  vi.unstubAllGlobals();
});

test("headings are nested without a gap, areas under their part, what is launched on an area under it", async () => {
  const area = model.edits.addArea("Areas", "Prevention");
  seedLaunch("L2", "Grid on an area", area);
  seedZone("Network 2", { kind: "lanes", launch: "L2", columns: headings("Lane") });
  await show();
  const shown = [...root.querySelectorAll("h2, h3, h4, h5, h6")].map((each) => `${each.tagName} ${each.textContent}`);
  expect(shown).toEqual([
    "H2 Purpose", "H2 Manualize", "H3 Ideas", "H3 Prevention", "H4 Goal", "H4 Agreed record", "H4 Grid on an area", "H5 Network 2",
    "H6 Lane", "H3 Network", "H3 Hats", "H4 Parent", "H3 Gaps",
  ]);
});

test("a card is added, written and left by keyboard alone, and the focus stays with it", async () => {
  await show();
  await click("Add note to Ideas");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Note");
  await type("One front door");
  expect(texts("Ideas")).toEqual(["One front door"]);
  await key("Escape");
  expect(focused()).toBe("Edit the note “One front door”");
});

describe("with three cards", () => {
  beforeEach(async () => {
    for (const text of ["one", "two", "three"]) model.edits.addCard("note", { zone: "Ideas", cell: null }, { text });
    await show();
    root.querySelector<HTMLElement>(".outline-open")?.focus();
  });

  test("arrows go from card to card, and with Alt move one", async () => {
    await key("ArrowDown");
    expect(currentCard()).toBe("two");
    await key("ArrowUp", { altKey: true });
    expect(texts("Ideas")).toEqual(["two", "one", "three"]);
    expect(currentCard()).toBe("two");
    expect(view.announced.value.words).toContain("1 of 3 in Ideas");
  });

  test("deleting goes on to the neighbour and says so; restoring goes back to the card", async () => {
    await key("Delete");
    expect(texts("Ideas")).toEqual(["two", "three"]);
    expect(currentCard()).toBe("two");
    expect(view.announced.value.words).toBe("Deleted the card “one”. It is in the Deleted list.");
    await click("Restore the card one");
    expect(texts("Ideas")).toEqual(["one", "two", "three"]);
    expect(currentCard()).toBe("one");
  });

  test("deleting the last one goes to the button that adds", async () => {
    await key("Delete");
    await key("Delete");
    await key("Delete");
    expect(focused()).toBe("Add note to Ideas");
  });

  test("undo takes back one's own edit", async () => {
    await key("Delete");
    await key("z", { ctrlKey: true });
    expect(texts("Ideas")).toEqual(["one", "two", "three"]);
  });

  test("kind, state, colour and place are chosen by words", async () => {
    const id = model.cardsIn("Ideas").value[0] ?? "";
    await click("Options of the note “one”");
    await choose("Kind", "question");
    await choose("How far is it?", "agreed");
    await choose("Colour", "sky");
    await choose("Move to", "Network Whatistheproblem NHS");
    expect(model.card(id).value?.zone).toBe("Ideas");
    await click("Move");
    expect(model.card(id).value).toMatchObject({
      kind: "question", status: "agreed", colour: "sky", zone: "Network", cell: ["Whatistheproblem", "NHS"],
    });
    expect(document.activeElement?.closest("td")).not.toBeNull();
  });
});

test("a row of a table has all that can be said of a card, and says what is said", async () => {
  const id = model.edits.addCard("gap", { zone: "Gaps", cell: null }, { text: "Nobody asks fathers" });
  await show();
  await click("Options of this row");
  await choose("Kind", "commitment");
  await act(() => root.querySelector<HTMLInputElement>("dialog input[value='agreed']")?.click());
  await settle();
  expect(model.card(id).value).toMatchObject({ kind: "commitment", status: "agreed" });
  expect(root.querySelector(`tr[data-card="${id}"] th`)?.textContent).toContain("CommitmentAgreed");
});

test("an area is added with its title to be written, renamed, agreed and deleted", async () => {
  await show();
  await click("Add area");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Title of the area");
  await type("Sustainability");
  await submit();
  const area = model.areas.value[0] ?? "";
  expect(model.area(area).value?.title).toBe("Sustainability");
  expect(named("h3", "Sustainability")).toBeTruthy();
  await click("Write the agreed record of Sustainability");
  await type("We **agree**.");
  await key("Escape");
  expect(root.querySelector(".outline-record strong")?.textContent).toBe("agree");
  const state = root.querySelector<HTMLSelectElement>(".outline-state select");
  await act(() => {
    if (state) state.value = "revisit";
    state?.dispatchEvent(new Event("change", { bubbles: true }));
  });
  expect(model.area(area).value?.status).toBe("revisit");
  expect(root.querySelector("input[type=date]")?.getAttribute("aria-label")).toBe("Revisit on");
  await click("Change the area Sustainability");
  await click("Delete the area Sustainability");
  const question = root.querySelector("dialog");
  expect(question?.textContent).toContain("It goes with an agreed record. Everyone stops seeing it.");
  expect(focused()).toBe("Keep it");
  await click("Keep it");
  expect(model.areas.value).toEqual([area]);
  await click("Delete the area Sustainability");
  await click("Delete the area");
  expect(model.areas.value).toEqual([]);
});

test("a grid is a table with a caption and headers, whose columns are changed in place", async () => {
  await show();
  const table = root.querySelector("table") ?? expect.fail("no table");
  expect(table.caption?.textContent).toBe("Network");
  expect([...table.querySelectorAll("th[scope=col]")].map((each) => each.textContent)).toEqual(["row", "Families", "NHS", "How does this row end?"]);
  expect(table.querySelector("th[scope=row]")?.textContent).toBe("What is the problem?");
  await click("Change the zone Network");
  await click("Add column");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Title of column 3");
  await act(() => {
    const input = document.activeElement as HTMLInputElement;
    input.value = "Charities";
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  expect(model.zone("Network").value?.columns.map(({ title }) => title)).toEqual(["Families", "NHS", "Charities"]);
  await click("Delete Charities");
  expect(model.zone("Network").value?.columns.map(({ title }) => title)).toEqual(["Families", "NHS"]);
});

test("all texts of a card are open together, and going from one to the next keeps them open", async () => {
  const id = model.edits.addCard("example", { zone: "Ideas", cell: null }, { text: "A clinic" });
  await show();
  await click("Edit the example “A clinic”");
  const place = root.querySelector<HTMLElement>("textarea[aria-label=Place]") ?? expect.fail("no place");
  await act(() => place.focus());
  await settle();
  await type("Bristol");
  expect(model.text(`cards/${id}/fields/place`)?.toString()).toBe("Bristol");
  await key("Escape");
  expect(root.querySelector("dd")?.textContent).toBe("Bristol");
});

describe("I4: hats", () => {
  test("are sent to the server, and nothing is written here", async () => {
    const sent: [string, unknown][] = [];
    vi.stubGlobal("fetch", async (path: string, { body }: { body: string }) => {
      sent.push([path, JSON.parse(body)]);
      return new Response(JSON.stringify({ card: "c" }), { status: 201 });
    });
    await show();
    const before = Y.encodeStateVector(doc);
    await click("Say as Parent: What I see");
    await type("Too many letters");
    await submit();
    expect(sent).toEqual([
      ["/api/boards/B/hat-cards", { zone: "Hats", cell: ["WhatIsee", "Parent"], text: "Too many letters", request_id: expect.any(String) }],
    ]);
    expect(Y.encodeStateVector(doc)).toEqual(before);
    expect(focused()).toBe("Say as Parent: What I see");
  });

  test("keep the text when the server cannot be reached, and send it under the same id again", async () => {
    const ids: unknown[] = [];
    vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
      ids.push((JSON.parse(body) as { request_id: string }).request_id);
      throw new TypeError("offline");
    });
    await show();
    await click("Say as Parent: What I see");
    await type("Too many letters");
    await submit();
    root.querySelector<HTMLElement>(".outline-form textarea")?.focus();
    await submit();
    expect(root.querySelector("[role=alert]")?.textContent).toContain("cannot be reached");
    expect(root.querySelector<HTMLTextAreaElement>(".outline-form textarea")?.value).toBe("Too many letters");
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  test("S7: words that were changed are not taken for those that were sent before", async () => {
    const sent: { request_id: string; text: string }[] = [];
    vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
      sent.push(JSON.parse(body) as { request_id: string; text: string });
      throw new TypeError("offline");
    });
    await show();
    await click("Say as Parent: What I see");
    await type("Too many letters");
    await submit();
    root.querySelector<HTMLElement>(".outline-form textarea")?.focus();
    await type("Too many letters, and no answer");
    await submit();
    expect(sent.map(({ text }) => text)).toEqual(["Too many letters", "Too many letters, and no answer"]);
    expect(sent[0]?.request_id).not.toBe(sent[1]?.request_id);
  });

  test("leaving the form without saying it loses nothing, and what was said is no draft", async () => {
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ card: "c" }), { status: 201 }));
    await show();
    await click("Say as Parent: What I see");
    await type("Too many letters");
    await key("Escape");
    expect(view.announced.value.words).toContain("kept on this device");
    expect(focused()).toBe("Say as Parent: What I see");
    await click("Say as Parent: What I see");
    expect(root.querySelector<HTMLTextAreaElement>(".outline-form textarea")?.value).toBe("Too many letters");
    expect(root.querySelector(".draft-note")?.textContent).toContain("did not send");
    await submit();
    await click("Say as Parent: What I see");
    expect(root.querySelector<HTMLTextAreaElement>(".outline-form textarea")?.value).toBe("");
  });

  test("what was written before can be thrown away", async () => {
    await show();
    await click("Say as Parent: What I see");
    await type("Too many letters");
    await click("Not now");
    await click("Say as Parent: What I see");
    await click("Throw it away and start again");
    expect(root.querySelector<HTMLTextAreaElement>(".outline-form textarea")?.value).toBe("");
    expect(document.activeElement?.tagName).toBe("TEXTAREA");
    await key("Escape");
    await click("Say as Parent: What I see");
    expect(root.querySelector(".draft-note")).toBeNull();
  });
});

test("I2: who may only look sees everything and no control that changes anything", async () => {
  model.edits.addCard("note", { zone: "Ideas", cell: null }, { text: "one" });
  model.edits.addArea("Areas", "Prevention");
  mayEdit.value = false;
  await show();
  expect(root.textContent).toContain("one");
  expect([...root.querySelectorAll("button, input, select, textarea")].map((each) => each.outerHTML)).toEqual([]);
});

test("cards are ticked, counted aloud and grouped into a new area, which is one step of undo", async () => {
  const cards = ["one", "two", "three"].map((text) => model.edits.addCard("note", { zone: "Ideas", cell: null }, { text }));
  await show();
  expect(root.querySelector(".card-tick")).toBeNull();
  await click("Select cards");
  await click("Select the note “one”", "input");
  await click("Select the note “three”", "input");
  expect(view.announced.value.words).toBe("2 cards selected.");
  await act(() => {
    view.dialog.value = { name: "group" };
  });
  named(".dialog input", "").focus();
  await submit();
  expect(root.textContent).toContain("Give the area a title.");
  named(".dialog input", "").focus();
  await type("Workforce");
  await submit();
  expect(model.areas.value.map((id) => model.area(id).value?.title)).toEqual(["Workforce"]);
  expect(model.cardsIn("Ideas").value).toEqual([cards[1]]);
  expect(view.selection.cards.value.size).toBe(0);
  model.undo.undo();
  expect(model.cardsIn("Ideas").value).toEqual(cards);
});

test("an area is split and merged by its buttons", async () => {
  const turn = vi.spyOn(api, "askToMerge").mockResolvedValue(undefined);
  const [area, other] = ["Prevention", "Workforce"].map((title) => model.edits.addArea("Areas", title)) as [string, string];
  const goal = model.zonesOfArea(area).value[0] ?? "";
  model.edits.addCard("goal", { zone: goal, cell: null }, { text: "One page" });
  await show();
  await click("Change the area Prevention");
  await click("Split the area Prevention");
  named(".dialog input", "").focus();
  await type("Evidence");
  await submit();
  expect(root.textContent).toContain("Tick the cards");
  await click("", ".dialog input[type=checkbox]");
  named(".dialog input", "").focus();
  await submit();
  const titles = () => model.areas.value.map((id) => model.area(id).value?.title);
  expect(titles()).toEqual(["Prevention", "Evidence", "Workforce"]);
  await click("Merge the area Prevention with another");
  await choose("Merge with", other);
  root.querySelector<HTMLElement>(".dialog select")?.focus();
  await submit();
  await settle();
  expect(turn).toHaveBeenCalledWith("B", area, other);
  expect(titles()).toEqual(["Prevention", "Evidence"]);
  turn.mockRestore();
});
