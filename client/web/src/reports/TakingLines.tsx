import { useRef } from "preact/hooks";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded } from "../app/useTask";
import type { Edits } from "../programmes/use_edits";
import type { Material } from "./part_forms";
import { withPart } from "./plans";
import type { FoundBoard } from "./sources";
import { attributionWords, type Line, linesOf, type Mend } from "./taking";
import type { FromBoard, ReportPlan } from "./types";

interface Props {
  readonly part: FromBoard;
  /** What the part is called. */
  readonly name: string;
  readonly material: Material;
  readonly onEdit: Edits<ReportPlan>["edit"];
}

const NOTHING: FoundBoard | null = null;

/** What a part takes of its board where something was chosen, and what of that is gone, with a way to mend it. */
export function TakingLines({ part, name, material: { sources, layouts }, onEdit }: Props) {
  const home = useRef<HTMLDivElement>(null);
  const found = useLoaded(() => sources.of(part.board, part.snapshot), NOTHING, `${part.board} ${part.snapshot} ${sources.turn}`);
  const layout = layouts.find(({ id }) => id === part.layout);
  const mend = ({ change, words }: Mend) => {
    // The button goes with what it mends; the keyboard stays at the part.
    home.current?.focus();
    onEdit((plan) => mended(plan, part.id, change), () => `Done: ${words}.`);
  };
  return (
    <div class="taking-lines" ref={home} tabIndex={-1}>
      {found.busy && found.value === null && <p class="hint">Looking at the board…</p>}
      {found.value && linesOf(part, layout, found.value).map((line) => <TakingLine key={line.words} line={line} name={name} onMend={mend} />)}
      {Boolean(found.problem) && <Unreadable problem={found.problem} name={name} onRetry={found.reload} />}
      {part.attribution !== null && <p class="hint">{attributionWords(part.attribution)}</p>}
    </div>
  );
}

function mended(plan: ReportPlan, id: string, change: Mend["change"]): ReportPlan {
  const part = plan.parts.find((each) => each.id === id);
  return part?.kind === "board" ? withPart(plan, change(part)) : plan;
}

interface LineProps {
  readonly line: Line;
  readonly name: string;
  readonly onMend: (mend: Mend) => void;
}

function TakingLine({ line: { words, isWrong, mend }, name, onMend }: LineProps) {
  if (!isWrong) return <p class="hint">{words}</p>;
  return (
    <p class="taking-wrong">
      {words}{" "}
      {mend && (
        <button type="button" class="quiet" onClick={() => onMend(mend)}>
          {mend.words}
          <span class="hidden"> in {name}</span>
        </button>
      )}
    </p>
  );
}

function Unreadable({ problem, name, onRetry }: { readonly problem: unknown; readonly name: string; readonly onRetry: () => void }) {
  return (
    <>
      <ProblemNote problem={problem} />
      <p class="hint">
        So the report will say that this part cannot be made. Choose another board by “Change”, take the part out, or{" "}
        <button type="button" class="quiet" onClick={onRetry}>
          look again<span class="hidden"> at the board of {name}</span>
        </button>
      </p>
    </>
  );
}
