import { plainText } from "../text/markdown";
import { useBoard } from "./scope";

/** What the board is for, in one line that is always visible. */
export function PurposeLine() {
  const { model, view, connection } = useBoard();
  const purpose = model.content(model.text("meta/purpose")).value;
  const line = plainText(purpose).replaceAll(/\s+/g, " ").trim();
  return (
    <div class="purpose">
      <p class="purpose-line" title={line}>
        {line || "No purpose written yet"}
      </p>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          view.dialog.value = { name: "purpose" };
        }}
      >
        {connection.mayEdit.value ? "Edit" : "Read"}
        <span class="hidden"> the purpose</span>
      </button>
    </div>
  );
}
