import { savedWords } from "../sync/saved";
import { useBoard } from "./scope";

/** Whether what this person wrote is safe, in words; a change is said politely to screen readers. */
export function SavedIndicator() {
  const { connection } = useBoard();
  const state = connection.saved.value;
  const { short, full } = savedWords(state);
  return (
    <output class={`saved-state is-${state.kind}`} title={full}>
      <span class="wide-only">{full}</span>
      <span class="narrow-only">{short}</span>
    </output>
  );
}
