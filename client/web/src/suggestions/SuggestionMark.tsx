import { useEffect } from "preact/hooks";
import { useBoard } from "../app/scope";

/** Says that other wordings of an area's record came back, and opens them. */
export function SuggestionMark({ area, title }: { readonly area: string; readonly title: string }) {
  const { suggestions, view } = useBoard();
  const count = suggestions.on(area).length;
  if (count === 0) return null;
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => {
        view.dialog.value = { name: "suggestions" };
      }}
    >
      {count === 1 ? "1 suggestion" : `${count} suggestions`}
      <span class="hidden"> on the record of {title}</span>
    </button>
  );
}

/** Asks once for what is open, whenever this page has caught up with the server. */
export function useSuggestions(): void {
  const { suggestions, connection } = useBoard();
  const mayLoad = connection.caughtUp.value && connection.mayEdit.value;
  useEffect(() => {
    // Without an answer there is no mark; the dialog says why.
    if (mayLoad) suggestions.load().catch(() => {});
  }, [mayLoad, suggestions]);
}
