import { useBoard } from "../app/scope";
import type { Cell, Zone } from "../model/types";
import { AddCards } from "./AddCards";
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

/** The cards of one place, and the buttons that add one. */
export function OutlinePlace({ zone, cell, label }: PlaceProps) {
  const { model, connection } = useBoard();
  const ids = model.cardsInCell(zone.id, cell).value;
  return (
    <div class="outline-place" data-zone={zone.id} data-row={cell?.[0] ?? undefined} data-column={cell?.[1] ?? undefined}>
      <OutlineCards ids={ids} label={label} />
      {ids.length === 0 && !connection.mayEdit.value && <p class="empty">Nothing here yet.</p>}
      {connection.mayEdit.value && <AddCards zone={zone} cell={cell} label={label} />}
    </div>
  );
}
