"""Keeps the tails of logs short: what of an open document is in no checkpoint yet, and its next opening must replay.

A checkpoint is made while many write, when everybody has left, and as far as there is time when the server ends; so
what a crash leaves to be replayed is what was written within seconds.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import structlog

from board.ids import DocumentName

from .checkpoints import CHECKPOINT_ROWS
from .regularly import regularly
from .room import Room

LOOK_SECONDS = 5.0
"""Forty people who type without a pause make some two thousand rows in it, which take some 30 ms to replay."""
LEFT_ROWS = 50
"""What is worth a checkpoint when nobody is there: it costs nobody's time then, and the next opening less."""
END_SECONDS = 5.0
"""A server that is asked to end has half a minute, some ten seconds of which are for requests under way."""

Shorten = Callable[[DocumentName], Awaitable[bool]]
"""Makes a checkpoint of all rows; returns False when it is worth another try."""

_log = structlog.get_logger(__name__)


async def _nothing(_: DocumentName) -> bool:
    """Make none: nobody listens."""
    return True


class Tails:
    """The tails of the documents that are open, `rooms`."""

    def __init__(self, rooms: Callable[[], Iterable[Room]]) -> None:
        self._rooms = rooms
        self._shorten: Shorten = _nothing
        self._kept: dict[DocumentName, int] = {}

    def on_long(self, shorten: Shorten) -> None:
        """Call `shorten(document)` when a tail is long."""
        self._shorten = shorten

    def opened(self, name: DocumentName, kept: int) -> None:
        """Say that a document is open whose newest checkpoint has the rows up to `kept`."""
        self._kept[name] = kept

    def forget(self, name: DocumentName) -> None:
        """Say that a document is no longer open."""
        self._kept.pop(name, None)

    async def run(self) -> None:
        """Look now and then, until cancelled."""
        await regularly(LOOK_SECONDS, self.look, "making checkpoints")

    async def look(self) -> None:
        """Have a checkpoint made of each document whose tail is long by now."""
        for room in list(self._rooms()):
            if self._length(room) >= (LEFT_ROWS if room.idle else CHECKPOINT_ROWS):
                await self._keep(room)

    async def end(self) -> None:
        """Have checkpoints made of what is open, the longest tails first, as far as there is time."""
        try:
            async with asyncio.timeout(END_SECONDS):
                for room in sorted(self._rooms(), key=self._length, reverse=True):
                    if self._length(room) >= LEFT_ROWS:
                        await self._keep(room)
        except TimeoutError:
            _log.warning("no time for the last checkpoints: these boards open a little later")

    async def _keep(self, room: Room) -> None:
        seq = room.last_seq
        try:
            made = await self._shorten(room.name)
        except Exception:  # noqa: BLE001  whatever it is, the other boards go on
            _log.exception("a checkpoint could not be made, it is tried again", document=str(room.name))
            return
        if made and room.name in self._kept:
            self._kept[room.name] = seq

    def _length(self, room: Room) -> int:
        return 0 if room.damaged else room.last_seq - self._kept.get(room.name, 0)
