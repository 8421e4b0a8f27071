/* oxlint-disable no-await-in-loop -- frames are sent and asked for in turn */
/** A WebSocket's work by plain HTTP, for networks that block WebSockets (SPEC W): numbered batches, and askings for news. */

import { createDecoder, hasContent, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint8Array } from "lib0/encoding";

/** A batch whose answer was lost is sent again; the server takes it once. */
const TRIES = 3;

/** Between two tries, in milliseconds. */
const PAUSE = 1000;

/** The server answers an asking after 25 s at the latest; a whole board on a slow line takes longer. In milliseconds. */
const PATIENCE = 60_000;

/** Frames sent at once, the last one whole, in bytes; the server takes bodies of 4 MiB and some. */
const LARGEST_BATCH = 1024 * 1024;

/** The turn in which the hidden tabs of a browser ask, one after the other (SPEC W5). */
const TURN = "manualboard asking";

/** How long an asking in turn waits for news, in seconds: seven tabs have theirs before 30 s, after which they reconnect. */
const IN_TURN = "4";

/** Close codes: nothing to say, and an end that nobody announced. */
const NORMAL = 1000;
const ABNORMAL = 1006;

/** What our server answers when all is well; a page of somebody between is no answer. */
const EXPECTED = { open: "201 application/json", send: "204 ", receive: "200 application/octet-stream" } as const;

type Action = keyof typeof EXPECTED;

/** The server has said how the connection ended. */
const ENDED = 410;

/** What is of no use to anybody once the connection has ended. */
const ASKING = new Set(["open", "receive"]);

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
}

export class HttpSocket extends EventTarget {
  readyState: number = WebSocket.CONNECTING;
  private wire = "";
  private queue: Uint8Array[] = [];
  private sent = 0;
  private received = 0;
  private sending: Promise<void> | null = null;
  private leaving = false;
  private readonly ending = new AbortController();

  /** `base` is the address under which the server takes `open`, `send`, `receive` and `close`. */
  constructor(private readonly base: string) {
    super();
    void this.live();
  }

  /** Send a frame after those before it. */
  send(frame: Uint8Array): void {
    if (this.readyState !== WebSocket.OPEN) return;
    this.queue.push(frame);
    this.sending ??= this.sendAll();
  }

  /** End it; what was sent before still goes out, as with a WebSocket. */
  close(): void {
    if (this.readyState === WebSocket.CLOSED) return;
    if (this.wire) void this.leave();
    this.end(NORMAL, "");
  }

  private async leave(): Promise<void> {
    this.leaving = true;
    if (this.sending) await this.sending;
    await this.post("close", null, 0, { keepalive: true }).catch(() => undefined);
  }

  private async live(): Promise<void> {
    try {
      const { wire } = read<{ wire: string }>(this.answered("open", await this.post("open", null, 0)));
      if (this.readyState !== WebSocket.CONNECTING) return;
      this.wire = wire;
      this.readyState = WebSocket.OPEN;
      this.dispatchEvent(new Event("open"));
      while (this.readyState === WebSocket.OPEN) await this.ask();
    } catch {
      this.end(ABNORMAL, "");
    }
  }

  private async ask(): Promise<void> {
    const { body } = await this.askInTurn();
    const decoder = createDecoder(body);
    while (hasContent(decoder) && this.readyState === WebSocket.OPEN) {
      const frame = readVarUint8Array(decoder).slice();
      this.received += 1;
      this.dispatchEvent(new MessageEvent("message", { data: frame.buffer }));
    }
  }

  /**
   * Ask for news. A browser has six connections to a server over HTTP/1.1, and each tab that waits for news takes one:
   * those that nobody looks at share one. A tab that comes into view asks at once.
   */
  private async askInTurn(): Promise<Answer> {
    // Without a secure origin there are no locks.
    if (!document.hidden || !("locks" in navigator)) return this.again("receive", null, () => this.received);
    const waiting = new AbortController();
    const stop = () => waiting.abort();
    document.addEventListener("visibilitychange", stop);
    this.ending.signal.addEventListener("abort", stop);
    try {
      return await navigator.locks.request(TURN, { signal: waiting.signal }, () => this.again("receive", null, () => this.received, IN_TURN));
    } catch (error) {
      if (!waiting.signal.aborted || this.ending.signal.aborted) throw error;
      return await this.again("receive", null, () => this.received);
    } finally {
      document.removeEventListener("visibilitychange", stop);
      this.ending.signal.removeEventListener("abort", stop);
    }
  }

  private async sendAll(): Promise<void> {
    try {
      while (this.queue.length > 0 && (this.leaving || this.readyState === WebSocket.OPEN)) await this.sendSome();
    } catch {
      this.end(ABNORMAL, "");
    }
    this.sending = null;
  }

  private async sendSome(): Promise<void> {
    const encoder = createEncoder();
    let count = 0;
    for (let size = 0; count < this.queue.length && size < LARGEST_BATCH; count += 1) {
      const frame = this.queue[count] as Uint8Array;
      writeVarUint8Array(encoder, frame);
      size += frame.length;
    }
    await this.again("send", toUint8Array(encoder), () => this.sent);
    this.queue.splice(0, count);
    this.sent += count;
  }

  /** A request that may be made again when the network swallowed it. */
  private async again(action: Action, body: Uint8Array | null, first: () => number, wait?: string): Promise<Answer> {
    for (let left = TRIES - 1; ; left -= 1) {
      try {
        return this.answered(action, await this.post(action, body, first(), {}, wait));
      } catch (error) {
        if (!(error instanceof TypeError) || left === 0 || this.ending.signal.aborted) throw error;
        await pause();
      }
    }
  }

  private answered(action: Action, answer: Answer): Answer {
    if (answer.status === ENDED) {
      const { code, reason } = read<{ code: number; reason: string }>(answer);
      this.end(code, reason);
    }
    if (!`${answer.status} ${answer.type}`.startsWith(EXPECTED[action])) throw new Error(`the line has ended: ${answer.status}`);
    return answer;
  }

  /** One request and its whole answer. What is sent goes on when the connection ends; what is asked for does not. */
  private async post(action: string, body: Uint8Array | null, first: number, more: RequestInit = {}, wait?: string): Promise<Answer> {
    const headers: Record<string, string> = { "X-Wire": this.wire, "X-From": String(first), "Content-Type": "application/octet-stream" };
    if (wait !== undefined) headers["X-Wait"] = wait;
    const request = new AbortController();
    const stop = () => request.abort();
    // Browsers of 2023 have no `AbortSignal.any`.
    const ends = ASKING.has(action) ? [this.ending.signal, AbortSignal.timeout(PATIENCE)] : [AbortSignal.timeout(PATIENCE)];
    for (const end of ends) end.addEventListener("abort", stop);
    const init: RequestInit = { method: "POST", headers, signal: request.signal, cache: "no-store", redirect: "error", ...more };
    try {
      const answer = await fetch(`${this.base}/${action}`, body === null ? init : { ...init, body: body as BodyInit });
      const type = answer.headers.get("Content-Type") ?? "";
      return { status: answer.status, type, body: new Uint8Array(await answer.arrayBuffer()) };
    } finally {
      for (const end of ends) end.removeEventListener("abort", stop);
    }
  }

  private end(code: number, reason: string): void {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    this.ending.abort();
    this.dispatchEvent(new CloseEvent("close", { code, reason, wasClean: code !== ABNORMAL }));
  }
}

function read<T>({ body }: Answer): T {
  return JSON.parse(new TextDecoder().decode(body)) as T;
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PAUSE);
  });
}
