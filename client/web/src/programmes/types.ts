/** A programme and what belongs to it, as the server has it (SPEC G). */

/** An entity with the revision that the next change of it names. */
export interface Kept<T> {
  readonly revision: number;
  readonly entity: T;
}

export interface Objective {
  readonly id: string;
  readonly text: string;
}

export interface Phase {
  readonly id: string;
  readonly title: string;
  readonly starts: string;
  readonly ends: string | null;
  readonly note: string;
}

export interface Programme {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly parameters: { readonly fixed: readonly string[]; readonly left_open: readonly string[] };
  readonly objectives: readonly Objective[];
  readonly phases: readonly Phase[];
}

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly place: string | null;
  readonly icb: string | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly job: string;
  readonly organisation: string | null;
  readonly consented: boolean;
  readonly invented: boolean;
  readonly removed: boolean;
}

export type GroupKind = "action_learning_set" | "leadership" | "planning_and_monitoring";
export type AttendancePhrase = "average" | "every_session" | "unique";

export interface Group {
  readonly id: string;
  readonly kind: GroupKind;
  readonly number: number;
  readonly title: string;
  readonly theme: string;
  readonly pillar: string;
  readonly facilitators: readonly string[];
  /** All wordings, oldest first; the last one holds. */
  readonly key_questions: readonly { readonly text: string; readonly since: string }[];
  readonly attendance: AttendancePhrase;
  readonly facilitators_count: boolean;
  /** Null where they follow from where people come from. */
  readonly icbs: readonly string[] | null;
}

export type Attended = "present" | "apologies";

export interface RegisterEntry {
  readonly person: string;
  readonly attended: Attended;
  readonly role: string;
}

export interface Session {
  readonly id: string;
  readonly group: string;
  readonly number: number;
  readonly date: string;
  readonly minutes: number | null;
  readonly title: string;
  readonly register: readonly RegisterEntry[];
}

export interface Figures {
  /** Attendance in the words that the group chose. */
  readonly said: string;
  readonly sessions: number;
  readonly organisations: readonly string[];
  readonly places: readonly string[];
  readonly icbs: readonly string[];
  /** Organisations without a place or an ICB. */
  readonly elsewhere: readonly string[];
}

export interface BoardName {
  readonly id: string;
  readonly title: string;
}

export interface WholeProgramme {
  readonly programme: Kept<Programme>;
  readonly organisations: readonly Kept<Organisation>[];
  readonly people: readonly Kept<Person>[];
  readonly groups: readonly Kept<Group>[];
  readonly sessions: readonly Kept<Session>[];
  readonly figures: Readonly<Record<string, Figures>>;
  readonly boards: Readonly<Record<string, readonly BoardName[]>>;
}

/** How much there is of a programme; `fingerprint` is another after each change of it. */
export interface Extent {
  readonly groups: number;
  readonly sessions: number;
  /** Sessions with somebody on their register, and all rows of these. */
  readonly registers: number;
  readonly marks: number;
  readonly people: number;
  readonly organisations: number;
  readonly reports: number;
  readonly boards: number;
  readonly fingerprint: string;
}

export interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly job: string;
  readonly organisation: string;
}

export interface GroupView {
  /** The programme's title. */
  readonly programme: string;
  readonly group: Kept<Group>;
  readonly facilitators: readonly Somebody[];
  readonly sessions: readonly Kept<Session>[];
  readonly figures: Figures;
  readonly boards: Readonly<Record<string, readonly BoardName[]>>;
}

export interface SessionView {
  readonly programme: string;
  readonly group: Kept<Group>;
  readonly session: Kept<Session>;
  readonly marks: readonly Kept<RegisterEntry>[];
  readonly people: readonly Somebody[];
  readonly boards: readonly BoardName[];
}

/** A commitment card of a group's board, with what became of it, oldest first. */
export interface Commitment {
  readonly session: string;
  readonly board: string;
  readonly card: string;
  readonly what: string;
  readonly by_when: string;
  readonly how_will_i_know: string;
  readonly who_may_ask: string;
  readonly done: boolean;
  readonly progress: readonly {
    readonly session: string;
    readonly board: string;
    readonly outcome: string;
    readonly what_worked: string;
    readonly what_did_not: string;
  }[];
}

export interface Area {
  readonly id: string;
  readonly name: string;
  readonly since: string;
  readonly until: string | null;
}

export interface Places {
  readonly places: readonly Area[];
  readonly icbs: readonly Area[];
  readonly own: boolean;
  readonly fault: string | null;
}

export interface BoardPlace {
  readonly programme: string;
  readonly group: string;
  readonly session: string;
  readonly programme_title: string;
  readonly group_title: string;
  readonly number: number;
  readonly date: string;
}

export const KIND_WORDS: Readonly<Record<GroupKind, string>> = {
  action_learning_set: "Action learning sets",
  leadership: "Leadership groups",
  planning_and_monitoring: "Planning and monitoring",
};

/** One group of the kind. */
export const KIND_WORD: Readonly<Record<GroupKind, string>> = {
  action_learning_set: "Action learning set",
  leadership: "Leadership group",
  planning_and_monitoring: "Planning and monitoring",
};
