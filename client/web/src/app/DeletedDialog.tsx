import type { DeletedItem } from "../model/listings";
import { DELETED_WORDS } from "../model/parts";
import { focusFirst } from "../outline/focus";
import { capital } from "../text/sentence";
import { DialogFrame } from "./DialogFrame";
import { goTo } from "./go_to";
import { useBoard } from "./scope";

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
          {items.map((item, index) => (
            <DeletedRow key={keyOf(item)} item={item} next={items[index + 1] ?? items[index - 1]} />
          ))}
        </ul>
      )}
    </DialogFrame>
  );
}

interface RowProps {
  readonly item: DeletedItem;
  /** The row that has the focus once this one is gone. */
  readonly next: DeletedItem | undefined;
}

function DeletedRow({ item, next }: RowProps) {
  const scope = useBoard();
  const { model, connection, view } = scope;
  const word = DELETED_WORDS[item.root];
  const title = item.title || "without text";
  const restore = () => {
    model.edits.restoreItem(item);
    view.announce(`The ${word} is back: ${title}.`);
    if (item.root !== "columns" && item.root !== "rows") goTo(scope, { root: item.root, id: item.id });
    focusFirst(...(next ? [`.dialog [data-restores="${keyOf(next)}"]`] : []), ".dialog-head button");
  };
  return (
    <li class="spread one-line">
      <span>
        <span class="badge">{capital(word)}</span> {title} <span class="minutes">{when(item.deleted)}</span>
      </span>
      {connection.mayEdit.value && (
        <button type="button" data-restores={keyOf(item)} onClick={restore}>
          Restore<span class="hidden">{` the ${word} ${title}, deleted ${when(item.deleted)}`}</span>
        </button>
      )}
    </li>
  );
}

function keyOf({ root, id }: DeletedItem): string {
  return `${root} ${id}`;
}

function when(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(date);
}
