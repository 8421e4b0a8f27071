import { useContext, useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

import { BoardContext } from "../app/scope";
import { CaretMirror } from "./CaretMirror";
import { tellLeft, tellSelection, writersSentence } from "./carets";
import {
  addLink, continueList, endsRun, type FieldState, indent, insertPasted, outdent, tabbed, toggleList, toggleStars, undoubled,
  unmarked,
} from "./commands";
import { isCommandKey, keyCommand, undoStep } from "./keys";
import { useLeaving } from "./leaving";
import { LinkForm } from "./LinkForm";
import { pastedMarkdown } from "./paste";
import { RichText } from "./RichText";
import "./text.css";
import { type Command, Toolbar } from "./Toolbar";
import { useBinding, useWriters } from "./hooks";

/** How the writing ended: Escape, Enter (in a single line, or with Ctrl), or the focus went elsewhere. */
export type Ending = "escape" | "enter" | "left";

export interface TextEditorProps {
  readonly text: Y.Text;
  /** Null where nobody may see who writes. */
  readonly awareness: Awareness | null;
  readonly path: string;
  readonly label: string;
  readonly multiline?: boolean;
  readonly rich?: boolean;
  readonly readOnly?: boolean;
  readonly onDone: (how: Ending) => void;
  readonly autofocus?: boolean;
  /** Ids of what else is to be known of it, for screen readers. */
  readonly describedBy?: string;
}

/** A shared text to write in, together with others. Formatted text shows beside it how it will read. */
export function TextEditor(props: TextEditorProps) {
  const { text, awareness, path, label, multiline = true, rich = false, readOnly = false, onDone, autofocus = false, describedBy = "" } = props;
  const frame = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const [linking, setLinking] = useState<FieldState | null>(null);
  const binding = useBinding(text, field, multiline);
  const writers = useWriters(awareness, path, text).value;
  const board = useContext(BoardContext);
  const undo = board?.model.undo ?? null;
  const id = useId();
  const value = binding?.shown.value ?? "";
  const excess = binding?.tooLong.value ?? 0;

  useLayoutEffect(() => {
    if (!autofocus || !binding || !field.current) return;
    // What is written here is a step of undo of its own.
    undo?.stopCapturing();
    field.current.focus();
    field.current.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [binding, autofocus, undo]);

  const tell = (): void => {
    if (awareness && binding && !readOnly) tellSelection(awareness, path, binding.selection());
  };
  useEffect(() => () => {
    if (awareness) tellLeft(awareness, path);
  }, [awareness, path]);

  const finish = (how: Ending): void => {
    // A text that could not be saved stays in sight.
    if (binding && binding.tooLong.peek() > 0) return;
    if (awareness) tellLeft(awareness, path);
    onDone(how);
  };
  useLeaving(frame, () => finish("left"));

  const wrote = (): void => {
    if (binding && endsRun(binding.state)) undo?.stopCapturing();
    tell();
  };

  /** A step of undo of its own, apart from what was typed just before and after. */
  const applyAlone = (state: FieldState): void => {
    undo?.stopCapturing();
    binding?.apply(state);
    undo?.stopCapturing();
  };

  const run = (command: Command): void => {
    if (!binding) return;
    if (command === "link") setLinking(binding.state);
    else applyAlone(COMMANDS[command](binding.state));
    if (command !== "link") field.current?.focus();
    tell();
  };

  const link = (address: string, chosen: string): void => {
    if (linking && binding) applyAlone(addLink({ ...binding.state, start: linking.start, end: linking.end }, address, chosen));
    setLinking(null);
    field.current?.focus();
  };

  /** True where the key moved an item of a list; elsewhere, and where it can go no further, Tab leaves the text. */
  const tab = (event: KeyboardEvent): boolean => {
    if (!rich || !binding || event.key !== "Tab" || isCommandKey(event) || event.altKey) return false;
    const moved = tabbed(binding.state, event.shiftKey ? "out" : "in");
    if (!moved) return false;
    applyAlone(moved);
    board?.view.announce(event.shiftKey ? "Item moved out." : "Item moved in.");
    return true;
  };

  const onInput = (event: InputEvent): void => {
    const next = rich && binding && !event.isComposing ? undoubled(binding.state) : null;
    if (next) binding?.apply(next);
    else binding?.input();
    wrote();
  };

  const onBeforeInput = (event: InputEvent): void => {
    const step = HISTORY[event.inputType];
    const isBackspace = event.inputType === "deleteContentBackward" && rich && !event.isComposing;
    const next = isBackspace && binding ? unmarked(binding.state) : null;
    if (step && undo) undo[step]();
    else if (next) applyAlone(next);
    else return;
    event.preventDefault();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // What is typed in a text is never a key of the board around it.
    event.stopPropagation();
    if (event.isComposing || !binding) return;
    const step = undoStep(event);
    const command = rich ? keyCommand(event) : null;
    const next = rich && event.key === "Enter" && !event.shiftKey ? continueList(binding.state) : null;
    if (step && undo) undo[step]();
    else if (command) run(command);
    else if (tab(event)) tell();
    else if (event.key === "Escape") finish("escape");
    else if (event.key === "Enter" && (!multiline || isCommandKey(event))) finish("enter");
    else if (next) {
      binding.apply(next);
      wrote();
    } else return;
    event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    if (!rich || !binding || !clipboardData) return;
    event.preventDefault();
    const pasted = pastedMarkdown(clipboardData.getData("text/html"), clipboardData.getData("text/plain"));
    applyAlone(insertPasted(binding.state, pasted));
  };

  return (
    <div ref={frame} class={rich ? "text-editor is-rich" : "text-editor"}>
      {rich && !readOnly && <Toolbar controls={id} onCommand={run} />}
      {linking && (
        <LinkForm
          selected={linking.value.slice(linking.start, linking.end).trim()}
          onAdd={link}
          onCancel={() => {
            setLinking(null);
            field.current?.focus();
          }}
        />
      )}
      <div class="text-columns">
        <div class="text-field">
          <CaretMirror value={value} writers={writers} />
          <textarea
            ref={field}
            id={id}
            rows={1}
            dir="auto"
            aria-label={label}
            aria-describedby={`${describedBy} ${id}-writers ${id}-problem${rich ? ` ${id}-keys` : ""}`}
            aria-invalid={excess > 0}
            readOnly={readOnly}
            spellcheck
            onInput={onInput}
            onBeforeInput={onBeforeInput}
            onCompositionStart={() => binding?.startComposition()}
            onCompositionEnd={() => binding?.endComposition()}
            onSelect={tell}
            onFocus={tell}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
          />
        </div>
        {rich && <Preview text={value} />}
      </div>
      {rich && (
        <p class="hidden" id={`${id}-keys`}>
          In a list, Tab moves an item in, and Shift with Tab moves it out. Escape leaves the text.
        </p>
      )}
      <output class="text-writers" id={`${id}-writers`}>
        {writersSentence(writers)}
      </output>
      <p class="text-problem" id={`${id}-problem`} role="alert">
        {excess > 0 &&
          `This text is ${count(excess)} too long and is not saved beyond what it was. Shorten it, or cut a part and put it elsewhere.`}
      </p>
    </div>
  );
}

const HISTORY: Readonly<Record<string, "undo" | "redo">> = { historyUndo: "undo", historyRedo: "redo" };

const COMMANDS: Readonly<Record<Exclude<Command, "link">, (state: FieldState) => FieldState>> = {
  bold: (state) => toggleStars(state, "**"),
  italic: (state) => toggleStars(state, "*"),
  bullets: (state) => toggleList(state, false),
  numbers: (state) => toggleList(state, true),
  indent,
  outdent,
};

function count(characters: number): string {
  return characters === 1 ? "1 character" : `${characters.toLocaleString("en-GB")} characters`;
}

function Preview({ text }: { readonly text: string }) {
  const id = useId();
  return (
    <section class="text-preview" aria-labelledby={id}>
      <p class="text-preview-title" id={id}>
        Preview
      </p>
      {text.trim() === "" ? <p class="empty">What you write shows here as it will read.</p> : <RichText text={text} />}
    </section>
  );
}
