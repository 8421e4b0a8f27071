import { useBoard } from "../app/scope";
import { CardNumber } from "../board/CardNumber";
import type { Cell, Zone } from "../model/types";
import { AddCards } from "./AddCards";
import { OutlineCard } from "./OutlineCard";

interface CardsProps {
  readonly ids: readonly string[];
  readonly label: string;
  /** The zone that may number them. */
  readonly zone?: Zone;
}

/** Cards as a list, in order. */
export function OutlineCards({ ids, label, zone }: CardsProps) {
  if (ids.length === 0) return null;
  return (
    <ul class="outline-cards" aria-label={label}>
      {ids.map((id, index) => (
        <OutlineCard key={id} id={id} number={zone && <CardNumber zone={zone} number={index + 1} />} />
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
      <OutlineCards ids={ids} label={label} zone={zone} />
      {ids.length === 0 && !connection.mayEdit.value && <p class="empty">Nothing here yet.</p>}
      {connection.mayEdit.value && <AddCards zone={zone} cell={cell} label={label} />}
    </div>
  );
}
