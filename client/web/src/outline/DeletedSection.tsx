import { useBoard } from "../app/scope";
import type { DeletedItem } from "../model/listings";
import { DELETED_WORDS } from "../model/parts";
import { capital } from "../text/sentence";
import { focusFirst } from "./focus";

/** What was deleted, newest first, to be brought back with one button. */
export function DeletedSection() {
  const { model, view, connection } = useBoard();
  const items = model.deleted.value;
  if (items.length === 0) return null;
  const restore = (item: DeletedItem): void => {
    model.edits.restoreItem(item);
    view.announce(`The ${DELETED_WORDS[item.root]} is back: ${item.title || "without text"}.`);
    focusFirst(...restoredAt(item.root, item.id), ".outline-deleted summary", ".outline h2");
  };
  return (
    <details class="outline-deleted">
      <summary>Deleted ({items.length})</summary>
      <ul class="rows">
        {items.map((item) => (
          <li key={`${item.root} ${item.id}`} class="spread">
            <span>
              <span class="badge">{capital(DELETED_WORDS[item.root])}</span> {item.title || "without text"}
            </span>
            {connection.mayEdit.value && (
              <button type="button" onClick={() => restore(item)}>
                Restore<span class="hidden">{` the ${DELETED_WORDS[item.root]} ${item.title}`}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function restoredAt(root: DeletedItem["root"], id: string): readonly string[] {
  if (root === "cards") return [`.outline [data-card="${id}"] button`];
  return root === "areas" ? [`#outline-area-${id} button`] : [];
}
