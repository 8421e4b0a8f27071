/** The WebSocket given to the provider: it keeps the ledger and tells whether sockets open at all. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { readFrame } from "./frames";
import type { Ledger } from "./ledger";

/** Connections as the page has met them so far. */
export interface Line {
  readonly open: boolean;
  /** Attempts that failed since a socket was last open. */
  readonly failures: number;
}

export interface CountingSocket {
  readonly Socket: typeof WebSocket;
  readonly line: ReadonlySignal<Line>;
}

/** A WebSocket class that counts into `ledger`; `Base` is the browser's own. */
export function countingSocket(ledger: Ledger, Base: typeof WebSocket = WebSocket): CountingSocket {
  const line = signal<Line>({ open: false, failures: 0 });
  const latest: { socket: WebSocket | null } = { socket: null };

  class Counting extends Base {
    constructor(url: string | URL) {
      super(url);
      latest.socket = this;
      this.addEventListener("open", () => this.opened());
      this.addEventListener("close", () => this.closed());
      this.addEventListener("message", (event: MessageEvent) => this.heard(event.data));
    }

    override send(data: Parameters<WebSocket["send"]>[0]): void {
      super.send(data);
      const frame = readFrame(data);
      if (frame && latest.socket === this) ledger.sent(frame);
    }

    private opened(): void {
      ledger.reset();
      line.value = { open: true, failures: 0 };
    }

    override close(code?: number, reason?: string): void {
      this.closed();
      super.close(code, reason);
    }

    private closed(): void {
      if (latest.socket !== this) return;
      latest.socket = null;
      ledger.reset();
      const { failures } = line.peek();
      line.value = { open: false, failures: failures + 1 };
    }

    private heard(data: unknown): void {
      const frame = readFrame(data);
      if (frame && latest.socket === this) ledger.received(frame);
    }
  }

  return { Socket: Counting, line };
}
