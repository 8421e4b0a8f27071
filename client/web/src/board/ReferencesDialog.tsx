import { DialogFrame } from "../app/DialogFrame";
import { useBoard } from "../app/scope";
import { partName } from "../model/parts";
import { capital } from "../text/sentence";
import { NamedReferences } from "./References";

/** What a card refers to and what refers to it, with the ways there, for everybody who reads the board. */
export function ReferencesDialog({ card: id, onClose }: { readonly card: string; readonly onClose: () => void }) {
  const { model } = useBoard();
  if (!model.card(id).value) return null;
  return (
    <DialogFrame title="References" onClose={onClose}>
      <p>{capital(partName(model, { root: "cards", id }))}</p>
      <NamedReferences of={{ root: "cards", id }} />
    </DialogFrame>
  );
}
