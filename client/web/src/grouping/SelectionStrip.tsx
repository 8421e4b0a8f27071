import { useBoard } from "../app/scope";
import { focusFirst } from "../outline/focus";
import { NOT_SELECTED, selectedCards, selectedWords, stopSelecting } from "./selecting";

/** How many cards are selected, and what can be done with them. It lies below the board, so that nothing moves for it. */
export function SelectionStrip() {
  const scope = useBoard();
  const { view, connection } = scope;
  const { ticking } = view.selection;
  const count = selectedCards(scope).length;
  if (!connection.mayEdit.value || (count === 0 && !ticking.value)) return null;
  const group = () => {
    if (count === 0) return view.announce("Select some cards first.");
    view.dialog.value = { name: "group" };
    return undefined;
  };
  const clear = () => {
    stopSelecting(scope);
    focusFirst(".select-cards", ".board-focus", "#board-main");
  };
  return (
    <section class="news selection" aria-label="Selected cards">
      <div class="news-note">
        <p>
          {selectedWords(count)}
          {count === 0 && ". Press those that belong together."}
          {count === 0 && <span class="hint"> {NOT_SELECTED}</span>}
        </p>
        <button type="button" onClick={group} aria-disabled={count === 0}>
          Group into an area
        </button>
        <button type="button" class="quiet" onClick={clear}>
          {ticking.value ? "Stop selecting" : "Select none"}
        </button>
      </div>
    </section>
  );
}
