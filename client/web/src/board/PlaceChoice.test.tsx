import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";

import { BoardContext, type BoardScope } from "../app/scope";
import { BoardModel } from "../model/board";
import { PlaceChoice } from "./PlaceChoice";

let model: BoardModel;
let root: HTMLElement;
const onChoose = vi.fn<(key: string) => void>();

function addZone(doc: Y.Doc, id: string, more: Record<string, unknown>): void {
  const zone = {
    kind: "list", title: id, hint: "", launch: "L", parent: null, rect: [0, 0, 12, 3], order: id, slot: "", config: {},
    text: new Y.Text(), columns: new Y.Map(), rows: new Y.Map(), verdicts: new Y.Map(), deleted: null, ...more,
  };
  doc.getMap("zones").set(id, new Y.Map(Object.entries(zone)));
}

beforeEach(async () => {
  const doc = new Y.Doc();
  const launch = { template: "t", version: 1, title: "Manualize", area: null, order: "a1", attribution: "name", deleted: null };
  doc.getMap("launches").set("L", new Y.Map(Object.entries(launch)));
  addZone(doc, "Areas", { kind: "areas", order: "A" });
  addZone(doc, "Parking", { order: "Z" });
  for (const [number, title] of ["Housing", "Money", "Staff"].entries()) {
    const area = { title, zone: "Areas", order: `a${number + 1}`, status: "draft", revisit_on: null, date: null, deleted: null };
    doc.getMap("areas").set(title, new Y.Map([...Object.entries(area), ["record", new Y.Text()]]));
    for (const zone of ["Goal", "Talk", "Facts", "Views"]) addZone(doc, `${title}${zone}`, { parent: title, title: zone, order: zone });
  }
  model = new BoardModel(doc);
  root = document.createElement("div");
  document.body.append(root);
  const connection = { stage: { locks: signal(new Map()) }, role: signal("edit") };
  const scope = { model, connection } as unknown as BoardScope;
  await act(() => render(<Shown scope={scope} />, root));
});

afterEach(() => {
  render(null, root);
  root.remove();
  model.destroy();
});

function Shown({ scope }: { readonly scope: BoardScope }) {
  return (
    <BoardContext.Provider value={scope}>
      <PlaceChoice value="MoneyGoal  " here="Money, Goal" onChoose={onChoose} />
    </BoardContext.Provider>
  );
}

function names(group: Element): readonly string[] {
  return Array.from(group.children, (option) => option.textContent ?? "");
}

function groups(): readonly (readonly string[])[] {
  return Array.from(root.querySelectorAll("optgroup"), (group) => [group.label].concat(names(group)));
}

test("places stand under the launch or the area that they belong to", () => {
  expect(groups()).toEqual([
    ["Manualize", "Parking"],
    ["Housing", "Facts", "Goal", "Talk", "Views"],
    ["Money", "Facts", "Goal", "Talk", "Views"],
    ["Staff", "Facts", "Goal", "Talk", "Views"],
  ]);
});

test("some letters of a place or of its area leave what has them, and where the card lies", async () => {
  const field = root.querySelector("input");
  await act(() => {
    if (field) field.value = "staff t";
    field?.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  expect(groups()).toEqual([
    ["Money", "Goal"],
    ["Staff", "Talk"],
  ]);
  expect(root.querySelector(".hint")?.textContent).toBe("2 of 13 places");
});
