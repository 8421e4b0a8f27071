import type { Phase } from "../model/schema.gen";
import { type Checklist, entryOf } from "../model/stage";

/** A phase of a launch, and for which area it is gone through. */
export interface Step {
  readonly entry: string;
  readonly title: string;
  readonly phase: Phase;
}

/** The steps of a checklist, one for each area where a phase is gone through area by area. `areas` are ids and titles. */
export function stepsOf(checklist: Checklist, areas: readonly (readonly [string, string])[]): readonly Step[] {
  return checklist.phases.flatMap((phase): readonly Step[] => {
    if (!phase.per_area || areas.length === 0) return [{ entry: phase.id, title: phase.title, phase }];
    return areas.map(([id, title]) => ({ entry: entryOf(phase, id), title: `${phase.title}: ${title}`, phase }));
  });
}

/** The step that the group is at: the one it went to, or when that is done the next that is not; null when all are done. */
export function stepNow(checklist: Checklist, steps: readonly Step[]): Step | null {
  const chosen = steps.findIndex(({ entry }) => entry === checklist.current || entry.split("/")[0] === checklist.current);
  const from = Math.max(0, chosen);
  const inTurn = [...steps.slice(from), ...steps.slice(0, from)];
  return inTurn.find(({ entry }) => !checklist.done.has(entry)) ?? null;
}
