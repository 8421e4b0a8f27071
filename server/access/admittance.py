"""Who may open which document: the check at the door of both WebSocket endpoints (SPEC I1, I6, E1)."""

import asyncio
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import HTTPConnection

from board.content.schema import COLOURS
from board.errors import CodecError
from board.ids import DocumentName
from board.roles import Role
from server.ports.directory import Opening

from .auth import Auth
from .names import display_names

ASKED_AT_ONCE = 16
"""Questions to the database about who comes in: enough to keep it busy, when a thousand come at once; commits need it
too."""


class NotAdmitted(Exception):
    """The document may not be opened. `code`: unknown-board, not-a-member, not-signed-in, stale-epoch, foreign-page."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Admittance:
    """What the server grants: who, as what, to which document, and what others may know of them.

    `organisation` is theirs now; only what an activity attributes by organisation says it.
    """

    participant: str
    role: Role
    document: DocumentName
    user: Mapping[str, Any]
    organisation: str | None = None


class Door:
    """Admits connections to documents."""

    def __init__(self, auth: Auth) -> None:
        self._auth = auth
        self._asking = asyncio.Semaphore(ASKED_AT_ONCE)

    async def may_knock(self, connection: HTTPConnection) -> bool:
        """True when a socket may be accepted at all: its Origin fits its proof of identity."""
        if self._auth.origin_allowed(connection, "cookie"):
            return True  # It fits any proof, so nobody has to be looked up.
        identity = await self._auth.authenticate(connection)
        return self._auth.origin_allowed(connection, identity.via if identity else None)

    async def knock(self, connection: HTTPConnection) -> str:
        """Return the id of who asks for a line, "" for somebody unknown: what they may open is asked later.

        Raises NotAdmitted when the Origin does not fit the proof of identity, StorageUnavailable.
        """
        identity = await self._auth.authenticate(connection)
        if not self._auth.origin_allowed(connection, identity.via if identity else None):
            raise NotAdmitted("foreign-page")
        return identity.participant.id if identity else ""

    async def admit(self, connection: HTTPConnection, name: str, token: str) -> Admittance:
        """Return what this connection is granted on a document. Raises NotAdmitted, StorageUnavailable."""
        document = _named(name)
        async with self._asking:
            opening = await self._auth.opening(connection, token, document.board if document else "")
        if opening is None:
            raise NotAdmitted("not-signed-in")
        if document is None:
            raise NotAdmitted("unknown-board")
        role = _role(document, opening)
        who = opening.participant.id
        if not opening.noted:
            await self._auth.note_present(document.board, who)
        return Admittance(who, role, document, _user(opening), opening.participant.organisation)

    async def confirm(self, admittance: Admittance) -> None:
        """Check that nothing changed since `admit`. Raises NotAdmitted, StorageUnavailable."""
        async with self._asking:
            role = await self._auth.role_on(admittance.document.board, admittance.participant)
        if role is not admittance.role:
            raise NotAdmitted("not-a-member")


def _named(name: str) -> DocumentName | None:
    try:
        return DocumentName.parse(name)
    except CodecError:
        return None


def _role(document: DocumentName, opening: Opening) -> Role:
    if opening.epoch is None:
        raise NotAdmitted("unknown-board")
    if opening.epoch != document.epoch:
        raise NotAdmitted("stale-epoch")
    if opening.role is None:
        raise NotAdmitted("not-a-member")
    return opening.role


def _user(opening: Opening) -> Mapping[str, Any]:
    who = opening.participant
    names = display_names([*(member.participant for member in opening.members), who])
    colour = COLOURS[zlib.crc32(who.id.encode()) % len(COLOURS)]
    return {"id": who.id, "name": names[who.id], "colour": colour}
