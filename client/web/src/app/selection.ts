/** The cards that this person has selected, to do one thing with all of them. */

import { computed, type ReadonlySignal, signal } from "@preact/signals";

export class Selection {
  /** In the order in which they were selected. */
  readonly cards = signal<ReadonlySet<string>>(new Set());
  /** The outline shows a tick box at each card. */
  readonly ticking = signal(false);
  private readonly each = new Map<string, ReadonlySignal<boolean>>();

  /** Whether this card is selected; it wakes nobody when others are. */
  has(card: string): ReadonlySignal<boolean> {
    const found = this.each.get(card);
    if (found) return found;
    const made = computed(() => this.cards.value.has(card));
    this.each.set(card, made);
    return made;
  }

  toggle(card: string): void {
    const cards = new Set(this.cards.peek());
    if (!cards.delete(card)) cards.add(card);
    this.cards.value = cards;
  }

  clear(): void {
    if (this.cards.peek().size > 0) this.cards.value = new Set();
  }
}
