import { KIND_NAMES } from "../model/schema.gen";
import type { Cell, Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { placeName } from "./card_moves";
import { kindOf, startCard } from "./new_card";

/** Adds a card of the zone's kind at the end of a place. */
export function AddButton({ zone, cell }: { readonly zone: Zone; readonly cell: Cell | null }) {
  const scope = useBoard();
  if (!scope.connection.mayEdit.value) return null;
  const kind = kindOf(zone);
  return (
    <button type="button" class="quiet add-button" onClick={() => startCard(scope, kind, { zone: zone.id, cell })}>
      Add {KIND_NAMES[kind].toLowerCase()}
      <span class="hidden"> to {placeName(scope.model, { zone: zone.id, cell })}</span>
    </button>
  );
}
