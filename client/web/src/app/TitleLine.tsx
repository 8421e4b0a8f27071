import { useState } from "preact/hooks";
import { LIMITS } from "../model/schema.gen";
import { TitleForm } from "./TitleForm";
import { useBoard } from "./scope";

/** The board's title, which editors can change in place. */
export function TitleLine() {
  const { model, connection } = useBoard();
  const [editing, setEditing] = useState(false);
  const title = model.title.value || "Board without a title";
  if (editing) {
    const save = (changed: string) => {
      if (changed !== "") model.edits.renameBoard(changed);
      setEditing(false);
    };
    return <TitleForm label="Title of the board" value={model.title.value} longest={LIMITS.MAX_TITLE} onDone={save} />;
  }
  return (
    <div class="board-title">
      <h1>{title}</h1>
      {connection.mayEdit.value && (
        <button type="button" class="quiet" onClick={() => setEditing(true)}>
          Rename<span class="hidden"> the board</span>
        </button>
      )}
    </div>
  );
}
