import { createEncoder, toUint8Array, writeVarInt, writeVarString, writeVarUint } from "lib0/encoding";
import { beforeEach, describe, expect, it } from "vitest";
import { countingSocket } from "./counting_socket";
import type { EitherSocket } from "./either_socket";
import { Ledger } from "./ledger";

const DOCUMENT = "k3vq.1/content";
const STEP_1 = [0, 0];
const STEP_2 = [0, 1];
const UPDATE = [0, 2];
const AWARENESS = [1];

/** A socket whose other end is this test. */
class PipeSocket extends EventTarget {
  readonly sent: unknown[] = [];
  send(data: unknown): void {
    this.sent.push(data);
  }
  close(): void {
    this.dispatchEvent(new Event("close"));
  }
}

function frame(head: readonly number[], document = DOCUMENT): Uint8Array<ArrayBuffer> {
  const encoder = createEncoder();
  writeVarString(encoder, document);
  for (const number of head) writeVarUint(encoder, number);
  return toUint8Array(encoder).slice();
}

function status(applied: boolean, document = DOCUMENT): ArrayBuffer {
  const encoder = createEncoder();
  writeVarString(encoder, document);
  writeVarUint(encoder, 8);
  writeVarInt(encoder, applied ? 1 : 0);
  return toUint8Array(encoder).slice().buffer;
}

let ledger: Ledger;
let connect: () => EitherSocket;
let line: ReturnType<typeof countingSocket>["line"];

function receive(socket: EitherSocket, data: ArrayBuffer): void {
  socket.dispatchEvent(new MessageEvent("message", { data }));
}

function account() {
  return ledger.account(DOCUMENT).value;
}

beforeEach(() => {
  ledger = new Ledger();
  const counting = countingSocket(ledger, PipeSocket as unknown as typeof EitherSocket);
  line = counting.line;
  connect = () => {
    const socket = new counting.Socket("ws://test");
    socket.dispatchEvent(new Event("open"));
    return socket;
  };
});

describe("what counts as stored (S2)", () => {
  it("needs the Step 2 of this connection, acknowledged", () => {
    const socket = connect();
    socket.send(frame(STEP_1));
    socket.send(frame(AWARENESS));
    expect(account()).toEqual({ stored: false, waiting: 0 });
    socket.send(frame(STEP_2));
    expect(account()).toEqual({ stored: false, waiting: 1 });
    receive(socket, status(true));
    expect(account()).toEqual({ stored: true, waiting: 0 });
  });

  it("is not reached by the acknowledgement of an update sent before the Step 2", () => {
    const socket = connect();
    socket.send(frame(UPDATE));
    receive(socket, status(true));
    expect(account().stored).toBe(false);
  });

  it("waits for every later frame", () => {
    const socket = connect();
    for (const head of [STEP_2, UPDATE, UPDATE]) socket.send(frame(head));
    receive(socket, status(true));
    receive(socket, status(true));
    expect(account()).toEqual({ stored: false, waiting: 1 });
    receive(socket, status(true));
    expect(account().stored).toBe(true);
  });

  it("starts anew with each connection, whatever was acknowledged before", () => {
    const first = connect();
    first.send(frame(STEP_2));
    receive(first, status(true));
    first.close();
    expect(account().stored).toBe(false);
    const second = connect();
    expect(account().stored).toBe(false);
    receive(first, status(true));
    second.send(frame(UPDATE));
    receive(second, status(true));
    expect(account().stored).toBe(false);
    second.send(frame(STEP_2));
    receive(second, status(true));
    expect(account().stored).toBe(true);
  });

  it("is kept apart for each document", () => {
    const socket = connect();
    socket.send(frame(STEP_2));
    socket.send(frame(STEP_2, "k3vq.1/stage"));
    receive(socket, status(true, "k3vq.1/stage"));
    expect(account().stored).toBe(false);
  });

  it("is not reached when the server says no, and that is told", () => {
    const told: unknown[] = [];
    ledger.listen((document, event) => told.push([document, event]));
    const socket = connect();
    socket.send(frame(STEP_2));
    receive(socket, status(false));
    expect(account()).toEqual({ stored: false, waiting: 0 });
    expect(told).toEqual([[DOCUMENT, "rejected"]]);
  });

  it("is gone as soon as the page itself closes the socket", () => {
    const socket = connect();
    socket.send(frame(STEP_2));
    receive(socket, status(true));
    socket.close();
    expect(account().stored).toBe(false);
    expect(line.value).toMatchObject({ open: false });
  });
});

it("ignores pings and noise", () => {
  const socket = connect();
  receive(socket, new Uint8Array([9]).buffer);
  receive(socket, new Uint8Array([200, 1, 2]).buffer);
  expect(account()).toEqual({ stored: false, waiting: 0 });
});

it("counts failed attempts until a socket opens", () => {
  const counting = countingSocket(ledger, PipeSocket as unknown as typeof EitherSocket);
  for (let attempt = 0; attempt < 3; attempt++) new counting.Socket("ws://test").close();
  expect(counting.line.value).toEqual({ open: false, failures: 3, byHttp: false, crowded: false });
});

it("is crowded from being turned away until a socket stays", () => {
  const counting = countingSocket(ledger, PipeSocket as unknown as typeof EitherSocket);
  const away = new counting.Socket("ws://test");
  away.dispatchEvent(new Event("open"));
  away.dispatchEvent(new CloseEvent("close", { code: 1013, reason: "Too many connections are open from your network." }));
  expect(counting.line.value).toMatchObject({ open: false, crowded: true });
  const socket = new counting.Socket("ws://test");
  socket.dispatchEvent(new Event("open"));
  expect(counting.line.value).toMatchObject({ open: true, crowded: true });
  receive(socket, status(true));
  expect(counting.line.value).toMatchObject({ open: true, crowded: false });
});
