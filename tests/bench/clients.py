"""Clients of the load generator: one socket each, which keep every frame with the time at which it came.

They speak the two dialects of `board.wire.codec` and no more: what they received is judged after the measurement.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from board.wire import codec
from board.yjs.update import FROM_THE_LOG, decode_update

EMPTY_VECTOR = b"\x00"
NOTHING = b"\x00\x00"
LARGEST_FRAME = 256 * 1024 * 1024
PATIENCE_SECONDS = 120.0
"""A subject that keeps a client waiting longer than this has failed."""
AT_ONCE = 100
"""Handshakes under way at the same time, below the backlog of every subject's listening socket."""


@dataclass(frozen=True)
class Target:
    """Where a document is: the socket's address, its own on it (None: plain dialect), and tokens to open it."""

    url: str
    address: str | None
    tokens: Sequence[str] = ("",)


class Client(WSListener):
    """One connection to one document."""

    def __init__(self, target: Target, number: int = 0) -> None:
        self._target = target
        self._token = target.tokens[number % len(target.tokens)]
        self._transport: WSTransport | None = None
        self.received: list[tuple[float, bytes]] = []
        self.closed = False
        self._synced = _StepTwo(target.address)
        self._came = asyncio.Event()

    # What picows calls

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, _transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is WSMsgType.BINARY:
            self.received.append((time.perf_counter(), frame.get_payload_as_bytes()))
            self._came.set()

    def on_ws_disconnected(self, _transport: WSTransport) -> None:
        self.closed = True
        self._came.set()

    # What a bench does

    async def open(self) -> None:
        """Ask for the document and wait until all of it is here; answers the server's own question with nothing."""
        if self._target.address is not None:
            self.tell(codec.Token(self._token))
        self.tell(codec.SyncStep1(EMPTY_VECTOR))
        await self.until(self._has_all)
        self.tell(codec.SyncStep2(NOTHING))

    def _has_all(self) -> bool:
        return any(self._synced.is_in(frame) for _, frame in self.received)

    def tell(self, message: codec.Message) -> None:
        """Send one message about the document."""
        self.send(codec.encode(message, self._target.address))

    def send(self, frame: bytes) -> None:
        """Send a frame that is ready."""
        assert self._transport is not None
        self._transport.send(WSMsgType.BINARY, frame)

    def frame_of(self, update: bytes) -> bytes:
        """Return the frame of an edit."""
        return codec.encode(codec.Update(update), self._target.address)

    async def until(self, condition) -> None:
        """Wait until something received makes the condition true. Raises ConnectionError, TimeoutError."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                if self.closed:
                    raise ConnectionError("the subject closed the connection")
                self._came.clear()
                await self._came.wait()

    def messages(self, since: int = 0) -> list[tuple[float, codec.Message]]:
        """Return what was received from position `since` on, decoded, with its times."""
        return [(at, message) for at, frame in self.received[since:] if (message := self._decoded(frame)) is not None]

    def _decoded(self, frame: bytes) -> codec.Message | None:
        if self._target.address is None:
            return codec.decode_plain(frame)
        decoded = codec.decode_addressed(frame)
        return decoded[1] if isinstance(decoded, tuple) else None

    def disconnect(self) -> None:
        """Close the socket."""
        if self._transport is not None:
            self._transport.disconnect()


class _StepTwo:
    """Recognises the answer to a SyncStep1 by its first bytes, without decoding a whole board."""

    def __init__(self, address: str | None) -> None:
        self._start = codec.encode(codec.SyncStep2(b""), address)[:-1]

    def is_in(self, frame: bytes) -> bool:
        return frame.startswith(self._start)


async def connect(target: Target, number: int = 0) -> Client:
    """Return a client whose socket is open; it has not asked for anything yet."""
    _, client = await ws_connect(
        lambda: Client(target, number),
        target.url,
        max_frame_size=LARGEST_FRAME,
        websocket_handshake_timeout=PATIENCE_SECONDS,
    )
    assert isinstance(client, Client)
    return client


@asynccontextmanager
async def connected(target: Target, count: int) -> AsyncIterator[list[Client]]:
    """`count` clients that have the document."""
    async with AsyncExitStack() as stack:
        turn = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> Client:
            async with turn:
                client = await connect(target, number)
                stack.callback(client.disconnect)
                await client.open()
                return client

        yield list(await asyncio.gather(*(one(number) for number in range(count))))


@asynccontextmanager
async def awake() -> AsyncIterator[None]:
    """Keep the generator's core from falling asleep.

    Waking a sleeping core costs whoever sends to it, here the subject, up to two hundred microseconds a time; real
    clients are on other machines, where that is not the server's cost.
    """
    loop = asyncio.get_running_loop()
    turning = True

    def turn() -> None:
        if turning:
            loop.call_soon(turn)

    turn()
    try:
        yield
    finally:
        turning = False


@lru_cache(maxsize=200_000)
def reach(update: bytes) -> Mapping[int, int]:
    """Return up to which clock an update brings each client that it has structs of."""
    structs = decode_update(update, FROM_THE_LOG).structs
    return {client: run[-1].clock + run[-1].length for client, run in structs.items()}
