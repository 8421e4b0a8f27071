/** What of the board goes into a report, as the person has ticked it. */

import type { BoardModel } from "../model/board";
import { type ExportOptions, type Layout, type Part, PARTS } from "./exports_api";

/** One thing that can be ticked. */
export interface Entry {
  readonly id: string;
  readonly title: string;
}

export interface Choices {
  readonly layout: string;
  /** The order the person gave the areas; those made since follow. */
  readonly order: readonly string[];
  readonly unticked: ReadonlySet<string>;
  readonly headingLevel: number;
  readonly intro: string;
  readonly parts: ReadonlySet<Part>;
}

export const FIRST_CHOICES: Choices = {
  layout: "manual_section",
  order: [],
  unticked: new Set(),
  headingLevel: 2,
  intro: "",
  parts: new Set<Part>(["context", "differences", "tools", "annex", "results", "labels", "linear", "landscape", "unagreed"]),
};

/** Where the words before the sections are kept as a draft: they are wanted again at the next export. */
export const INTRO = "export intro";

export const PART_WORDS: Readonly<Record<Part, string>> = {
  context: "Purpose, key question, resources, learning and parking",
  conversation: "Cards of the core conversation",
  differences: "Differences (fine for now)",
  tools: "Other templates on the board, such as grids and hats",
  annex: "Annex: the cards each area came from",
  pictures: "A picture of each area, as it is on the board",
  results: "What votes came to, without who voted",
  labels: "What each passage is, such as situation, example or why",
  linear: "The steps also as a numbered list, for screen readers",
  landscape: "On one page on its side",
  unagreed: "Also cards that are not agreed yet",
  withheld: "What is meant to stay in the group, such as a case",
};

/** The layouts that the board has something for, and the one that is chosen. */
export function offered(model: BoardModel, layouts: readonly Layout[], chosen: string, inProgramme: boolean): readonly Layout[] {
  return layouts.filter((layout) => layout.id === chosen || (layout.programme ? inProgramme : hasZonesFor(model, layout)));
}

function hasZonesFor(model: BoardModel, { slots, kinds }: Layout): boolean {
  if (slots.length === 0 && kinds.length === 0) return true;
  return model.zoneStore.all.value.some(({ id, slot, kind }) => model.isShown("zones", id) && (slots.includes(slot) || kinds.includes(kind)));
}

/** The parts that a layout knows, and that the board has. */
export function partsOf(model: BoardModel, layout: Layout): readonly Part[] {
  return layout.parts.filter((part) => part !== "withheld" || hasWithheld(model));
}

function hasWithheld(model: BoardModel): boolean {
  const isHeld = model.zoneStore.all.value.some(({ config, deleted }) => config.withheld && deleted === null);
  return isHeld || model.cardStore.all.value.some(({ withheld_in: origin, deleted }) => origin !== null && deleted === null);
}

/** What can be ticked for a layout, in the order it will stand in. */
export function entriesOf(model: BoardModel, layout: Layout | undefined, order: readonly string[]): readonly Entry[] {
  const entries = layout === undefined ? [] : allEntries(model, layout);
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return entries.toSorted((a, b) => place(a.id) - place(b.id));
}

function allEntries(model: BoardModel, layout: Layout): readonly Entry[] {
  if (layout.chooses === "nothing") return [];
  return layout.chooses === "areas" ? areaEntries(model) : launchEntries(model, layout);
}

function areaEntries(model: BoardModel): readonly Entry[] {
  return model.areas.value.map((id) => ({ id, title: model.area(id).value?.title || "Area without a title" }));
}

function launchEntries(model: BoardModel, { slots, kinds }: Layout): readonly Entry[] {
  const isShown = (id: string): boolean => {
    const zone = model.zone(id).value;
    return zone !== undefined && (slots.includes(zone.slot) || kinds.includes(zone.kind));
  };
  const uses = model.launches.value.filter((id) => model.zonesOfLaunch(id).value.some(isShown));
  return uses.map((id) => {
    const launch = model.launch(id).value;
    const area = launch?.area ? model.area(launch.area).value?.title : undefined;
    const title = launch?.title || "Untitled";
    return { id, title: area === undefined ? title : `${title}, on ${area}` };
  });
}

/** The ids without one of them, put a step earlier or later. */
export function moved(ids: readonly string[], id: string, direction: 1 | -1): readonly string[] {
  const at = ids.indexOf(id);
  const target = at + direction;
  if (at < 0 || target < 0 || target >= ids.length) return ids;
  return ids.filter((other) => other !== id).toSpliced(target, 0, id);
}

/**
 * The choices as the server takes them; all in the board's order is said as null, so that nothing new is missed. Parts
 * that the layout does not know change nothing.
 */
export function optionsOf(model: BoardModel, choices: Choices, layout: Layout | undefined): ExportOptions {
  const entries = entriesOf(model, layout, choices.order);
  const ticked = entries.filter(({ id }) => !choices.unticked.has(id)).map(({ id }) => id);
  const isAll = choices.order.length === 0 && ticked.length === entries.length;
  const chosen = isAll ? null : ticked;
  return {
    areas: layout?.chooses === "areas" ? chosen : null,
    launches: layout?.chooses === "launches" ? chosen : null,
    heading_level: choices.headingLevel,
    title: "",
    intro: choices.intro,
    include: PARTS.filter((part) => choices.parts.has(part) && (part !== "withheld" || hasWithheld(model))),
  };
}
