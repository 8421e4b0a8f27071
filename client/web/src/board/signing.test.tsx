import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

import { BoardContext, type BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import { BoardModel } from "../model/board";
import { EditableText } from "./EditableText";
import { startCard } from "./new_card";
import { SignedHere } from "./SignedAs";

let doc: Y.Doc;
let scope: BoardScope;
let root: HTMLElement;
const mayEdit = signal(true);

function activity(name: string, attribution: string, kind = "list"): void {
  const launch = { template: "t", version: 1, title: name, area: null, order: "a1", attribution, deleted: null };
  doc.getMap("launches").set(name, new Y.Map(Object.entries(launch)));
  addZone(`${name}-zone`, name, kind, "parts");
}

function addZone(id: string, launch: string, kind: string, slot: string): void {
  const zone = { kind, title: id, launch, parent: null, order: "a1", slot, text: new Y.Text(), deleted: null };
  doc.getMap("zones").set(id, new Y.Map(Object.entries(zone)));
}

/** Begin a card as the person does; returns what the document says of it. */
function begin(zone: string | null): Record<string, unknown> {
  startCard(scope, "note", { zone, cell: null });
  const card = doc.getMap<Y.Map<unknown>>("cards").get(scope.view.fresh.peek() ?? "");
  return card?.toJSON() ?? {};
}

async function words(): Promise<string> {
  const made = scope.view.fresh.peek();
  const shown = (
    <BoardContext.Provider value={scope}>
      <SignedHere launch="named" />
      <SignedHere launch="quiet" />
      {made !== null && <EditableText path={`cards/${made}/text`} label="Note" />}
    </BoardContext.Provider>
  );
  await act(() => render(shown, root));
  return root.textContent ?? "";
}

beforeEach(() => {
  root = document.body.appendChild(document.createElement("div"));
  doc = new Y.Doc();
  activity("named", "name");
  activity("networked", "organisation");
  activity("hatted", "hat");
  activity("quiet", "none");
  activity("ring", "name", "ring");
  mayEdit.value = true;
  const connection = { mayEdit, peers: signal([]), session: signal({ awareness: new Awareness(doc) }) };
  const info = { id: "B", participant: { id: "p", name: "Ama", display_name: "Ama (Leeds Council)", organisation: "Leeds Council" } };
  scope = { connection, info, model: new BoardModel(doc), view: new ViewState() } as unknown as BoardScope;
});

afterEach(() => {
  render(null, root);
  root.remove();
  scope.model.destroy();
});

test.each([
  ["named-zone", "name"],
  ["networked-zone", "organisation"],
  ["hatted-zone", null],
  ["quiet-zone", null],
  ["ring-zone", null],
  ["nowhere", null],
  [null, null],
] as const)("P10: a card in %s is made with what its writer was told: %s", (zone, told) => {
  expect(begin(zone)["told"]).toBe(told);
});

test.each(["goal", "differences", "strands"])("P10: what a group says together in %s nobody signs, whoever types it", async (slot) => {
  addZone("together", "named", "list", slot);
  expect(begin("together")["told"]).toBeNull();
  expect(await words()).toContain("Cards that you add here, but for what the group says together, are shown with your name, Ama");
  doc.getMap<Y.Map<unknown>>("zones").get("named-zone")?.set("slot", slot);
  expect(await words()).not.toContain("Cards that you add");
});

test("P10: what a card was told is said in the edit that makes it, and the page signs nothing itself", () => {
  const edits: Uint8Array[] = [];
  const alone = new Y.Doc();
  Y.applyUpdate(alone, Y.encodeStateAsUpdate(doc));
  doc.on("update", (update: Uint8Array) => edits.push(update));
  begin("named-zone");
  Y.applyUpdate(alone, edits[0] ?? new Uint8Array());
  const [card] = alone.getMap<Y.Map<unknown>>("cards").values();
  expect(card?.get("told")).toBe("name");
  expect(card?.has("by")).toBe(false);
});

test("P10: an activity says beforehand how cards are shown there, to who may add any, and says nothing where nobody is named", async () => {
  expect(await words()).toBe("Cards that you add here are shown with your name, Ama (Leeds Council).");
  mayEdit.value = false;
  expect(await words()).toBe("");
});

test("P10: a card that is being begun says it, too, and its text is described by it", async () => {
  begin("networked-zone");
  expect(await words()).toContain("Shown with your organisation’s name, not yours. If you are the only one from Leeds Council");
  const note = root.querySelector("textarea")?.getAttribute("aria-describedby")?.split(" ") ?? [];
  expect(note.map((id) => document.querySelector(`[id="${id}"]`)?.textContent).join("")).toContain("Shown with your organisation’s name");
  await act(() => scope.view.done(`cards/${scope.view.fresh.peek()}/text`));
  expect(scope.view.fresh.peek()).toBeNull();
});

test("P10: nothing is said in a card that names nobody", async () => {
  begin("quiet-zone");
  mayEdit.value = true;
  expect(await words()).not.toContain("Shown");
});

test("P10: a card that is being begun says it no longer once its activity names nobody, signed already or not", async () => {
  const told = "Shown with your organisation’s name";
  begin("networked-zone");
  const card = doc.getMap<Y.Map<unknown>>("cards").get(scope.view.fresh.peek() ?? "");
  const launch = doc.getMap<Y.Map<unknown>>("launches").get("networked");
  expect(await words()).toContain(told);
  await act(() => void launch?.set("attribution", "none"));
  expect(await words()).not.toContain(told);
  await act(() => ["by", "written_in"].forEach((key) => card?.set(key, "networked")));
  expect(await words()).toContain(told);
  await act(() => void card?.set("by", null));
  expect(await words()).not.toContain(told);
});
