import { useBoard } from "../app/scope";
import { EditableText } from "../board/EditableText";
import { EchoedText } from "../board/EchoedText";
import { laneTitle } from "../board/card_moves";
import { ScaleZone } from "../board/ScaleZone";
import { SignedHere } from "../board/SignedAs";
import { Starters } from "../board/Starters";
import { Heading } from "../board/ZoneHeading";
import { ZoneNotes } from "../board/ZoneNotes";
import { WITH_COLUMNS } from "../model/schema.gen";
import type { Zone } from "../model/types";
import { LockedPart, PartNotes } from "../stage/LockedPart";
import { litClass } from "../stage/lit";
import { HeadingsEditor } from "./HeadingsEditor";
import { OutlineAreas } from "./OutlineAreas";
import { OutlineCards, OutlinePlace } from "./OutlineCards";
import { OutlineGrid } from "./OutlineGrid";
import { OutlineRing } from "./OutlineRing";
import { OutlineTable } from "./OutlineTable";
import { below, type Level, Renamable } from "./Renamable";

/** One use of a template: its zones in order. The purpose is shown once, at the top of the outline. */
export function OutlineLaunch({ id, level }: { readonly id: string; readonly level: Level }) {
  const scope = useBoard();
  const { model } = scope;
  const launch = model.launch(id).value;
  if (!launch) return null;
  const zones = model.zonesOfLaunch(id).value.filter((zone) => model.zone(zone).value?.config.bind !== "purpose");
  return (
    <section class={`outline-section${litClass(scope, "launches", id)}`} data-part={`launches/${id}`} id={`outline-launch-${id}`}>
      <Renamable
        level={level}
        id={`outline-launch-${id}-title`}
        section={{ root: "launches", id, title: launch.title, word: "part" }}
        empty="Untitled"
        onRename={(title) => model.edits.renameLaunch(id, title)}
      />
      <SignedHere launch={id} />
      <PartNotes root="launches" id={id} />
      {zones.map((zone) => (
        <OutlineZone key={zone} id={zone} level={below(level)} />
      ))}
    </section>
  );
}

interface Props {
  readonly id: string;
  readonly level: Level;
}

/** A zone as a section. Areas are sections of their own, without a heading above them. */
export function OutlineZone({ id, level }: Props) {
  const scope = useBoard();
  const { model } = scope;
  const zone = model.zone(id).value;
  if (!zone) return null;
  if (zone.kind === "areas") return <OutlineAreas zone={zone} level={level} parts={PARTS} />;
  const title = `outline-zone-${id}-title`;
  return (
    <section class={`outline-zone${litClass(scope, "zones", id)}`} data-part={`zones/${id}`} id={`outline-zone-${id}`}>
      <LockedPart place={id}>
      <Renamable
        level={level}
        id={title}
        section={{ root: "zones", id, title: zone.title, word: "zone" }}
        empty="Zone without a title"
        onRename={(changed) => model.edits.renameZone(id, changed)}
      >
        {WITH_COLUMNS.includes(zone.kind) && <HeadingsEditor zone={zone} />}
      </Renamable>
      <PartNotes root="zones" id={id} />
      <ZoneNotes zone={zone} />
      <ZoneBody zone={zone} level={below(level)} />
      <Misplaced zone={zone} />
      </LockedPart>
    </section>
  );
}

/** What an area holds; it holds zones, and launches, and these may hold areas. */
const PARTS = { Zone: OutlineZone, Launch: OutlineLaunch } as const;

function ZoneBody({ zone, level }: { readonly zone: Zone; readonly level: Level }) {
  const { model } = useBoard();
  switch (zone.kind) {
    case "text":
      return <EditableText path={model.zoneTextPath(zone)} label={zone.title} empty="Nothing written yet." rich />;
    case "list":
      return (
        <>
          <EchoedText zone={zone} />
          <OutlinePlace zone={zone} cell={null} label={zone.title} />
          <Starters zone={zone} />
        </>
      );
    case "scale":
      return <ScaleZone zone={zone} />;
    case "lanes":
      return <Lanes zone={zone} level={level} />;
    case "grid":
      return <OutlineGrid zone={zone} />;
    case "table":
      return <OutlineTable zone={zone} />;
    case "ring":
      return <OutlineRing zone={zone} level={level} />;
    case "areas":
      return <OutlineAreas zone={zone} level={level} parts={PARTS} />;
  }
}

function Lanes({ zone, level }: { readonly zone: Zone; readonly level: Level }) {
  return (
    <>
      {zone.columns.map((column, index) => (
        <section key={column.id} class="outline-zone">
          <Heading level={level} id={`outline-lane-${column.id}`}>
            {laneTitle(zone, index)}
          </Heading>
          {column.hint && <p class="hint">{column.hint}</p>}
          <OutlinePlace zone={zone} cell={[null, column.id]} label={`${zone.title}: ${column.title}`} />
        </section>
      ))}
    </>
  );
}

/** Cards whose row or column is gone stay in sight until somebody moves them. */
function Misplaced({ zone }: { readonly zone: Zone }) {
  const { model } = useBoard();
  const ids = model.misplaced(zone.id).value;
  if (ids.length === 0 || zone.kind === "table") return null;
  return (
    <>
      <p class="hint">The place of these cards was deleted. Move them, or restore it from the Deleted list:</p>
      <OutlineCards ids={ids} label={`Cards of ${zone.title} without a place`} />
    </>
  );
}
