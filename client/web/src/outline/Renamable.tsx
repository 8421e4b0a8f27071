import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

import { useBoard } from "../app/scope";
import { TitleForm } from "../app/TitleForm";
import { Heading } from "../board/ZoneHeading";
import { LIMITS } from "../model/schema.gen";
import { afterDrawing } from "./focus";
import { SectionActions, type Section } from "./SectionActions";

export type Level = 2 | 3 | 4 | 5 | 6;

/** The level of a heading inside a section whose heading has `level`. */
export function below(level: Level): Level {
  return Math.min(6, level + 1) as Level;
}

interface Props {
  readonly level: Level;
  readonly id: string;
  readonly section: Section;
  /** Shown for an empty title. */
  readonly empty: string;
  readonly onRename: (title: string) => void;
  /** Start with the title to be written: it is new. */
  readonly isNew?: boolean;
  /** What else can be changed of it. */
  readonly children?: ComponentChildren;
}

/** A heading of the outline. One quiet button beside it leads to all that changes its section. */
export function Renamable({ level, id, section, empty, onRename, isNew = false, children }: Props) {
  const { connection } = useBoard();
  const [editing, setEditing] = useState(isNew);
  const [changing, setChanging] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { title, word } = section;
  const mayEdit = connection.mayEdit.value;
  const save = (changed: string): void => {
    const hadFocus = document.activeElement === document.body || document.activeElement?.closest(".title-form") !== null;
    if (changed !== title) onRename(changed);
    setEditing(false);
    if (hadFocus) afterDrawing(() => button.current?.focus());
  };
  return (
    <header class="outline-head">
      <Heading level={level} id={id}>
        {editing ? <span class="hidden">{title || empty}</span> : title || empty}
      </Heading>
      {editing && mayEdit && <TitleForm label={`Title of the ${word}`} value={title} longest={LIMITS.MAX_TITLE} onDone={save} />}
      {!editing && mayEdit && (
        <button ref={button} type="button" class="quiet outline-change" aria-expanded={changing} onClick={() => setChanging(!changing)}>
          Change<span class="hidden">{` the ${word} ${title}`}</span>
        </button>
      )}
      {changing && !editing && mayEdit && (
        <div class="outline-changes">
          <SectionActions section={section} onRename={() => setEditing(true)} />
          {children}
        </div>
      )}
    </header>
  );
}
