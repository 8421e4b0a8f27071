import { useEffect } from "preact/hooks";
import { useBoard } from "../app/scope";
import { keepSuggestions } from "./keep_suggestions";

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

/** Marks them on their areas as they come and go. */
export function useSuggestions(): void {
  const scope = useBoard();
  useEffect(() => keepSuggestions(scope), [scope]);
}
