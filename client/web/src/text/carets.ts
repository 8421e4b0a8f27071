/** Where people are writing: this page's selection told to others, theirs read for one text. */

import { type ReadonlySignal, signal } from "@preact/signals";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** Somebody else who writes in the same text; places are indices into it now. */
export interface Writer {
  readonly client: number;
  readonly name: string;
  /** A colour of cards by its name, or empty. */
  readonly colour: string;
  readonly anchor: number;
  readonly head: number;
}

/** Tells others the selection in the text at `path`, from its fixed end to its moving one. */
export function tellSelection(
  awareness: Awareness,
  path: string,
  [anchor, head]: readonly [Y.RelativePosition, Y.RelativePosition],
): void {
  const editing = { path, anchor: Y.relativePositionToJSON(anchor), head: Y.relativePositionToJSON(head) };
  const before: unknown = awareness.getLocalState()?.["editing"];
  if (JSON.stringify(before) !== JSON.stringify(editing)) awareness.setLocalStateField("editing", editing);
}

/** Tells others that this person has left the text at `path`; says nothing when another text has been entered. */
export function tellLeft(awareness: Awareness, path: string): void {
  const before: unknown = awareness.getLocalState()?.["editing"];
  if (isObject(before) && before["path"] === path) awareness.setLocalStateField("editing", null);
}

/** Who else writes in `text` at `path`, kept up to date; call the second to stop. */
export function watchWriters(awareness: Awareness, path: string, text: Y.Text): readonly [ReadonlySignal<readonly Writer[]>, () => void] {
  const writers = signal<readonly Writer[]>([]);
  const refresh = (): void => {
    const found = readWriters(awareness, path, text);
    if (JSON.stringify(found) !== JSON.stringify(writers.peek())) writers.value = found;
  };
  awareness.on("change", refresh);
  text.observe(refresh);
  refresh();
  const stop = (): void => {
    awareness.off("change", refresh);
    text.unobserve(refresh);
  };
  return [writers, stop];
}

function readWriters(awareness: Awareness, path: string, text: Y.Text): readonly Writer[] {
  return [...awareness.getStates()].flatMap(([client, { user, editing }]) => {
    if (client === awareness.clientID || !isObject(user) || !isObject(editing) || editing["path"] !== path) return [];
    const head = readIndex(editing["head"], text);
    const anchor = readIndex(editing["anchor"], text);
    if (head === null || anchor === null || typeof user["name"] !== "string") return [];
    const colour = typeof user["colour"] === "string" ? user["colour"] : "";
    return [{ client, name: user["name"], colour, anchor, head }];
  });
}

/** What others send is not trusted: anything odd is no position. */
function readIndex(value: unknown, text: Y.Text): number | null {
  if (!isObject(value) || text.doc === null) return null;
  try {
    const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(value), text.doc);
    return found?.type === text ? found.index : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** One sentence on who writes here, empty when nobody does: "Sam and Ines are writing here." */
export function writersSentence(writers: readonly Writer[]): string {
  const names = [...new Set(writers.map(({ name }) => name))];
  if (names.length === 0) return "";
  const listed = new Intl.ListFormat("en-GB").format(names);
  return `${listed} ${names.length === 1 ? "is" : "are"} writing here.`;
}
