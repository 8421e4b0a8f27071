import { RichText } from "../text/RichText";
import { TextEditor } from "../text/TextEditor";
import { DialogFrame } from "./DialogFrame";
import { useBoard } from "./scope";

/** The whole purpose of the board, to read or to write. */
export function PurposeDialog({ onClose }: { readonly onClose: () => void }) {
  const { model, connection } = useBoard();
  const text = model.text("meta/purpose");
  const content = model.content(text).value;
  const awareness = connection.session.value.awareness;
  return (
    <DialogFrame title="Purpose of the board" onClose={onClose}>
      <p class="hint">What are we making, for whom, and what must not be lost?</p>
      {text && connection.mayEdit.value ? (
        <TextEditor
          text={text}
          awareness={awareness}
          path="meta/purpose"
          label="Purpose of the board"
          multiline
          rich
          readOnly={false}
          onDone={onClose}
          autofocus
        />
      ) : (
        <RichText text={content || "No purpose written yet."} />
      )}
    </DialogFrame>
  );
}
