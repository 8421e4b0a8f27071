"""Finds rows of which this process was never told: whoever committed them died before it could say so.

The bus brings news within milliseconds, and a lost message is noticed at the next one. This looks for those after which
nothing came.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping

import structlog

from board.ids import DocumentName
from server.ports.log import StorageUnavailable, UpdateLog

from .regularly import regularly
from .room import Room

LOOK_SECONDS = 2.0
"""One small question to the database for all boards that somebody has open; two looks find what is missing."""

_log = structlog.get_logger(__name__)


class MissedRows:
    """Looks through the rooms that have members; `catch_up(room)` reads a room's log."""

    def __init__(
        self, log: UpdateLog, rooms: Callable[[], Iterable[Room]], catch_up: Callable[[Room], Awaitable[None]]
    ) -> None:
        self._log = log
        self._rooms = rooms
        self._catch_up = catch_up
        self._seen: Mapping[DocumentName, int] = {}

    async def run(self) -> None:
        """Look now and then, until cancelled."""
        await regularly(LOOK_SECONDS, self.look, "looking for rows that were missed")

    async def look(self) -> None:
        """Catch up where a row that was in the log at the last look already is not known here yet.

        Our own rows are in the log for a moment before we know that they are.
        """
        rooms = {room.name: room for room in self._rooms() if any(room.members)}
        before, self._seen = self._seen, await self._log.last_seqs(list(rooms)) if rooms else {}
        for name, room in rooms.items():
            if room.last_seq < before.get(name, 0):
                await self._catch_up_with(room)

    async def _catch_up_with(self, room: Room) -> None:
        try:
            await self._catch_up(room)
        except StorageUnavailable:
            raise
        except Exception:  # noqa: BLE001  whatever it is, the other boards go on
            _log.exception("a board could not be brought up to date", document=str(room.name))
