/**
 * Which of this person's edits the server does not have yet, remembered beyond a closed tab.
 *
 * Each opening of the page is one Yjs client with its own count of changes; so a range of counts names the unsent edits
 * exactly, also those of an earlier, closed tab (SPEC A5: a client belongs to one participant).
 */

import { type ReadonlySignal, signal } from "@preact/signals";
import * as Y from "yjs";
import { touched } from "./touched";

/** Changes `from` (included) to `to` (excluded) of one client, and the cards, areas and other things they are about. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly things: readonly string[];
}

export class UnsentEdits {
  private readonly counted = signal(0);
  private own: Range | null = null;

  /** `name` tells documents and participants apart in the browser's storage. */
  constructor(
    private readonly doc: Y.Doc,
    private readonly name: string,
    private readonly storage: Storage | null = browserStorage(),
  ) {
    this.recount();
  }

  /** How many things were edited that are not stored on the server, by earlier tabs, too. */
  get edits(): ReadonlySignal<number> {
    return this.counted;
  }

  /** Note a local edit. */
  note(transaction: Y.Transaction): void {
    const client = this.doc.clientID;
    const before = transaction.beforeState.get(client) ?? 0;
    const to = Y.getState(this.doc.store, client);
    const own = this.own ?? { from: before, to, things: [] };
    this.own = { from: own.from, to, things: [...new Set([...own.things, ...touched(transaction)])] };
    this.write(client, this.own);
    this.recount();
  }

  /** Forget what this document has: the server has it all, or it was taken into a rescue copy. */
  settle(): void {
    this.own = null;
    for (const [client, range] of this.ranges()) {
      if (Y.getState(this.doc.store, client) >= range.to) this.storage?.removeItem(this.key(client));
    }
    this.recount();
  }

  /** Forget what other tabs have noted and this document does not have. */
  forgetOthers(): void {
    for (const [client, range] of this.ranges()) {
      const isHere = client === this.doc.clientID || Y.getState(this.doc.store, client) >= range.to;
      if (!isHere) this.storage?.removeItem(this.key(client));
    }
    this.recount();
  }

  /** Count again what the storage says. */
  recount(): void {
    this.counted.value = new Set([...this.ranges().values()].flatMap((range) => range.things)).size;
  }

  /** The unsent range of each client. */
  ranges(): ReadonlyMap<number, Range> {
    const found = new Map<number, Range>();
    for (const key of storedKeys(this.storage, `${this.name} `)) {
      const range = parseRange(this.storage?.getItem(key) ?? null);
      if (range) found.set(Number(key.slice(this.name.length + 1)), range);
    }
    if (this.own) found.set(this.doc.clientID, this.own);
    return found;
  }

  private write(client: number, range: Range): void {
    try {
      this.storage?.setItem(this.key(client), JSON.stringify(range));
    } catch {
      // Storage may be full: the range is still known in this tab.
    }
  }

  private key(client: number): string {
    return `${this.name} ${client}`;
  }
}

/** The browser's lasting storage; null where it is switched off. */
export function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** Keys of the storage that begin so. */
export function storedKeys(storage: Storage | null, prefix: string): readonly string[] {
  const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? "");
  return keys.filter((key) => key.startsWith(prefix));
}

function parseRange(text: string | null): Range | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    const { from, to, things } = value as Record<string, unknown>;
    return typeof from === "number" && typeof to === "number" && Array.isArray(things) ? { from, to, things: things.map(String) } : null;
  } catch {
    return null;
  }
}
