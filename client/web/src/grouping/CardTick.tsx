import { useBoard } from "../app/scope";
import { cardName } from "../model/card_name";
import { KIND_NAMES } from "../model/schema.gen";
import type { Card } from "../model/types";
import { stopSelecting, toggleCard } from "./selecting";

/** Selects a card, while cards are being selected; `name` is what the card is called. */
export function CardTick({ card, name }: { readonly card: Card; readonly name: string }) {
  const scope = useBoard();
  const { selection } = scope.view;
  if (!selection.ticking.value || !scope.connection.mayEdit.value || card.kind === "hat") return null;
  const toggle = (box: HTMLInputElement) => {
    toggleCard(scope, card.id);
    // One that may not be selected stays as it was.
    box.checked = selection.has(card.id).peek();
  };
  return (
    <input
      type="checkbox"
      class="card-tick"
      aria-label={`Select the ${name}`}
      checked={selection.has(card.id).value}
      onChange={(event) => toggle(event.currentTarget)}
      onKeyDown={(event) => event.key === "Escape" && stopSelecting(scope)}
    />
  );
}

/** The same for a card that is the row of a table. */
export function RowTick({ card: id }: { readonly card: string }) {
  const { model, view } = useBoard();
  const card = model.card(id).value;
  if (!card || !view.selection.ticking.value) return null;
  return <CardTick card={card} name={`${KIND_NAMES[card.kind].toLowerCase()} ${cardName(model, id)}`} />;
}
