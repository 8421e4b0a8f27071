import { useBoard } from "../app/scope";
import { stopSelecting } from "./selecting";

/** Shows or hides the tick boxes of all cards; what to do with the ticked ones is below the board. */
export function SelectCards({ quiet = false }: { readonly quiet?: boolean }) {
  const scope = useBoard();
  const { ticking } = scope.view.selection;
  if (!scope.connection.mayEdit.value) return null;
  const press = () => {
    if (ticking.peek()) stopSelecting(scope);
    else ticking.value = true;
  };
  return (
    <button type="button" class={quiet ? "quiet select-cards" : "select-cards"} aria-pressed={ticking.value} onClick={press}>
      Select cards
    </button>
  );
}
