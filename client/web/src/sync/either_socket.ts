/** A socket that is a WebSocket where one opens, and works by plain HTTP where something between blocks WebSockets. */

import { HttpSocket } from "./http_socket";

/** A WebSocket that has not opened after this long is held back by somebody, in milliseconds. */
const HELD_BACK = 8000;

const EVENTS = ["open", "message", "close"] as const;

export class EitherSocket extends EventTarget {
  private inner: WebSocket | HttpSocket;
  private unwanted = false;

  constructor(readonly url: string) {
    super();
    this.inner = this.webSocket();
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
    this.inner.send(data as Uint8Array<ArrayBuffer>);
  }

  close(): void {
    this.unwanted = true;
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
    const socket = new HttpSocket(`${this.url.replace(/^ws/, "http")}/http`);
    this.inner = socket;
    blocked.close();
    this.follow(socket);
  }

  private follow(socket: WebSocket | HttpSocket): void {
    for (const name of EVENTS) socket.addEventListener(name, (event) => this.passOn(socket, event));
  }

  private passOn(socket: WebSocket | HttpSocket, event: Event): void {
    if (this.inner === socket) this.dispatchEvent(copyOf(event));
  }
}

function copyOf(event: Event): Event {
  if (event instanceof MessageEvent) return new MessageEvent("message", { data: event.data });
  if (event instanceof CloseEvent) return new CloseEvent("close", event);
  return new Event(event.type);
}
