import type { Cell, Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { AddButton } from "./AddButton";
import { placeName } from "./card_moves";
import { CardNumber } from "./CardNumber";
import { CardView } from "./CardView";

interface Props {
  readonly zone: Zone;
  readonly cell: Cell | null;
}

/** The cards of one place in order, and the button that adds one. Cards can be dropped on it. */
export function CardList({ zone, cell }: Props) {
  const { model } = useBoard();
  const label = placeName(model, { zone: zone.id, cell });
  const cards = model.cardsInCell(zone.id, cell).value;
  return (
    <div class="place" data-zone={zone.id} data-row={cell?.[0] ?? undefined} data-column={cell?.[1] ?? undefined}>
      {cards.length > 0 && (
        <ul class="cards" aria-label={label}>
          {cards.map((card, index) => (
            <li key={card}>
              <CardNumber zone={zone} number={index + 1} />
              <CardView id={card} />
            </li>
          ))}
        </ul>
      )}
      <AddButton zone={zone} cell={cell} />
    </div>
  );
}
