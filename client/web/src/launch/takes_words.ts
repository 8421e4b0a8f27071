/** How long a template takes, as people plan: in steps of five minutes, and what each area adds. */

import type { Template } from "../app/api";

/** Nobody plans to the minute, but for something short. */
const STEP = 5;
const SHORT = 15;

type Phase = Pick<Template["phases"][number], "minutes" | "per_area">;

export function takesWords({ phases }: { readonly phases: readonly Phase[] }): string {
  const [once, perArea] = [minutesOf(phases.filter((phase) => !phase.per_area)), minutesOf(phases.filter((phase) => phase.per_area))];
  if (perArea === 0) return `about ${once} minutes`;
  if (once === 0) return `about ${perArea} minutes for each area`;
  return `about ${once} minutes, and ${perArea} more for each area`;
}

function minutesOf(phases: readonly Phase[]): number {
  const all = phases.reduce((sum, { minutes }) => sum + minutes, 0);
  return all <= SHORT ? all : Math.ceil(all / STEP) * STEP;
}
