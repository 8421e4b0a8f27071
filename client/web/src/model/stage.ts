/** The phases of each launch as a checklist, as the server publishes them in the `stage` document. */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";
import { CLOCK_STATES, type ClockState, type Phase } from "./schema.gen";

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

/** The phase that is on, and its time. */
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

export class StageModel {
  private readonly askers = signal<Launchers>(new Map());
  private readonly lists = signal<ReadonlyMap<string, Checklist>>(new Map());
  private readonly backs = signal<Returns>(new Map());
  private readonly time = signal<PhaseClock>(NO_CLOCK);

  constructor(doc: Y.Doc) {
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
    };
    clock.observeDeep(look);
    look();
  }

  get clock(): ReadonlySignal<PhaseClock> {
    return this.time;
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
  const ends = Date.parse(String(map.get("ends")));
  return {
    launch: textOf(map.get("launch")),
    entry: textOf(map.get("entry")),
    state,
    ends: Number.isNaN(ends) ? null : ends,
    left: Number(map.get("left") ?? 0),
    turn: Number(map.get("turn") ?? 0),
    by: textOf(map.get("by")),
  };
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
