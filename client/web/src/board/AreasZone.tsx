import type { ComponentChildren } from "preact";
import { SuggestionMark } from "../suggestions/SuggestionMark";
import { AREA_STATUS_NAMES } from "../model/schema.gen";
import type { Area, Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { LockedPart, PartNotes } from "../stage/LockedPart";
import { litClass } from "../stage/lit";
import { EditableText } from "./EditableText";
import { Heading } from "./ZoneHeading";

type Level = 2 | 3 | 4 | 5;

interface Props {
  readonly zone: Zone;
  readonly level: Level;
  /** How a zone of an area is shown. */
  readonly renderZone: (id: string, level: Level) => ComponentChildren;
}

/** Areas as columns: each a part of the issue, and a section of the report. */
export function AreasZone({ zone, level, renderZone }: Props) {
  const { model, view, connection } = useBoard();
  const areas = model.areasOf(zone.id).value;
  const add = () => {
    const area = model.edits.addArea(zone.id, "");
    view.dialog.value = { name: "area", area, isNew: true };
  };
  return (
    <div class="areas-row">
      <ol class="areas">
        {areas.map((area, index) => (
          <li key={area}>
            <AreaColumn id={area} number={index + 1} level={Math.min(4, level + 1) as Level} zone={zone} renderZone={renderZone} />
          </li>
        ))}
      </ol>
      {areas.length === 0 && <p class="empty">No areas yet. An area is a part of the issue with its own conversation.</p>}
      {connection.mayEdit.value && (
        <button type="button" class="quiet add-button" onClick={add}>
          Add area
        </button>
      )}
    </div>
  );
}

interface ColumnProps extends Props {
  readonly id: string;
  readonly number: number;
}

function AreaColumn(props: ColumnProps) {
  const { id } = props;
  const scope = useBoard();
  const area = scope.model.area(id).value;
  if (!area) return null;
  return (
    <article class={`area is-${area.status}${litClass(scope, "areas", id)}`} data-part={`areas/${id}`} id={`area-${id}`} data-sticky tabIndex={-1} aria-labelledby={`area-${id}-title`}>
      <LockedPart place={id}>
        <AreaContent {...props} area={area} />
      </LockedPart>
    </article>
  );
}

function AreaContent({ id, area, number, level, zone, renderZone }: ColumnProps & { readonly area: Area }) {
  const { model, view, connection } = useBoard();
  return (
    <>
      <header class="area-head">
        <Heading level={level} id={`area-${id}-title`}>
          <span class="number">{number}</span> {area.title || "Area without a title"}
        </Heading>
        <AreaStatusBadge area={area} />
        {connection.mayEdit.value && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              view.dialog.value = { name: "area", area: id };
            }}
          >
            Change<span class="hidden"> {area.title}</span>
          </button>
        )}
      </header>
      <PartNotes root="areas" id={id} />
      <div class="zone-grid">
        {model.zonesOfArea(id).value.map((each) => renderZone(each, Math.min(5, level + 1) as Level))}
      </div>
      <div class="record">
        <Heading level={Math.min(6, level + 1) as Level} id={`record-${id}-title`}>
          Agreed record
        </Heading>
        <SuggestionMark area={id} title={area.title} />
        {zone.config.record_hint && <p class="hint">{zone.config.record_hint}</p>}
        <EditableText path={`areas/${id}/record`} label={`Agreed record of ${area.title}`} empty="Nothing agreed yet." rich />
      </div>
    </>
  );
}

function AreaStatusBadge({ area }: { readonly area: Area }) {
  const on = area.status === "revisit" && area.revisit_on ? ` ${area.revisit_on}` : "";
  return (
    <span class={`badge is-${area.status}`}>
      {AREA_STATUS_NAMES[area.status]}
      {on}
    </span>
  );
}
