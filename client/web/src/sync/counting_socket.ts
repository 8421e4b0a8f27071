/** The WebSocket given to the provider: it keeps the ledger and tells whether sockets open at all. */

import { type ReadonlySignal, signal } from "@preact/signals";
import { EitherSocket } from "./either_socket";
import { readFrame } from "./frames";
import type { Ledger } from "./ledger";

/** Connections as the page has met them so far. */
export interface Line {
  readonly open: boolean;
  /** Attempts that failed since a socket was last open. */
  readonly failures: number;
  /** Open, but only by plain HTTP. */
  readonly byHttp: boolean;
}

export interface CountingSocket {
  readonly Socket: typeof EitherSocket;
  readonly line: ReadonlySignal<Line>;
}

/** A socket class that counts into `ledger`. */
export function countingSocket(ledger: Ledger, Base: typeof EitherSocket = EitherSocket): CountingSocket {
  const line = signal<Line>({ open: false, failures: 0, byHttp: false });
  const latest: { socket: EitherSocket | null } = { socket: null };

  class Counting extends Base {
    constructor(url: string) {
      super(url);
      latest.socket = this;
      this.addEventListener("open", () => this.opened());
      this.addEventListener("close", () => this.closed());
      this.addEventListener("message", (event) => this.heard((event as MessageEvent).data));
    }

    override send(data: Uint8Array): void {
      super.send(data);
      const frame = readFrame(data);
      if (frame && latest.socket === this) ledger.sent(frame);
    }

    private opened(): void {
      ledger.reset();
      line.value = { open: true, failures: 0, byHttp: this.byHttp };
    }

    override close(): void {
      this.closed();
      super.close();
    }

    private closed(): void {
      if (latest.socket !== this) return;
      latest.socket = null;
      ledger.reset();
      const { failures } = line.peek();
      line.value = { open: false, failures: failures + 1, byHttp: false };
    }

    private heard(data: unknown): void {
      const frame = readFrame(data);
      if (frame && latest.socket === this) ledger.received(frame);
    }
  }

  return { Socket: Counting, line };
}
