import type { PictureZone } from "../app/api";
import type { ZoneKind } from "../model/types";

/** One column and one row of the frame's grid, in units of the picture. */
const COLUMN = 20;
const ROW = 12;
const GAP = 3;
const COLUMNS = 12;
/** More would be hairs. */
const MOST_COLUMNS = 7;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a board from this template looks like, as a small drawing of its zones; the words beside it say the rest. */
export function TemplatePicture({ zones }: { readonly zones: readonly PictureZone[] }) {
  const boxes = zones.map(({ kind, rect, columns }) => ({ kind, columns, box: boxOf(rect) }));
  const bottom = Math.max(0, ...boxes.map(({ box }) => box.y + box.height));
  return (
    <svg class="template-picture" viewBox={`0 0 ${COLUMNS * COLUMN + GAP} ${bottom + GAP}`} aria-hidden="true">
      {boxes.map(({ kind, columns, box }) => (
        <g key={keyOf(box)}>
          <Rect box={box} look="zone" />
          {inside(kind, columns, box).map((part, index, parts) => (
            <Rect key={keyOf(part)} box={part} look={lookOf(kind, index, parts.length)} />
          ))}
        </g>
      ))}
    </svg>
  );
}

function Rect({ box, look }: { readonly box: Box; readonly look: string }) {
  return <rect class={`picture-${look}`} x={box.x} y={box.y} width={box.width} height={box.height} rx="2" />;
}

/** Areas are drawn as frames, the two ends of a scale stand out, everything else is drawn as cards. */
function lookOf(kind: ZoneKind, index: number, count: number): string {
  if (kind === "areas") return "area";
  return kind === "scale" && (index === 0 || index === count - 1) ? "end" : "card";
}

function keyOf(box: Box): string {
  return `${box.x} ${box.y}`;
}

function boxOf(rect: readonly number[]): Box {
  const [column = 0, row = 0, columns = COLUMNS, rows = 1] = rect;
  return { x: column * COLUMN + GAP, y: row * ROW + GAP, width: columns * COLUMN - GAP, height: rows * ROW - GAP };
}

/** The parts that a zone of this kind is drawn with: areas as columns, a grid as its cells, a list as its first cards. */
function inside(kind: ZoneKind, columns: number, box: Box): readonly Box[] {
  switch (kind) {
    case "areas":
      return cells(box, 4, 1);
    case "grid":
      return cells(box, Math.min(columns, MOST_COLUMNS) + 1, 3);
    case "ring":
      return cells(box, 5, 2);
    case "table":
      return cells(box, Math.min(columns, MOST_COLUMNS), 2);
    case "lanes":
    case "scale":
      return cells(box, Math.min(columns, MOST_COLUMNS), 1);
    case "list":
      return cells(box, 3, 1).slice(0, 2);
    case "text":
      return [];
  }
}

function cells(box: Box, columns: number, rows: number): readonly Box[] {
  const width = (box.width - GAP) / columns;
  const height = (box.height - GAP) / rows;
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: box.x + GAP + (index % columns) * width,
    y: box.y + GAP + Math.floor(index / columns) * height,
    width: width - GAP,
    height: height - GAP,
  }));
}
