import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

import { Dialogs } from "../app/Dialogs";
import { BoardContext, type BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import { BoardModel } from "../model/board";
import type { ZoneConfig } from "../model/schema.gen";
import { StageModel } from "../model/stage";
import { Suggestions } from "../suggestions/suggestions";
import { Threads } from "../comments/threads";
import { News } from "../news/news";
import { OutlineView } from "../outline/OutlineView";
import { Drafts } from "../text/drafts";
import { Viewport } from "./viewport";
import { ZoneView } from "./ZoneView";

let doc: Y.Doc;
let model: BoardModel;
let view: ViewState;
let root: HTMLElement;
const mayEdit = signal(true);

function seedZone(id: string, kind: string, config: ZoneConfig, columns: readonly string[] = []): void {
  const headings = columns.map((title, index): [string, unknown] => [title.replaceAll(" ", ""), { title, order: `a${index + 1}` }]);
  const whole = {
    kind, title: id, hint: "", launch: "L", parent: null, rect: [0, 0, 12, 3], order: `a${id}`, slot: id, config,
    text: new Y.Text(), columns: new Y.Map(headings), rows: new Y.Map(), verdicts: new Y.Map(), deleted: null,
  };
  doc.getMap("zones").set(id, new Y.Map(Object.entries(whole)));
}

async function drawn(): Promise<void> {
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => setTimeout(() => setTimeout(resolve)));
  });
}

function Shown({ scope, picture }: { readonly scope: BoardScope; readonly picture: boolean }) {
  return (
    <BoardContext.Provider value={scope}>
      {picture ? model.zonesOfLaunch("L").value.map((id) => <ZoneView key={id} id={id} level={3} />) : <OutlineView />}
      <Dialogs />
    </BoardContext.Provider>
  );
}

async function show(picture: boolean): Promise<void> {
  const connection = { mayEdit, session: signal({ awareness: new Awareness(doc) }), peers: signal([]), role: signal("edit"), stage: new StageModel(new Y.Doc()) };

  const scope = {
    info: { id: "B", participant: { display_name: "Ama", organisation: null } }, connection, model, view, viewport: new Viewport(), drafts: new Drafts("B"), news: new News(), comments: new Threads(), suggestions: new Suggestions("B"),
  } as unknown as BoardScope;
  await act(() => render(<Shown scope={scope} picture={picture} />, root));
  await drawn();
}

function words(): string {
  return (root.textContent ?? "").replaceAll(/\s+/g, " ");
}

async function press(name: string): Promise<void> {
  const found = [...root.querySelectorAll("button")].find((each) => each.textContent?.replaceAll(/\s+/g, " ").trim() === name);
  await act(() => (found ?? expect.fail(`no button “${name}” in ${words()}`)).click());
  await drawn();
}

async function select(label: string, value: string): Promise<void> {
  const named = [...root.querySelectorAll("label")].find((each) => each.textContent === label)?.htmlFor;
  const found = root.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`) ?? root.querySelector<HTMLSelectElement>(`select[id="${named}"]`);
  if (!found) return expect.fail(`no choice ${label}`);
  await act(() => {
    found.value = value;
    found.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await drawn();
  return undefined;
}

beforeEach(() => {
  document.body.replaceChildren();
  root = document.body.appendChild(document.createElement("div"));
  doc = new Y.Doc();
  doc.getMap("meta").set("purpose", new Y.Text());
  const launch = { template: "t", version: 1, title: "Launch", area: null, order: "a1", attribution: "name", deleted: null };
  doc.getMap("launches").set("L", new Y.Map(Object.entries(launch)));
  model = new BoardModel(doc);
  view = new ViewState();
  mayEdit.value = true;
});

afterEach(() => {
  render(null, root);
  model.destroy();
});

const BOTH = [["picture", true], ["outline", false]] as const;

test.each(BOTH)("a scale says its steps in order and in words, and takes no cards (%s)", async (_, picture) => {
  seedZone("scale", "scale", { heat: true }, ["Shut down", "Able to think", "Flooded"]);
  await show(picture);
  const steps = [...root.querySelectorAll("ol.scale > li")];
  expect(steps.map((step) => step.textContent)).toEqual(["Shut down", "Able to think", "Flooded"]);
  expect(steps.map((step) => step.className)).toEqual(["tone-0", "tone-2", "tone-4"]);
  expect(words()).toContain("Marking opens when the facilitator starts it.");
  expect(words()).not.toContain("Add note");
});

test.each(BOTH)("what stays in the group is said, and a task is shown again to be read (%s)", async (_, picture) => {
  seedZone("a", "list", { card: "question" });
  seedZone("b", "list", { echo: "a", withheld: true });
  model.edits.addCard("question", { zone: "a", cell: null }, { text: "Whom do I ask first?" });
  await show(picture);
  const echo = root.querySelector("blockquote.echo");
  expect(echo?.textContent).toContain("Whom do I ask first?");
  expect(echo?.querySelector("button, textarea")).toBeNull();
  expect(words()).toContain("Stays in the group");
});

test.each(BOTH)("a card that was moved out of what stays in the group says so until it is let into reports (%s)", async (_, picture) => {
  seedZone("case", "list", { withheld: true });
  seedZone("talk", "list", {});
  const card = model.edits.addCard("note", { zone: "case", cell: null }, { text: "Sam told me" });
  const mark = (): number => root.querySelectorAll(`[data-card="${card}"] .tag`).length;
  await show(picture);
  expect(mark()).toBe(0);
  await act(() => model.edits.moveCard(card, { zone: "talk", cell: null }));
  await drawn();
  expect(mark()).toBe(1);
  await press("Options");
  await press("Let it into reports");
  expect([mark(), model.card(card).value?.status]).toEqual([0, "in_report"]);
  await press("Keep it in the group");
  expect([mark(), model.card(card).value?.status]).toEqual([1, "raw"]);
});

test("only what was made in or came from what stays in the group is said to", () => {
  seedZone("case", "list", { withheld: true });
  seedZone("talk", "list", {});
  const [inside, outside] = ["case", "talk"].map((zone) => model.edits.addCard("note", { zone, cell: null }));
  const marks = [inside, outside].map((id) => model.card(id ?? "").value?.withheld_in);
  expect(marks).toEqual(["case", null]);
});

test.each(BOTH)("a starter begins a card, and a card that asks nothing is asked softly (%s)", async (_, picture) => {
  seedZone("ask", "list", { card: "question", questions: true, starters: ["I wonder whether "] });
  await show(picture);
  await press("I wonder whether …");
  const [card] = model.cardsIn("ask").value;
  expect(model.text(`cards/${card}/text`)?.toString()).toBe("I wonder whether ");
  expect(words()).toContain("Could this be an open question?");
  await act(() => model.text(`cards/${card}/text`)?.insert(0, "Why? "));
  await drawn();
  expect(words()).not.toContain("Could this be an open question?");
});

test("T6 a reference reads as the number that its box has now", async () => {
  seedZone("boxes", "lanes", { numbered: true, column_word: "box" }, ["Governance", "Need"]);
  const card = model.edits.addCard("note", { zone: "boxes", cell: [null, "Need"] }, { text: "One lead" });
  await show(true);
  expect(words()).toContain("Box 1: Governance");
  view.dialog.value = { name: "card", card };
  await drawn();
  await press("Refer to a card or an area");
  await select("Refer to", "Governance");
  await press("Add the reference");
  expect(words()).toContain("Refers to box 1: Governance");
  await act(() => void model.edits.stepHeading("boxes", "columns", "Governance", 1));
  await drawn();
  expect(words()).toContain("Refers to box 2: Governance");
  await press("Take away the reference to box 2: Governance");
  expect(model.card(card).value?.refs).toEqual([]);
});

test("T6 a card refers to what it rests on, with the way there and back", async () => {
  seedZone("recs", "table", { card: "recommendation", fields: ["why"] });
  seedZone("talk", "list", {});
  const heard = model.edits.addCard("note", { zone: "talk", cell: null }, { text: "Forms ask for the mother alone" });
  const guide = model.edits.addCard("reference", { zone: "talk", cell: null });
  await act(() => model.edits.setCardField(guide, "title", "Fathers count"));
  model.edits.addCard("note", { zone: "talk", cell: null });
  const asked = model.edits.addCard("recommendation", { zone: "recs", cell: null }, { text: "Ask for both parents" });
  await show(true);
  view.dialog.value = { name: "card", card: asked };
  await drawn();
  await press("Refer to a card or an area");
  const offered = [...root.querySelectorAll(".references optgroup")].map((group) => [...group.children].map((each) => each.textContent));
  expect(offered).toEqual([["“Forms ask for the mother alone”", "“Fathers count”"]]);
  await select("Refer to", heard);
  await press("Add the reference");
  expect(model.card(asked).value?.refs).toEqual([heard]);
  await press("Go there: “Forms ask for the mother alone”");
  expect(view.dialog.value).toBeNull();
  view.dialog.value = { name: "card", card: heard };
  await drawn();
  expect(root.querySelector("ul[aria-label='It is referred to by']")?.textContent).toContain("Ask for both parents");
});

test("T6 a reference to what was deleted says so", async () => {
  seedZone("goals", "list", { numbered: true, card: "goal" });
  const goal = model.edits.addCard("goal", { zone: "goals", cell: null }, { text: "Build on what is there" });
  const card = model.edits.addCard("note", { zone: "goals", cell: null }, { text: "We met" });
  await act(() => model.edits.setCardRefs(card, [goal]));
  await show(true);
  expect(words()).toContain("Refers to goal 1: Build on what is there");
  await act(() => model.edits.deleteEntity("cards", goal));
  await drawn();
  expect(words()).toContain("Refers to something that was deleted");
});

test("a passage is marked with one of the words of its zone", async () => {
  seedZone("boxes", "lanes", { tags: ["Situation", "Ask"] }, ["Governance"]);
  const card = model.edits.addCard("note", { zone: "boxes", cell: [null, "Governance"] }, { text: "One lead" });
  await show(true);
  view.dialog.value = { name: "card", card };
  await drawn();
  const ask = root.querySelector<HTMLInputElement>('input[type=radio][value="Ask"]');
  await act(() => ask?.click());
  await drawn();
  expect(model.card(card).value?.tags).toEqual(["Ask"]);
  expect(root.querySelector(".card .tag")?.textContent).toBe("Ask");
});

test.each(BOTH)("steps carry their number (%s)", async (_, picture) => {
  seedZone("steps", "lanes", { steps: true }, ["First"]);
  for (const text of ["Meet", "Agree"]) model.edits.addCard("note", { zone: "steps", cell: [null, "First"] }, { text });
  await show(picture);
  expect([...root.querySelectorAll(".card-number")].map((each) => each.textContent)).toEqual(["1", "2"]);
});

test("a field with words to choose from is chosen in the table, in one step of undo", async () => {
  seedZone("check", "table", { card: "progress", fields: ["outcome"] });
  const card = model.edits.addCard("progress", { zone: "check", cell: null }, { text: "Ask" });
  await show(true);
  await select("How far is it? of “Ask”", "Partly");
  expect(model.text(`cards/${card}/fields/outcome`)?.toString()).toBe("Partly");
  await select("How far is it? of “Ask”", "Done");
  model.undo.undo();
  expect(model.text(`cards/${card}/fields/outcome`)?.toString()).toBe("Partly");
});

/** The headings of a table, without that of its buttons. */
function tableHeadings(): readonly (string | null)[] {
  return [...root.querySelectorAll("thead th")].map((each) => each.textContent).slice(0, -1);
}

test.each(BOTH)("G12 what became a commitment has its columns in the table, and what did not has nothing there (%s)", async (_, picture) => {
  seedZone("talks", "table", { card: "gap", cards: ["gap", "commitment"], fields: ["between", "by_when"] });
  const place = { zone: "talks", cell: null };
  const gap = model.edits.addCard("gap", place, { text: "Who pays?" });
  const taken = model.edits.addCard("gap", place, { text: "Who opens?" });
  await show(picture);
  expect(tableHeadings()).toEqual(["Gap", "Between whom", "By when"]);
  await act(() => model.edits.setCardKind(taken, "commitment"));
  await drawn();
  expect(tableHeadings()).toEqual(["Gap", "Between whom", "By when", "What", "How will I know?", "Who may ask me about it"]);
  for (const field of ["how_will_i_know", "who_may_ask"]) {
    expect(root.querySelector(`[data-edit="cards/${taken}/fields/${field}"] button`)?.textContent).toMatch(/^Write/);
    expect(root.querySelector(`[data-edit="cards/${gap}/fields/${field}"]`)).toBeNull();
  }
  await act(() => model.edits.setCardKind(taken, "gap"));
  await drawn();
  expect(tableHeadings()).toEqual(["Gap", "Between whom", "By when"]);
});
