import { useState } from "preact/hooks";
import type { Edits } from "../programmes/use_edits";
import { type Material, missing } from "./part_forms";
import { moved, withoutPart } from "./plans";
import { pickedOf } from "./taking";
import { TakingLines } from "./TakingLines";
import { type FromBoard, type Part, PART_WORDS, type PartKind, type ReportPlan, SAYING_WORDS } from "./types";

interface Props {
  readonly plan: ReportPlan;
  readonly material: Material;
  readonly onAsk: (kind: PartKind, id: string | null) => void;
  readonly onEdit: Edits<ReportPlan>["edit"];
}

/** The parts of a report in their order; what is moved or taken out is stored at once. */
export function Parts({ plan, material, onAsk, onEdit }: Props) {
  return (
    <section aria-labelledby="parts-title">
      <h2 id="parts-title">Parts</h2>
      {plan.parts.length === 0 && <p class="empty">No parts yet. Add your own words, or what a board or group came to.</p>}
      <ol class="rows report-parts">
        {plan.parts.map((part, index) => (
          <li key={part.id} id={`part-${part.id}`} class={`level-${part.level}`}>
            <div class="spread one-line">
              <span>
                <strong>{titleOf(part, material)}</strong>
                <span class="hint">
                  {sourceOf(part, material)}. Other parts refer to it by [[{part.id}]]
                  {part.kind === "board" && part.figures.length > 0 && `, and to its picture by [[${part.id}:figure]]`}
                </span>
              </span>
              <Acts part={part} index={index} plan={plan} name={titleOf(part, material)} onAsk={onAsk} onEdit={onEdit} />
            </div>
            {part.kind === "board" && isToBeTold(part, material) && (
              <TakingLines part={part} name={titleOf(part, material)} material={material} onEdit={onEdit} />
            )}
          </li>
        ))}
      </ol>
      <AddPart material={material} onAsk={onAsk} />
    </section>
  );
}

interface ActsProps extends Pick<Props, "plan" | "onAsk" | "onEdit"> {
  readonly part: Part;
  readonly index: number;
  readonly name: string;
}

function Acts({ part, index, plan, name, onAsk, onEdit }: ActsProps) {
  const move = (step: 1 | -1) => onEdit((newest) => moved(newest, part.id, step), (newest) => placeWords(name, part.id, newest));
  const isLast = index === plan.parts.length - 1;
  return (
    <span class="row">
      <button type="button" class="quiet" aria-disabled={index === 0} onClick={() => index > 0 && move(-1)}>
        Up<span class="hidden"> {name}</span>
      </button>
      <button type="button" class="quiet" aria-disabled={isLast} onClick={() => !isLast && move(1)}>
        Down<span class="hidden"> {name}</span>
      </button>
      <button type="button" class="quiet" onClick={() => onAsk(part.kind, part.id)}>
        Change<span class="hidden"> {name}</span>
      </button>
      <button type="button" class="quiet" onClick={() => onEdit((newest) => withoutPart(newest, part.id), () => `Taken out: ${name}.`)}>
        Take out<span class="hidden"> {name}</span>
      </button>
    </span>
  );
}

function placeWords(name: string, id: string, { parts }: ReportPlan): string {
  return `${name} is part ${parts.findIndex((part) => part.id === id) + 1} of ${parts.length} now.`;
}

function AddPart({ material, onAsk }: Pick<Props, "material" | "onAsk">) {
  const kinds = Object.keys(PART_WORDS) as readonly PartKind[];
  const [kind, setKind] = useState<PartKind>("words");
  const trouble = missing(kind, material);
  return (
    <div class="row at-end">
      <label>
        What to add{" "}
        <select value={kind} onChange={(event) => setKind(event.currentTarget.value as PartKind)}>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {PART_WORDS[each]}
            </option>
          ))}
        </select>
      </label>
      <button type="button" aria-disabled={trouble !== null} onClick={() => trouble === null && onAsk(kind, null)}>
        Add a part
      </button>
      <output>{trouble}</output>
    </div>
  );
}

/** Whether there is more to say of what a part takes than that it is all of a board of this programme, as it is. */
function isToBeTold(part: FromBoard, { whole, layouts }: Material): boolean {
  const { chosen } = pickedOf(part, layouts.find(({ id }) => id === part.layout));
  const isKnown = Object.values(whole.boards).flat().some(({ id }) => id === part.board);
  return !isKnown || chosen !== null || part.snapshot !== null || part.attribution !== null;
}

/** What the part is called: its own title, or that of what it comes from. */
function titleOf(part: Part, { whole }: Material): string {
  if (part.title) return part.title;
  if (part.kind === "board") {
    const boards = Object.values(whole.boards).flat();
    return boards.find(({ id }) => id === part.board)?.title ?? PART_WORDS.board;
  }
  if (part.kind === "group") return whole.groups.find(({ entity }) => entity.id === part.group)?.entity.title ?? PART_WORDS.group;
  return part.kind === "programme" ? SAYING_WORDS[part.what] : PART_WORDS[part.kind];
}

/** What it comes from, and what is made of it: a board may stand in a report several times. */
function sourceOf(part: Part, { layouts }: Material): string {
  const words = PART_WORDS[part.kind];
  const layout = part.kind === "board" || part.kind === "group" ? layouts.find(({ id }) => id === part.layout) : undefined;
  return layout ? `${words}: ${layout.title}` : words;
}
