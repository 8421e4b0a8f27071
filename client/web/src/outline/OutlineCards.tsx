import { useBoard } from "../app/scope";
import { kindOf, startCard } from "../board/new_card";
import { KIND_NAMES } from "../model/schema.gen";
import type { Cell, Zone } from "../model/types";
import { OutlineCard } from "./OutlineCard";

interface CardsProps {
  readonly ids: readonly string[];
  readonly label: string;
}

/** Cards as a list, in order. */
export function OutlineCards({ ids, label }: CardsProps) {
  if (ids.length === 0) return null;
  return (
    <ul class="outline-cards" aria-label={label}>
      {ids.map((id) => (
        <OutlineCard key={id} id={id} />
      ))}
    </ul>
  );
}

interface PlaceProps {
  readonly zone: Zone;
  readonly cell: Cell | null;
  /** What the place is called, for screen readers. */
  readonly label: string;
}

/** The cards of one place, and the button that adds one. */
export function OutlinePlace({ zone, cell, label }: PlaceProps) {
  const scope = useBoard();
  const ids = scope.model.cardsInCell(zone.id, cell).value;
  const kind = kindOf(zone);
  const offered = zone.config.cards ?? [kind];
  return (
    <div class="outline-place" data-zone={zone.id} data-row={cell?.[0] ?? undefined} data-column={cell?.[1] ?? undefined}>
      <OutlineCards ids={ids} label={label} />
      {ids.length === 0 && !scope.connection.mayEdit.value && <p class="empty">Nothing here yet.</p>}
      {scope.connection.mayEdit.value && (
        <p class="outline-add">
          {offered.map((each) => (
            <button type="button" key={each} class="add-button" onClick={() => startCard(scope, each, { zone: zone.id, cell })}>
              Add {KIND_NAMES[each].toLowerCase()}
              <span class="hidden"> to {label}</span>
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
