/** A report as it is planned, and how it will read (SPEC B). */

import type { Finding } from "../export/exports_api";
import type { Attribution } from "../model/schema.gen";

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
  /** The pinned one; null for the board as it is at each build. */
  readonly snapshot: string | null;
  /** In the wanted order; null for all. A layout picks from one of the two. */
  readonly areas: readonly string[] | null;
  readonly launches: readonly string[] | null;
  /** Says less of who wrote than the board does; null for what the board says. */
  readonly attribution: Attribution | null;
  readonly intro: string;
  readonly annex: boolean;
  readonly figures: readonly Figure[];
}

export interface FromGroup extends Common {
  readonly kind: "group";
  readonly group: string;
  readonly layout: string;
  /** The board that says what was learned; null for all of the group. */
  readonly board: string | null;
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

export interface Choice {
  readonly id: string;
  readonly title: string;
  /** Those that can be made of a use of a template; none for an area. */
  readonly layouts: readonly string[];
}

export interface SnapshotChoice {
  readonly id: string;
  readonly label: string;
  readonly at: string;
  /** The board is still as it was then. */
  readonly unchanged: boolean;
}

/** What a part may take of a board, or of a snapshot of it. */
export interface BoardChoices {
  readonly title: string;
  /** The board can be read as it is now. */
  readonly readable: boolean;
  readonly areas: readonly Choice[];
  readonly launches: readonly Choice[];
  readonly deleted: readonly Choice[];
  /** The newest first. */
  readonly snapshots: readonly SnapshotChoice[];
}

export interface PassageChange {
  readonly part: string;
  readonly title: string;
  readonly what: "added" | "removed" | "changed" | "moved";
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
