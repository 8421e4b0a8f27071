import { useBoard } from "../app/scope";

/** Opens and closes the comments; says how many are open on the board, and how many mention this person. */
export function CommentsOpener() {
  const { comments, view, model } = useBoard();
  const open = comments.all.value.filter(({ resolved, root, place }) => !resolved && model.isShown(root, place)).length;
  const isOpen = view.comments.value !== null;
  const toggle = () => {
    view.comments.value = isOpen ? null : { place: null };
  };
  return (
    <button type="button" aria-expanded={isOpen} onClick={toggle}>
      Comments{open > 0 && ` (${open})`}
      <Mentions />
    </button>
  );
}

/** How many comments that mention this person are not read yet. */
export function Mentions() {
  const unread = useBoard().comments.unread.value.length;
  if (unread === 0) return null;
  return (
    <>
      {" "}
      <span class="badge">{unread === 1 ? "1 mentions you" : `${unread} mention you`}</span>
    </>
  );
}
