import { useBoard } from "../app/scope";
import { CardField } from "../board/CardField";
import { EditableText } from "../board/EditableText";
import { kindOf, startCard } from "../board/new_card";
import { RowMarks } from "../board/RowMarks";
import { tableFields } from "../board/table_fields";
import { RowTick } from "../grouping/CardTick";
import { FIELD_NAMES, KIND_NAMES } from "../model/schema.gen";
import type { CardKind, Zone } from "../model/types";
import { deleteCard, stepCard } from "./card_actions";
import { OutlinePlace } from "./OutlineCards";
import { ScrollRegion } from "./ScrollRegion";
import { useNarrow } from "./useNarrow";

/**
 * A zone whose cards are the rows of a table and whose columns are the card's own texts. On a narrow page,
 * where a table would have to be moved to and fro, they are cards one below the other.
 */
export function OutlineTable({ zone }: { readonly zone: Zone }) {
  return useNarrow() ? <OutlinePlace zone={zone} cell={null} label={zone.title} /> : <WideTable zone={zone} />;
}

function WideTable({ zone }: { readonly zone: Zone }) {
  const scope = useBoard();
  const kind = kindOf(zone);
  const fields = tableFields(scope.model, zone);
  const ids = scope.model.cardsIn(zone.id).value;
  const mayEdit = scope.connection.mayEdit.value;
  return (
    <div class="outline-place" data-zone={zone.id}>
      {ids.length > 0 && (
        <ScrollRegion label={`Table: ${zone.title}`}>
          <table class="outline-table">
            <caption class="hidden">{zone.title}</caption>
            <thead>
              <tr>
                <th scope="col">{KIND_NAMES[kind]}</th>
                {fields.map((field) => (
                  <th key={field} scope="col">
                    {FIELD_NAMES[field] ?? field}
                  </th>
                ))}
                {mayEdit && <th scope="col">Change</th>}
              </tr>
            </thead>
            <tbody>
              {ids.map((id) => (
                <Row key={id} id={id} fields={fields} kind={kind} mayEdit={mayEdit} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {ids.length === 0 && !mayEdit && <p class="empty">Nothing here yet.</p>}
      {mayEdit && (
        <p class="outline-add">
          <button type="button" class="add-button" onClick={() => startCard(scope, kind, { zone: zone.id, cell: null })}>
            Add {KIND_NAMES[kind].toLowerCase()}
            <span class="hidden"> to {zone.title}</span>
          </button>
        </p>
      )}
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly fields: readonly string[];
  readonly kind: CardKind;
  readonly mayEdit: boolean;
}

function Row({ id, fields, kind, mayEdit }: RowProps) {
  const scope = useBoard();
  return (
    <tr data-card={id} class={scope.view.selection.has(id).value ? "is-selected" : undefined}>
      <th scope="row">
        <RowTick card={id} />
        <EditableText path={`cards/${id}/text`} label={KIND_NAMES[kind]} empty="Nothing written yet" />
        <RowMarks id={id} kind={kind} />
      </th>
      {fields.map((field) => (
        <td key={field}>
          <CardField card={id} field={field} label={FIELD_NAMES[field] ?? field} />
        </td>
      ))}
      {mayEdit && (
        <td class="outline-actions">
          <button type="button" class="quiet outline-open" onClick={() => stepCard(scope, id, -1)}>
            Up<span class="hidden">: move this row</span>
          </button>
          <button type="button" class="quiet" onClick={() => stepCard(scope, id, 1)}>
            Down<span class="hidden">: move this row</span>
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              scope.view.dialog.value = { name: "card", card: id };
            }}
          >
            Options<span class="hidden"> of this row</span>
          </button>
          <button type="button" class="quiet" onClick={() => deleteCard(scope, id)}>
            Delete<span class="hidden"> this row</span>
          </button>
        </td>
      )}
    </tr>
  );
}
