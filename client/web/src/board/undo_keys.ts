/** Undo and redo by key, outside of the texts. */

import type { BoardScope } from "../app/scope";
import { withFocusKept } from "../outline/focus";
import { undoStep } from "../text/keys";

const DONE = { undo: "Undone.", redo: "Done again." } as const;
const NOTHING = { undo: "Nothing to undo.", redo: "Nothing to do again." } as const;

/** True when the key asked for one of them. */
export function takeUndo(event: KeyboardEvent, { model, view, connection }: BoardScope): boolean {
  const step = undoStep(event);
  if (!step || !connection.mayEdit.peek()) return false;
  withFocusKept(model, () => view.announce(model.undo[step]() ? DONE[step] : NOTHING[step]));
  return true;
}
