import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BoardScope } from "../app/scope";
import { ViewState } from "../app/view";
import type { Peer, Presence } from "../sync/presence";
import { keepSigns } from "./keep_signs";
import { handsUp, lowerFor, lowerHand, raiseHand, react } from "./signs";

const NOTHING: Presence = { cursor: null, editing: null, view: null, dragging: null, hand: null, reaction: null, lowers: [] };
const ME = 1;

const peers = signal<readonly Peer[]>([]);
let told: Partial<Presence>[];
let scope: BoardScope;
let stop: () => void;

function peer(client: number, name: string, more: Partial<Presence> = {}, leads = false): Peer {
  return { client, user: { id: `p-${name}`, name, leads }, ...NOTHING, ...more };
}

function since(minute: number): Presence["hand"] {
  return { since: `2026-03-12T14:0${minute}:00.000+00:00` };
}

/** What was told last of a sign. */
function last(sign: keyof Presence): unknown {
  return told.findLast((each) => sign in each)?.[sign];
}

beforeEach(() => {
  vi.useFakeTimers();
  peers.value = [];
  told = [];
  const connection = {
    peers,
    role: signal("facilitate"),
    session: signal({ awareness: { clientID: ME } }),
    serverTime: { now: () => Date.parse("2026-03-12T14:05:00.000Z") },
    setPresence: (presence: Partial<Presence>) => told.push(presence),
  };
  scope = { info: { participant: { id: "me" } }, connection, view: new ViewState() } as unknown as BoardScope;
  stop = keepSigns(scope);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe("hands", () => {
  test("F9 stand in the order of raising, one a person", () => {
    peers.value = [peer(2, "Ben", { hand: since(4) }), peer(3, "Ama", { hand: since(2) }), peer(4, "Ama", { hand: since(3) })];
    raiseHand(scope);
    expect(handsUp(scope).map(({ name }) => name)).toEqual(["Ama", "Ben", "You"]);
    expect(last("hand")).toEqual({ since: "2026-03-12T14:05:00.000Z" });
    lowerHand(scope);
    expect(last("hand")).toBeNull();
  });

  test("F9 are lowered for a facilitator, and for nobody else", async () => {
    raiseHand(scope);
    await Promise.resolve();
    peers.value = [peer(2, "Ben", { lowers: [ME] })];
    expect(scope.view.hand.value).not.toBeNull();
    peers.value = [peer(2, "Ben", { lowers: [ME] }, true)];
    expect(scope.view.hand.value).toBeNull();
    expect(last("hand")).toBeNull();
    expect(scope.view.announced.value.words).toBe("The facilitator has lowered your hand.");
  });

  test("F9 are asked to be lowered until they are, two at once too, and cursors send nothing", () => {
    peers.value = [peer(2, "Ben", { hand: since(1) }), peer(3, "Ama", { hand: since(2) })];
    for (const hand of handsUp(scope)) lowerFor(scope, hand);
    expect(last("lowers")).toEqual([2, 3]);
    const before = told.length;
    peers.value = [peer(2, "Ben", { hand: since(1), cursor: { x: 1, y: 2 } }), peer(3, "Ama", { hand: since(2) })];
    expect(told).toHaveLength(before);
    peers.value = [peer(2, "Ben"), peer(3, "Ama", { hand: since(2) })];
    expect(last("lowers")).toEqual([3]);
  });

  test("F9 that come up together are said in one sentence", () => {
    peers.value = [peer(2, "Ben", { hand: since(1) })];
    peers.value = [peer(2, "Ben", { hand: since(1) }), peer(3, "Ama", { hand: since(2) })];
    expect(scope.view.announced.value.turn).toBe(0);
    vi.runOnlyPendingTimers();
    expect(scope.view.announced.value).toEqual({ words: "Ben and Ama raised a hand. 2 up now.", turn: 1 });
  });
});

test("F9 a reaction goes by itself", () => {
  react(scope, "agree");
  expect(last("reaction")).toEqual({ word: "agree", turn: 1 });
  vi.runOnlyPendingTimers();
  expect(last("reaction")).toBeNull();
});

test("F9 reactions are counted aloud, each once", async () => {
  const agree = { reaction: { word: "agree", turn: 1 } };
  peers.value = [peer(2, "Ben", agree), peer(3, "Ama", { reaction: { word: "slower", turn: 1 } })];
  peers.value = [peer(2, "Ben", agree), peer(3, "Ama", agree), peer(4, "Cal", agree)];
  vi.runOnlyPendingTimers();
  expect(scope.view.announced.value).toEqual({ words: "Said to everybody: agree 2, slower 1.", turn: 1 });
  await Promise.resolve();
  peers.value = [peer(2, "Ben")];
  peers.value = [peer(2, "Ben", agree)];
  vi.runOnlyPendingTimers();
  expect(scope.view.announced.value.words).toBe("Said to everybody: agree 1.");
});
