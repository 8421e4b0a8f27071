/** What the page knows of a board's parts: plain values, read once and never changed in place. */

import type { AreaFields, CardFields, LaunchFields, LinkFields, ZoneConfig, ZoneFields, Verdict } from "./schema.gen";

export type {
  AreaStatus, Attribution, CardKind, CardStatus, Certainty, Colour, Verdict, ZoneConfig, ZoneKind, ZoneSeed,
} from "./schema.gen";

export type Point = readonly [number, number];
/** Row and column (prompt and hat on a ring); either may be absent. */
export type Cell = readonly [string | null, string | null];

export interface Entity {
  readonly id: string;
  readonly order: string;
  readonly deleted: string | null;
  /** Names of the fields that were odd and were read with their default (SPEC D5). */
  readonly broken: readonly string[];
}

/** A column of lanes, a grid, a ring (a hat) or a scale; or a row (a prompt). */
export interface Heading {
  readonly id: string;
  readonly title: string;
  readonly order: string;
  readonly hint: string;
}

/** A deleted column or row, for the Deleted list. */
export interface GoneHeading {
  readonly map: HeadingMap;
  readonly id: string;
  readonly title: string;
  readonly deleted: string;
}

export type HeadingMap = "columns" | "rows";

export type Launch = Entity & Readonly<LaunchFields>;

/** `rect` is column and row (from 0), columns wide and rows high on the 12-column grid of its launch. */
export type Zone = Entity &
  Readonly<Omit<ZoneFields, "text" | "columns" | "rows" | "verdicts" | "config">> & {
    readonly config: Readonly<ZoneConfig>;
    readonly columns: readonly Heading[];
    readonly rows: readonly Heading[];
    readonly gone: readonly GoneHeading[];
    readonly verdicts: Readonly<Record<string, Verdict>>;
  };

export type Area = Entity & Readonly<Omit<AreaFields, "record">>;

export type Card = Entity & Readonly<Omit<CardFields, "text" | "fields">>;

/** What older boards have where a card has `refs` now. */
export type Link = Readonly<LinkFields> & { readonly id: string };

/** The kinds that can be deleted and restored, named as their root map in the document. */
export type EntityRoot = "launches" | "zones" | "areas" | "cards";

/** Where a card lies, or shall lie: a zone and its cell, or the open board. */
export interface Place {
  readonly zone: string | null;
  readonly cell: Cell | null;
}
