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
  /** The server turned the last connection away, for too many come from this network. */
  readonly crowded: boolean;
}

/** What the server's reason begins with then. */
const CROWDED = "Too many connections";

export interface CountingSocket {
  readonly Socket: typeof EitherSocket;
  readonly line: ReadonlySignal<Line>;
}

/** A socket class that counts into `ledger`. */
export function countingSocket(ledger: Ledger, Base: typeof EitherSocket = EitherSocket): CountingSocket {
  const line = signal<Line>({ open: false, failures: 0, byHttp: false, crowded: false });
  const latest: { socket: EitherSocket | null } = { socket: null };

  class Counting extends Base {
    constructor(url: string) {
      super(url);
      latest.socket = this;
      this.addEventListener("open", () => this.opened());
      this.addEventListener("close", (event) => this.closed((event as CloseEvent).reason));
      this.addEventListener("message", (event) => this.heard((event as MessageEvent).data));
    }

    override send(data: Uint8Array): void {
      super.send(data);
      const frame = readFrame(data);
      if (frame && latest.socket === this) ledger.sent(frame);
    }

    private opened(): void {
      ledger.reset();
      // Who is turned away is told so on an open socket: only its first frame shows that this one stays.
      line.value = { open: true, failures: 0, byHttp: this.byHttp, crowded: line.peek().crowded };
    }

    override close(): void {
      this.closed();
      super.close();
    }

    private closed(reason = ""): void {
      if (latest.socket !== this) return;
      latest.socket = null;
      ledger.reset();
      const { failures } = line.peek();
      line.value = { open: false, failures: failures + 1, byHttp: false, crowded: reason.startsWith(CROWDED) };
    }

    private heard(data: unknown): void {
      if (latest.socket === this && line.peek().crowded) line.value = { ...line.peek(), crowded: false };
      const frame = readFrame(data);
      if (frame && latest.socket === this) ledger.received(frame);
    }
  }

  return { Socket: Counting, line };
}
