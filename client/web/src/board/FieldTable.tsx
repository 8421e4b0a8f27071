import { FIELD_NAMES, KIND_NAMES } from "../model/schema.gen";
import type { CardKind, Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { AddButton } from "./AddButton";
import { CardField } from "./CardField";
import { cardName } from "../model/card_name";
import { EditableText } from "./EditableText";
import { kindOf } from "./new_card";
import { RowMarks } from "./RowMarks";
import { RowTick } from "../grouping/CardTick";
import { tableFields } from "./table_fields";

/** A table with one card a row; the card's own texts are the columns. */
export function FieldTable({ zone }: { readonly zone: Zone }) {
  const { model } = useBoard();
  const kind = kindOf(zone);
  const fields = tableFields(model, zone);
  const cards = model.cardsIn(zone.id).value;
  return (
    <div class="place" data-zone={zone.id}>
      <table class="grid" data-sticky style={{ "--columns": fields.length + 2 }}>
        <caption class="hidden">{zone.title}</caption>
        <thead>
          <tr>
            <th scope="col">{KIND_NAMES[kind]}</th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {FIELD_NAMES[field] ?? field}
              </th>
            ))}
            <th scope="col" class="corner">
              <span class="hidden">Options</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {cards.map((card) => (
            <FieldRow key={card} card={card} fields={fields} kind={kind} />
          ))}
        </tbody>
      </table>
      <AddButton zone={zone} cell={null} />
    </div>
  );
}

interface RowProps {
  readonly card: string;
  readonly fields: readonly string[];
  readonly kind: CardKind;
}

function FieldRow({ card, fields, kind }: RowProps) {
  const { view, model } = useBoard();
  const name = cardName(model, card);
  return (
    <tr data-row-card={card} class={view.selection.has(card).value ? "is-selected" : undefined}>
      <th scope="row">
        <RowTick card={card} />
        <EditableText path={`cards/${card}/text`} label={`${KIND_NAMES[kind]} ${name}`} />
        <RowMarks id={card} kind={kind} />
      </th>
      {fields.map((field) => (
        <td key={field}>
          <CardField card={card} field={field} label={`${FIELD_NAMES[field] ?? field} of ${name}`} />
        </td>
      ))}
      <td>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            view.dialog.value = { name: "card", card };
          }}
        >
          Options<span class="hidden"> of {name}</span>
        </button>
      </td>
    </tr>
  );
}
