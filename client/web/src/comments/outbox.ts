/**
 * Comments that were sent and are not stored yet (SPEC C5). Each is kept on the device until the server has it, and sent
 * one after the other: the same again after a lost answer, so that it is there once.
 */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { browserStorage, storedKeys } from "../sync/unsent";
import type { CommentPlace, Said, Thread } from "./thread";

/** Where a comment goes: a new thread on a place, or an answer in a thread. */
export type Target = { readonly on: CommentPlace } | { readonly thread: string };

export interface Unsent extends Said {
  readonly target: Target;
  /** Grows from one to the next, in the order of their making. */
  readonly number: number;
  /** Why the server does not take it as it is, "" where nothing is wrong. */
  readonly problem: string;
}

/** What the server said to a comment. */
export type Answer =
  | { readonly kind: "stored"; readonly thread: Thread }
  /** Nobody was there: try again later. */
  | { readonly kind: "away" }
  | { readonly kind: "refused"; readonly why: string };

export class Outbox {
  private readonly items = signal<ReadonlyMap<string, Unsent>>(new Map());
  private readonly keeps = signal(true);
  private readonly fails = signal(false);
  private isSending = false;

  /** What waits, in the order of its making. */
  readonly all: ReadonlySignal<readonly Unsent[]> = computed(() =>
    [...this.items.value.values()].toSorted((one, other) => one.number - other.number),
  );

  /** `owner` tells boards and participants apart in the browser's storage; `onStored` hears of each that was taken. */
  constructor(
    private readonly owner: string,
    private readonly send: (item: Unsent) => Promise<Answer>,
    private readonly onStored: (thread: Thread) => void,
    private readonly storage: Storage | null = browserStorage(),
  ) {
    const kept = storedKeys(storage, this.prefix).flatMap((key) => parsed(storage?.getItem(key) ?? null));
    this.items.value = new Map(kept.map((item) => [item.mark, item]));
  }

  /** Whether what waits survives a closed tab on this device. */
  get isKept(): ReadonlySignal<boolean> {
    return this.keeps;
  }

  /** Whether the server could not be reached the last time. */
  get isAway(): ReadonlySignal<boolean> {
    return this.fails;
  }

  /** What waits at a place: for a thread, or to begin one. */
  at(target: Target): readonly Unsent[] {
    return this.all.value.filter((item) => targetKey(item.target) === targetKey(target));
  }

  add(said: Said, target: Target): void {
    const number = 1 + Math.max(0, ...this.all.peek().map((item) => item.number));
    this.put({ ...said, target, number, problem: "" });
  }

  /** Take one back, to be changed or thrown away. */
  drop({ mark }: Pick<Unsent, "mark">): void {
    const rest = new Map(this.items.peek());
    rest.delete(mark);
    this.items.value = rest;
    this.storage?.removeItem(this.prefix + mark);
  }

  /** Send what waits, one after the other. Returns false where the server could not be reached. */
  async flush(): Promise<boolean> {
    if (this.isSending) return true;
    this.isSending = true;
    try {
      return await this.sendAll();
    } finally {
      this.isSending = false;
    }
  }

  private async sendAll(): Promise<boolean> {
    const next = this.all.peek().find(({ problem }) => problem === "");
    if (!next) return true;
    const answer = await this.send(next);
    this.fails.value = answer.kind === "away";
    if (answer.kind === "away") return false;
    if (answer.kind === "stored") {
      this.drop(next);
      this.onStored(answer.thread);
    } else if (this.items.peek().has(next.mark)) {
      this.put({ ...next, problem: answer.why });
    }
    return this.sendAll();
  }

  private put(item: Unsent): void {
    this.items.value = new Map(this.items.peek()).set(item.mark, item);
    try {
      this.storage?.setItem(this.prefix + item.mark, JSON.stringify(item));
      this.keeps.value = this.storage !== null;
    } catch {
      // Storage may be full: the words are still kept in this tab, and the page says so.
      this.keeps.value = false;
    }
  }

  private get prefix(): string {
    return `manualboard comment ${this.owner} `;
  }
}

/** What tells one target from another. */
export function targetKey(target: Target): string {
  return "thread" in target ? `thread ${target.thread}` : `${target.on.root} ${target.on.id}`;
}

function parsed(text: string | null): readonly Unsent[] {
  try {
    const item = JSON.parse(text ?? "null") as Unsent | null;
    return item && typeof item.text === "string" && typeof item.mark === "string" && typeof item.target === "object" ? [item] : [];
  } catch {
    return [];
  }
}
