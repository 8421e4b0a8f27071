/** One board as the page sees it: what is on it, and everything that can be done to it. */

import { computed, type ReadonlySignal } from "@preact/signals";
import type * as Y from "yjs";
import { BoardContents } from "./contents";
import { BoardEdits } from "./edits";
import { Grouping } from "./grouping";
import { type BrokenItem, brokenItems, type DeletedItem, deletedItems } from "./listings";
import { Merging } from "./merging";
import { ownUndo } from "./own_undo";
import { Writer } from "./writing";

export class BoardModel extends BoardContents {
  readonly edits: BoardEdits;
  readonly grouping: Grouping;
  readonly merging: Merging;

  /** Everything in the Deleted list, newest first. */
  readonly deleted: ReadonlySignal<readonly DeletedItem[]> = computed(() => deletedItems(this));

  /** Everything that could not be read in full (SPEC D5). */
  readonly broken: ReadonlySignal<readonly BrokenItem[]> = computed(() => brokenItems(this));

  constructor(
    doc: Y.Doc,
    readonly undo: Y.UndoManager = ownUndo(doc),
  ) {
    super(doc);
    const writer = new Writer(doc, undo);
    this.edits = new BoardEdits(this, writer);
    this.grouping = new Grouping(this, writer, this.edits);
    this.merging = new Merging(this, writer);
  }

  override destroy(): void {
    super.destroy();
    this.undo.destroy();
  }
}
