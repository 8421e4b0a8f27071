import type { Zone } from "../model/types";
import { useBoard } from "../app/scope";
import { LockedPart, PartNotes } from "../stage/LockedPart";
import { litClass } from "../stage/lit";
import { AreasZone } from "./AreasZone";
import { FieldTable } from "./FieldTable";
import { GridTable } from "./GridTable";
import { LanesZone } from "./LanesZone";
import { ListZone } from "./ListZone";
import { MisplacedCards } from "./MisplacedCards";
import { RingZone } from "./RingZone";
import { ScaleZone } from "./ScaleZone";
import { TextZone } from "./TextZone";
import { ZoneHeading } from "./ZoneHeading";

interface Props {
  readonly id: string;
  /** Level of the zone's heading. */
  readonly level: 2 | 3 | 4 | 5;
}

/** A titled region of the board, at its place on the grid of its launch or area. */
export function ZoneView({ id, level }: Props) {
  const scope = useBoard();
  const { model } = scope;
  const zone = model.zone(id).value;
  if (!zone) return null;
  return (
    <article class={`zone is-${zone.kind}${litClass(scope, "zones", id)}`} data-part={`zones/${id}`} id={`zone-${id}`} tabIndex={-1} style={gridPlace(zone)} aria-labelledby={`zone-${id}-title`}>
      <LockedPart place={id}>
        <ZoneHeading zone={zone} level={level} />
        <PartNotes root="zones" id={id} />
        <ZoneBody zone={zone} level={level} />
        <MisplacedCards zone={zone} />
      </LockedPart>
    </article>
  );
}

/** Columns of the grid that zones are placed on. */
const COLUMNS = 12;

/** Where a zone lies; one that ends at the last column goes on to the end of the launch, so that no hole stays beside it. */
function gridPlace({ rect: [column, row, span, height] }: Zone) {
  const first = Math.min(COLUMNS, Math.max(1, column + 1));
  const after = Math.min(COLUMNS, first + Math.max(1, span) - 1) + 1;
  const end = after > COLUMNS ? -1 : after;
  return { "--span": after - first, gridColumn: `${first} / ${end}`, gridRow: `${Math.max(1, row + 1)} / span ${Math.max(1, height)}` };
}

function ZoneBody({ zone, level }: { readonly zone: Zone; readonly level: Props["level"] }) {
  switch (zone.kind) {
    case "text":
      return <TextZone zone={zone} />;
    case "list":
      return <ListZone zone={zone} />;
    case "scale":
      return <ScaleZone zone={zone} />;
    case "lanes":
      return <LanesZone zone={zone} level={level} />;
    case "grid":
      return <GridTable zone={zone} />;
    case "table":
      return <FieldTable zone={zone} />;
    case "ring":
      return <RingZone zone={zone} level={level} />;
    case "areas":
      return <AreasZone zone={zone} level={level} renderZone={(id, below) => <ZoneView key={id} id={id} level={below} />} />;
  }
}
