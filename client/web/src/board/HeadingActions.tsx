import type { HeadingMap, Zone } from "../model/types";
import { WITH_ROWS } from "../model/schema.gen";
import { useBoard } from "../app/scope";
import { headingWord, placeName } from "./card_moves";

/** Buttons that add a column or row; changing them is in the zone's dialog. */
export function HeadingActions({ zone }: { readonly zone: Zone }) {
  const { connection } = useBoard();
  if (!connection.mayEdit.value) return null;
  const maps: readonly HeadingMap[] = WITH_ROWS.includes(zone.kind) ? ["columns", "rows"] : ["columns"];
  return (
    <p class="row heading-actions">
      {maps.map((map) => (
        <AddHeading key={map} zone={zone} map={map} />
      ))}
    </p>
  );
}

function AddHeading({ zone, map }: { readonly zone: Zone; readonly map: HeadingMap }) {
  const { model, view } = useBoard();
  const word = headingWord(zone, map);
  const add = () => {
    const heading = model.edits.addHeading(zone.id, map, `New ${word}`);
    view.dialog.value = { name: "zone", zone: zone.id, heading };
  };
  return (
    <button type="button" class="quiet" onClick={add}>
      Add {word}
      <span class="hidden"> to {placeName(model, { zone: zone.id, cell: null })}</span>
    </button>
  );
}
