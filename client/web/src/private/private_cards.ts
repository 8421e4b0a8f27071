/**
 * What this person writes in private rounds (SPEC P). Each card is kept on the device from the first letter until the
 * server has stored it, and sent one writing after the other: the same writing again after a lost answer, never two at once.
 */

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { newId } from "../model/ids";
import type { Cell, Certainty } from "../model/types";
import { browserStorage, storedKeys } from "../sync/unsent";

/** What a card says, and in a round of several cells for which one it is meant, and how sure its writer is (SPEC P8). */
export interface Words {
  readonly text: string;
  readonly cell: Cell | null;
  readonly certainty: Certainty | null;
}

const NO_WORDS: Words = { text: "", cell: null, certainty: null };

export interface Writing extends Words {
  readonly mark: string;
  /** The revision that it follows. */
  readonly after: number;
  /** The column in which the server had it by then, as far as was known here. */
  readonly after_column: string | null;
}

export interface PrivateCard extends Words {
  readonly round: string;
  readonly id: string;
  /** Grows from card to card, in the order of their making. */
  readonly number: number;
  /** What the server has: how often it was written, and the words. */
  readonly revision: number;
  readonly stored: Words;
  /** On its way; its answer may have been lost. */
  readonly sending: Writing | null;
  /** The round was over before this came: it is this person's alone, to be added or thrown away. */
  readonly isLate: boolean;
  /** Why the server does not take it as it is, "" where nothing is wrong. */
  readonly problem: string;
}

/** A card as the server has it. */
export interface StoredCard extends Words {
  readonly round: string;
  readonly card: string;
  readonly revision: number;
}

/** What the server said to a writing. */
export type Answer =
  /** Where each has one column, `cell` is in that which the person took last, in whichever window. */
  | { readonly kind: "stored"; readonly revision: number; readonly cell: Cell | null }
  /** Somebody else, or nobody, was there: try again later. */
  | { readonly kind: "away" }
  /** The round is over. */
  | { readonly kind: "over" }
  /** The card was written in another window of this person. */
  | { readonly kind: "overtaken" }
  | { readonly kind: "refused"; readonly why: string }
  /** There is no such cell, or not yet: the column may be on its way to the board. */
  | { readonly kind: "early"; readonly why: string };

/** A column of a round into which what is written here came along. */
export interface Followed {
  readonly round: string;
  readonly column: string;
}

export interface PrivateServer {
  write(card: PrivateCard, writing: Writing): Promise<Answer>;
  /** Null where the server could not be asked. */
  load(): Promise<readonly StoredCard[] | null>;
}

export class PrivateCards {
  private readonly all = signal<ReadonlyMap<string, PrivateCard>>(new Map());
  private readonly keeps = signal(true);
  private readonly followed = signal<Followed | null>(null);
  private readonly revealed = new Set<string>();
  /** Cards that came too early and are sent again as they are. */
  private readonly early: PrivateCard[] = [];
  private isSending = false;

  /** `owner` tells boards and participants apart in the browser's storage. */
  constructor(
    private readonly owner: string,
    private readonly server: PrivateServer,
    private readonly storage: Storage | null = browserStorage(),
  ) {
    const kept = storedKeys(storage, this.prefix).flatMap((key) => parsed(storage?.getItem(key) ?? null));
    this.all.value = new Map(kept.map((card) => [keyOf(card), card]));
  }

  /** The cards of a round that can still be written, in the order of their making. */
  of(round: string): readonly PrivateCard[] {
    return inOrder(this.all.value).filter((card) => card.round === round && !card.isLate && !isGone(card));
  }

  /** Cards that were not revealed and wait to be added or thrown away. */
  readonly late: ReadonlySignal<readonly PrivateCard[]> = computed(() =>
    inOrder(this.all.value).filter((card) => card.isLate && card.text.trim() !== ""),
  );

  /** Counts what was written, so that it can be sent a moment after the last letter. */
  readonly changes = signal(0);

  /** How many cards the server does not have as they are here. Late ones are not on their way anywhere. */
  readonly unsaved: ReadonlySignal<number> = computed(() => [...this.all.value.values()].filter(isUnsaved).length);

  /** Whether the cards survive a closed tab on this device. */
  get isKept(): ReadonlySignal<boolean> {
    return this.keeps;
  }

  /** Where what is written here came along into a column that was taken in another window; null before, and once one is chosen here. */
  get along(): ReadonlySignal<Followed | null> {
    return this.followed;
  }

  add(round: string, words: Partial<Words> = {}): string {
    const id = newId();
    const fresh = { revision: 0, stored: NO_WORDS, sending: null, isLate: false, problem: "" };
    this.put({ round, id, number: this.nextNumber(), ...NO_WORDS, ...words, ...fresh });
    return id;
  }

  write(card: PrivateCard, words: Partial<Words>): void {
    const now = this.find(card);
    if (now) this.put({ ...now, ...words, problem: "" });
  }

  /** What is written for cells of a round comes into another column; rows stay. */
  moveTo(round: string, column: string): void {
    this.followed.value = null;
    for (const card of this.of(round)) if (card.cell) this.write(card, { cell: [card.cell[0], column] });
  }

  /** Throw a card away; the server is told. */
  remove(card: PrivateCard): void {
    const now = this.find(card);
    if (!now) return;
    if (now.revision === 0 && now.sending === null) this.drop(now);
    else this.put({ ...now, text: "", isLate: false, problem: "" });
  }

  /**
   * What the server has of this person; what is written here and not stored yet stays as it is. `open` is the round that
   * is on: stored cards of others were revealed, unless the server still has them.
   */
  async load(open: string | null): Promise<void> {
    const theirs = await this.server.load();
    if (!theirs) return;
    const known = new Set(theirs.map(({ round, card }) => `${round} ${card}`));
    for (const card of this.all.peek().values()) {
      if (card.round !== open && card.revision > 0 && !card.isLate && !isUnsaved(card) && !known.has(keyOf(card))) this.drop(card);
    }
    for (const { round, card: id, revision, ...words } of theirs) {
      const mine = this.all.peek().get(`${round} ${id}`);
      if (mine && isUnsaved(mine)) continue;
      const number = mine?.number ?? this.nextNumber();
      const isNews = !mine || mine.revision < revision || !isSame(mine.stored, words);
      if (isNews && mine && mine.cell?.[1] !== words.cell?.[1]) this.followed.value = { round, column: words.cell?.[1] ?? "" };
      if (isNews) this.put({ round, id, number, ...words, revision, stored: words, sending: null, isLate: round !== open, problem: "" });
      else if (round !== open) this.setAside(mine);
    }
  }

  /** A round was revealed or ended: what the server took is on the board, or still this person's where it was not revealed. */
  close(round: string, how: "revealed" | "ended"): void {
    if (how === "revealed") this.revealed.add(round);
    for (const card of this.all.peek().values()) {
      if (card.round !== round || card.isLate) continue;
      if (how === "ended") this.setAside(card);
      else if (!isUnsaved(card)) this.drop(card);
    }
  }

  /** Send what is not stored yet, one writing after the other. Returns false where it is to be sent again later. */
  async send(): Promise<boolean> {
    if (this.isSending) return true;
    this.isSending = true;
    try {
      for (const card of this.early.splice(0)) this.write(card, {});
      return (await this.sendAll()) && this.early.length === 0;
    } finally {
      this.isSending = false;
    }
  }

  private async sendAll(): Promise<boolean> {
    const next = this.next();
    if (!next) return true;
    const writing = next.sending ?? { mark: newId(), ...wordsOf(next), after: next.revision, after_column: next.stored.cell?.[1] ?? null };
    this.put({ ...next, sending: writing });
    const answer = await this.server.write(next, writing);
    const now = this.find(next);
    if (now) this.hear(now, writing, answer);
    if (answer.kind === "away") return false;
    if (answer.kind === "overtaken") await this.load(next.round);
    return this.sendAll();
  }

  private next(): PrivateCard | undefined {
    return inOrder(this.all.peek()).find((card) => isUnsaved(card) && card.problem === "");
  }

  private hear(card: PrivateCard, writing: Writing, answer: Answer): void {
    switch (answer.kind) {
      case "stored":
        this.put({ ...card, revision: answer.revision, stored: wordsOf(writing), sending: null });
        this.follow(card.round, writing, answer.cell);
        if (this.revealed.has(card.round) && isSame(card, writing)) this.drop(card);
        break;
      case "over":
        this.setAside({ ...card, sending: null });
        break;
      case "overtaken":
        this.keepApart(card);
        break;
      case "refused":
        this.put({ ...card, sending: null, problem: answer.why });
        break;
      case "early":
        this.early.push(card);
        this.put({ ...card, sending: null, problem: answer.why });
        break;
      case "away":
        break;
    }
  }

  /** Where each has one column, all that this person wrote is in that of the newest card. */
  private follow(round: string, { cell: asked, after_column: before }: Writing, cell: Cell | null): void {
    const column = cell?.[1] ?? null;
    const isAsked = column === (asked?.[1] ?? null);
    if (column === null || (isAsked && (before === null || before === column))) return;
    for (const card of this.of(round)) {
      const stored = inColumn(card.stored, column);
      // What was chosen here since is not undone by the answer to what came before.
      this.put(isAsked ? { ...card, stored } : { ...inColumn(card, column), stored });
    }
    if (!isAsked) this.followed.value = { round, column };
  }

  /** The words of this window become a card of their own beside those of the other. */
  private keepApart(card: PrivateCard): void {
    this.drop(card);
    if (card.text.trim() !== "") this.put({ ...card, id: newId(), revision: 0, stored: NO_WORDS, sending: null });
  }

  private setAside(card: PrivateCard): void {
    if (isGone(card)) this.drop(card);
    else this.put({ ...card, isLate: true });
  }

  private nextNumber(): number {
    return 1 + Math.max(0, ...[...this.all.peek().values()].map(({ number }) => number));
  }

  private find(card: PrivateCard): PrivateCard | undefined {
    return this.all.peek().get(keyOf(card));
  }

  private put(card: PrivateCard): void {
    if (isGone(card) && card.revision > 0) {
      this.drop(card);
      return;
    }
    this.all.value = new Map(this.all.peek()).set(keyOf(card), card);
    this.changes.value = this.changes.peek() + 1;
    try {
      this.storage?.setItem(this.prefix + keyOf(card), JSON.stringify(card));
      this.keeps.value = this.storage !== null;
    } catch {
      // Storage may be full: the words are still kept in this tab, and the page says so.
      this.keeps.value = false;
    }
  }

  private drop(card: PrivateCard): void {
    const rest = new Map(this.all.peek());
    rest.delete(keyOf(card));
    this.all.value = rest;
    this.storage?.removeItem(this.prefix + keyOf(card));
  }

  private get prefix(): string {
    return `manualboard private ${this.owner} `;
  }
}

function inColumn<T extends Words>(words: T, column: string): T {
  return words.cell ? { ...words, cell: [words.cell[0], column] } : words;
}

/** True for one that the server does not have as it is here. */
export function isUnsaved(card: PrivateCard): boolean {
  return !card.isLate && (card.sending !== null || !isSame(card, card.stored));
}

function wordsOf({ text, cell, certainty }: Words): Words {
  return { text, cell, certainty };
}

/** True where both say the same for the same cell; without a text there is nothing to be said. */
function isSame(one: Words, other: Words): boolean {
  const text = one.text.trim();
  if (text !== other.text.trim()) return false;
  return text === "" || (isSameCell(one.cell, other.cell) && one.certainty === other.certainty);
}

export function isSameCell(one: Cell | null, other: Cell | null): boolean {
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}

/** Thrown away, here and on the server. */
function isGone(card: PrivateCard): boolean {
  return card.text.trim() === "" && card.stored.text === "" && card.sending === null && card.revision > 0;
}

function inOrder(cards: ReadonlyMap<string, PrivateCard>): readonly PrivateCard[] {
  return [...cards.values()].toSorted((one, other) => one.number - other.number);
}

function keyOf({ round, id }: PrivateCard): string {
  return `${round} ${id}`;
}

function parsed(text: string | null): readonly PrivateCard[] {
  try {
    const card = JSON.parse(text ?? "null") as Kept | null;
    return card && typeof card.text === "string" && typeof card.round === "string" ? [upToDate(card)] : [];
  } catch {
    return [];
  }
}

/** A card as a device may have it; before there were cells it had neither these nor more than the text that is stored. */
type Kept = Omit<PrivateCard, "cell" | "certainty" | "stored"> & Partial<Omit<Words, "text">> & { readonly stored: Words | string };

function upToDate(card: Kept): PrivateCard {
  const stored = typeof card.stored === "string" ? { ...NO_WORDS, text: card.stored } : card.stored;
  // What the server would not take is tried once more: the board may be another by now.
  return { ...card, cell: card.cell ?? null, certainty: card.certainty ?? null, stored, problem: "" };
}
