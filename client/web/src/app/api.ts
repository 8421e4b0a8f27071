/** The server's REST API, as far as the page uses it. Every failure is a Problem with a sentence for people. */

import type { Attribution, RoundCells } from "../model/schema.gen";
import type { Spot } from "../model/stage";
import type { Cell, Certainty, ZoneKind } from "../model/types";
import type { StoredCard, Writing } from "../private/private_cards";
import type { Role } from "../sync/connection";

/** What went wrong, in words that say what to do. */
export class Problem extends Error {
  constructor(
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
    message: string,
    /** What is wrong with each field of what was sent, by name. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** Stays the same for programs, "" where it is not known. */
    readonly code = "",
    /** What somebody else stored meanwhile, where this came too late (SPEC G8). */
    readonly newer: { readonly revision: number; readonly entity: unknown } | null = null,
    /** What the programme has already under the name that was sent (SPEC G14). */
    readonly alike: { readonly revision: number; readonly entity: unknown } | null = null,
  ) {
    super(message);
  }
}

export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly job: string | null;
}

export interface BoardRow {
  readonly id: string;
  readonly title: string;
  readonly role: Role;
  readonly updated_at: string;
}

export interface Me {
  readonly participant: Participant | null;
  readonly organiser: boolean;
  readonly boards: readonly BoardRow[];
}

export interface CheckedInvitation {
  readonly role: Role;
  readonly board: { readonly id: string; readonly title: string } | null;
  readonly participant: Participant | null;
  readonly notice: { readonly who_sees: string; readonly kept: string; readonly reminder: string };
}

export interface Joined {
  readonly participant: Participant;
  readonly board_id: string | null;
  readonly role: Role;
}

export interface BoardInfo {
  readonly id: string;
  readonly title: string;
  readonly epoch: string;
  readonly role: Role;
  readonly content: string;
  readonly stage: string;
  readonly participant: { readonly id: string; readonly name: string; readonly organisation: string | null; readonly display_name: string };
  readonly can_organise: boolean;
}

export interface Question {
  readonly key: string;
  /** "lines" takes a list of `least` to `most` texts. */
  readonly kind: "text" | "lines";
  readonly label: string;
  readonly hint: string;
  /** What the answer becomes; a next pass is asked for no title and no columns. */
  readonly into: "title" | "purpose" | "cards" | "columns" | "areas";
  readonly least: number;
  readonly most: number;
  readonly default: string | readonly string[] | null;
}

/** A whole board, a tool in a session, or what becomes part of a report. */
export type TemplateGroup = "board" | "session" | "output";

export interface Template {
  readonly id: string;
  readonly title: string;
  readonly group: TemplateGroup;
  /** It is a file of this organisation. */
  readonly own: boolean;
  readonly version: number;
  readonly summary: string;
  /** What is taken home. */
  readonly record: string;
  readonly minutes: number;
  readonly source: string;
  readonly note: string;
  readonly checked_by_ambit_trainer: boolean;
  readonly banner: string | null;
  readonly attribution: Attribution;
  readonly ask: readonly Question[];
  readonly roles: readonly { readonly id: string; readonly title: string; readonly do: string }[];
  readonly phases: readonly { readonly id: string; readonly title: string; readonly do: string; readonly minutes: number; readonly per_area: boolean; readonly private: string | null; readonly dots: string | null }[];
  readonly picture: readonly PictureZone[];
}

/** All templates, and what is wrong in files that are therefore not among them. */
export interface Shelf {
  readonly templates: readonly Template[];
  readonly faults: readonly { readonly file: string; readonly line: number | null; readonly reason: string }[];
}

export const NO_TEMPLATES: Shelf = { templates: [], faults: [] };

/** A zone and where it lies in a launch's frame: column, row, columns and rows of a grid of 12 columns. */
export interface PictureZone {
  readonly kind: ZoneKind;
  readonly title: string;
  readonly hint: string;
  /** How many columns of its own it has. */
  readonly columns: number;
  readonly rect: readonly number[];
  /** The zones that each of its areas gets, and what the agreed record of one is for. */
  readonly inside: readonly PictureZone[];
  readonly record_hint: string;
}

export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** A session of a programme, by its id and the programme's. */
export interface SessionOfBoard {
  readonly programme: string;
  readonly session: string;
}

export interface NewBoardBody {
  readonly template: string | null;
  readonly title: string;
  readonly purpose: string;
  readonly answers: Answers;
  readonly request_id: string;
  readonly session: SessionOfBoard | null;
}

export interface Invitation {
  readonly id: string;
  readonly role: Role;
  /** The name of who made it. */
  readonly by: string | null;
  /** How many people are on the board by it. */
  readonly joined: number;
  /** The person at this page is one of them. */
  readonly yours: boolean;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
}

export interface Invitations {
  /** What new links begin with. */
  readonly address: string;
  readonly invitations: readonly Invitation[];
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly job: string | null;
  readonly display_name: string;
  readonly role: Role;
  readonly present: boolean;
}

export interface Attendance {
  readonly id: string;
  readonly date: string;
  readonly name: string;
  readonly organisation: string | null;
  readonly role_in_session: string | null;
  readonly source: "joined" | "added";
}

/** The phase to start; null for none. `finish` ticks the one that was on, `seen` is the turn that was seen (SPEC F3). */
export interface PhaseStart {
  readonly launch: string | null;
  readonly entry: string | null;
  readonly finish: boolean;
  readonly seen: number;
}

export interface TimeChange {
  readonly action: "pause" | "resume" | "restart" | "extend";
  readonly minutes?: number;
  readonly seen: number;
}

/** What to do with the timer that belongs to no phase; `minutes` are for "start" and "extend". */
export interface FreeTimerChange {
  readonly action: "start" | "pause" | "resume" | "extend" | "stop";
  readonly minutes?: number;
  readonly seen: number;
}

export type Fetch = typeof fetch;

export const UNREACHABLE = "The server cannot be reached. Check your connection, then try again.";

/**
 * Send a request and return its JSON answer (undefined where it has none); throws Problem. With `keepalive` it is sent also
 * when the page is left at this moment.
 */
export async function request<T>(method: string, path: string, body?: unknown, keepalive = false): Promise<T> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const answer = await fetch(path, { method, keepalive, ...sent }).catch(() => {
    throw new Problem(0, UNREACHABLE);
  });
  if (!answer.ok) throw await problemOf(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

export async function problemOf(answer: Response): Promise<Problem> {
  return problemIn(answer.status, await answer.json().catch(() => ({})));
}

/** The problem that a body of application/problem+json is about. */
export function problemIn(status: number, body: unknown): Problem {
  const { type, detail, errors, newer, alike } = body as {
    type?: string;
    detail?: string;
    errors?: readonly { field: string; message: string }[];
    newer?: { revision: number; entity: unknown };
    alike?: { revision: number; entity: unknown };
  };
  const fields = Object.fromEntries((errors ?? []).map(({ field, message }) => [field, message]));
  const words = detail ?? "Something went wrong on the server. Try again in a moment.";
  return new Problem(status, words, fields, type?.split(":").at(-1), newer ?? null, alike ?? null);
}

const board = (id: string) => `/api/boards/${encodeURIComponent(id)}`;

export const api = {
  me: () => request<Me>("GET", "/api/me"),
  logout: () => request<undefined>("POST", "/api/logout"),
  checkInvitation: (secret: string) => request<CheckedInvitation>("POST", "/api/invitations/check", { secret }),
  join: (body: { secret: string; name?: string; organisation?: string | null; job?: string | null }) =>
    request<Joined>("POST", "/api/join", body),
  templates: () => request<Shelf>("GET", "/api/templates"),
  createBoard: (body: NewBoardBody) => request<{ id: string }>("POST", "/api/boards", body),
  board: (id: string) => request<BoardInfo>("GET", board(id)),
  launch: (id: string, body: { template: string; area: string | null; again: string | null; answers: Answers; request_id: string }) =>
    request<{ launch: string }>("POST", `${board(id)}/launches`, body),
  invitations: (id: string) => request<Invitations>("GET", `${board(id)}/invitations`),
  invite: (id: string, role: Role) => request<{ id: string; role: Role; url: string }>("POST", `${board(id)}/invitations`, { role }),
  revoke: (id: string, invitation: string) => request<undefined>("DELETE", `${board(id)}/invitations/${invitation}`),
  members: (id: string) =>
    request<{ participants: readonly Member[] }>("GET", `${board(id)}/participants`).then(({ participants }) => participants),
  relink: (id: string, participant: string) =>
    request<{ url: string }>("POST", `${board(id)}/participants/${participant}/relink`),
  changeRole: (id: string, participant: string, role: "edit" | "facilitate") =>
    request<{ participants: readonly Member[] }>("PUT", `${board(id)}/participants/${participant}/role`, { role }),
  askToMerge: (id: string, one: string, other: string) => request<undefined>("POST", `${board(id)}/merge-turns`, { one, other }),
  giveRole: (id: string, launch: string, role: string, participant: string) =>
    request<undefined>("PUT", `${board(id)}/session-roles/${launch}/${role}/${participant}`),
  takeRole: (id: string, launch: string, role: string, participant: string) =>
    request<undefined>("DELETE", `${board(id)}/session-roles/${launch}/${role}/${participant}`),
  freeRoles: (id: string, launch: string, free: boolean) => request<undefined>("PUT", `${board(id)}/session-roles/${launch}`, { free }),
  attendance: (id: string) =>
    request<{ attendance: readonly Attendance[] }>("GET", `${board(id)}/attendance`).then(({ attendance }) => attendance),
  addAttendance: (id: string, row: { date?: string; name: string; organisation?: string | null; role_in_session?: string | null }) =>
    request<Attendance>("POST", `${board(id)}/attendance`, row),
  changeAttendance: (id: string, row: string, changes: Partial<Omit<Attendance, "id" | "source">>) =>
    request<Attendance>("PATCH", `${board(id)}/attendance/${row}`, changes),
  removeAttendance: (id: string, row: string) => request<undefined>("DELETE", `${board(id)}/attendance/${row}`),
  addHatCard: (id: string, body: { zone: string; cell: readonly [string, string]; text: string; request_id: string }) =>
    request<{ card: string }>("POST", `${board(id)}/hat-cards`, body),
  writeHatCard: (id: string, card: string, text: string) =>
    request<undefined>("PUT", `${board(id)}/hat-cards/${card}`, { text }),
  tickPhase: (id: string, launch: string, phase: string, done: boolean) =>
    request<undefined>("POST", `${board(id)}/phases`, { launch, phase, done }),
  startPhase: (id: string, body: PhaseStart) => request<{ turn: number }>("POST", `${board(id)}/stage/phase`, body),
  openRound: (id: string, body: { zone: string; cells: RoundCells; request_id: string }) =>
    request<undefined>("POST", `${board(id)}/private/rounds`, body),
  reveal: (id: string, round: string) => request<undefined>("POST", `${board(id)}/private/rounds/${round}/reveal`),
  endRound: (id: string, round: string) => request<undefined>("POST", `${board(id)}/private/rounds/${round}/end`),
  privateCards: (id: string) =>
    request<{ cards: readonly StoredCard[] }>("GET", `${board(id)}/private/cards`).then(({ cards }) => cards),
  writePrivate: (id: string, round: string, card: string, writing: Writing) =>
    request<{ revision: number; cell: Cell | null }>("PUT", `${board(id)}/private/rounds/${round}/cards/${card}`, writing),
  addLate: (id: string, round: string, body: { texts: readonly string[]; cell: Cell | null; certainty: Certainty | null; request_id: string }) =>
    request<undefined>("POST", `${board(id)}/private/rounds/${round}/late`, body),
  attribute: (id: string, launch: string, attribution: Attribution) =>
    request<undefined>("PUT", `${board(id)}/launches/${launch}/attribution`, { attribution }),
  bring: (id: string, spot: Spot) => request<undefined>("POST", `${board(id)}/stage/call`, spot),
  spotlight: (id: string, spot: Spot) => request<undefined>("PUT", `${board(id)}/stage/spotlight`, spot),
  endSpotlight: (id: string) => request<undefined>("DELETE", `${board(id)}/stage/spotlight`),
  lead: (id: string) => request<undefined>("PUT", `${board(id)}/stage/leader`, {}),
  release: (id: string) => request<undefined>("DELETE", `${board(id)}/stage/leader`),
  lock: (id: string, place: string, why: string) =>
    request<undefined>("PUT", `${board(id)}/stage/locks/${place}`, { why: why || null }),
  unlock: (id: string, place: string) => request<undefined>("DELETE", `${board(id)}/stage/locks/${place}`),
  changeTimer: (id: string, body: FreeTimerChange) => request<undefined>("POST", `${board(id)}/stage/free-timer`, body),
  changeTime: (id: string, body: TimeChange) => request<{ turn: number }>("POST", `${board(id)}/stage/timer`, body),
};
