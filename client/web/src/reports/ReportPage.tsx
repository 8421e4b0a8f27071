import { useState } from "preact/hooks";
import { programmeAddress } from "../app/address";
import { useMarkedPlace } from "../app/marked_place";
import { ProblemNote } from "../app/ProblemNote";
import { useLoaded } from "../app/useTask";
import { type Layout, layouts } from "../export/exports_api";
import { Crumbs } from "../programmes/Crumbs";
import { EntityDialog, type EntityForm } from "../programmes/EntityDialog";
import { programmesApi } from "../programmes/programmes_api";
import { TakeOut } from "../programmes/TakeOut";
import type { Kept, WholeProgramme } from "../programmes/types";
import { useEdits } from "../programmes/use_edits";
import { useTitle } from "../programmes/useTitle";
import { BringBack } from "./BringBack";
import { BuiltReport } from "./BuiltReport";
import "./reports.css";
import { type Material, partForm, planForm } from "./part_forms";
import { Parts } from "./Parts";
import { reportsApi } from "./reports_api";
import { Sources } from "./sources";
import { PART_WORDS, type PartKind, type ReportPlan } from "./types";

const NO_LAYOUTS: readonly Layout[] = [];

interface Address {
  readonly programme: string;
  readonly report: string;
}

/** A report that is built from many boards: its parts in order, and how it reads now. */
export function ReportPage({ programme, report }: Address) {
  const whole = useLoaded<WholeProgramme | null>(() => programmesApi.whole(programme), null);
  const plan = useLoaded<Kept<ReportPlan> | null>(() => reportsApi.plan(programme, report), null);
  const kinds = useLoaded(layouts, NO_LAYOUTS);
  const [sources] = useState(() => new Sources(reportsApi.choices));
  const title = plan.value?.entity.title;
  useTitle(title);
  useMarkedPlace(whole.value !== null && plan.value !== null);
  return (
    <>
      <Crumbs
        above={[{ title: whole.value?.programme.entity.title ?? "Programme", address: programmeAddress(programme) }]}
        here={title ?? "Report"}
        mayOpenAll
      />
      <ProblemNote problem={whole.problem ?? plan.problem ?? kinds.problem} />
      {whole.value && plan.value && (
        <Planned
          programme={programme}
          kept={plan.value}
          material={{ whole: whole.value, layouts: kinds.value, sources }}
        />
      )}
    </>
  );
}

interface Props {
  readonly programme: string;
  readonly kept: Kept<ReportPlan>;
  readonly material: Material;
}

interface Asked {
  readonly title: string;
  readonly place: string;
  readonly form: EntityForm<ReportPlan>;
}

function Planned({ programme, kept: loaded, material }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const store = (plan: ReportPlan, seen: number) => reportsApi.store(programme, plan, seen);
  const { kept, edit, take, problem } = useEdits(loaded, store);
  const { entity, revision } = kept;
  const ask = (title: string, place: string, form: EntityForm<ReportPlan>) => setAsked({ title, place: `report ${entity.id} ${place}`, form });
  const [, draw] = useState(0);
  const lookAgain = () => {
    material.sources.forget();
    draw((turn) => turn + 1);
  };
  const askPart = (kind: PartKind, id: string | null) => {
    // Boards go on while a report is planned.
    material.sources.forget();
    ask(`${id === null ? "A new part" : "Change the part"}: ${PART_WORDS[kind]}`, id === null ? `new ${kind}` : `part ${id}`, partForm(kind, id, material));
  };
  return (
    <>
      <header class="spread">
        <h1>{entity.title}</h1>
        <div class="row">
          <button type="button" onClick={() => ask("Change the report", "itself", planForm)}>
            Change
          </button>
          <TakeOut
            kind="report"
            title={entity.title}
            words="The plan goes, with your own words in it, and cannot be brought back. Boards and files that were made stay."
            work={() => reportsApi.remove(programme, entity.id)}
            then={programmeAddress(programme)}
          />
        </div>
      </header>
      {[entity.subtitle, entity.by].filter(Boolean).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <ProblemNote problem={problem} />
      <Parts plan={entity} material={material} onAsk={askPart} onEdit={edit} />
      <BuiltReport programme={programme} report={entity.id} revision={revision} onLook={lookAgain} />
      <BringBack plan={entity} whole={material.whole} />
      {asked && (
        <EntityDialog
          {...asked}
          kept={kept}
          store={store}
          onStored={take}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
