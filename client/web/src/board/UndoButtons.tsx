import { useEffect, useState } from "preact/hooks";
import { useBoard } from "../app/scope";

/** Takes back one's own last edit, or brings it back. */
export function UndoButtons() {
  const { model, view } = useBoard();
  const [, refresh] = useState(0);
  useEffect(() => {
    const changed = () => refresh((count) => count + 1);
    model.undo.on("stack-item-added", changed);
    model.undo.on("stack-item-popped", changed);
    return () => {
      model.undo.off("stack-item-added", changed);
      model.undo.off("stack-item-popped", changed);
    };
  }, [model]);
  const step = (done: string, nothing: string, take: () => unknown) => () => view.announce(take() ? done : nothing);
  return (
    <fieldset class="undo" aria-label="Your own edits">
      {/* Not disabled in earnest: that would take the focus from whoever undoes the last one. */}
      <button type="button" aria-disabled={!model.undo.canUndo()} onClick={step("Undone.", "Nothing to undo.", () => model.undo.undo())}>
        Undo
      </button>
      <button type="button" aria-disabled={!model.undo.canRedo()} onClick={step("Done again.", "Nothing to do again.", () => model.undo.redo())}>
        Redo
      </button>
    </fieldset>
  );
}
