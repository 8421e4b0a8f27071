/** Where the group is: the step that is on, or the one it would begin with, and those around it. */

import type { BoardModel } from "../model/board";
import { areaOf, type Checklist, type PhaseClock } from "../model/stage";
import type { BoardScope } from "../app/scope";
import { type Step, stepNow, stepsOf } from "./steps";

export interface Whereabouts {
  readonly checklist: Checklist;
  /** Null when every step is done. */
  readonly step: Step | null;
  readonly before: Step | null;
  readonly after: Step | null;
  /** It was started, and its time runs or is paused; else it is what comes first. */
  readonly isOn: boolean;
}

/** Ids and titles of the areas, in order. */
export function areaTitles(model: BoardModel): readonly (readonly [string, string])[] {
  return model.areas.value.map((id) => [id, model.area(id).value?.title ?? ""] as const);
}

/** Null where nothing with phases was launched. */
export function whereabouts({ connection, model }: BoardScope): Whereabouts | null {
  const lists = connection.stage.checklists.value;
  const shown = model.launches.value.flatMap((id) => lists.get(id) ?? []);
  const areas = areaTitles(model);
  return onNow(shown, areas, connection.stage.clock.value) ?? firstOpen(shown, areas);
}

type Areas = readonly (readonly [string, string])[];

/** The step that the clock says is on; one of an area that was deleted meanwhile is shown without it. */
function onNow(shown: readonly Checklist[], areas: Areas, clock: PhaseClock): Whereabouts | null {
  const checklist = shown.find(({ launch }) => launch === clock.launch);
  if (!checklist || clock.state === "off" || clock.entry === null) return null;
  const steps = stepsOf(checklist, areas);
  const [phase] = clock.entry.split("/");
  const exact = steps.findIndex(({ entry }) => entry === clock.entry);
  const at = exact < 0 ? steps.findIndex((step) => step.phase.id === phase) : exact;
  const found = steps[at];
  if (!found) return null;
  const step = exact < 0 ? { entry: clock.entry, title: found.phase.title, phase: found.phase } : found;
  return { checklist, step, ...around(steps, at), isOn: true };
}

/** What was launched last and is not finished; when all is, the newest. */
function firstOpen(shown: readonly Checklist[], areas: Areas): Whereabouts | null {
  const all = shown.map((checklist) => {
    const steps = stepsOf(checklist, areas);
    const step = stepNow(checklist, steps);
    return { checklist, step, ...around(steps, step ? steps.indexOf(step) : steps.length), isOn: false };
  });
  return all.findLast(({ step }) => step !== null) ?? all.at(-1) ?? null;
}

function around(steps: readonly Step[], at: number): Pick<Whereabouts, "before" | "after"> {
  return { before: steps[at - 1] ?? null, after: steps[at + 1] ?? null };
}

/** “Phase 3 of 7”. */
export function phaseCount({ checklist, step }: Whereabouts): string {
  const at = checklist.phases.findIndex(({ id }) => id === step?.phase.id);
  return `Phase ${at + 1} of ${checklist.phases.length}`;
}

/** The title of the area that a step is about; null where it is about none. */
export function areaTitle(model: BoardModel, step: Step): string | null {
  const area = areaOf(step.entry);
  return area === null ? null : (model.area(area).value?.title ?? null);
}
