import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

import { useBoard } from "../app/scope";
import { TitleForm } from "../app/TitleForm";
import { Heading } from "../board/ZoneHeading";
import { LIMITS } from "../model/schema.gen";
import { afterDrawing } from "./focus";

export type Level = 2 | 3 | 4 | 5 | 6;

/** The level of a heading inside a section whose heading has `level`. */
export function below(level: Level): Level {
  return Math.min(6, level + 1) as Level;
}

interface Props {
  readonly level: Level;
  readonly id: string;
  readonly title: string;
  /** Shown for an empty title. */
  readonly empty: string;
  /** What is renamed: "area", "zone". */
  readonly word: string;
  readonly onRename: (title: string) => void;
  /** Start with the title to be written: it is new. */
  readonly isNew?: boolean;
  /** More that belongs to the heading's line. */
  readonly children?: ComponentChildren;
}

/** A heading of the outline whose title editors change in place. */
export function Renamable({ level, id, title, empty, word, onRename, isNew = false, children }: Props) {
  const { connection } = useBoard();
  const [editing, setEditing] = useState(isNew);
  const button = useRef<HTMLButtonElement>(null);
  const save = (changed: string): void => {
    if (changed !== title) onRename(changed);
    const left = document.activeElement?.closest(".title-form") !== null || document.activeElement === document.body;
    setEditing(false);
    if (left) afterDrawing(() => button.current?.focus());
  };
  return (
    <header class="outline-head">
      <Heading level={level} id={id}>
        {editing ? <span class="hidden">{title || empty}</span> : title || empty}
      </Heading>
      {editing && connection.mayEdit.value && (
        <TitleForm label={`Title of the ${word}`} value={title} longest={LIMITS.MAX_TITLE} onDone={save} />
      )}
      {!editing && connection.mayEdit.value && (
        <button ref={button} type="button" class="quiet outline-rename" onClick={() => setEditing(true)}>
          Rename<span class="hidden">{` the ${word} ${title}`}</span>
        </button>
      )}
      {children}
    </header>
  );
}
