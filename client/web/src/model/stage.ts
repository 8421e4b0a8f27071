/** The phases of each launch as a checklist, as the server publishes them in the `stage` document. */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";
import { watchComments } from "./comment_news";
import { type SuggestionNews, watchSuggestions } from "./suggestion_news";
import { type Round, watchRound } from "./round";
import { CLOCK_STATES, type ClockState, LOCKABLE, type Lockable, type Phase } from "./schema.gen";
import { type HatsByZone, watchHats } from "./hats";
import { type RolesByLaunch, watchRoles } from "./session_roles";
import { type Vote, votesOf } from "./votes";

export interface Checklist {
  readonly launch: string;
  readonly phases: readonly Phase[];
  /** Entries that are done: a phase's id, or `<phase>/<area>` for one that is gone through area by area. */
  readonly done: ReadonlySet<string>;
  readonly current: string | null;
}

/** The participant who asked for each launch; null for what the board began with. */
export type Launchers = ReadonlyMap<string, string | null>;

/** The board went back to a snapshot: its name, and the participant who did it. */
export interface Return {
  readonly label: string;
  readonly by: string | null;
}

/** Each time the board went back, by the id of the snapshot that was kept before. */
export type Returns = ReadonlyMap<string, Return>;

/** The phase that is on, and its time; or a timer without a phase. */
export interface PhaseClock {
  readonly launch: string | null;
  readonly entry: string | null;
  readonly state: ClockState;
  /** When the time is up, in the server's time as milliseconds since 1970; null unless it runs. */
  readonly ends: number | null;
  /** Seconds that a pause keeps. */
  readonly left: number;
  /** To be sent with a command: what its sender saw (SPEC F3). */
  readonly turn: number;
  readonly by: string | null;
}

export const NO_CLOCK: PhaseClock = { launch: null, entry: null, state: "off", ends: null, left: 0, turn: 0, by: null };

/** A lock of an area or zone. */
export interface Lock {
  readonly root: Lockable;
  readonly by: string | null;
  /** What for, in the words of who locked it; it completes “while ...”. */
  readonly why: string;
  /** The participants whose edits from offline came in since; “somebody” for all of them where nobody is named. */
  readonly returned: readonly string[];
}

/** The locks that hold, by the id of the area or zone. */
export type Locks = ReadonlyMap<string, Lock>;

/** A launch, an area or a zone. */
export interface Spot {
  readonly root: "launches" | "areas" | "zones";
  readonly id: string;
}

/** Everybody was brought to a spot; `turn` counts the calls. */
export interface Call extends Spot {
  readonly turn: number;
  readonly by: string | null;
  /** When, in the server's time as milliseconds since 1970; null where it is not known. */
  readonly at: number | null;
}

/** Where everybody was brought last, what is in the spotlight, and the participant whose view is followed. */
export interface Room {
  readonly called: Call | null;
  readonly spotlit: Spot | null;
  readonly leader: string | null;
}

const NO_ROOM: Room = { called: null, spotlit: null, leader: null };

export class StageModel {
  private readonly askers = signal<Launchers>(new Map());
  private readonly lists = signal<ReadonlyMap<string, Checklist>>(new Map());
  private readonly backs = signal<Returns>(new Map());
  private readonly looks = signal<Room>(NO_ROOM);
  private readonly held = signal<Locks>(new Map());
  private answered = 0;
  private readonly time = signal<PhaseClock>(NO_CLOCK);
  private readonly free = signal<PhaseClock>(NO_CLOCK);

  /** Every vote that was not cancelled, the newest first. */
  readonly votes: ReadonlySignal<readonly Vote[]>;
  /** The private round that is on or was last. */
  readonly round: ReadonlySignal<Round | null>;
  /** The number of the newest change of the comments. */
  readonly comments: ReadonlySignal<number>;
  /** Whether suggestions came or were decided on. */
  readonly suggestions: ReadonlySignal<SuggestionNews>;
  /** Who has which role in what was launched. */
  readonly roles: ReadonlySignal<RolesByLaunch>;
  /** Whether the hats of each ring are worn, and by how many. */
  readonly hats: ReadonlySignal<HatsByZone>;

  constructor(doc: Y.Doc) {
    this.votes = votesOf(doc);
    this.round = watchRound(doc);
    this.roles = watchRoles(doc);
    this.hats = watchHats(doc);
    this.comments = watchComments(doc);
    this.suggestions = watchSuggestions(doc);
    const launches = doc.getMap("launches");
    const refresh = () => {
      this.askers.value = new Map([...launches.entries()].map(([id, map]) => [id, readLauncher(map)]));
      this.lists.value = new Map([...launches.entries()].flatMap(([id, map]) => readChecklist(id, map)));
    };
    launches.observeDeep(refresh);
    refresh();
    const returns = doc.getMap("returns");
    const reread = () => {
      this.backs.value = new Map([...returns.entries()].flatMap(([id, map]) => readReturn(id, map)));
    };
    returns.observeDeep(reread);
    reread();
    const clock = doc.getMap("clock");
    const look = () => {
      this.time.value = readClock(clock.get("now"));
      this.free.value = readClock(clock.get("timer"));
    };
    clock.observeDeep(look);
    look();
    const locks = doc.getMap("locks");
    const relock = () => {
      this.held.value = new Map([...locks.entries()].flatMap(([id, map]) => readLock(id, map)));
    };
    locks.observeDeep(relock);
    relock();
    const room = doc.getMap("room");
    const relook = () => {
      this.looks.value = readRoom(room.get("now"));
    };
    room.observeDeep(relook);
    relook();
  }

  /** Where everybody looks. */
  get room(): ReadonlySignal<Room> {
    return this.looks;
  }

  get locks(): ReadonlySignal<Locks> {
    return this.held;
  }

  /** The turn that this person saw: of the clock here, or of the answer to their own last command, whichever came first. */
  get turnSeen(): number {
    return Math.max(this.answered, this.time.peek().turn);
  }

  /** Take in the answer to a command of this person. */
  noteTurn(turn: number): void {
    this.answered = turn;
  }

  get clock(): ReadonlySignal<PhaseClock> {
    return this.time;
  }

  /** The timer that belongs to no phase. */
  get timer(): ReadonlySignal<PhaseClock> {
    return this.free;
  }

  get returns(): ReadonlySignal<Returns> {
    return this.backs;
  }

  get launchers(): ReadonlySignal<Launchers> {
    return this.askers;
  }

  /** Checklists by launch; launches without phases are left out. */
  get checklists(): ReadonlySignal<ReadonlyMap<string, Checklist>> {
    return this.lists;
  }
}

/** The entry of a phase in the checklist. */
export function entryOf(phase: Phase, area: string | null): string {
  return phase.per_area && area !== null ? `${phase.id}/${area}` : phase.id;
}

/** The area of an entry; null where it is one of the whole launch. */
export function areaOf(entry: string): string | null {
  return entry.split("/")[1] ?? null;
}

function readLauncher(map: unknown): string | null {
  const by: unknown = map instanceof Y.Map ? map.get("by") : null;
  return typeof by === "string" ? by : null;
}

function readReturn(id: string, map: unknown): readonly [string, Return][] {
  const label: unknown = map instanceof Y.Map ? map.get("label") : null;
  return typeof label === "string" ? [[id, { label, by: readLauncher(map) }]] : [];
}

function readClock(map: unknown): PhaseClock {
  if (!(map instanceof Y.Map)) return NO_CLOCK;
  const state = CLOCK_STATES.find((each) => each === map.get("state")) ?? "off";
  return {
    launch: textOf(map.get("launch")),
    entry: textOf(map.get("entry")),
    state,
    ends: timeOf(map.get("ends")),
    left: Number(map.get("left") ?? 0),
    turn: Number(map.get("turn") ?? 0),
    by: textOf(map.get("by")),
  };
}

function readLock(id: string, map: unknown): readonly [string, Lock][] {
  if (!(map instanceof Y.Map) || typeof map.get("since") !== "string") return [];
  const root = LOCKABLE.find((each) => each === map.get("root")) ?? "zones";
  const returned: unknown = map.get("returned");
  const people = Array.isArray(returned) ? returned.filter((each) => typeof each === "string") : [];
  return [[id, { root, by: textOf(map.get("by")), why: textOf(map.get("why")) ?? "", returned: people }]];
}

function readRoom(map: unknown): Room {
  if (!(map instanceof Y.Map)) return NO_ROOM;
  const called: unknown = map.get("called");
  const spot = readSpot(called);
  const { turn, by, at } = (spot ? called : {}) as { turn?: unknown; by?: unknown; at?: unknown };
  return {
    called: spot && typeof turn === "number" ? { ...spot, turn, by: textOf(by), at: timeOf(at) } : null,
    spotlit: readSpot(map.get("spotlit")),
    leader: textOf(map.get("leader")),
  };
}

const SPOTS = ["launches", "areas", "zones"] as const;

/** A spot as somebody else wrote it; null for anything else. */
export function readSpot(value: unknown): Spot | null {
  if (typeof value !== "object" || value === null) return null;
  const { root, id } = value as { root?: unknown; id?: unknown };
  const found = SPOTS.find((each) => each === root);
  return found && typeof id === "string" ? { root: found, id } : null;
}

function timeOf(value: unknown): number | null {
  const time = Date.parse(String(value));
  return Number.isNaN(time) ? null : time;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function readChecklist(launch: string, map: unknown): readonly [string, Checklist][] {
  if (!(map instanceof Y.Map)) return [];
  const phases = (map.get("phases") as { items?: unknown } | undefined)?.items;
  if (!Array.isArray(phases) || phases.length === 0) return [];
  const done: unknown = map.get("done");
  const current: unknown = map.get("current");
  const checklist = {
    launch,
    phases: phases.filter(isPhase),
    done: new Set(Array.isArray(done) ? done.filter((entry) => typeof entry === "string") : []),
    current: typeof current === "string" ? current : null,
  };
  return [[launch, checklist]];
}

function isPhase(value: unknown): value is Phase {
  return typeof value === "object" && value !== null && "id" in value && "title" in value;
}
