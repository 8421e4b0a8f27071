"""A relay over Redis or Valkey: one channel a board, one task that reads and one that writes."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from server.ports.relay import RelayedNotice, RelayedPresence, RelayedRows, RelayLost, RelayMessage

from .envelope import SENDER_BYTES, Outgoing, UnreadableError, board_of, decode, encode, lightened
from .queues import Inbox, Outbox

_log = structlog.get_logger(__name__)

CHANNEL = "manualboard:1:"
"""Before the board's id; the number changes when older versions could not live with the messages."""
_CONTROL = b"manualboard:1"
"""Followed by all, so that the connection has something to follow and tells when it is new."""
ANSWER_SECONDS = 5.0
"""A bus that does not answer for this long counts as gone."""
SILENCE_SECONDS = 10.0
"""After this long without a message the reader asks whether the bus is still there."""
FOLLOW_SECONDS = 1.0
"""How long opening a board may wait for the bus; later it opens, and a RelayLost follows."""
FAREWELL_SECONDS = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
"""Seconds between tries to connect: short at first, for a restart takes a second."""

_AWAY = (RedisError, OSError, TimeoutError)
_ENDED = "the handler is closed"
"""In uvloop's RuntimeError about a write to a connection that ended this moment; asyncio lets such a write pass."""


@contextmanager
def _to_the_bus() -> Iterator[None]:
    """Make an error that means that the bus is away of uvloop's."""
    try:
        yield
    except RuntimeError as error:
        if _ENDED not in str(error):
            raise
        raise ConnectionResetError(str(error)) from error


class _Pauses:
    """Growing pauses, each at random between half and all, so that processes do not come at once."""

    def __init__(self) -> None:
        self._chance = secrets.SystemRandom()
        self.reset()

    def reset(self) -> None:
        self._next = FIRST_PAUSE

    async def wait(self) -> None:
        pause, self._next = self._next, min(self._next * 2, LONGEST_PAUSE)
        await asyncio.sleep(pause * self._chance.uniform(0.5, 1))


class RedisRelay:
    """The Relay of one process on a bus at `url` (`redis://`, `rediss://` or `unix://`)."""

    def __init__(self, url: str, *, outbox: Outbox | None = None) -> None:
        # Reconnecting is ours: the client's own would hide that messages are missing.
        self._client = Redis.from_url(
            url,
            protocol=2,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=ANSWER_SECONDS,
            socket_timeout=ANSWER_SECONDS,
        )
        self._sender = secrets.token_bytes(SENDER_BYTES)
        self._boards: set[str] = set()
        self._outbox = outbox or Outbox()
        self._inbox = Inbox()
        self._pubsub: PubSub | None = None
        self._settling = asyncio.Lock()
        self._asked: set[str] = set()
        self._live: set[bytes] = set()
        self._waiting: dict[bytes, asyncio.Event] = {}
        self._expected: set[bytes] = set()
        self._away = False
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """See Relay."""
        self._tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._write())]
        for task in self._tasks:
            task.add_done_callback(self._ended)

    async def stop(self) -> None:
        """See Relay."""
        self._outbox.close()
        if self._tasks:
            await asyncio.wait(self._tasks[1:], timeout=FAREWELL_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._inbox.close()
        await self._client.aclose()

    def publish(self, message: RelayedRows | RelayedPresence | RelayedNotice) -> None:
        """See Relay."""
        self._outbox.put(lightened(message))

    def messages(self) -> AsyncIterator[RelayMessage]:
        """See Relay."""
        return self._inbox.messages()

    async def follow(self, board: str) -> None:
        """See Relay."""
        self._boards.add(board)
        channel = _channel(board)
        if channel in self._live:
            return
        if self._away and self._settling.locked():
            # Whoever holds the lock takes this board along; waiting could take as long as the bus is frozen.
            return
        with suppress(*_AWAY):
            async with asyncio.timeout(FOLLOW_SECONDS):
                await self._confirmation(channel)

    async def unfollow(self, board: str) -> None:
        """See Relay."""
        self._boards.discard(board)
        with suppress(*_AWAY):
            async with asyncio.timeout(FOLLOW_SECONDS):
                await self._settle()

    async def _confirmation(self, channel: bytes) -> None:
        """Wait until the bus follows this channel for us, if it is there."""
        if self._away:
            await self._settle()
            return
        confirmed = self._waiting.setdefault(channel, asyncio.Event())
        try:
            await self._settle()
            await confirmed.wait()
        finally:
            self._waiting.pop(channel, None)

    async def _settle(self) -> None:
        """Follow at the bus what is followed here, until the two agree."""
        async with self._settling:
            with _to_the_bus():
                while self._pubsub is not None and self._boards != self._asked:
                    await self._ask(self._pubsub)

    async def _ask(self, pubsub: PubSub) -> None:
        joined, left = self._boards - self._asked, self._asked - self._boards
        self._asked = set(self._boards)
        self._live -= {_channel(board) for board in left}
        if joined:
            await pubsub.subscribe(*map(_channel, joined))
        if left:
            await pubsub.unsubscribe(*map(_channel, left))

    async def _read(self) -> None:
        pauses = _Pauses()
        while True:
            try:
                with _to_the_bus():
                    await self._receive_all(pauses)
            except _AWAY as error:
                if not self._away:
                    _log.warning("the bus is away, logs are read instead", error=str(error))
            self._gone()
            await pauses.wait()

    async def _receive_all(self, pauses: _Pauses) -> None:
        """Receive until the connection is lost."""
        pubsub = self._client.pubsub()
        try:
            await self._open(pubsub)
            asked = False
            while True:
                frame = await pubsub.get_message(timeout=ANSWER_SECONDS if asked else SILENCE_SECONDS)
                if frame is not None:
                    pauses.reset()
                    asked = False
                    self._receive(frame)
                elif asked:
                    raise TimeoutError("the bus went silent")
                else:
                    await pubsub.ping()
                    asked = True
        finally:
            self._pubsub = None
            await pubsub.aclose()  # type: ignore[no-untyped-call]

    async def _open(self, pubsub: PubSub) -> None:
        async with self._settling:
            self._asked = set(self._boards)
            channels = [_channel(board) for board in self._asked]
            self._expected = set(channels)
            # Last, so that its confirmation means that all are followed.
            await pubsub.subscribe(*channels, _CONTROL)
            self._pubsub = pubsub
        await self._settle()

    def _gone(self) -> None:
        """Say that messages may be missing, again after each try to connect."""
        self._away = True
        self._live.clear()
        for confirmed in self._waiting.values():
            confirmed.set()
        self._inbox.put(RelayLost())

    def _receive(self, frame: Mapping[str, Any]) -> None:
        match frame["type"]:
            case "subscribe":
                self._confirmed(frame["channel"])
            case "message" if frame["channel"] != _CONTROL:
                self._deliver(frame["channel"], frame["data"])
            case _:
                pass

    def _confirmed(self, channel: bytes) -> None:
        if _board(channel) in self._asked:  # Else it was left before the bus could answer.
            self._live.add(channel)
        if channel in self._waiting:
            self._waiting[channel].set()
        elif channel in self._expected:
            self._expected.discard(channel)
        else:
            # Connected (again), or followed later than somebody waited for.
            self._away = self._away and channel != _CONTROL
            self._inbox.put(RelayLost())

    def _deliver(self, channel: bytes, envelope: bytes) -> None:
        try:
            sender, message = decode(envelope, _board(channel))
        except UnreadableError as error:
            _log.warning("a message of the bus cannot be read", error=str(error))
            self._inbox.put(RelayLost())
            return
        if sender != self._sender:
            self._inbox.put(message)

    async def _write(self) -> None:
        pauses = _Pauses()
        while messages := await self._outbox.take():
            try:
                with _to_the_bus():
                    await self._send(messages)
                pauses.reset()
            except _AWAY:
                self._outbox.lose(messages)
                await pauses.wait()

    async def _send(self, messages: Sequence[Outgoing]) -> None:
        async with self._client.pipeline(transaction=False) as pipeline:
            for message in messages:
                pipeline.publish(_channel(board_of(message)), encode(self._sender, message))
            await pipeline.execute()

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A task that ends by itself met a mistake of ours: let the reader of messages know."""
        if not task.cancelled() and (error := task.exception()) is not None:
            self._inbox.close(error)


def _channel(board: str) -> bytes:
    return f"{CHANNEL}{board}".encode()


def _board(channel: bytes) -> str:
    return channel.decode().removeprefix(CHANNEL)
