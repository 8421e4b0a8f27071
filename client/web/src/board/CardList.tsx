import type { Cell, Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { AddButton } from "./AddButton";
import { CardView } from "./CardView";

interface Props {
  readonly zone: Zone;
  readonly cell: Cell | null;
  /** What the place is called, for screen readers. */
  readonly label: string;
}

/** The cards of one place in order, and the button that adds one. Cards can be dropped on it. */
export function CardList({ zone, cell, label }: Props) {
  const { model } = useBoard();
  const cards = model.cardsInCell(zone.id, cell).value;
  return (
    <div class="place" data-zone={zone.id} data-row={cell?.[0] ?? undefined} data-column={cell?.[1] ?? undefined} data-label={label}>
      {cards.length > 0 && (
        <ul class="cards" aria-label={label}>
          {cards.map((card) => (
            <li key={card}>
              <CardView id={card} />
            </li>
          ))}
        </ul>
      )}
      <AddButton zone={zone} cell={cell} label={label} />
    </div>
  );
}
