/** A report as it is planned, and how it will read (SPEC B). */

import type { Finding } from "../export/exports_api";

interface Common {
  /** What references in the author's words name; from its title, so that they can be read. */
  readonly id: string;
  readonly level: number;
  readonly title: string;
}

export interface Words extends Common {
  readonly kind: "words";
  readonly text: string;
}

/** A picture in a part from a board. */
export interface Figure {
  /** The id of an area, a launch or a zone; null for the whole board. */
  readonly of: string | null;
  /** Without one it is called as what it shows. */
  readonly caption: string;
}

export interface FromBoard extends Common {
  readonly kind: "board";
  readonly board: string;
  readonly layout: string;
  readonly intro: string;
  readonly annex: boolean;
  readonly figures: readonly Figure[];
}

export interface FromGroup extends Common {
  readonly kind: "group";
  readonly group: string;
  readonly layout: string;
  readonly intro: string;
}

/** What a programme says of itself. */
export type Saying = "objectives" | "parameters" | "phases";

export interface FromProgramme extends Common {
  readonly kind: "programme";
  readonly what: Saying;
}

export interface References extends Common {
  readonly kind: "references";
}

export interface Trail extends Common {
  readonly kind: "trail";
}

export type Part = Words | FromBoard | FromGroup | FromProgramme | References | Trail;
export type PartKind = Part["kind"];

export interface ReportPlan {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly by: string;
  readonly date: string | null;
  readonly numbered: boolean;
  readonly contents: boolean;
  readonly parts: readonly Part[];
}

export interface PassageChange {
  readonly part: string;
  readonly title: string;
  readonly what: "added" | "removed" | "changed";
  readonly before: string;
  readonly after: string;
}

export interface BuildPreview {
  readonly html: string;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** When it was built last; the changes are those since. */
  readonly built_at: string | null;
  readonly changes: readonly PassageChange[];
}

export const SAYING_WORDS: Readonly<Record<Saying, string>> = {
  objectives: "Objectives",
  parameters: "Purpose and parameters",
  phases: "Phases",
};

export const PART_WORDS: Readonly<Record<PartKind, string>> = {
  words: "Your own words",
  board: "From a board",
  group: "About a group",
  programme: "About the programme",
  references: "All references",
  trail: "What the recommendations come from",
};
