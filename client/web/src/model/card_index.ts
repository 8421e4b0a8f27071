/** Which cards lie where: ids in order for each zone and cell, kept up to date card by card. */

import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Entities } from "./entities";
import { byOrder } from "./order";
import type { Card, Cell, Zone } from "./types";

/** The open board, as a key beside zone ids (which cannot hold a space). */
const OPEN_BOARD = "open board";

export class CardIndex {
  private readonly members = new Map<string, Set<string>>();
  private readonly ordered = new Map<string, Signal<readonly string[]>>();
  private readonly cells = new Map<string, ReadonlySignal<ReadonlyMap<string, readonly string[]>>>();
  private readonly lists = new Map<string, ReadonlySignal<readonly string[]>>();
  /** Zones that cards name, whether or not such zones are there. */
  readonly zones = signal<ReadonlySet<string>>(new Set());

  constructor(private readonly cards: Entities<Card>) {
    for (const card of cards.all.peek()) this.update(undefined, card);
    cards.onChange((before, now) => this.update(before, now));
  }

  /** Cards of a zone (null: of the open board) in order, without the deleted ones. */
  inZone(zone: string | null): ReadonlySignal<readonly string[]> {
    return this.slot(zone ?? OPEN_BOARD);
  }

  /** Cards of one cell in order; null means the whole of a zone without cells. */
  inCell(zone: string, cell: Cell | null): ReadonlySignal<readonly string[]> {
    return this.list(zone, cellKey(cell));
  }

  /** Cards of a zone whose row or column is gone, so that none is lost from view. */
  misplaced(zone: Zone): readonly string[] {
    const cells = this.cellsOf(zone.id).value;
    return [...cells].flatMap(([key, ids]) => (isCellOf(zone, key) ? [] : ids));
  }

  private list(zone: string, key: string): ReadonlySignal<readonly string[]> {
    const name = `${zone} ${key}`;
    const found = this.lists.get(name);
    if (found) return found;
    const made = stableList(() => this.cellsOf(zone).value.get(key) ?? []);
    this.lists.set(name, made);
    return made;
  }

  private cellsOf(zone: string): ReadonlySignal<ReadonlyMap<string, readonly string[]>> {
    const found = this.cells.get(zone);
    if (found) return found;
    const made = computed(() => {
      const cells = new Map<string, string[]>();
      for (const id of this.inZone(zone).value) {
        const key = cellKey(this.cards.of(id).value?.cell ?? null);
        const ids = cells.get(key);
        if (ids) ids.push(id);
        else cells.set(key, [id]);
      }
      return cells;
    });
    this.cells.set(zone, made);
    return made;
  }

  private update(before: Card | undefined, now: Card | undefined): void {
    const from = shownIn(before);
    const to = shownIn(now);
    if (from === to && before?.order === now?.order) return;
    if (from !== null && before) this.membersOf(from).delete(before.id);
    if (to !== null && now) this.membersOf(to).add(now.id);
    for (const zone of new Set([from, to])) if (zone !== null) this.sort(zone);
  }

  private sort(zone: string): void {
    const cards = [...this.membersOf(zone)].map((id) => this.cards.peek(id)).filter((card) => card !== undefined);
    this.slot(zone).value = cards.toSorted(byOrder).map((card) => card.id);
    if (!this.zones.peek().has(zone)) this.zones.value = new Set([...this.zones.peek(), zone]);
  }

  private membersOf(zone: string): Set<string> {
    const found = this.members.get(zone);
    if (found) return found;
    const made = new Set<string>();
    this.members.set(zone, made);
    return made;
  }

  private slot(zone: string): Signal<readonly string[]> {
    const found = this.ordered.get(zone);
    if (found) return found;
    const made = signal<readonly string[]>([]);
    this.ordered.set(zone, made);
    return made;
  }
}

function shownIn(card: Card | undefined): string | null {
  return !card || card.deleted !== null ? null : (card.zone ?? OPEN_BOARD);
}

function cellKey(cell: Cell | null): string {
  return cell ? `${cell[0] ?? ""}/${cell[1] ?? ""}` : "/";
}

function isCellOf(zone: Zone, key: string): boolean {
  const [row = "", column = ""] = key.split("/");
  const hasRow = zone.rows.some((heading) => heading.id === row);
  const hasColumn = zone.columns.some((heading) => heading.id === column);
  if (zone.kind === "grid" || zone.kind === "ring") return hasRow && hasColumn;
  if (zone.kind === "lanes" || zone.kind === "scale") return row === "" && hasColumn;
  return key === "/";
}

/** A computed list that stays the same array as long as its members do, so that readers are left in peace. */
export function stableList<T>(compute: () => readonly T[]): ReadonlySignal<readonly T[]> {
  let last: readonly T[] = [];
  return computed(() => {
    const next = compute();
    const same = next.length === last.length && next.every((item, index) => item === last[index]);
    if (!same) last = next;
    return last;
  });
}
