import { useBoard } from "../app/scope";
import { partName } from "../model/parts";
import type { CommentPlace } from "./thread";

/**
 * How many open comments a part has, as the way to them. Without any there is nothing, but in a part that is locked: what
 * changes it is not there to begin one from.
 */
export function CommentMark({ place }: { readonly place: CommentPlace }) {
  const { comments, view, model, connection } = useBoard();
  const count = comments.countOn(place).value;
  const isLocked = connection.role.value !== "view" && !connection.mayEdit.value;
  if (count === 0 && !isLocked) return null;
  const words = count === 0 ? "Comment" : countWords(count);
  const open = () => {
    view.comments.value = { place };
  };
  return (
    <button type="button" class="quiet comment-mark" aria-label={`${words} on ${partName(model, place)}`} onClick={open}>
      {words}
    </button>
  );
}

export function countWords(count: number): string {
  return count === 1 ? "1 comment" : `${count} comments`;
}

/** Begins a comment on a part, or goes on with those there. */
export function CommentButton({ place }: { readonly place: CommentPlace }) {
  const { view, connection, model } = useBoard();
  if (connection.role.value === "view") return null;
  const open = () => {
    view.dialog.value = null;
    view.comments.value = { place };
  };
  return (
    <button type="button" onClick={open}>
      Comment<span class="hidden"> on {partName(model, place)}</span>
    </button>
  );
}
