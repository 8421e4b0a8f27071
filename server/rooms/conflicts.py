"""What a room does when another process wrote first: it reads what was written, and what waits here goes behind it.

What waits stands as it was admitted, for edits of Yjs are valid beside each other; only the missed rows cost work.
Where that is not so it is admitted again, on an index built anew: when a row holds what waits here as well (somebody
came over from the other process), when a client id has become somebody else's, and when an edit of the server is among
it, which is a command and sees what others wrote before it.
"""

from collections.abc import Awaitable, Callable
from enum import Enum

from board.admission import AdmissionIndex
from server.ports.log import UpdateLog

from .loading import build_index
from .room import Room


class Outcome(Enum):
    """What became of what waits: it goes behind what others wrote, nobody wrote, or it must be admitted again."""

    BEHIND = "behind"
    HELD = "held"
    UNFIT = "unfit"


class Conflicts:
    """Brings rooms up to date; `catch_up(room)` reads a room's log."""

    def __init__(self, log: UpdateLog, catch_up: Callable[[Room], Awaitable[None]]) -> None:
        self._log = log
        self._catch_up = catch_up

    async def resolve(self, room: Room) -> Outcome:
        """Let what waits go behind what others wrote, unless it must be admitted again. HELD: they have the document.

        Raises RoomBroken, StorageUnavailable.
        """
        await self._catch_up(room)
        owners = await self._log.owners(room.name) if room.needs_owners else {}
        if not room.may_stand(owners):
            return Outcome.UNFIT
        return Outcome.BEHIND if room.stand(owners) else Outcome.HELD

    async def readmit(self, room: Room) -> None:
        """Admit what waits again; returns when that is done. It is work of seconds, in a thread and in steps.

        Raises RoomBroken, StorageUnavailable.
        """
        while not room.abandoned:
            await self._catch_up(room)
            owners = await self._log.owners(room.name)
            state = room.read()
            index = await build_index(room.name, state.state)
            if await self._caught_up(room, index, state.seq):
                for admitted in room.readmit(index, owners):
                    await admitted
                return

    async def _caught_up(self, room: Room, index: AdmissionIndex, seq: int) -> bool:
        """Take into an index of rows 1..`seq` those that came since; returns True when it covers the room's rows.

        Building it anew would take longer than others may need for their next row.
        """
        while seq < room.last_seq and not room.abandoned:
            rows = await self._log.read_after(room.name, seq)
            if not rows:
                return False
            room.follow(rows)
            for row in rows:
                index.integrate(row.update)
            seq = rows[-1].seq
        return not room.abandoned
