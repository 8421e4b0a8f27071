/** What of the board goes into a report, as the person has ticked it. */

import type { BoardModel } from "../model/board";
import type { ExportOptions, Part } from "./exports_api";

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

/** Kinds of zone that the layout of a tool shows. */
const TOOL_ZONES: Readonly<Record<string, string>> = { grid_section: "grid", hats_section: "ring" };

export const FIRST_CHOICES: Choices = {
  layout: "manual_section",
  order: [],
  unticked: new Set(),
  headingLevel: 2,
  intro: "",
  parts: new Set<Part>(["context", "differences", "tools", "annex", "results"]),
};

/** Where the words before the sections are kept as a draft: they are wanted again at the next export. */
export const INTRO = "export intro";

export const PART_WORDS: Readonly<Record<Part, string>> = {
  context: "Purpose, key question, resources, learning and parking",
  conversation: "Cards of the core conversation",
  differences: "Differences (fine for now)",
  tools: "Other templates on the board, such as grids and hats",
  annex: "Annex: the cards each area came from",
  results: "What votes came to, without who voted",
  withheld: "What is meant to stay in the group, such as a case",
};

/** The parts that a layout knows, and that the board has. */
export function partsOf(model: BoardModel, layout: string): readonly Part[] {
  return allParts(layout).filter((part) => part !== "withheld" || hasWithheld(model));
}

function hasWithheld(model: BoardModel): boolean {
  return model.zoneStore.all.value.some(({ config, deleted }) => config.withheld && deleted === null);
}

function allParts(layout: string): readonly Part[] {
  if (layout in TOOL_ZONES) return ["results", "withheld"];
  if (layout === "manual_section") return ["context", "conversation", "differences", "tools", "annex", "results", "withheld"];
  return ["conversation", "differences", "tools", "annex", "results", "withheld"];
}

/** True where a layout is of one tool, and its uses are chosen instead of areas. */
export function isOfTool(layout: string): boolean {
  return layout in TOOL_ZONES;
}

/** What can be ticked for a layout, in the order it will stand in. */
export function entriesOf(model: BoardModel, { layout, order }: Choices): readonly Entry[] {
  const entries = isOfTool(layout) ? toolEntries(model, TOOL_ZONES[layout] ?? "") : areaEntries(model);
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return entries.toSorted((a, b) => place(a.id) - place(b.id));
}

function areaEntries(model: BoardModel): readonly Entry[] {
  return model.areas.value.map((id) => ({ id, title: model.area(id).value?.title || "Area without a title" }));
}

function toolEntries(model: BoardModel, kind: string): readonly Entry[] {
  const uses = model.launches.value.filter((id) => model.zonesOfLaunch(id).value.some((zone) => model.zone(zone).value?.kind === kind));
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

/** The choices as the server takes them; all in the board's order is said as null, so that nothing new is missed. */
export function optionsOf(model: BoardModel, choices: Choices): ExportOptions {
  const entries = entriesOf(model, choices);
  const ticked = entries.filter(({ id }) => !choices.unticked.has(id)).map(({ id }) => id);
  const isAll = choices.order.length === 0 && ticked.length === entries.length;
  const chosen = isAll ? null : ticked;
  const known = partsOf(model, choices.layout);
  return {
    areas: isOfTool(choices.layout) ? null : chosen,
    launches: isOfTool(choices.layout) ? chosen : null,
    heading_level: choices.headingLevel,
    title: "",
    intro: choices.intro,
    include: known.filter((part) => choices.parts.has(part)),
  };
}
