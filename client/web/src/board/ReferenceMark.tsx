import { useBoard } from "../app/scope";
import { partName } from "../model/parts";
import { referencesOf } from "../model/references";

/** What a card refers to, as the way there. A card that refers to nothing has none. */
export function ReferenceMark({ card: id }: { readonly card: string }) {
  const { model, view } = useBoard();
  const references = referencesOf(model, id);
  if (references.length === 0) return null;
  const count = references.length === 1 ? "" : `${references.length}: `;
  const words = `Refers to ${count}${references.map(({ name }) => name).join("; ")}`;
  const open = () => {
    view.dialog.value = { name: "references", card: id };
  };
  return (
    <button type="button" class="quiet card-see" aria-label={`${words}. From ${partName(model, { root: "cards", id })}`} onClick={open}>
      <span>{words}</span>
    </button>
  );
}
