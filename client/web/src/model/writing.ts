/** The ways into the document: every change of this person goes through one of these. */

import * as Y from "yjs";
import { LOCAL, LOCAL_LASTING } from "./origin";
import { NoRoom, sequence } from "./order";
import { type Numbered, numberAt } from "./places";
import type { EntityRoot } from "./types";

export class Writer {
  constructor(
    readonly doc: Y.Doc,
    private readonly undo: Y.UndoManager,
  ) {}

  /** Run a change as one step of undo. */
  change(edit: () => void): void {
    this.undo.stopCapturing();
    this.doc.transact(edit, LOCAL);
    this.undo.stopCapturing();
  }

  /** Run a change that undo leaves alone. */
  lasting(edit: () => void): void {
    this.doc.transact(edit, LOCAL_LASTING);
  }

  /** Write a new entity that is still deleted; a `change` shall show it. */
  create(root: EntityRoot, id: string, values: Readonly<Record<string, unknown>>): void {
    const map = new Y.Map(Object.entries({ ...values, deleted: now() }));
    this.doc.getMap(root).set(id, map);
  }

  entity(root: EntityRoot | "links", id: string): Y.Map<unknown> | undefined {
    return mapAt(this.doc.getMap(root), id);
  }

  inner(root: EntityRoot, id: string, key: string): Y.Map<unknown> | undefined {
    return mapAt(this.entity(root, id), key);
  }

  /** Set values of an entity, those that differ. */
  put(root: EntityRoot | "links", id: string, values: Readonly<Record<string, unknown>>): void {
    const map = this.entity(root, id);
    if (!map) return;
    for (const [key, value] of Object.entries(values)) {
      if (JSON.stringify(map.get(key)) !== JSON.stringify(value)) map.set(key, value);
    }
  }

  /** The key at index `at` among these siblings, which are numbered anew where no key is left. */
  orderAt(root: EntityRoot, siblings: readonly string[], at: number): string {
    const keys = siblings.map((id) => String(this.entity(root, id)?.get("order") ?? ""));
    const numbered: Numbered = numberAt(keys, at);
    numbered.others?.forEach((order, index) => this.put(root, siblings[index] ?? "", { order }));
    return numbered.own;
  }

  /** `count` growing keys after these siblings, which are numbered anew where the last has an odd one. */
  keysAfter(root: EntityRoot, siblings: readonly string[], count: number): readonly string[] {
    const last = siblings.at(-1);
    try {
      return sequence(count, last === undefined ? null : String(this.entity(root, last)?.get("order") ?? ""));
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      const keys = sequence(siblings.length + count);
      siblings.forEach((id, index) => this.put(root, id, { order: keys[index] }));
      return keys.slice(siblings.length);
    }
  }
}

export function now(): string {
  return new Date().toISOString();
}

function mapAt(map: Y.Map<unknown> | undefined, key: string): Y.Map<unknown> | undefined {
  const found = map?.get(key);
  return found instanceof Y.Map ? found : undefined;
}
