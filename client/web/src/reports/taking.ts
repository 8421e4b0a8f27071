/** What a part takes of its board, in words, and how what is gone meanwhile can be mended (SPEC B1, B2). */

import type { Layout } from "../export/exports_api";
import type { Values } from "../programmes/merged";
import type { Entry } from "../export/choices";
import type { Attribution } from "../model/schema.gen";
import { momentWords } from "../snapshots/moment";
import type { FoundBoard } from "./sources";
import type { BoardChoices, FromBoard, Part, SnapshotChoice } from "./types";

/** Something chosen for each board that was looked at in a form: whoever comes back to a board finds it as it was. */
export type PerBoard<T> = Readonly<Record<string, T>>;

/** A draft may be from before there was this field. */
export function perBoard<T>(value: unknown): PerBoard<T> {
  return (value ?? {}) as PerBoard<T>;
}

export const CHOSEN = ["snapshot", "areas", "launches"] as const;

/** A part as a form has it. */
export function inForm(part: Part): Values {
  if (part.kind !== "board") return { ...part };
  const { snapshot, areas, launches } = part;
  const of = (value: unknown): PerBoard<unknown> => (part.board === "" ? {} : { [part.board]: value });
  return { ...part, snapshot: of(snapshot), areas: of(areas), launches: of(launches) };
}

/** What a form came to, as a part has it. */
export function fromForm(values: Values): Values {
  if (!("snapshot" in values)) return values;
  const board = String(values["board"]);
  const chosen = CHOSEN.map((name) => [name, perBoard(values[name])[board] ?? null] as const);
  return { ...values, ...Object.fromEntries(chosen) };
}

/** What a layout picks from: areas of a board, or uses of templates on it. */
export type Kind = "areas" | "launches";

export const KIND_WORDS: Readonly<Record<Kind, { readonly one: string; readonly several: string }>> = {
  areas: { one: "area", several: "areas" },
  launches: { one: "use of a template", several: "uses of templates" },
};

/** What can be ticked for a layout: what is on the board, and what was chosen and is there no more. */
export function entriesFor(kind: Kind, layout: string, found: BoardChoices, chosen: readonly string[] | null): readonly Entry[] {
  const there = kind === "areas" ? found.areas : found.launches.filter(({ layouts }) => layouts.includes(layout));
  const known = new Map([...found.areas, ...found.launches].map(({ id, title }) => [id, title]));
  const picked = (chosen ?? []).map((id) => ({ id, title: known.get(id) ?? goneTitle(id, found) }));
  return [...picked, ...there.filter(({ id }) => !chosen?.includes(id))];
}

function goneTitle(id: string, { deleted }: BoardChoices): string {
  const title = deleted.find((each) => each.id === id)?.title;
  return title ? `${title} (not there)` : "One that is not there any more";
}

/** The chosen ones that the board does not have any more. */
export function goneOf(chosen: readonly string[] | null, found: BoardChoices): readonly string[] {
  const there = new Set([...found.areas, ...found.launches].map(({ id }) => id));
  return (chosen ?? []).filter((id) => !there.has(id));
}

/** A snapshot by its name, day and time: a board has several of one day, all called after it. */
export function snapshotWords({ label, at }: SnapshotChoice): string {
  return `“${label}” of ${momentWords(at)}`;
}

/** What is to be known of a pinned snapshot: whether the board went on since, and what the newest one is. */
export function sinceWords(pinned: SnapshotChoice, { readable, snapshots: [newest] }: BoardChoices): string {
  if (!readable) return "The board itself cannot be read just now.";
  if (pinned.unchanged) return "The board has not changed since.";
  const isNewest = newest === undefined || newest.id === pinned.id;
  return `The board was changed since.${isNewest ? "" : ` There is a newer snapshot, ${snapshotWords(newest)}.`}`;
}

export interface Mend {
  readonly words: string;
  readonly change: (part: FromBoard) => FromBoard;
}

export interface Line {
  readonly words: string;
  /** The part cannot be made as it was chosen. */
  readonly isWrong: boolean;
  /** How it can be put right by one press. */
  readonly mend: Mend | null;
}

const plain = (words: string): Line => ({ words, isWrong: false, mend: null });
const wrong = (words: string, mend: Mend | null): Line => ({ words, isWrong: true, mend });

const USE_NOW: Mend = { words: "Take the board as it is instead", change: (part) => ({ ...part, snapshot: null }) };

/** What the layout of a part picks from, and what the part picks. */
export function pickedOf(part: FromBoard, layout: Layout | undefined): { readonly kind: Kind; readonly chosen: readonly string[] | null } {
  const kind = layout?.chooses === "launches" ? "launches" : "areas";
  return { kind, chosen: layout === undefined || layout.chooses === "nothing" ? null : part[kind] };
}

/** What a part takes of its board, a line each; nothing for what is not chosen. */
export function linesOf(part: FromBoard, layout: Layout | undefined, found: FoundBoard): readonly Line[] {
  return [...snapshotLines(part, found), ...pickedLines(part, layout, found.content)];
}

function snapshotLines({ snapshot }: FromBoard, { now, isSnapshotGone }: FoundBoard): readonly Line[] {
  if (isSnapshotGone) return [wrong("The snapshot that was chosen is not there any more, so this part cannot be made.", USE_NOW)];
  const chosen = now.snapshots.find(({ id }) => id === snapshot);
  if (chosen) return [plain(`From the snapshot ${snapshotWords(chosen)}. ${sinceWords(chosen, now)}`.trim())];
  if (now.readable) return [];
  return [wrong("This board cannot be read as it is now, so this part cannot be made. A snapshot of it may still be chosen.", null)];
}

function pickedLines(part: FromBoard, layout: Layout | undefined, content: BoardChoices | null): readonly Line[] {
  const { kind, chosen } = pickedOf(part, layout);
  if (chosen === null || content === null) return [];
  if (chosen.length === 0) return [wrong(`No ${KIND_WORDS[kind].several} are chosen, so nothing is shown.`, takeAll(kind))];
  const gone = goneOf(chosen, content);
  const kept = chosen.filter((id) => !gone.includes(id));
  return [...keptLines(kind, kept, content), ...goneLines(part, kind, gone, content)];
}

function keptLines(kind: Kind, kept: readonly string[], content: BoardChoices): readonly Line[] {
  if (kept.length === 0) return [];
  const { one, several } = KIND_WORDS[kind];
  const titles = kept.map((id) => content[kind].find((each) => each.id === id)?.title);
  return [plain(`${kept.length} ${kept.length === 1 ? one : several}: ${titles.join("; ")}.`)];
}

function goneLines(part: FromBoard, kind: Kind, gone: readonly string[], content: BoardChoices): readonly Line[] {
  if (gone.length === 0) return [];
  const titles = gone.map((id) => content.deleted.find((each) => each.id === id)?.title).filter(Boolean);
  const others = gone.length - titles.length;
  const are = gone.length === 1 ? "is" : "are";
  const where = part.snapshot === null ? "on the board any more" : "in this snapshot of the board";
  const words = `${namesOf(titles, others, kind)} ${are} not ${where}, and ${are} left out.`;
  const isAll = part[kind]?.every((id) => gone.includes(id));
  return [wrong(words, isAll ? takeAll(kind) : leaveOut(kind, gone))];
}

/** By name where the board knows it. */
function namesOf(titles: readonly (string | undefined)[], others: number, kind: Kind): string {
  const named = titles.map((title) => `“${title}”`).join(", ");
  if (others === 0) return named;
  if (named !== "") return `${named} and ${others} more`;
  return others === 1 ? `One chosen ${KIND_WORDS[kind].one}` : `${others} chosen ${KIND_WORDS[kind].several}`;
}

function leaveOut(kind: Kind, gone: readonly string[]): Mend {
  const words = gone.length === 1 ? "Do not choose it any more" : "Do not choose them any more";
  return { words, change: (part) => ({ ...part, [kind]: (part[kind] ?? []).filter((id) => !gone.includes(id)) }) };
}

function takeAll(kind: Kind): Mend {
  return { words: `Take all ${KIND_WORDS[kind].several} instead`, change: (part) => ({ ...part, [kind]: null }) };
}

const ATTRIBUTION_WORDS: Readonly<Record<Attribution, string>> = {
  name: "People are named as the board says.",
  organisation: "Names organisations at most.",
  hat: "Names hats at most, no people and no organisations.",
  none: "Names nobody.",
};

export function attributionWords(attribution: Attribution): string {
  return ATTRIBUTION_WORDS[attribution];
}
