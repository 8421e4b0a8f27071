"""A peer that speaks `/sync` by plain HTTP, because something between blocks WebSockets (SPEC W).

Its frames come in numbered batches, and it asks for ours again and again; each asking says from which number on. A
batch that is sent again because its answer was lost is taken once, and frames are kept until the peer has asked for
later ones: the promises are those of a socket.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterator, Sequence

from . import outbox
from .outbox import OutboxFull

POLL_SECONDS = 25.0
"""How long an asking waits for news: proxies cut silent requests after 30 s or more."""
SILENCE_SECONDS = 70.0
"""A peer that asks no more is gone. It reads a long answer on a slow line for 60 s before it gives up."""
ABNORMAL = 1006
"""The close code of an end that nobody announced (RFC 6455, 7.4.1)."""
LINGER_SECONDS = 30.0
"""How long the end is told to a peer that asks again."""
MAX_INBOX_BYTES = 256 * 1024
"""Frames that wait to be read before the peer's next batch has to wait."""
MAX_SENDS = 4
"""Batches on their way at once: one, and those that were sent again because the network had swallowed them."""
MAX_BATCH_BYTES = 1024 * 1024
"""Frames of one answer, the last one whole."""


class FramesMissing(Exception):
    """The batch does not follow on the one before: the peer must begin anew."""


class TooManySends(Exception):
    """The peer sends side by side what belongs one after the other."""


class WireEnded(Exception):
    """The server has ended the wire."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class HttpWire:
    """One peer; `take` and `give` are called by its requests, the rest by its connection (see `wire.Wire`)."""

    def __init__(self) -> None:
        self._inbox: list[bytes] = []
        self._taken = 0
        self._sends = 0
        self._came = asyncio.Event()
        self._read = asyncio.Event()
        self._read.set()
        self._outbox: deque[bytes] = deque()
        self._outbox_bytes = 0
        self._given = 0
        self._news = asyncio.Event()
        self._asking = 0
        self._end: tuple[int, str] | None = None
        self.left = False
        """The peer is gone, or nobody reads what it sends any more."""
        self._loop = asyncio.get_running_loop()
        self._silence = self._loop.call_later(SILENCE_SECONDS, self.leave)

    # What the connection calls

    async def arrivals(self) -> Sequence[bytes | None]:
        """See `wire.Wire`."""
        await self._came.wait()
        came, self._inbox = self._inbox, []
        self._read.set()
        if not self.left:
            self._came.clear()
        return came

    def send(self, frame: bytes) -> None:
        """See `wire.Wire`."""
        if self._is_full(len(frame)):
            raise OutboxFull
        self._outbox.append(frame)
        self._outbox_bytes += len(frame)
        self._news.set()

    def _is_full(self, more: int) -> bool:
        """True when `more` bytes are too many. The longest frame, a whole board, does not count: it is kept until the
        peer has asked for what follows it.
        """
        waiting = self._outbox_bytes + more
        if waiting <= outbox.MAX_OUTBOX_BYTES:
            return False
        return waiting - max(more, *map(len, self._outbox), 0) > outbox.MAX_OUTBOX_BYTES

    async def close(self, code: int, reason: str) -> None:
        """See `wire.Wire`: the peer is told when it asks, after what waits for it."""
        self._end = self._end or (code, reason)
        self._news.set()
        self._read.set()

    # What the peer's requests call

    @contextlib.contextmanager
    def send_begins(self) -> Iterator[None]:
        """Count one that sends, from before its batch is read. Raises TooManySends."""
        if self._sends >= MAX_SENDS:
            raise TooManySends
        self._sends += 1
        try:
            yield
        finally:
            self._sends -= 1

    async def take(self, first: int, frames: Sequence[bytes]) -> None:
        """Take the frames from number `first` on, each once. Raises FramesMissing, WireEnded."""
        await self._read.wait()
        if self._end is not None:
            raise WireEnded(*self._end)
        if first > self._taken:
            raise FramesMissing
        fresh = frames[self._taken - first :]
        if not fresh:
            return
        self._taken += len(fresh)
        self._inbox += fresh
        self._came.set()
        if sum(map(len, self._inbox)) > MAX_INBOX_BYTES:
            self._read.clear()

    async def give(self, first: int, seconds: float = POLL_SECONDS) -> Sequence[bytes]:
        """Return frames from number `first` on; those before are kept no longer. Waits for news, and returns none after
        these `seconds`, or when the peer has asked again meanwhile. Raises FramesMissing, WireEnded.
        """
        self._forget_before(first)
        self._silence.cancel()
        self._asking += 1
        asking = self._asking
        try:
            await self._wait_for_news(seconds)
        finally:
            if asking == self._asking:
                self._silence = self._loop.call_later(SILENCE_SECONDS, self.leave)
        if asking != self._asking:
            return []
        if not self._outbox and self._end is not None:
            raise WireEnded(*self._end)
        return self._some()

    async def _wait_for_news(self, seconds: float) -> None:
        """Wait until something can be told, or for as long as a proxy lets us."""
        if self._outbox or self._end is not None:
            return
        self._news.clear()
        try:
            async with asyncio.timeout(min(seconds, POLL_SECONDS)):
                await self._news.wait()
        except TimeoutError:
            return

    def _forget_before(self, first: int) -> None:
        if not self._given <= first <= self._given + len(self._outbox):
            raise FramesMissing
        while self._given < first:
            self._outbox_bytes -= len(self._outbox.popleft())
            self._given += 1

    def _some(self) -> Sequence[bytes]:
        some: list[bytes] = []
        size = 0
        for frame in self._outbox:
            some.append(frame)
            size += len(frame)
            if size >= MAX_BATCH_BYTES:
                break
        return some

    def leave(self) -> None:
        """Note that the peer is gone, or that nobody reads what it sends any more."""
        self._silence.cancel()
        self.left = True
        self._end = self._end or (ABNORMAL, "")
        self._came.set()
        self._read.set()
        self._news.set()
