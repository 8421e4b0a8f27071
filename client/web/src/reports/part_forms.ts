/** What is asked of a report and of each kind of its parts. */

import type { Layout } from "../export/exports_api";
import type { EntityForm } from "../programmes/EntityDialog";
import type { FieldKind, Option } from "../programmes/EntityField";
import type { Values } from "../programmes/merged";
import type { WholeProgramme } from "../programmes/types";
import { pictureField } from "./PictureField";
import { pictureInForm, picturesFromForm } from "./picturing";
import { emptyPart, withPart } from "./plans";
import type { Sources } from "./sources";
import { fromForm, inForm } from "./taking";
import { pickedField, snapshotField } from "./TakingFields";
import { type Part, type PartKind, type ReportPlan, SAYING_WORDS } from "./types";

/** What parts can be made from. */
export interface Material {
  readonly whole: WholeProgramme;
  readonly layouts: readonly Layout[];
  readonly sources: Sources;
}

export const planForm: EntityForm<ReportPlan> = {
  fields: {
    title: { kind: "line", label: "Title", required: true },
    subtitle: { kind: "line", label: "Subtitle" },
    by: { kind: "line", label: "By", hint: "Such as the group or the organisation." },
    date: { kind: "date", label: "Date" },
    contents: { kind: "tick", label: "A list of contents" },
    numbered: { kind: "tick", label: "Numbers before headings" },
  },
  read: ({ title, subtitle, by, date, contents, numbered }) => ({ title, subtitle, by, date, contents, numbered }),
  write: (values, entity) => ({ ...entity, ...values }),
};

/** A part of a plan; without an id, a new one, last. */
export function partForm(kind: PartKind, id: string | null, material: Material): EntityForm<ReportPlan> {
  const fields = { title: TITLE[kind], level: LEVEL, ...fieldsOf(kind, material) };
  const of = (plan: ReportPlan): Part => plan.parts.find((part) => part.id === id) ?? emptyPart(kind);
  return {
    fields,
    read: (plan) => {
      const part: Values = { ...inForm(of(plan)), ...pictureInForm(of(plan)), level: String(of(plan).level) };
      return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, part[name] || first(field)]));
    },
    write: ({ picture, caption, level, ...values }, plan) => {
      const part = of(plan);
      const figures = part.kind === "board" ? { figures: picturesFromForm(part, { ...values, picture, caption }) } : {};
      return withPart(plan, { ...part, ...fromForm(values), ...figures, level: Number(level) } as Part);
    },
  };
}

/** What a field begins with: a choice shows its first option, so it must be that. */
function first(field: FieldKind): unknown {
  if (field.kind === "choice") return field.none === undefined ? (field.options[0]?.value ?? "") : null;
  return field.kind === "tick" ? false : "";
}

const LEVEL: FieldKind = {
  kind: "choice",
  label: "Heading",
  options: [
    { value: "1", label: "Chapter" },
    { value: "2", label: "Section" },
    { value: "3", label: "Section within a section" },
  ],
};
const BY_ITSELF: FieldKind = { kind: "line", label: "Title", hint: "Without one, the part is called as what it comes from." };
const TITLE: Readonly<Record<PartKind, FieldKind>> = {
  words: { kind: "line", label: "Title", required: true },
  board: BY_ITSELF,
  group: BY_ITSELF,
  programme: BY_ITSELF,
  references: BY_ITSELF,
  trail: BY_ITSELF,
};
const ATTRIBUTION: FieldKind = {
  kind: "choice",
  label: "Who is named in it",
  hint: "It can say less of who wrote than the board does, never more.",
  none: "As the board says",
  options: [
    { value: "organisation", label: "Organisations, no names of people" },
    { value: "none", label: "Nobody" },
  ],
};
const INTRO: FieldKind = { kind: "prose", label: "Words before it" };

function fieldsOf(kind: PartKind, { whole, layouts, sources }: Material): Readonly<Record<string, FieldKind>> {
  switch (kind) {
    case "words":
      return {
        text: {
          kind: "prose",
          label: "Text",
          hint: "Write the mark of another part, such as [[what-we-learned]], where its heading shall be named; with :table, as in [[what-we-learned:table]], its first table, and with :figure its first picture.",
        },
      };
    case "board":
      return {
        board: { kind: "choice", label: "Board", options: boardOptions(whole) },
        snapshot: snapshotField(sources),
        layout: { kind: "choice", label: "What to make of it", options: layouts.filter(({ programme }) => !programme).map(option) },
        areas: pickedField("areas", sources, layouts),
        launches: pickedField("launches", sources, layouts),
        attribution: ATTRIBUTION,
        intro: INTRO,
        annex: { kind: "tick", label: "With the cards behind the text" },
        picture: pictureField(sources),
        caption: { kind: "line", label: "Words under the picture", hint: "Without any, it is called as what it shows." },
      };
    case "group":
      return {
        group: { kind: "choice", label: "Group", options: whole.groups.map(({ entity: { id, title } }) => ({ value: id, label: title })) },
        layout: { kind: "choice", label: "What to show", options: layouts.filter(({ programme }) => programme).map(option) },
        board: {
          kind: "choice",
          label: "Which boards say what was learned",
          none: "All boards of its sessions",
          options: boardOptions(whole),
        },
        intro: INTRO,
      };
    case "programme":
      return {
        what: {
          kind: "choice",
          label: "What to show",
          options: Object.entries(SAYING_WORDS).map(([value, label]) => ({ value, label })),
        },
      };
    case "references":
    case "trail":
      return {};
  }
}

function option({ id, title }: Layout): Option {
  return { value: id, label: title };
}

/** The boards of all sessions, each with its meeting. */
function boardOptions({ groups, sessions, boards }: WholeProgramme): readonly Option[] {
  const titles = new Map(groups.map(({ entity: { id, title } }) => [id, title]));
  return sessions.flatMap(({ entity: { id, group, number } }) =>
    (boards[id] ?? []).map((board) => ({ value: board.id, label: `${board.title} (${titles.get(group) ?? ""}, session ${number})` })),
  );
}

/** Why a part of this kind cannot be added yet, or null. */
export function missing(kind: PartKind, { whole }: Material): string | null {
  if (kind === "board" && boardOptions(whole).length === 0) return "No board belongs to a session of this programme yet.";
  if (kind === "group" && whole.groups.length === 0) return "This programme has no group yet.";
  return null;
}
