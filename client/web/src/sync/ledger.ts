/**
 * What was sent and what the server says is stored, per document, on the present connection.
 *
 * A document is stored when the Step 2 of this connection, which carries everything the page has, is acknowledged and no
 * later frame is waiting. The server acknowledges each Step 2 and Update once, in order (SPEC S2), after it is durable (S1).
 */

import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Frame } from "./frames";

export interface Account {
  /** The server has all that this page has. */
  readonly stored: boolean;
  /** Frames sent and not yet acknowledged. */
  readonly waiting: number;
}

type Sent = "step2" | "update";
type Event = "rejected" | "closed";

const NOTHING: Account = { stored: false, waiting: 0 };

interface Entry {
  readonly account: Signal<Account>;
  queue: Sent[];
  caughtUp: boolean;
}

export class Ledger {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<(document: string, event: Event) => void>();

  account(document: string): ReadonlySignal<Account> {
    return this.entry(document).account;
  }

  /** Hear of rejected frames and closed documents; returns how to stop. */
  listen(listener: (document: string, event: Event) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A new connection, or none: what was sent before may be lost. */
  reset(): void {
    for (const entry of this.entries.values()) clear(entry);
  }

  /** The document begins again on this connection. */
  resetDocument(document: string): void {
    clear(this.entry(document));
  }

  sent(frame: Frame): void {
    if (frame.kind !== "step2" && frame.kind !== "update") return;
    const entry = this.entry(frame.document);
    entry.queue.push(frame.kind);
    publish(entry);
  }

  received(frame: Frame): void {
    if (frame.kind === "closed") this.tell(frame.document, "closed");
    if (frame.kind !== "status") return;
    const entry = this.entry(frame.document);
    const kind = entry.queue.shift();
    if (frame.applied && kind === "step2") entry.caughtUp = true;
    if (!frame.applied) entry.caughtUp = false;
    publish(entry);
    if (!frame.applied) this.tell(frame.document, "rejected");
  }

  private tell(document: string, event: Event): void {
    for (const listener of this.listeners) listener(document, event);
  }

  private entry(document: string): Entry {
    const found = this.entries.get(document);
    if (found) return found;
    const made: Entry = { account: signal(NOTHING), queue: [], caughtUp: false };
    this.entries.set(document, made);
    return made;
  }
}

function clear(entry: Entry): void {
  entry.queue = [];
  entry.caughtUp = false;
  publish(entry);
}

function publish(entry: Entry): void {
  const waiting = entry.queue.length;
  entry.account.value = { stored: entry.caughtUp && waiting === 0, waiting };
}
