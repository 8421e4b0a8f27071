/** Undo of this person's own edits, in steps that people would call one. */

import * as Y from "yjs";
import { LOCAL } from "./origin";

const ROOTS = ["meta", "launches", "zones", "areas", "cards", "links"] as const;

/** A pause in typing that ends a step, in milliseconds. */
const PAUSE = 600;

type Step = Y.UndoManager["undoStack"][number];

interface Added {
  readonly stackItem: Step;
  readonly type: "undo" | "redo";
  readonly changedParentTypes: Y.Transaction["changedParentTypes"];
}

/** An undo manager that takes back this person's own edits only. */
export function ownUndo(doc: Y.Doc): Y.UndoManager {
  const scope = ROOTS.map((root) => doc.getMap(root));
  return new Y.UndoManager(scope, { trackedOrigins: new Set([LOCAL]), captureTimeout: PAUSE });
}

/**
 * Call right after something was made that has texts to write in; the writing ends with a call of what this returns. Until
 * then each run of typing is a step of its own. After it they are one with the making, undone and done again together.
 */
export function joinWriting(undo: Y.UndoManager, made: Y.Map<unknown>): () => void {
  const making = undo.undoStack.at(-1);
  const runs = new Set<Step>();
  const note = ({ stackItem, type, changedParentTypes }: Added) => {
    if (type === "undo" && new Set<unknown>(changedParentTypes.keys()).has(made)) runs.add(stackItem);
  };
  undo.on("stack-item-added", note);
  return () => {
    undo.off("stack-item-added", note);
    undo.stopCapturing();
    if (making && undo.undoStack.includes(making)) join(undo, making, runs);
  };
}

/** As the undo manager itself goes on with a step. */
function join(undo: Y.UndoManager, making: Step, runs: ReadonlySet<Step>): void {
  const steps = [making, ...undo.undoStack.filter((step) => runs.has(step))];
  making.insertions = Y.mergeDeleteSets(steps.map(({ insertions }) => insertions));
  making.deletions = Y.mergeDeleteSets(steps.map(({ deletions }) => deletions));
  undo.undoStack = undo.undoStack.filter((step) => !runs.has(step));
}
