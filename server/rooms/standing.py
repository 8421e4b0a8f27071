"""Looks whether those who are here may still be here, and as what (SPEC I5, F8).

Whoever withdraws a link or changes a role tells all processes at once. This finds what was never told, because the
process that stored it died first, and what was told while the bus was away.
"""

from collections.abc import Awaitable, Callable, Iterable

import structlog

from board.roles import Role

from .regularly import regularly
from .room import Room
from .submissions import Member

LOOK_SECONDS = 60.0
"""One small question for each session: a thousand are some twenty a second."""
FORBIDDEN = 4403

RoleOf = Callable[[str, str], Awaitable[Role | None]]
"""What a participant may do on a board; None for somebody who has not joined it."""

_log = structlog.get_logger(__name__)


class Standing:
    """Checks the members of rooms; nobody until `ask` was called."""

    def __init__(self, rooms: Callable[[], Iterable[Room]]) -> None:
        self._rooms = rooms
        self._role_of: RoleOf | None = None

    def ask(self, role_of: RoleOf) -> None:
        """Ask this from now on."""
        self._role_of = role_of

    async def run(self) -> None:
        """Look now and then, until cancelled."""
        await regularly(LOOK_SECONDS, self.look, "looking at roles")

    async def look(self) -> None:
        """Check everybody. Raises StorageUnavailable."""
        for room in self._rooms():
            await self.check(room)

    async def check(self, room: Room) -> None:
        """End the sessions of those who lost their membership, and give the others their role."""
        if self._role_of is None:
            return
        for member in list(room.members):
            before = member.role
            role = await self._role_of(room.name.board, member.participant)
            if member.role is before:  # Else it was told meanwhile, which is newer.
                _apply(member, role)


def _apply(member: Member, role: Role | None) -> None:
    if role is None:
        member.close(FORBIDDEN, "The link you joined with was withdrawn.")
    elif role is not member.role:
        member.change_role(role)
