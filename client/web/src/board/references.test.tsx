import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";

import { Dialogs } from "../app/Dialogs";
import { BoardContext, type BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import { WayBackStrip } from "../app/WayBackStrip";
import { BoardModel } from "../model/board";
import { referencesOf, referringTo } from "../model/references";
import { CardRemarks } from "./CardRemarks";
import { Viewport } from "./viewport";

let doc: Y.Doc;
let model: BoardModel;
let view: ViewState;
let root: HTMLElement;
const mayEdit = signal(true);

beforeEach(() => {
  doc = new Y.Doc();
  model = new BoardModel(doc);
  view = new ViewState();
  mayEdit.value = true;
  root = document.createElement("div");
  document.body.append(root);
});

afterEach(() => {
  render(null, root);
  root.remove();
  model.destroy();
});

function note(text: string): string {
  const id = model.edits.addFreeNote([0, 0]);
  model.text(`cards/${id}/text`)?.insert(0, text);
  return id;
}

function link(id: string, from: string, to: string, kind = "related"): void {
  doc.getMap("links").set(id, new Y.Map(Object.entries({ from, to, kind, deleted: null })));
}

function names(id: string): readonly string[] {
  return referencesOf(model, id).map(({ name }) => name);
}

async function drawn(): Promise<void> {
  await new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}

/** The board as far as references go: each card takes the focus, and says what it refers to. */
function Board({ scope }: { readonly scope: BoardScope }) {
  return (
    <BoardContext.Provider value={scope}>
      <Cards />
      <WayBackStrip />
      <Dialogs />
    </BoardContext.Provider>
  );
}

function Cards() {
  return (
    <main class="board-main">
      {model.freeNotes.value.map((id) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as on the board
        <article key={id} data-card={id} tabIndex={0}>
          {model.card(id).value && <CardRemarks card={model.card(id).value ?? expect.fail("no card")} />}
        </article>
      ))}
    </main>
  );
}

async function show(): Promise<void> {
  const scope = { model, view, viewport: new Viewport(), connection: { mayEdit, role: signal("view") } } as unknown as BoardScope;
  await act(() => render(<Board scope={scope} />, root));
}

function button(name: string): HTMLButtonElement {
  const found = [...root.querySelectorAll("button")].find((each) => each.textContent?.replaceAll(/\s+/g, " ").trim() === name);
  return found ?? expect.fail(`no button “${name}” in ${root.textContent}`);
}

async function press(name: string): Promise<void> {
  await act(() => button(name).click());
  await act(drawn);
}

/** Press Alt with a key. */
async function alt(key: string, code: string): Promise<void> {
  await act(() => void window.dispatchEvent(new KeyboardEvent("keydown", { key, code, altKey: true, cancelable: true })));
  await act(drawn);
}

function focused(): string | undefined {
  return document.activeElement instanceof HTMLElement ? document.activeElement.dataset["card"] : undefined;
}

test("T6 a card's face leads to what it refers to and back, whoever reads it", async () => {
  const [seen, asked] = [note("Forms ask for the mother"), note("Ask both")];
  await act(() => model.edits.setCardRefs(asked, [seen]));
  mayEdit.value = false;
  await show();
  expect(button("Refers to “Forms ask for the mother”").getAttribute("aria-label")).toBe("Refers to “Forms ask for the mother”. From the card “Ask both”");
  await press("Refers to “Forms ask for the mother”");
  expect(root.querySelector("dialog")?.textContent).not.toContain("Take away");
  await press("Go there: “Forms ask for the mother”");
  expect(focused()).toBe(seen);
  expect(view.announced.value.words).toContain("Go back, below the board, or Alt with R leads back.");
  expect(root.querySelector(".way-back p")?.textContent).toBe("You came here from the card “Ask both”.");
  await press("Go back");
  expect(focused()).toBe(asked);
  expect(root.querySelector(".way-back")).toBeNull();
});

test("T6 several steps are gone back one by one, by a key, and not from a dialog", async () => {
  const [a, b, c] = [note("a"), note("b"), note("c")];
  await act(() => model.edits.setCardRefs(a, [b]));
  await act(() => model.edits.setCardRefs(b, [c]));
  await show();
  await alt("r", "KeyR");
  expect(focused()).toBeUndefined();
  await press("Refers to “b”");
  await press("Go there: “b”");
  await press("Refers to “c”");
  await alt("r", "KeyR");
  expect(root.querySelector("dialog")).not.toBeNull();
  await press("Go there: “c”");
  expect(focused()).toBe(c);
  await alt("®", "KeyR");
  expect(focused()).toBe(b);
  await alt("r", "KeyR");
  expect(focused()).toBe(a);
});

test("T6 there is no way back to what was deleted meanwhile, and whoever stays is left alone", async () => {
  const [a, b] = [note("a"), note("b")];
  await act(() => model.edits.setCardRefs(a, [b]));
  await show();
  await press("Refers to “b”");
  await press("Go there: “b”");
  await act(() => model.edits.deleteEntity("cards", a));
  expect(root.querySelector(".way-back")).toBeNull();
  await act(() => model.edits.restoreEntity("cards", a));
  await press("Stay here");
  expect(root.querySelector(".way-back")).toBeNull();
  expect(view.followed.value).toEqual([]);
});

test("T6 B8 a card that refers to nothing has nothing on it, and several are counted", async () => {
  const [a, b, c] = [note("a"), note("b"), note("c")];
  await show();
  expect(root.querySelector(".card-see")).toBeNull();
  await act(() => model.edits.setCardRefs(a, [b, c, a, b]));
  expect([...root.querySelectorAll(".card-see")].map((each) => each.textContent)).toEqual(["Refers to 2: “b”; “c”"]);
});

test("T6 what an older board has in links is shown, and taken away in one step of undo", () => {
  const [a, b, c, d] = [note("a"), note("b"), note("c"), note("d")];
  link("l1", a, b, "evidence");
  link("l2", b, c);
  link("l3", b, "never");
  link("l4", b, b);
  doc.getMap("links").set("l5", 7);
  expect(names(b)).toEqual(["“a”", "“c”"]);
  expect(names(a)).toEqual([]);
  expect(referringTo(model, a).map(({ id }) => id)).toEqual([b]);
  model.edits.setCardRefs(b, [d, c]);
  expect(names(b)).toEqual(["“d”", "“c”"]);
  expect(model.card(b).value?.refs).toEqual([d]);
  model.undo.undo();
  expect(names(b)).toEqual(["“a”", "“c”"]);
  expect([...doc.getMap("links").keys()]).toHaveLength(5);
});

test("T6 what hides with its zone is named, and nothing leads there", () => {
  const whole = { kind: "list", title: "Talk", launch: null, parent: null, rect: [0, 0, 12, 3], order: "a", slot: "", config: {}, text: new Y.Text(), columns: new Y.Map(), rows: new Y.Map(), verdicts: new Y.Map(), hint: "", deleted: null };
  doc.getMap("areas").set("A", new Y.Map(Object.entries({ title: "Care", zone: "Z", order: "a", status: "draft", revisit_on: null, date: null, record: new Y.Text(), deleted: null })));
  doc.getMap("zones").set("Z", new Y.Map(Object.entries({ ...whole, kind: "areas", title: "Areas", text: new Y.Text(), columns: new Y.Map(), rows: new Y.Map(), verdicts: new Y.Map() })));
  doc.getMap("zones").set("T", new Y.Map(Object.entries({ ...whole, parent: "A" })));
  const inside = model.edits.addCard("note", { zone: "T", cell: null }, { text: "inside" });
  const a = note("a");
  model.edits.setCardRefs(a, [inside, "A"]);
  link("l", a, "T");
  expect(referencesOf(model, a).map(({ name, part }) => [name, part?.root])).toEqual([["“inside”", "cards"], ["the area “Care”", "areas"], ["the zone “Talk”", "zones"]]);
  model.edits.deleteEntity("areas", "A");
  expect(referencesOf(model, a).map(({ name, part }) => [name, part])).toEqual([["“inside”", null], ["something that was deleted", null], ["the zone “Talk”", null]]);
});
