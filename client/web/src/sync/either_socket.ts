/**
 * A socket that is a WebSocket where one opens and is answered, and works by plain HTTP where something between blocks
 * WebSockets or swallows what goes over them (SPEC W1, W4).
 */

import { HttpSocket } from "./http_socket";

/** A WebSocket that has not opened after this long is held back by somebody, in milliseconds. */
const HELD_BACK = 8000;

/**
 * A WebSocket on which no answer came this long after the first frame is swallowed by something between, in milliseconds.
 * The server answers the token at once, before it sends the board, and pings every 15 s.
 */
const MUTE = 20_000;

/** Then connections go by plain HTTP for this long before a WebSocket is tried again, in milliseconds. */
const BY_HTTP = 600_000;

/** A ping is one byte; it says nothing about whether our frames arrive. */
const PING = 1;

const ABNORMAL = 1006;

/** From when on this tab opens WebSockets, in milliseconds of the epoch. */
const sockets = { from: 0 };

const EVENTS = ["open", "message", "close"] as const;

export class EitherSocket extends EventTarget {
  private inner: WebSocket | HttpSocket;
  private unwanted = false;
  private asked: ReturnType<typeof setTimeout> | undefined;
  private answered = false;
  private mute = false;

  constructor(readonly url: string) {
    super();
    this.inner = Date.now() < sockets.from ? this.httpInstead() : this.webSocket();
  }

  /** True where no WebSocket opened. */
  get byHttp(): boolean {
    return this.inner instanceof HttpSocket;
  }

  get readyState(): number {
    return this.inner.readyState;
  }

  set binaryType(_type: string) {
    // Both ways give array buffers.
  }

  send(data: Uint8Array): void {
    if (!this.byHttp) this.asked ??= setTimeout(() => this.giveUp(), MUTE);
    this.inner.send(data as Uint8Array<ArrayBuffer>);
  }

  close(): void {
    this.unwanted = true;
    clearTimeout(this.asked);
    this.inner.close();
  }

  private webSocket(): WebSocket {
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    const timer = setTimeout(() => this.goByHttp(socket), HELD_BACK);
    const failed = () => {
      clearTimeout(timer);
      this.goByHttp(socket);
    };
    socket.addEventListener("close", failed, { once: true });
    socket.addEventListener(
      "open",
      () => {
        clearTimeout(timer);
        socket.removeEventListener("close", failed);
        this.follow(socket);
        this.passOn(socket, new Event("open"));
      },
      { once: true },
    );
    return socket;
  }

  /** The WebSocket did not open. */
  private goByHttp(blocked: WebSocket): void {
    if (this.inner !== blocked) return;
    if (this.unwanted) {
      this.dispatchEvent(new CloseEvent("close"));
      return;
    }
    this.inner = this.httpSocket();
    blocked.close();
  }

  private httpSocket(): HttpSocket {
    const socket = new HttpSocket(`${this.url.replace(/^ws/, "http")}/http`);
    this.follow(socket);
    return socket;
  }

  /** For a while, after a WebSocket was mute. Where this does not open either, it was not only WebSockets. */
  private httpInstead(): HttpSocket {
    const socket = this.httpSocket();
    socket.addEventListener("close", trySocketsAgain, { once: true });
    socket.addEventListener("open", () => socket.removeEventListener("close", trySocketsAgain), { once: true });
    return socket;
  }

  /** Nothing was answered: end this connection as if it broke; the next one goes by HTTP. */
  private giveUp(): void {
    if (this.answered || this.unwanted) return;
    sockets.from = Date.now() + BY_HTTP;
    this.mute = true;
    this.inner.close();
    this.dispatchEvent(new CloseEvent("close", { code: ABNORMAL, reason: "", wasClean: false }));
  }

  private follow(socket: WebSocket | HttpSocket): void {
    for (const name of EVENTS) socket.addEventListener(name, (event) => this.passOn(socket, event));
  }

  private passOn(socket: WebSocket | HttpSocket, event: Event): void {
    if (this.inner !== socket || this.mute) return;
    if (event.type === "close") clearTimeout(this.asked);
    if (event instanceof MessageEvent && (event.data as ArrayBuffer).byteLength > PING) this.answered = true;
    this.dispatchEvent(copyOf(event));
  }
}

function trySocketsAgain(): void {
  sockets.from = 0;
}

function copyOf(event: Event): Event {
  if (event instanceof MessageEvent) return new MessageEvent("message", { data: event.data });
  if (event instanceof CloseEvent) return new CloseEvent("close", event);
  return new Event(event.type);
}
