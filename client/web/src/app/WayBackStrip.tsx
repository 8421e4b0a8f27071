import { useEffect } from "preact/hooks";
import { isWriting } from "../board/pan_zoom";
import { partName } from "../model/parts";
import { focusFirst } from "../outline/focus";
import { goTo } from "./go_to";
import { type BoardScope, useBoard } from "./scope";

/** Where somebody came from who followed a reference, and the way back. It lies below the board, so that nothing moves for it. */
export function WayBackStrip() {
  const scope = useBoard();
  const { model, view } = scope;
  useEffect(() => listenForKey(scope), [scope]);
  const from = cameFrom(scope);
  if (!from) return null;
  const stay = () => {
    view.followed.value = [];
    focusFirst(".board-focus", "#board-main");
  };
  return (
    <section class="news way-back" aria-label="The way back">
      <div class="news-note">
        <p>You came here from {partName(model, from)}.</p>
        <button type="button" onClick={() => goBack(scope)}>
          Go back
        </button>
        <button type="button" class="quiet" onClick={stay}>
          Stay here
        </button>
      </div>
    </section>
  );
}

/** The last part from which this person followed a reference and that is still there. */
function cameFrom({ model, view }: BoardScope) {
  return view.followed.value.findLast(({ root, id }) => model.isShown(root, id));
}

function goBack(scope: BoardScope): void {
  const { model, view } = scope;
  const from = cameFrom(scope);
  if (!from) return;
  view.followed.value = view.followed.peek().slice(0, view.followed.peek().lastIndexOf(from));
  view.announce(`Back at ${partName(model, from)}.`);
  goTo(scope, from);
}

/** Alt and R; on a Mac, where that types a letter, outside of texts only. */
function listenForKey(scope: BoardScope): () => void {
  const onKey = (event: KeyboardEvent) => {
    const { altKey, ctrlKey, metaKey, shiftKey, key, code } = event;
    if (!altKey || ctrlKey || metaKey || shiftKey || !cameFrom(scope) || document.querySelector("dialog[open]")) return;
    if (key !== "r" && (code !== "KeyR" || isWriting(event.target))) return;
    event.preventDefault();
    goBack(scope);
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}
