import { CommentButton } from "../comments/CommentMark";
import { useBoard } from "../app/scope";
import type { EntityRoot } from "../model/types";

/** A part of the outline with a heading of its own. */
export interface Section {
  readonly root: EntityRoot;
  readonly id: string;
  readonly title: string;
  /** What it is, in a word. */
  readonly word: string;
  /** Moves it among its like; absent where it has no order of its own. */
  readonly onStep?: (direction: 1 | -1) => void;
}

/** Renames, moves and deletes a section. Deleting asks first, and is never final: the Deleted list brings it back. */
export function SectionActions({ section, onRename }: { readonly section: Section; readonly onRename: () => void }) {
  const { view } = useBoard();
  const { root, id, title, word, onStep } = section;
  const name = title || word;
  const remove = (): void => {
    view.dialog.value = { name: "delete", part: { root, id } };
  };
  const step = (direction: 1 | -1): void => {
    onStep?.(direction);
    view.announce(`Moved ${name} ${direction > 0 ? "later" : "earlier"}.`);
  };
  return (
    <span class="outline-actions">
      <button type="button" onClick={onRename}>
        Rename<span class="hidden">{` the ${word} ${title}`}</span>
      </button>
      {onStep && (
        <>
          <button type="button" onClick={() => step(-1)}>
            Move earlier<span class="hidden">: {name}</span>
          </button>
          <button type="button" onClick={() => step(1)}>
            Move later<span class="hidden">: {name}</span>
          </button>
        </>
      )}
      {(root === "areas" || root === "zones") && <CommentButton place={{ root, id }} />}
      <button type="button" onClick={remove}>
        Delete<span class="hidden">{` the ${word} ${title}`}</span>
      </button>
    </span>
  );
}
