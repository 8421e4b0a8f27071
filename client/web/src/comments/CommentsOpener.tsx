import { useBoard } from "../app/scope";

/** Opens and closes the comments; says how many are open on the board, and how many mention this person. */
export function CommentsOpener() {
  const { comments, view, model } = useBoard();
  const open = comments.all.value.filter(({ resolved, root, place }) => !resolved && model.isShown(root, place)).length;
  const unread = comments.unread.value.length;
  const isOpen = view.comments.value !== null;
  const toggle = () => {
    view.comments.value = isOpen ? null : { place: null };
  };
  return (
    <button type="button" aria-expanded={isOpen} onClick={toggle}>
      Comments{open > 0 && ` (${open})`}
      {unread > 0 && " "}
      {unread > 0 && <span class="badge">{unread === 1 ? "1 mentions you" : `${unread} mention you`}</span>}
    </button>
  );
}
