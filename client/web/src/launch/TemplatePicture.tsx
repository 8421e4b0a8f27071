import type { PictureZone } from "../app/api";
import type { ZoneKind } from "../model/types";

/** One column and one row of the frame's grid, in units of the picture. */
const COLUMN = 20;
const ROW = 12;
const GAP = 3;
const COLUMNS = 12;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a board from this template looks like, as a small drawing of its zones; the words beside it say the rest. */
export function TemplatePicture({ zones }: { readonly zones: readonly PictureZone[] }) {
  const boxes = zones.map(({ kind, rect }) => ({ kind, box: boxOf(rect) }));
  const bottom = Math.max(0, ...boxes.map(({ box }) => box.y + box.height));
  return (
    <svg class="template-picture" viewBox={`0 0 ${COLUMNS * COLUMN + GAP} ${bottom + GAP}`} aria-hidden="true">
      {boxes.map(({ kind, box }) => (
        <g key={keyOf(box)}>
          <Rect box={box} look="zone" />
          {inside(kind, box).map((part) => (
            <Rect key={keyOf(part)} box={part} look={kind === "areas" ? "area" : "card"} />
          ))}
        </g>
      ))}
    </svg>
  );
}

function Rect({ box, look }: { readonly box: Box; readonly look: string }) {
  return <rect class={`picture-${look}`} x={box.x} y={box.y} width={box.width} height={box.height} rx="2" />;
}

function keyOf(box: Box): string {
  return `${box.x} ${box.y}`;
}

function boxOf(rect: readonly number[]): Box {
  const [column = 0, row = 0, columns = COLUMNS, rows = 1] = rect;
  return { x: column * COLUMN + GAP, y: row * ROW + GAP, width: columns * COLUMN - GAP, height: rows * ROW - GAP };
}

/** The parts that a zone of this kind is drawn with: areas as columns, a grid as its cells, a list as its first cards. */
function inside(kind: ZoneKind, box: Box): readonly Box[] {
  switch (kind) {
    case "areas":
      return cells(box, 4, 1);
    case "grid":
      return cells(box, 6, 3);
    case "ring":
      return cells(box, 5, 2);
    case "table":
      return cells(box, 1, 3);
    case "lanes":
    case "scale":
      return cells(box, 4, 1);
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
