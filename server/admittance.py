"""Who may open which document: the check at the door of both WebSocket endpoints (SPEC I1, I6, E1)."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import HTTPConnection

from board.errors import CodecError
from board.ids import DocumentName
from board.roles import Role
from board.schema import COLOURS

from .auth import Auth, Identity
from .directory import Directory


class NotAdmitted(Exception):
    """The document may not be opened. `code`: unknown-board, not-a-member, not-signed-in, stale-epoch, foreign-page."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Admittance:
    """What the server grants: who, as what, to which document, and what others may know of them."""

    participant: str
    role: Role
    document: DocumentName
    user: Mapping[str, Any]


class Door:
    """Admits connections to documents."""

    def __init__(self, auth: Auth, directory: Directory) -> None:
        self._auth = auth
        self._directory = directory

    async def knock(self, connection: HTTPConnection) -> str:
        """Return the id of who asks for a socket, "" for somebody unknown: what they may open is asked later.

        Raises NotAdmitted when the Origin does not fit the proof of identity, StorageUnavailable.
        """
        identity = await self._auth.authenticate(connection)
        if not self._auth.origin_allowed(connection, identity.via if identity else None):
            raise NotAdmitted("foreign-page")
        return identity.participant.id if identity else ""

    async def admit(self, connection: HTTPConnection, name: str, token: str) -> Admittance:
        """Return what this connection is granted on a document. Raises NotAdmitted, StorageUnavailable."""
        identity = await self._identify(connection, token)
        document = await self._current(name)
        role = await self._auth.role_on(document.board, identity.participant.id)
        if role is None:
            raise NotAdmitted("not-a-member")
        await self._auth.note_present(document.board, identity.participant.id)
        names = await self._auth.display_names(document.board, identity.participant)
        user = self._user(identity.participant.id, names[identity.participant.id])
        return Admittance(identity.participant.id, role, document, user)

    async def confirm(self, admittance: Admittance) -> None:
        """Check that nothing changed since `admit`. Raises NotAdmitted, StorageUnavailable."""
        role = await self._auth.role_on(admittance.document.board, admittance.participant)
        if role is not admittance.role:
            raise NotAdmitted("not-a-member")

    async def _identify(self, connection: HTTPConnection, token: str) -> Identity:
        if token:
            identity = await self._auth.authenticate_token(token)
        else:
            identity = await self._auth.authenticate(connection)
            if identity is not None and not self._auth.origin_allowed(connection, identity.via):
                identity = None
        if identity is None:
            raise NotAdmitted("not-signed-in")
        return identity

    async def _current(self, name: str) -> DocumentName:
        try:
            document = DocumentName.parse(name)
        except CodecError:
            raise NotAdmitted("unknown-board") from None
        board = await self._directory.get_board(document.board)
        if board is None:
            raise NotAdmitted("unknown-board")
        if board.epoch != document.epoch:
            raise NotAdmitted("stale-epoch")
        return document

    @staticmethod
    def _user(participant: str, name: str) -> Mapping[str, Any]:
        colour = COLOURS[zlib.crc32(participant.encode()) % len(COLOURS)]
        return {"id": participant, "name": name, "colour": colour}
