import type { Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { CardView } from "./CardView";

/** Cards whose row or column was deleted, kept in sight in their zone. */
export function MisplacedCards({ zone }: { readonly zone: Zone }) {
  const { model } = useBoard();
  const cards = model.misplaced(zone.id).value;
  if (cards.length === 0 || zone.kind === "table") return null;
  return (
    <div class="misplaced">
      <p class="hint">Their place was deleted. Move them, or restore it from the Deleted list:</p>
      <ul class="cards">
        {cards.map((card) => (
          <li key={card}>
            <CardView id={card} />
          </li>
        ))}
      </ul>
    </div>
  );
}
