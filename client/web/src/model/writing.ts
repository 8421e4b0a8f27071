/** The ways into the document: every change of this person goes through one of these. */

import * as Y from "yjs";
import { LOCAL, LOCAL_LASTING } from "./origin";
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

  entity(root: EntityRoot, id: string): Y.Map<unknown> | undefined {
    return mapAt(this.doc.getMap(root), id);
  }

  inner(root: EntityRoot, id: string, key: string): Y.Map<unknown> | undefined {
    return mapAt(this.entity(root, id), key);
  }

  /** Set values of an entity, those that differ. */
  put(root: EntityRoot, id: string, values: Readonly<Record<string, unknown>>): void {
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
}

export function now(): string {
  return new Date().toISOString();
}

function mapAt(map: Y.Map<unknown> | undefined, key: string): Y.Map<unknown> | undefined {
  const found = map?.get(key);
  return found instanceof Y.Map ? found : undefined;
}
