/** The entities of one root map as signals: one signal an entity, one for the set of ids. */

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import * as Y from "yjs";

type Listener<T> = (before: T | undefined, now: T | undefined) => void;

export class Entities<T> {
  private readonly signals = new Map<string, Signal<T | undefined>>();
  private readonly known = signal<ReadonlySet<string>>(new Set());
  private readonly listeners: Listener<T>[] = [];

  /** All entities, deleted ones included, in no particular order. Changes with any of them. */
  readonly all: ReadonlySignal<readonly T[]> = computed(() =>
    [...this.known.value].map((id) => this.of(id).value).filter((entity) => entity !== undefined),
  );

  constructor(
    readonly root: Y.Map<Y.Map<unknown>>,
    private readonly read: (id: string, map: Y.Map<unknown>) => T,
  ) {
    this.refresh([...root.keys()]);
    root.observeDeep(this.observe);
  }

  /** The signal of one entity; undefined as long as there is none. */
  of(id: string): ReadonlySignal<T | undefined> {
    return this.slot(id);
  }

  /** The entity now, without subscribing. */
  peek(id: string): T | undefined {
    return this.signals.get(id)?.peek();
  }

  /** Call `listener` after each change of an entity's values (not of its texts). */
  onChange(listener: Listener<T>): void {
    this.listeners.push(listener);
  }

  destroy(): void {
    this.root.unobserveDeep(this.observe);
  }

  private readonly observe = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const dirty = new Set<string>();
    for (const event of events) {
      if (event.path.length === 0) for (const id of event.keys.keys()) dirty.add(id);
      else if (!(event.target instanceof Y.Text)) dirty.add(String(event.path[0]));
    }
    this.refresh([...dirty]);
  };

  private refresh(ids: readonly string[]): void {
    for (const id of ids) {
      const map = this.root.get(id);
      const slot = this.slot(id);
      const before = slot.peek();
      const now = map instanceof Y.Map ? this.read(id, map) : undefined;
      if (JSON.stringify(before) === JSON.stringify(now)) continue;
      slot.value = now;
      for (const listener of this.listeners) listener(before, now);
    }
    this.refreshKnown(ids);
  }

  private refreshKnown(ids: readonly string[]): void {
    const known = this.known.peek();
    if (!ids.some((id) => known.has(id) !== (this.peek(id) !== undefined))) return;
    const next = new Set(known);
    for (const id of ids) {
      if (this.peek(id) === undefined) next.delete(id);
      else next.add(id);
    }
    this.known.value = next;
  }

  private slot(id: string): Signal<T | undefined> {
    const found = this.signals.get(id);
    if (found) return found;
    const made = signal<T | undefined>(undefined);
    this.signals.set(id, made);
    return made;
  }
}
