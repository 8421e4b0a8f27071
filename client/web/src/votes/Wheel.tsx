import "./votes.css";
import { useBoard } from "../app/scope";
import { scalesOf } from "./scales";
import { inTwoLines, type WheelEnd, wheelEnds } from "./wheel_ends";

/** Half the width and height of the drawing, and the radius of the rim. */
const HALF = { x: 300, y: 180 };
const RIM = 120;
/** Between the rim and the words. */
const GAP = 12;
const LINE = 18;

/**
 * The scales of an activity drawn as a wheel, with the shape of the group once a round is closed. It only shows again what
 * the lists below say, so screen readers and the keyboard pass it by.
 */
export function Wheel({ launch }: { readonly launch: string }) {
  const { model, connection } = useBoard();
  const round = connection.stage.votes.value.find(({ kind, place, state }) => kind === "markers" && place === launch && state === "closed");
  const ends = wheelEnds(scalesOf(model, launch), round?.shapes ?? {});
  if (ends.length === 0) return null;
  const shape = ends.map(({ x, y, share }) => `${x * RIM * (share ?? 0)},${y * RIM * (share ?? 0)}`).join(" ");
  return (
    <svg class="wheel" aria-hidden="true" viewBox={`${-HALF.x} ${-HALF.y} ${2 * HALF.x} ${2 * HALF.y}`}>
      <circle r={RIM} />
      <circle r={RIM / 2} />
      {ends.map(({ title, x, y }) => (
        <line key={title} x2={x * RIM} y2={y * RIM} />
      ))}
      {ends.some(({ share }) => share !== null) && <polygon points={shape} />}
      {ends.map((end) => (
        <EndWords key={end.title} end={end} />
      ))}
    </svg>
  );
}

function EndWords({ end: { title, x, y } }: { readonly end: WheelEnd }) {
  const lines = inTwoLines(title);
  const anchor = x > 0.1 ? "start" : x < -0.1 ? "end" : "middle";
  const first = y * (RIM + GAP) + (y < -0.1 ? -LINE * (lines.length - 1) : LINE / 2);
  return (
    <text text-anchor={anchor}>
      {lines.map((line, index) => (
        <tspan key={line} x={x * (RIM + GAP)} y={first + index * LINE}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
