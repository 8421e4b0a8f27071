/** Changes of a report's plan. */

import { newId } from "../model/ids";
import type { Part, PartKind, ReportPlan } from "./types";

const LONGEST_ID = 40;

export const NEW_REPORT = (): ReportPlan => ({
  id: newId(),
  title: "",
  subtitle: "",
  by: "",
  date: null,
  numbered: true,
  contents: true,
  parts: [],
});

/** A part of a kind with nothing in it yet. */
export function emptyPart(kind: PartKind): Part {
  const common = { id: "", level: 1, title: "" };
  switch (kind) {
    case "words":
      return { ...common, kind, text: "" };
    case "board":
      return { ...common, kind, board: "", layout: "manual_section", snapshot: null, areas: null, launches: null, attribution: null, intro: "", annex: false, figures: [] };
    case "group":
      return { ...common, kind, group: "", layout: "group_summary", board: null, intro: "" };
    case "programme":
      return { ...common, kind, what: "objectives" };
    case "references":
    case "trail":
      return { ...common, kind };
  }
}

/** The plan with this part: in place of the one of its id, or last under a new id. */
export function withPart(plan: ReportPlan, part: Part): ReportPlan {
  if (part.id !== "") return { ...plan, parts: plan.parts.map((each) => (each.id === part.id ? part : each)) };
  const named = { ...part, id: partId(part.title || part.kind, plan) };
  return { ...plan, parts: [...plan.parts, named] };
}

export function withoutPart(plan: ReportPlan, id: string): ReportPlan {
  return { ...plan, parts: plan.parts.filter((part) => part.id !== id) };
}

/** The plan with a part one place up (-1) or down (1); the same at an end. */
export function moved(plan: ReportPlan, id: string, step: 1 | -1): ReportPlan {
  const from = plan.parts.findIndex((part) => part.id === id);
  const part = plan.parts[from];
  const to = from + step;
  if (!part || to < 0 || to >= plan.parts.length) return plan;
  return { ...plan, parts: plan.parts.toSpliced(from, 1).toSpliced(to, 0, part) };
}

/** An id that says what the part is called, and that no other part has: references in the text are read by people. */
export function partId(title: string, plan: ReportPlan): string {
  const taken = new Set(plan.parts.map(({ id }) => id));
  const words = title.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "part";
  const ids = [words, ...Array.from(plan.parts, (_, index) => `${words}-${index + 2}`)];
  return ids.map((id) => shortened(id)).find((id) => !taken.has(id)) ?? newId();
}

function shortened(id: string): string {
  if (id.length <= LONGEST_ID) return id;
  const number = /-\d+$/.exec(id)?.[0] ?? "";
  return id.slice(0, LONGEST_ID - number.length) + number;
}
