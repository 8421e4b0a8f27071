/** Who is here and what they are doing, as others may see it. Names are stamped by the server (SPEC I1). */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Awareness } from "y-protocols/awareness";
import { readSpot, type Spot } from "../model/stage";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly organisation?: string;
  /** They may lead. */
  readonly leads?: boolean;
  /** They may write; who looks on may not. */
  readonly writes?: boolean;
}

/** What this page tells of itself; places are in the board's own units. */
export interface Presence {
  readonly cursor: { readonly x: number; readonly y: number } | null;
  /** The text being written, by its path; the editor adds its selection. */
  readonly editing: { readonly path: string; readonly [key: string]: unknown } | null;
  /** The part that somebody looks at whose view others follow. */
  readonly view: Spot | null;
  readonly dragging: { readonly cards: readonly string[]; readonly x: number; readonly y: number } | null;
  /** Their hand is up, since when as the server says. */
  readonly hand: Hand | null;
  /** A word to the room that goes by itself; the turn counts what one person says. */
  readonly reaction: { readonly word: string; readonly turn: number } | null;
  /** The clients whose hands they ask to be lowered; heard from facilitators alone. */
  readonly lowers: readonly number[];
}

export interface Hand {
  readonly since: string;
}

export interface Peer extends Presence {
  readonly client: number;
  readonly user: Person;
}

/** Everybody else on the board, kept up to date; call the second to stop. */
export function watchPeers(awareness: Awareness): readonly [ReadonlySignal<readonly Peer[]>, () => void] {
  const peers = signal<readonly Peer[]>([]);
  const refresh = () => {
    peers.value = readPeers(awareness);
  };
  const onChange = (change: Change) => {
    if (hasOthers(change, awareness.clientID)) refresh();
  };
  awareness.on("change", onChange);
  refresh();
  return [peers, () => awareness.off("change", onChange)];
}

interface Change {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

function hasOthers({ added, updated, removed }: Change, self: number): boolean {
  return [added, updated, removed].some((clients) => clients.some((client) => client !== self));
}

function readPeers(awareness: Awareness): readonly Peer[] {
  const states = [...awareness.getStates()].filter(([client]) => client !== awareness.clientID);
  return states.flatMap(([client, state]) => {
    const user = readPerson(state["user"]);
    return user ? [{ client, user, ...readPresence(state) }] : [];
  });
}

function readPerson(value: unknown): Person | null {
  if (!isObject(value) || typeof value["name"] !== "string") return null;
  const { id, name, organisation, role } = value;
  const known = typeof organisation === "string" && organisation !== "" ? { organisation } : {};
  return { id: String(id), name, leads: role === "facilitate", writes: role !== "view", ...known };
}

function readPresence(state: Readonly<Record<string, unknown>>): Presence {
  const { cursor, editing, dragging, view } = state;
  const point = isPoint(cursor) ? { x: cursor.x, y: cursor.y } : null;
  const path = isObject(editing) && typeof editing["path"] === "string" ? { ...editing, path: editing["path"] } : null;
  return { cursor: point, editing: path, dragging: readDragging(dragging), view: readSpot(view), ...readSigns(state) };
}

function readSigns({ hand, reaction, lowers }: Readonly<Record<string, unknown>>): Pick<Presence, "hand" | "reaction" | "lowers"> {
  return {
    hand: isObject(hand) && typeof hand["since"] === "string" ? { since: hand["since"] } : null,
    reaction: isObject(reaction) && typeof reaction["word"] === "string" ? { word: reaction["word"], turn: Number(reaction["turn"]) } : null,
    lowers: Array.isArray(lowers) ? lowers.filter((client) => typeof client === "number") : [],
  };
}

function readDragging(value: unknown): Presence["dragging"] {
  if (!isPoint(value) || !("cards" in value) || !Array.isArray(value.cards)) return null;
  return { cards: value.cards.filter((card) => typeof card === "string"), x: value.x, y: value.y };
}

function isPoint(value: unknown): value is { x: number; y: number } {
  return isObject(value) && Number.isFinite(value["x"]) && Number.isFinite(value["y"]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
