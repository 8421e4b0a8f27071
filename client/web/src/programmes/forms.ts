/** What is asked of each entity of a programme. */

import { newId } from "../model/ids";
import type { EntityForm } from "./EntityDialog";
import type { Option } from "./EntityField";
import type { Values } from "./merged";
import { type Group, KIND_WORD, type Organisation, type Person, type Phase, type Places, type Programme, type Session } from "./types";

/** A form whose fields are named as the entity's own. */
function plain<T extends object>(fields: EntityForm<T>["fields"]): EntityForm<T> {
  const names = Object.keys(fields);
  return {
    fields,
    read: (entity) => Object.fromEntries(names.map((name) => [name, (entity as Values)[name]])),
    write: (values, entity) => ({ ...entity, ...values }),
  };
}

export const NEW_PROGRAMME = (): Programme => ({
  id: newId(),
  title: "",
  purpose: "",
  parameters: { fixed: [], left_open: [] },
  objectives: [],
  phases: [],
});

export const programmeForm: EntityForm<Programme> = {
  fields: {
    title: { kind: "line", label: "Title", required: true },
    purpose: { kind: "prose", label: "Purpose", hint: "What is it for, and for whom?" },
    fixed: { kind: "lines", label: "What is fixed", hint: "One thing a line, such as how often groups meet." },
    left_open: { kind: "lines", label: "What is left open on purpose", hint: "One thing a line." },
  },
  read: ({ title, purpose, parameters }) => ({ title, purpose, ...parameters }),
  write: ({ title, purpose, fixed, left_open }, entity) =>
    ({ ...entity, title, purpose, parameters: { fixed, left_open } }) as Programme,
};

/** An objective of a programme; with an id that is not there yet, a new one. */
export function objectiveForm(id: string): EntityForm<Programme> {
  return {
    fields: { text: { kind: "prose", label: "Objective", hint: "One text; wherever it is mentioned, it reads as it is now.", required: true } },
    read: ({ objectives }) => ({ text: objectives.find((each) => each.id === id)?.text ?? "" }),
    write: ({ text }, entity) => ({ ...entity, objectives: withOne(entity.objectives, { id, text: String(text) }) }),
  };
}

export function phaseForm(id: string): EntityForm<Programme> {
  const nothing: Phase = { id, title: "", starts: "", ends: null, note: "" };
  const form = plain<Phase>({
    title: { kind: "line", label: "Title", required: true },
    starts: { kind: "date", label: "First day", required: true },
    ends: { kind: "date", label: "Last day" },
    note: { kind: "line", label: "Note" },
  });
  const of = ({ phases }: Programme) => phases.find((each) => each.id === id) ?? nothing;
  return {
    fields: form.fields,
    read: (entity) => form.read(of(entity)),
    write: (values, entity) => ({ ...entity, phases: byStart(withOne(entity.phases, form.write(values, of(entity)))) }),
  };
}

function withOne<T extends { readonly id: string }>(list: readonly T[], one: T): readonly T[] {
  return list.some(({ id }) => id === one.id) ? list.map((each) => (each.id === one.id ? one : each)) : [...list, one];
}

function byStart(phases: readonly Phase[]): readonly Phase[] {
  return phases.toSorted((one, other) => one.starts.localeCompare(other.starts));
}

export const NEW_GROUP = (number: number): Group => ({
  id: newId(),
  kind: "action_learning_set",
  number,
  title: "",
  theme: "",
  pillar: "",
  facilitators: [],
  key_questions: [],
  attendance: "average",
  facilitators_count: false,
  icbs: null,
});

export function groupForm(people: readonly Person[], places: Places): EntityForm<Group> {
  const form = plain<Group>({
    title: { kind: "line", label: "Title", required: true },
    kind: { kind: "choice", label: "Kind", options: Object.entries(KIND_WORD).map(([value, label]) => ({ value, label })) },
    number: { kind: "number", label: "Number", hint: "Its place among the groups of its kind.", required: true },
    theme: { kind: "line", label: "Theme" },
    pillar: { kind: "line", label: "Pillar", hint: "What the theme stands for in the programme." },
    facilitators: {
      kind: "several",
      label: "Facilitated by",
      options: peopleOptions(people),
      none: "Nobody is in the programme yet. Add people on its page, then choose them here.",
    },
    facilitators_count: { kind: "tick", label: "Its facilitators count as attendees" },
    attendance: {
      kind: "choice",
      label: "How attendance is said in reports",
      options: [
        { value: "average", label: "9 attendees (on average 6 per session)" },
        { value: "every_session", label: "5 attendees (3 attended every session)" },
        { value: "unique", label: "20 unique attendees (average of 7 attendees per session)" },
      ],
    },
    icbs: {
      kind: "several",
      label: "ICBs, where they do not follow from where people come from",
      hint: "Tick none to let them follow.",
      options: places.icbs.map(({ id, name }) => ({ value: id, label: name })),
    },
  });
  return { ...form, write: (values, entity) => form.write({ ...values, icbs: someOrNull(values["icbs"]) }, entity) };
}

function someOrNull(value: unknown): unknown {
  return Array.isArray(value) && value.length > 0 ? value : null;
}

function peopleOptions(people: readonly Person[]): readonly Option[] {
  return people.filter(({ removed }) => !removed).map(({ id, name }) => ({ value: id, label: name }));
}

/** A new wording of a group's key question, which holds from today. */
export function questionForm(today: string): EntityForm<Group> {
  return {
    fields: { question: { kind: "prose", label: "Key question", hint: "Earlier wordings stay in its history.", required: true } },
    read: ({ key_questions }) => ({ question: key_questions.at(-1)?.text ?? "" }),
    write: ({ question }, entity) => ({
      ...entity,
      key_questions: [...entity.key_questions, { text: String(question).trim(), since: today }],
    }),
  };
}

export const NEW_SESSION = (group: string, number: number, date: string): Session => ({
  id: newId(),
  group,
  number,
  date,
  minutes: null,
  title: "",
  register: [],
});

const sessionFields = plain<Session>({
  number: { kind: "number", label: "Number", required: true },
  date: { kind: "date", label: "Date", required: true },
  minutes: { kind: "number", label: "Minutes" },
  title: { kind: "line", label: "What it was about" },
});

export const sessionForm: EntityForm<Session> = {
  ...sessionFields,
  // The rows of the register are stored one by one.
  write: (values, entity) => ({ ...sessionFields.write(values, entity), register: [] }),
};

export const NEW_PERSON = (): Person => ({
  id: newId(),
  name: "",
  job: "",
  organisation: null,
  consented: false,
  invented: false,
  removed: false,
});

export function personForm(organisations: readonly Organisation[]): EntityForm<Person> {
  return plain<Person>({
    name: { kind: "line", label: "Name", required: true },
    job: { kind: "line", label: "Job" },
    organisation: {
      kind: "choice",
      label: "Organisation",
      none: "none",
      options: organisations.map(({ id, name }) => ({ value: id, label: name })),
    },
    consented: { kind: "tick", label: "Agreed to be named in reports" },
    invented: { kind: "tick", label: "Invented: stands in for somebody whose name is not known" },
  });
}

export const NEW_ORGANISATION = (): Organisation => ({ id: newId(), name: "", place: null, icb: null });

export function organisationForm(places: Places): EntityForm<Organisation> {
  return plain<Organisation>({
    name: { kind: "line", label: "Name", required: true },
    place: {
      kind: "choice",
      label: "Council area",
      hint: "Its ICB follows from it. A ministry has none.",
      none: "none",
      options: areaOptions(places.places),
    },
    icb: {
      kind: "choice",
      label: "ICB that it stands for",
      hint: "Only for an organisation that belongs to a whole ICB and to no single council area.",
      none: "none",
      options: areaOptions(places.icbs),
    },
  });
}

function areaOptions(areas: Places["places"]): readonly Option[] {
  return areas.map(({ id, name, until }) => ({ value: id, label: until ? `${name} (until ${until})` : name }));
}
