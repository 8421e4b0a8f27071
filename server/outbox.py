"""What one connection still has to be sent: bounded, with one writer."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

MAX_OUTBOX_BYTES = 12 * 1024 * 1024
"""What may wait beside the longest frame: some minutes of edits. A reader slower than that is closed with 1013 and
resyncs. The longest frame is the whole board, and must get through however large the board is."""


class OutboxFull(Exception):
    """The connection reads too slowly; close it, it will resync."""


class Outbox:
    """A queue of frames for one connection."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._sending = 0
        self._filled = asyncio.Event()

    def put(self, frame: bytes) -> None:
        """Add a frame; returns at once. Raises OutboxFull."""
        if self._bytes + len(frame) > MAX_OUTBOX_BYTES and self._beside_longest(frame) > MAX_OUTBOX_BYTES:
            raise OutboxFull
        self._frames.append(frame)
        self._bytes += len(frame)
        self._filled.set()

    def _beside_longest(self, frame: bytes) -> int:
        longest = max(self._sending, len(frame), *map(len, self._frames))
        return self._bytes + len(frame) - longest

    async def wait(self) -> None:
        """Wait until there is a frame."""
        await self._filled.wait()

    async def drain(self, send: Callable[[bytes], Awaitable[None]]) -> None:
        """Wait for frames, then send all that are there. One caller at a time."""
        await self.wait()
        while self._frames:
            frame = self._frames.popleft()
            self._sending = len(frame)
            await send(frame)
            self._bytes -= len(frame)
            self._sending = 0
        self._filled.clear()
