import { createDecoder, hasContent, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint8Array } from "lib0/encoding";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EitherSocket } from "./either_socket";

/** A network that lets no WebSocket through, and the server behind it. */
class Network {
  readonly frames: number[] = [];
  readonly askedFrom: number[] = [];
  readonly waits: (string | null)[] = [];
  lose = new Set<string>();
  /** Answers to these actions break off in the middle, once. */
  cut = new Set<string>();
  /** What the server had when it was told goodbye. */
  left: number[] | null = null;
  /** Somebody between answers everything with a page of their own. */
  intercepted = false;
  ended: { code: number; reason: string } | null = null;
  private news: number[][] = [];
  private waiting: ((frames: number[]) => void) | null = null;

  async answer(path: string, init: RequestInit): Promise<Response> {
    const first = Number(new Headers(init.headers).get("X-From"));
    const answer = await this.answerTo(path, first, init);
    if (this.lose.delete(path)) throw new TypeError("the answer was lost");
    if (this.cut.delete(path)) vi.spyOn(answer, "arrayBuffer").mockRejectedValue(new TypeError("it broke off"));
    return answer;
  }

  tell(...frames: number[]): void {
    if (this.waiting) this.waiting(frames);
    else this.news.push(frames);
    this.waiting = null;
  }

  private async answerTo(path: string, first: number, init: RequestInit): Promise<Response> {
    if (this.intercepted) return new Response("\n<p>Sign in", { headers: { "Content-Type": "text/html" } });
    if (path === "open") return Response.json({ wire: "w" }, { status: 201 });
    if (path === "close") this.left = [...this.frames];
    if (path === "send") this.take(first, new Uint8Array(init.body as ArrayBuffer));
    if (path !== "receive") return new Response(null, { status: 204 });
    this.askedFrom.push(first);
    this.waits.push(new Headers(init.headers).get("X-Wait"));
    if (this.ended) return new Response(JSON.stringify(this.ended), { status: 410 });
    const body = batch(this.news.shift() ?? (await this.nextNews()));
    return new Response(body as BodyInit, { headers: { "Content-Type": "application/octet-stream" } });
  }

  private take(first: number, body: Uint8Array): void {
    const decoder = createDecoder(body);
    for (let number = first; hasContent(decoder); number += 1) {
      const [byte = 0] = readVarUint8Array(decoder);
      if (number === this.frames.length) this.frames.push(byte);
    }
  }

  private nextNews(): Promise<number[]> {
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }
}

function batch(bytes: number[]): Uint8Array {
  const encoder = createEncoder();
  for (const byte of bytes) writeVarUint8Array(encoder, new Uint8Array([byte]));
  return toUint8Array(encoder);
}

/** A WebSocket that somebody between refuses. */
class BlockedSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  readyState = 0;
  binaryType = "";

  constructor() {
    super();
    queueMicrotask(() => this.close());
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent("close", { code: 1006 }));
  }
}

let network: Network;

beforeEach(() => {
  network = new Network();
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  vi.stubGlobal("WebSocket", BlockedSocket);
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => network.answer(url.replace("http://board/sync/k3vq/http/", ""), init));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function opened(): Promise<{ socket: EitherSocket; heard: number[] }> {
  const socket = new EitherSocket("ws://board/sync/k3vq");
  const heard: number[] = [];
  socket.addEventListener("message", (event) => heard.push(new Uint8Array((event as MessageEvent).data as ArrayBuffer)[0] ?? 0));
  await new Promise((open) => socket.addEventListener("open", open));
  return { socket, heard };
}

it("W1: works by HTTP where no WebSocket opens", async () => {
  const { socket, heard } = await opened();
  expect(socket.byHttp).toBe(true);
  expect(socket.readyState).toBe(1);
  for (const byte of [1, 2, 3]) socket.send(new Uint8Array([byte]));
  await vi.waitFor(() => expect(network.frames).toEqual([1, 2, 3]));
  network.tell(7, 8);
  await vi.waitFor(() => expect(heard).toEqual([7, 8]));
  network.tell(9);
  await vi.waitFor(() => expect(heard).toEqual([7, 8, 9]));
  socket.close();
  expect(socket.readyState).toBe(3);
});

it("W2: sends and asks again when an answer was lost, and nothing comes twice", async () => {
  const { socket, heard } = await opened();
  network.lose.add("send");
  socket.send(new Uint8Array([1]));
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  socket.send(new Uint8Array([2]));
  await vi.runAllTimersAsync();
  await vi.waitFor(() => expect(network.frames).toEqual([1, 2]));
  network.tell(7);
  await vi.waitFor(() => expect(heard).toEqual([7]));
  await vi.waitFor(() => expect(network.askedFrom.at(-1)).toBe(1));
  socket.close();
});

it("W2: asks again when an answer broke off in the middle", async () => {
  const { socket, heard } = await opened();
  network.cut.add("receive");
  network.tell(7);
  await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
  network.tell(7);
  await vi.runAllTimersAsync();
  await vi.waitFor(() => expect(heard).toEqual([7]));
  expect(network.askedFrom).toEqual([0, 0, 1]);
  socket.close();
});

it("W1: sends what waits before it says goodbye", async () => {
  const { socket } = await opened();
  for (const byte of [1, 2, 3]) socket.send(new Uint8Array([byte]));
  socket.close();
  expect(socket.readyState).toBe(3);
  await vi.waitFor(() => expect(network.left).toEqual([1, 2, 3]));
});

it("W1: works in a browser that cannot join signals", async () => {
  vi.stubGlobal("AbortSignal", { timeout: AbortSignal.timeout.bind(AbortSignal) });
  const { socket } = await opened();
  socket.send(new Uint8Array([1]));
  await vi.waitFor(() => expect(network.frames).toEqual([1]));
  socket.close();
});

it.each(["send", "receive"])("W1: takes nobody else's page for an answer to %s", async (action) => {
  const { socket, heard } = await opened();
  const closed = new Promise((end) => socket.addEventListener("close", end));
  await vi.waitFor(() => expect(network.askedFrom).toEqual([0]));
  network.intercepted = true;
  if (action === "send") socket.send(new Uint8Array([1]));
  else network.tell(7);
  await closed;
  expect(heard).toEqual(action === "send" ? [] : [7]);
});

it("W3: tells why the server ended the connection", async () => {
  const { socket } = await opened();
  const closed = new Promise<CloseEvent>((end) => socket.addEventListener("close", (event) => end(event as CloseEvent)));
  network.ended = { code: 4403, reason: "The link was withdrawn." };
  network.tell();
  const { code, reason } = await closed;
  expect([code, reason]).toEqual([4403, "The link was withdrawn."]);
});

/** Locks as a browser has them, for all tabs. */
class Locks {
  private last: Promise<unknown> = Promise.resolve();

  async request<T>(_name: string, { signal }: { signal: AbortSignal }, work: () => Promise<T>): Promise<T> {
    const before = this.last;
    const turn = (async () => {
      await Promise.race([before, new Promise((stop) => signal.addEventListener("abort", stop))]);
      if (signal.aborted) throw new DOMException("not wanted any more", "AbortError");
      return work();
    })();
    this.last = Promise.allSettled([before, turn]);
    return turn;
  }
}

function look(away: boolean): void {
  vi.spyOn(document, "hidden", "get").mockReturnValue(away);
  document.dispatchEvent(new Event("visibilitychange"));
}

it("W5: tabs that nobody looks at ask one after the other, and one that comes into view at once", async () => {
  vi.stubGlobal("navigator", { locks: new Locks() });
  look(true);
  const tabs = [await opened(), await opened(), await opened()];
  await vi.waitFor(() => expect(network.askedFrom).toHaveLength(1));
  expect(network.waits).toEqual(["4"]);
  network.tell(7);
  await vi.waitFor(() => expect(tabs[0]?.heard).toEqual([7]));
  await vi.waitFor(() => expect(network.askedFrom).toEqual([0, 0]));
  look(false);
  await vi.waitFor(() => expect(network.waits).toEqual(["4", "4", null, null]));
  for (const { socket } of tabs) socket.close();
});

it("W5: a tab that is closed while it waits for its turn asks no more", async () => {
  vi.stubGlobal("navigator", { locks: new Locks() });
  look(true);
  const [first, second] = [await opened(), await opened()];
  await vi.waitFor(() => expect(network.askedFrom).toHaveLength(1));
  second.socket.close();
  first.socket.close();
  await vi.advanceTimersByTimeAsync(0);
  expect(network.askedFrom).toHaveLength(1);
});

it("is closed when neither way opens", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  const socket = new EitherSocket("ws://board/sync/k3vq");
  await new Promise((end) => socket.addEventListener("close", end));
  expect(socket.readyState).toBe(3);
});

it("goes no further when it is closed before anything opened", async () => {
  const asked = vi.fn<() => Promise<Response>>(() => Promise.reject(new TypeError("no network")));
  vi.stubGlobal("fetch", asked);
  const socket = new EitherSocket("ws://board/sync/k3vq");
  const closed = new Promise((end) => socket.addEventListener("close", end));
  socket.close();
  await closed;
  expect(asked).not.toHaveBeenCalled();
});

/** A WebSocket that opens; what is sent over it is kept, and answered by hand. */
class OpenSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  static all: OpenSocket[] = [];
  readyState = 0;
  binaryType = "";

  constructor() {
    super();
    OpenSocket.all.push(this);
    queueMicrotask(() => {
      this.readyState = 1;
      this.dispatchEvent(new Event("open"));
    });
  }

  send(): void {
    // Something between swallows it.
  }

  hear(...bytes: number[]): void {
    this.dispatchEvent(new MessageEvent("message", { data: new Uint8Array(bytes).buffer }));
  }

  close(): void {
    // The goodbye of a mute connection is not answered either.
    this.readyState = 2;
  }
}

async function asking(): Promise<{ socket: EitherSocket; ends: number[] }> {
  const { socket } = await opened();
  const ends: number[] = [];
  socket.addEventListener("close", (event) => ends.push((event as CloseEvent).code));
  socket.send(new Uint8Array([1, 2]));
  return { socket, ends };
}

describe("W4: a WebSocket that opens", () => {
  beforeEach(() => {
    OpenSocket.all = [];
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    vi.stubGlobal("WebSocket", OpenSocket);
  });

  /** Go on until no tab remembers that a WebSocket was mute. */
  afterEach(() => vi.advanceTimersByTimeAsync(700_000));

  it("and is mute is given up once, and the next connections go by HTTP for a while", async () => {
    const { socket, ends } = await asking();
    expect(socket.byHttp).toBe(false);
    OpenSocket.all[0]?.hear(9);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(ends).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(ends).toEqual([1006]);
    const next = await opened();
    expect(next.socket.byHttp).toBe(true);
    next.socket.send(new Uint8Array([1]));
    await vi.waitFor(() => expect(network.frames).toEqual([1]));
    next.socket.close();
    await vi.advanceTimersByTimeAsync(600_000);
    const later = await opened();
    expect(later.socket.byHttp).toBe(false);
    expect(ends).toEqual([1006]);
  });

  it("and is answered is kept, however slowly the rest comes", async () => {
    const { socket, ends } = await asking();
    OpenSocket.all[0]?.hear(1, 2, 3);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(ends).toEqual([]);
    socket.close();
  });

  it("and on which nothing was sent is asked nothing", async () => {
    const { socket } = await opened();
    const ended = vi.fn<() => void>();
    socket.addEventListener("close", ended);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(ended).not.toHaveBeenCalled();
  });

  it("and is mute is tried again at once when HTTP does not open either", async () => {
    await asking();
    await vi.advanceTimersByTimeAsync(20_000);
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    const next = new EitherSocket("ws://board/sync/k3vq");
    await new Promise((end) => next.addEventListener("close", end));
    expect((await opened()).socket.byHttp).toBe(false);
  });

  it("and is mute and closed by the page ends once", async () => {
    const { socket, ends } = await asking();
    socket.close();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(ends).toEqual([]);
    expect((await opened()).socket.byHttp).toBe(false);
  });
});
