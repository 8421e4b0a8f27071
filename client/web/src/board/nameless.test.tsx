import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

import { BoardContext, type BoardScope } from "../app/scope";
import { BoardModel } from "../model/board";
import type { Peer, Presence } from "../sync/presence";
import { boardPointer } from "./board_pointer";
import { cardDrag } from "./card_drag";
import { CursorLayer } from "./CursorLayer";
import { Viewport } from "./viewport";
import { awarenessIn, writersOf } from "./writers";

const NOTHING: Presence = { cursor: null, editing: null, view: null, dragging: null, hand: null, reaction: null, lowers: [] };
/** Frames as they lie on the screen: the quiet one at the left, the open one beside it. */
const LEFT = new DOMRect(0, 0, 100, 100);
const INSIDE = { x: 50, y: 50 };
const OUTSIDE = { x: 150, y: 50 };

let doc: Y.Doc;
let scope: BoardScope;
let root: HTMLElement;
let told: Partial<Presence>[];
const peers = signal<readonly Peer[]>([]);

function seed(name: string, attribution: string): void {
  const launch = { template: "t", version: 1, title: name, area: null, order: "a1", attribution, deleted: null };
  doc.getMap("launches").set(name, new Y.Map(Object.entries(launch)));
  const zone = { kind: "list", title: name, launch: name, parent: null, order: "a1", text: new Y.Text(), deleted: null };
  doc.getMap("zones").set(`${name}-zone`, new Y.Map(Object.entries(zone)));
  const card = { kind: "note", zone: `${name}-zone`, cell: null, order: "a1", text: new Y.Text(name), deleted: null };
  doc.getMap("cards").set(name, new Y.Map(Object.entries(card)));
}

function frame(): HTMLElement {
  const made = document.createElement("article");
  made.dataset["silent"] = "true";
  made.getBoundingClientRect = () => LEFT;
  return made;
}

function ama(client: number, presence: Partial<Presence>): Peer {
  return { client, user: { id: "p2", name: "Ama" }, ...NOTHING, ...presence };
}

async function shows(presence: Partial<Presence>): Promise<string> {
  peers.value = [ama(2, presence)];
  const layer = (
    <BoardContext.Provider value={scope}>
      <CursorLayer />
    </BoardContext.Provider>
  );
  await act(() => render(layer, root));
  return root.textContent ?? "";
}

function pointer(type: string, { x, y }: { readonly x: number; readonly y: number }): PointerEvent {
  return new PointerEvent(type, { bubbles: true, clientX: x, clientY: y });
}

async function nextCursor(): Promise<Presence["cursor"] | undefined> {
  const before = told.length;
  await expect.poll(() => told.length).toBeGreaterThan(before);
  return told.at(-1)?.cursor;
}

beforeEach(() => {
  document.body.replaceChildren(frame());
  root = document.body.appendChild(document.createElement("div"));
  doc = new Y.Doc();
  seed("quiet", "none");
  seed("open", "name");
  told = [];
  const connection = {
    mayEdit: signal(true), role: signal("edit"), peers, stage: { locks: signal(new Map()) },
    session: signal({ awareness: new Awareness(doc) }), setPresence: (presence: Partial<Presence>) => told.push(presence),
  };
  scope = { connection, model: new BoardModel(doc), viewport: new Viewport() } as unknown as BoardScope;
  scope.viewport.sight.value = { x: 0, y: 0, scale: 1 };
});

afterEach(() => {
  render(null, root);
  scope.model.destroy();
});

test("I4 who writes where nobody is named is not shown, also where their page tells it", () => {
  const [quiet, open] = [writersOf(scope, "quiet"), writersOf(scope, "open")];
  peers.value = ["quiet", "open"].map((card, client) => ama(client, { editing: { path: `cards/${card}/text` } }));
  expect([quiet.value, open.value]).toEqual(["", "Ama is writing"]);
  doc.getMap<Y.Map<unknown>>("launches").get("open")?.set("attribution", "hat");
  expect(open.value).toBe("");
});

test("I4 an editor tells nothing where nobody is named", () => {
  expect(awarenessIn(scope, "cards/quiet/text")).toBeNull();
  expect(awarenessIn(scope, "cards/open/text")).not.toBeNull();
});

test("I4 nobody’s pointer is shown over what names nobody", async () => {
  expect(await shows({ cursor: OUTSIDE })).toBe("Ama");
  expect(await shows({ cursor: INSIDE })).toBe("");
});

test("I4 nobody is shown dragging a card of what names nobody, or any card over it", async () => {
  expect(await shows({ dragging: { cards: ["open"], ...OUTSIDE } })).toContain("Ama");
  expect(await shows({ dragging: { cards: ["open"], ...INSIDE } })).toBe("");
  expect(await shows({ dragging: { cards: ["quiet"], ...OUTSIDE } })).toBe("");
});

test.each([
  ["open", OUTSIDE, true],
  ["open", INSIDE, false],
  ["quiet", OUTSIDE, false],
] as const)("I4 dragging the %s card at %j is told: %s", async (card, at, isTold) => {
  const element = root.appendChild(document.createElement("article"));
  element.dataset["card"] = card;
  document.elementsFromPoint = () => [];
  const stop = cardDrag(root, scope);
  element.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, button: 0, clientX: 120, clientY: 50 }));
  window.dispatchEvent(pointer("pointermove", { x: 130, y: 90 }));
  window.dispatchEvent(pointer("pointermove", at));
  await new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });
  stop();
  expect(told.map(({ dragging }) => dragging?.cards)).toEqual([isTold ? [card] : undefined]);
});

test("I4 a pointer is told, and no more once it is where nobody is named or its activity becomes so", async () => {
  const stop = boardPointer(root, scope);
  root.dispatchEvent(pointer("pointermove", OUTSIDE));
  expect(await nextCursor()).toEqual(OUTSIDE);
  root.dispatchEvent(pointer("pointermove", INSIDE));
  expect(await nextCursor()).toBeNull();
  root.dispatchEvent(pointer("pointermove", OUTSIDE));
  expect(await nextCursor()).toEqual(OUTSIDE);
  const also = document.body.appendChild(frame());
  also.getBoundingClientRect = () => new DOMRect(100, 0, 100, 100);
  doc.getMap<Y.Map<unknown>>("launches").get("open")?.set("attribution", "none");
  expect(await nextCursor()).toBeNull();
  stop();
});
