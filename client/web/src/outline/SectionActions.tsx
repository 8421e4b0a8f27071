import { useBoard } from "../app/scope";
import type { EntityRoot } from "../model/types";
import { focusFirst } from "./focus";

interface Props {
  readonly root: EntityRoot;
  readonly id: string;
  readonly title: string;
  /** What it is, in a word. */
  readonly word: string;
  /** Moves it among its like; absent where it has no order of its own. */
  readonly onStep?: (direction: 1 | -1) => void;
}

/** Moves and deletes a part of the outline. Deleting is never final: the Deleted list below brings it back. */
export function SectionActions({ root, id, title, word, onStep }: Props) {
  const { model, view, connection } = useBoard();
  if (!connection.mayEdit.value) return null;
  const name = title || word;
  const remove = (): void => {
    model.edits.deleteEntity(root, id);
    view.announce(`Deleted the ${word} ${title}. It is in the Deleted list at the end.`);
    focusFirst(".outline-deleted summary");
  };
  const step = (direction: 1 | -1): void => {
    onStep?.(direction);
    view.announce(`Moved ${name} ${direction > 0 ? "later" : "earlier"}.`);
  };
  return (
    <span class="outline-actions">
      {onStep && (
        <>
          <button type="button" class="quiet" onClick={() => step(-1)}>
            Earlier<span class="hidden">: {name}</span>
          </button>
          <button type="button" class="quiet" onClick={() => step(1)}>
            Later<span class="hidden">: {name}</span>
          </button>
        </>
      )}
      <button type="button" class="quiet" onClick={remove}>
        Delete<span class="hidden">{` the ${word} ${title}`}</span>
      </button>
    </span>
  );
}
