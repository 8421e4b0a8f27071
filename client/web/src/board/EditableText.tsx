import { useEffect, useId, useRef } from "preact/hooks";
import type { TextPath } from "../model/texts";
import { useBoard } from "../app/scope";
import { RichText } from "../text/RichText";
import { TextEditor } from "../text/TextEditor";
import { SignedCard } from "./SignedAs";
import { awarenessIn, writersOf } from "./writers";

interface Props {
  readonly path: TextPath;
  /** What the text is, for screen readers and the button. */
  readonly label: string;
  /** Shown in place of an empty text. */
  readonly empty?: string;
  readonly multiline?: boolean;
  readonly rich?: boolean;
}

/** A shared text that is read until somebody clicks it or presses its button, and then written in place. */
export function EditableText({ path, label, empty = "", multiline = true, rich = false }: Props) {
  const scope = useBoard();
  const { model, view, connection } = scope;
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  const text = model.text(path);
  const content = model.content(text).value;
  const writers = writersOf(scope, path).value;
  const isEditing = view.isEditing(path).value && connection.mayEdit.value;
  const isFresh = isEditing && path === `cards/${view.fresh.value}/text`;
  const signed = useId();
  useEffect(() => {
    if (wasEditing.current && !isEditing && document.activeElement === document.body) button.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  if (!text) return null;
  if (isEditing) {
    return (
      <>
        {isFresh && <SignedCard id={signed} />}
        <TextEditor
          text={text}
          awareness={awarenessIn(scope, path)}
          path={path}
          label={label}
          multiline={multiline}
          rich={rich}
          readOnly={false}
          onDone={() => view.done(path)}
          autofocus
          describedBy={signed}
        />
      </>
    );
  }
  return (
    <div class={content === "" ? "editable is-empty" : "editable"} data-edit={connection.mayEdit.value ? path : undefined}>
      {content === "" ? <p class="empty">{empty}</p> : <ReadText text={content} rich={rich} />}
      {writers !== "" && <p class="writers">{writers}</p>}
      {connection.mayEdit.value && (
        <button ref={button} type="button" class="quiet edit-button" onClick={() => view.edit(path)}>
          {content === "" ? "Write" : "Edit"}
          <span class="hidden"> {label}</span>
        </button>
      )}
    </div>
  );
}

/** A text to be read; only rich ones have marks in them. */
export function ReadText({ text, rich }: { readonly text: string; readonly rich: boolean }) {
  return rich ? <RichText text={text} /> : <p class="plain-text">{text}</p>;
}
