import type { DeletedItem } from "../model/listings";
import { DialogFrame } from "./DialogFrame";
import { useBoard } from "./scope";

const KINDS: Readonly<Record<DeletedItem["root"], string>> = {
  launches: "Template",
  zones: "Zone",
  areas: "Area",
  cards: "Card",
  columns: "Column",
  rows: "Row",
};

/** Everything that was deleted, newest first; any editor brings it back. */
export function DeletedDialog({ onClose }: { readonly onClose: () => void }) {
  const { model } = useBoard();
  const items = model.deleted.value;
  return (
    <DialogFrame title="Deleted" onClose={onClose}>
      <p>Nothing is lost: whatever was deleted can be brought back, with all that was in it.</p>
      {items.length === 0 ? (
        <p class="empty">Nothing has been deleted.</p>
      ) : (
        <ul class="rows">
          {items.map((item) => (
            <DeletedRow key={`${item.root} ${item.id}`} item={item} />
          ))}
        </ul>
      )}
    </DialogFrame>
  );
}

function DeletedRow({ item }: { readonly item: DeletedItem }) {
  const { model, connection, view } = useBoard();
  const title = item.title || "without text";
  const restore = () => {
    if (item.root !== "columns" && item.root !== "rows") model.edits.restoreEntity(item.root, item.id);
    else if (item.zone !== null) model.edits.restoreHeading(item.zone, item.root, item.id);
    view.announce(`${KINDS[item.root]} restored: ${title}`);
  };
  return (
    <li class="spread">
      <span>
        <span class="badge">{KINDS[item.root]}</span> {title} <span class="minutes">{when(item.deleted)}</span>
      </span>
      {connection.mayEdit.value && (
        <button type="button" onClick={restore}>
          Restore<span class="hidden"> {title}</span>
        </button>
      )}
    </li>
  );
}

function when(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(date);
}
