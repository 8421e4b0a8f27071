"""What opening a board asks a database: two statements, however much it is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from board.roles import Role
from server.ports.directory import Opening, Participant

from .entries import Adapter, select
from .rights import members_of
from .tables import attendance, boards, logins, organisers, participants

_BOARD: sa.BindParameter[str] = sa.bindparam("board")
_ORGANISES = sa.exists().where(organisers.c.participant == participants.c.id)
_NOTED = sa.exists().where(
    attendance.c.board == _BOARD,
    attendance.c.date == sa.bindparam("day"),
    attendance.c.participant == participants.c.id,
)
_COMER = (
    select(participants, Participant)
    .add_columns(logins.c.last_seen_at, boards.c.epoch, _ORGANISES, _NOTED)
    .select_from(logins.join(participants).outerjoin(boards, boards.c.id == _BOARD))
    .where(logins.c.secret_hash == sa.bindparam("login"), logins.c.expires_at > sa.bindparam("now"))
)


class SqlOpenings(Adapter):
    """`opening` of the port `directory.Rights`."""

    async def opening(self, secret_hash: str, board: str, day: date) -> Opening | None:
        """See Rights."""
        asked = {"login": secret_hash, "board": board, "day": day, "now": self._clock()}
        return await self._database.read_each(lambda connection: _opening(connection, asked))


def _opening(connection: sa.Connection, asked: Mapping[str, Any]) -> Opening | None:
    row = connection.execute(_COMER, asked).first()
    if row is None:
        return None
    *person, seen_at, epoch, organises, noted = row
    participant = Participant(*person)
    members = members_of(connection, asked["board"])
    joined = next((member.role for member in members if member.participant.id == participant.id), None)
    return Opening(participant, seen_at, epoch, Role.FACILITATE if organises else joined, members, noted)
