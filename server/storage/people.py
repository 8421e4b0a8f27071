"""Participants, logins and attendance in a database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.directory import Attendance, Login, Participant, UnknownEntry

from .database import insert_new
from .entries import Adapter, known, new_id, select
from .tables import attendance, logins, participants

_PARTICIPANTS = select(participants, Participant)
_LOGINS = select(logins, Login)
_ATTENDANCE = select(attendance, Attendance)


class SqlPeople(Adapter):
    """The port `directory.People`."""

    async def create_participant(
        self, name: str, organisation: str | None = None, job: str | None = None
    ) -> Participant:
        """See People."""
        values = {"name": name, "organisation": organisation, "job": job}
        new = values | {"id": new_id(), "created_at": self._clock()}
        async with self._database.write() as connection:
            await connection.execute(sa.insert(participants), new)
            return await find_participant(connection, str(new["id"]))

    async def get_participants(self, ids: Collection[str]) -> Mapping[str, Participant]:
        """See People."""
        if not ids:
            return {}
        async with self._database.read() as connection:
            rows = await connection.execute(_PARTICIPANTS.where(participants.c.id.in_(ids)))
            return {row.id: Participant(*row) for row in rows}

    async def update_participant(self, participant: Participant) -> None:
        """See People."""
        change = sa.update(participants).where(participants.c.id == participant.id)
        values = {name: getattr(participant, name) for name in ("name", "organisation", "job")}
        async with self._database.write() as connection:
            if (await connection.execute(change.values(values))).rowcount == 0:
                raise UnknownEntry("There is no such participant.")

    async def create_login(self, secret_hash: str, participant: str, expires_at: datetime) -> Login:
        """See People."""
        now = self._clock()
        login = Login(secret_hash, participant, now, now, expires_at)
        values = {field.name: getattr(login, field.name) for field in fields(Login)}
        with known():
            async with self._database.write() as connection:
                await connection.execute(sa.insert(logins), values)
        return login

    async def find_login(self, secret_hash: str) -> Login | None:
        """See People."""
        alive = _LOGINS.where(logins.c.secret_hash == secret_hash, logins.c.expires_at > self._clock())
        async with self._database.read() as connection:
            found = (await connection.execute(alive)).first()
            return Login(*found) if found else None

    async def touch_login(self, secret_hash: str, expires_at: datetime) -> None:
        """See People."""
        change = sa.update(logins).where(logins.c.secret_hash == secret_hash)
        async with self._database.write() as connection:
            await connection.execute(change.values(last_seen_at=self._clock(), expires_at=expires_at))

    async def delete_login(self, secret_hash: str) -> None:
        """See People."""
        async with self._database.write() as connection:
            await connection.execute(sa.delete(logins).where(logins.c.secret_hash == secret_hash))

    async def delete_logins(self, participant: str) -> None:
        """See People."""
        async with self._database.write() as connection:
            await connection.execute(sa.delete(logins).where(logins.c.participant == participant))

    async def note_joined(self, board: str, participant: str, day: date) -> Attendance:
        """See People."""
        with known():
            async with self._database.write() as connection:
                person = await find_participant(connection, participant)
                return await _joined(connection, board, person, day)

    async def add_attendance(
        self,
        board: str,
        day: date,
        name: str,
        *,
        organisation: str | None = None,
        role_in_session: str | None = None,
    ) -> Attendance:
        """See People."""
        entry = Attendance(new_id(), board, day, None, name, organisation, role_in_session, "added", removed=False)
        with known():
            async with self._database.write() as connection:
                await connection.execute(sa.insert(attendance), _values(entry))
                return await _entry(connection, attendance.c.id == entry.id)

    async def edit_attendance(self, entry: Attendance) -> Attendance:
        """See People."""
        mine = (attendance.c.id == entry.id, attendance.c.board == entry.board)
        kept = ("id", "board", "participant", "source")
        values = {name: value for name, value in _values(entry).items() if name not in kept}
        try:
            async with self._database.write() as connection:
                await connection.execute(sa.update(attendance).where(*mine).values(values))
                return await _entry(connection, *mine)
        except IntegrityError as error:
            raise ValueError("This person is already noted for that day.") from error

    async def list_attendance(self, board: str, *, with_removed: bool = False) -> Sequence[Attendance]:
        """See People."""
        wanted = _ATTENDANCE.where(attendance.c.board == board)
        if not with_removed:
            wanted = wanted.where(attendance.c.removed.is_(False))
        async with self._database.read() as connection:
            rows = await connection.execute(wanted.order_by(attendance.c.date, attendance.c.number))
            return [Attendance(*row) for row in rows]


async def find_participant(connection: AsyncConnection, wanted: str) -> Participant:
    """Return the participant; raises UnknownEntry."""
    found = (await connection.execute(_PARTICIPANTS.where(participants.c.id == wanted))).first()
    if found is None:
        raise UnknownEntry("There is no such participant.")
    return Participant(*found)


async def _joined(connection: AsyncConnection, board: str, person: Participant, day: date) -> Attendance:
    """Note it, unless it is noted already."""
    entry = Attendance(new_id(), board, day, person.id, person.name, person.organisation, None, "joined", removed=False)
    await connection.execute(insert_new(connection, attendance), _values(entry))
    return await _entry(
        connection,
        attendance.c.board == board,
        attendance.c.date == day,
        attendance.c.participant == person.id,
    )


def _values(entry: Attendance) -> dict[str, object]:
    return {field.name: getattr(entry, field.name) for field in fields(Attendance)}


async def _entry(connection: AsyncConnection, *conditions: sa.ColumnElement[bool]) -> Attendance:
    found = (await connection.execute(_ATTENDANCE.where(*conditions))).first()
    if found is None:
        raise UnknownEntry("There is no such entry.")
    return Attendance(*found)
