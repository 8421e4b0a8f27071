import { useBoard } from "../app/scope";
import type { DeletedItem } from "../model/listings";
import { focusFirst } from "./focus";

const KINDS: Readonly<Record<DeletedItem["root"], string>> = {
  launches: "Part",
  zones: "Zone",
  areas: "Area",
  cards: "Card",
  columns: "Column",
  rows: "Row",
};

/** What was deleted, newest first, to be brought back with one button. */
export function DeletedSection() {
  const { model, view, connection } = useBoard();
  const items = model.deleted.value;
  if (items.length === 0) return null;
  const restore = ({ root, id, zone, title }: DeletedItem): void => {
    if (root !== "columns" && root !== "rows") model.edits.restoreEntity(root, id);
    else if (zone !== null) model.edits.restoreHeading(zone, root, id);
    view.announce(`Restored: ${title || KINDS[root].toLowerCase()}.`);
    focusFirst(...restoredAt(root, id), ".outline-deleted summary", ".outline h2");
  };
  return (
    <details class="outline-deleted">
      <summary>Deleted ({items.length})</summary>
      <ul class="rows">
        {items.map((item) => (
          <li key={`${item.root} ${item.id}`} class="spread">
            <span>
              <span class="badge">{KINDS[item.root]}</span> {item.title || "without text"}
            </span>
            {connection.mayEdit.value && (
              <button type="button" onClick={() => restore(item)}>
                Restore<span class="hidden">{` the ${KINDS[item.root].toLowerCase()} ${item.title}`}</span>
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
