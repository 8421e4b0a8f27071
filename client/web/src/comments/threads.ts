/** The threads of the board as far as this page knows them, and where this person is mentioned. */

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type CommentPlace, type Mention, saysSomething, type Thread, type ThreadList } from "./thread";

export class Threads {
  private readonly known = signal<ReadonlyMap<string, Thread>>(new Map());
  private readonly counts = new Map<string, Signal<number>>();
  private newest = 0;

  /** In the order of their making; those of which all was deleted are left out. */
  readonly all: ReadonlySignal<readonly Thread[]> = computed(() => [...this.known.value.values()].filter(saysSomething));
  readonly unread = signal<readonly Mention[]>([]);

  /** The change up to which this page has asked. */
  get revision(): number {
    return this.newest;
  }

  /** Take in what changed; returns the threads in which somebody else said something that was not known here. */
  take({ revision, threads, unread }: ThreadList): readonly Thread[] {
    const news = threads.filter((thread) => this.hasNews(thread));
    this.put(threads);
    this.newest = Math.max(this.newest, revision);
    this.unread.value = unread;
    return news;
  }

  /** Take in one thread, as it is after a change made here. */
  takeOne(thread: Thread): void {
    this.put([thread]);
  }

  /** How many comments stand in the open threads of a place; it wakes nobody when others are made. */
  countOn({ root, id }: CommentPlace): ReadonlySignal<number> {
    const key = `${root} ${id}`;
    const found = this.counts.get(key) ?? signal(countsOf(this.known.peek()).get(key) ?? 0);
    this.counts.set(key, found);
    return found;
  }

  private hasNews({ id, comments }: Thread): boolean {
    const before = new Set(this.known.peek().get(id)?.comments.map((comment) => comment.id));
    return comments.some((comment) => !comment.mine && !comment.deleted && !before.has(comment.id));
  }

  private put(threads: readonly Thread[]): void {
    const known = new Map(this.known.peek());
    for (const thread of threads) {
      if ((known.get(thread.id)?.revision ?? 0) < thread.revision) known.set(thread.id, thread);
    }
    this.known.value = known;
    const counts = countsOf(known);
    for (const [key, count] of this.counts) count.value = counts.get(key) ?? 0;
  }
}

function countsOf(threads: ReadonlyMap<string, Thread>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { root, place, resolved, comments } of threads.values()) {
    const key = `${root} ${place}`;
    const said = resolved ? 0 : comments.filter(({ deleted }) => !deleted).length;
    counts.set(key, (counts.get(key) ?? 0) + said);
  }
  return counts;
}
