/** What others have done to cards and agreed records and was not told yet: where, and how many, never who (SPEC I4). */

/** A zone in which a card is shown, or the open board; null where the card is not shown. */
export type Where = string | null;

export const OPEN_BOARD = "open board";

/** What is known of a card when it is told of. */
export interface CardNow {
  readonly where: Where;
  readonly hasWords: boolean;
}

export interface Tally {
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
}

export interface Told {
  /** By where it happened. */
  readonly cards: ReadonlyMap<string, Tally>;
  /** The areas whose agreed record was written in. */
  readonly records: readonly string[];
}

const NONE: Tally = { added: 0, changed: 0, gone: 0 };

interface Touched {
  readonly before: Where;
  readonly isWritten: boolean;
}

export class Ledger {
  private readonly cards = new Map<string, Touched>();
  private readonly records = new Set<string>();

  /** Others changed a card that was shown there before; `isWritten`: in its words. */
  noteCard(id: string, before: Where, { isWritten }: { readonly isWritten: boolean }): void {
    const known = this.cards.get(id);
    this.cards.set(id, { before: known ? known.before : before, isWritten: isWritten || known?.isWritten === true });
  }

  noteRecord(area: string): void {
    this.records.add(area);
  }

  /** This person had a hand in it themselves, and knows it. */
  forget(id: string): void {
    this.cards.delete(id);
    this.records.delete(id);
  }

  /** Everything since it was last taken, summed up. A new card waits until something is written on it. */
  take(now: (card: string) => CardNow): Told {
    const sums = new Map<string, Tally>();
    const count = (where: string, what: keyof Tally) => {
      const before = sums.get(where) ?? NONE;
      sums.set(where, { ...before, [what]: before[what] + 1 });
    };
    for (const [id, { before, isWritten }] of this.cards) {
      const { where, hasWords } = now(id);
      if (before === null && where !== null && !hasWords) continue;
      this.cards.delete(id);
      if (where !== null && where !== before) count(where, "added");
      if (before !== null && where !== before) count(before, "gone");
      if (where !== null && where === before && isWritten) count(where, "changed");
    }
    const records = [...this.records];
    this.records.clear();
    return { cards: sums, records };
  }
}
