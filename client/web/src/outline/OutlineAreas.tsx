import type { ComponentType } from "preact";
import { SuggestionMark } from "../suggestions/SuggestionMark";
import { useState } from "preact/hooks";

import { useBoard } from "../app/scope";
import { EditableText } from "../board/EditableText";
import { Heading } from "../board/ZoneHeading";
import { AREA_STATUS_NAMES, AREA_STATUSES } from "../model/schema.gen";
import type { Area, AreaStatus, Zone } from "../model/types";
import { AreaSorting } from "../grouping/AreaSorting";
import { LockedPart, PartNotes } from "../stage/LockedPart";
import { litClass } from "../stage/lit";
import { below, type Level, Renamable } from "./Renamable";

type Part = ComponentType<{ readonly id: string; readonly level: Level }>;

interface Props {
  readonly zone: Zone;
  readonly level: Level;
  /** How the zones and launches of an area are shown. */
  readonly parts: { readonly Zone: Part; readonly Launch: Part };
}

/** The areas, each a section as it will be in the report. */
export function OutlineAreas({ zone, level, parts }: Props) {
  const { model, view, connection } = useBoard();
  const [added, setAdded] = useState<string | null>(null);
  const areas = model.areasOf(zone.id).value;
  const add = (): void => {
    setAdded(model.edits.addArea(zone.id, ""));
    view.announce("New area. Write its title.");
  };
  return (
    <section class="outline-areas">
      <p class="outline-label">{zone.title}</p>
      {zone.hint && <p class="hint">{zone.hint}</p>}
      <PartNotes root="zones" id={zone.id} />
      {areas.map((id) => (
        <OutlineArea key={id} id={id} zone={zone} level={level} parts={parts} isNew={id === added} />
      ))}
      {areas.length === 0 && <p class="empty">No areas yet. An area is a part of the issue with its own conversation, and a section of the report.</p>}
      {connection.mayEdit.value && (
        <p class="outline-add">
          <button type="button" class="add-button" onClick={add}>
            Add area
          </button>
        </p>
      )}
    </section>
  );
}

function OutlineArea({ id, zone, level, parts, isNew }: Props & { readonly id: string; readonly isNew: boolean }) {
  const scope = useBoard();
  const { model } = scope;
  const area = model.area(id).value;
  if (!area) return null;
  const title = `outline-area-${id}-title`;
  return (
    <section class={`outline-section outline-area is-${area.status}${litClass(scope, "areas", id)}`} data-part={`areas/${id}`} id={`outline-area-${id}`}>
      <LockedPart place={id}>
      <Renamable
        level={level}
        id={title}
        section={{ root: "areas", id, title: area.title, word: "area", onStep: (direction) => model.edits.stepArea(id, direction) }}
        empty="Area without a title"
        onRename={(changed) => model.edits.renameArea(id, changed)}
        isNew={isNew}
      >
        <AreaSorting area={id} />
      </Renamable>
      <PartNotes root="areas" id={id} />
      {model.zonesOfArea(id).value.map((each) => (
        <parts.Zone key={each} id={each} level={below(level)} />
      ))}
      <AgreedRecord area={area} hint={zone.config.record_hint ?? ""} level={below(level)} />
      </LockedPart>
      {model.launchesOfArea(id).value.map((launch) => (
        <parts.Launch key={launch} id={launch} level={below(level)} />
      ))}
    </section>
  );
}

interface RecordProps {
  readonly area: Area;
  readonly hint: string;
  readonly level: Level;
}

function AgreedRecord({ area, hint, level }: RecordProps) {
  const title = `outline-record-${area.id}`;
  return (
    <section class="outline-zone outline-record">
      <Heading level={level} id={title}>
        Agreed record
      </Heading>
      <AreaState area={area} />
      <SuggestionMark area={area.id} title={area.title} />
      {hint && <p class="hint">{hint}</p>}
      <EditableText path={`areas/${area.id}/record`} label={`the agreed record of ${area.title}`} empty="Nothing agreed yet." rich />
    </section>
  );
}

function AreaState({ area }: { readonly area: Area }) {
  const { model, view, connection } = useBoard();
  const on = area.status === "revisit" && area.revisit_on ? ` ${area.revisit_on}` : "";
  if (!connection.mayEdit.value) {
    return (
      <p>
        <span class={`badge is-${area.status}`}>{AREA_STATUS_NAMES[area.status] + on}</span>
      </p>
    );
  }
  const choose = (status: AreaStatus): void => {
    model.edits.setAreaStatus(area.id, status, status === "revisit" ? (area.revisit_on ?? today()) : null);
    view.announce(`The agreed record is now: ${AREA_STATUS_NAMES[status]}.`);
  };
  return (
    <p class="outline-state">
      <label>
        The record is{" "}
        <select value={area.status} onChange={(event) => choose(event.currentTarget.value as AreaStatus)}>
          {AREA_STATUSES.map((status) => (
            <option key={status} value={status}>
              {AREA_STATUS_NAMES[status]}
            </option>
          ))}
        </select>
      </label>
      {area.status === "revisit" && (
        <input
          type="date"
          aria-label="Revisit on"
          value={area.revisit_on ?? ""}
          onChange={(event) => model.edits.setAreaStatus(area.id, "revisit", event.currentTarget.value || today())}
        />
      )}
    </p>
  );
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
