"""Participants, logins and attendance in a database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from server.ports.directory import Attendance, Login, Participant, UnknownEntry

from .database import insert_new
from .entries import Adapter, known, new_id, one, select
from .tables import attendance, logins, participants

_PARTICIPANTS = select(participants, Participant)
_LOGINS = select(logins, Login)
_BETWEEN_ROLES = ", "
_ATTENDANCE = select(attendance, Attendance)


class SqlPeople(Adapter):
    """The port `directory.People`."""

    async def create_participant(
        self, name: str, organisation: str | None = None, job: str | None = None
    ) -> Participant:
        """See People."""
        values = {"name": name, "organisation": organisation, "job": job}
        new = values | {"id": new_id(), "created_at": self._clock()}

        def create(connection: sa.Connection) -> Participant:
            connection.execute(sa.insert(participants), new)
            return find_participant(connection, str(new["id"]))

        return await self._database.write(create)

    async def get_participants(self, ids: Collection[str]) -> Mapping[str, Participant]:
        """See People."""
        if not ids:
            return {}
        found = await self._every(_PARTICIPANTS.where(participants.c.id.in_(ids)), Participant)
        return {participant.id: participant for participant in found}

    async def update_participant(self, participant: Participant) -> None:
        """See People."""
        change = sa.update(participants).where(participants.c.id == participant.id)
        values = {name: getattr(participant, name) for name in ("name", "organisation", "job")}
        if await self._carry_out(change.values(values)) == 0:
            raise UnknownEntry("There is no such participant.")

    async def create_login(self, secret_hash: str, participant: str, expires_at: datetime) -> Login:
        """See People."""
        now = self._clock()
        login = Login(secret_hash, participant, now, now, expires_at)
        values = {field.name: getattr(login, field.name) for field in fields(Login)}
        with known():
            await self._carry_out(sa.insert(logins).values(values))
        return login

    async def find_login(self, secret_hash: str) -> Login | None:
        """See People."""
        alive = _LOGINS.where(logins.c.secret_hash == secret_hash, logins.c.expires_at > self._clock())
        return await self._one(alive, Login)

    async def touch_login(self, secret_hash: str, expires_at: datetime) -> None:
        """See People."""
        change = sa.update(logins).where(logins.c.secret_hash == secret_hash)
        await self._carry_out(change.values(last_seen_at=self._clock(), expires_at=expires_at))

    async def delete_login(self, secret_hash: str) -> None:
        """See People."""
        await self._carry_out(sa.delete(logins).where(logins.c.secret_hash == secret_hash))

    async def delete_logins(self, participant: str) -> None:
        """See People."""
        await self._carry_out(sa.delete(logins).where(logins.c.participant == participant))

    async def note_joined(self, board: str, participant: str, day: date) -> Attendance:
        """See People."""
        with known():
            return await self._database.write(lambda connection: _joined(connection, board, participant, day))

    async def note_role(self, board: str, participant: str, day: date, role: str) -> Attendance:
        """See People."""
        return await self._database.write(lambda connection: _role_noted(connection, board, participant, day, role))

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

        def add(connection: sa.Connection) -> Attendance:
            connection.execute(sa.insert(attendance), _values(entry))
            return _entry(connection, attendance.c.id == entry.id)

        with known():
            return await self._database.write(add)

    async def edit_attendance(self, entry: Attendance) -> Attendance:
        """See People."""
        mine = (attendance.c.id == entry.id, attendance.c.board == entry.board)
        kept = ("id", "board", "participant", "source")
        values = {name: value for name, value in _values(entry).items() if name not in kept}

        def edit(connection: sa.Connection) -> Attendance:
            connection.execute(sa.update(attendance).where(*mine).values(values))
            return _entry(connection, *mine)

        try:
            return await self._database.write(edit)
        except IntegrityError as error:
            raise ValueError("This person is already noted for that day.") from error

    async def list_attendance(self, board: str, *, with_removed: bool = False) -> Sequence[Attendance]:
        """See People."""
        wanted = _ATTENDANCE.where(attendance.c.board == board)
        if not with_removed:
            wanted = wanted.where(attendance.c.removed.is_(False))
        return await self._every(wanted.order_by(attendance.c.date, attendance.c.number), Attendance)


def find_participant(connection: sa.Connection, wanted: str) -> Participant:
    """Return the participant; raises UnknownEntry."""
    found = one(connection, _PARTICIPANTS.where(participants.c.id == wanted), Participant)
    if found is None:
        raise UnknownEntry("There is no such participant.")
    return found


def _joined(connection: sa.Connection, board: str, participant: str, day: date) -> Attendance:
    """Note it, unless it is noted already."""
    person = find_participant(connection, participant)
    entry = Attendance(new_id(), board, day, person.id, person.name, person.organisation, None, "joined", removed=False)
    connection.execute(insert_new(connection, attendance), _values(entry))
    return _entry(
        connection,
        attendance.c.board == board,
        attendance.c.date == day,
        attendance.c.participant == person.id,
    )


def _role_noted(connection: sa.Connection, board: str, participant: str, day: date, role: str) -> Attendance:
    here = (attendance.c.board == board, attendance.c.date == day, attendance.c.participant == participant)
    held = sa.select(attendance.c.role_in_session).where(*here, attendance.c.removed.is_(False)).with_for_update()
    row = connection.execute(held).one_or_none()
    if row is None:
        raise UnknownEntry("This person is not on the register of that day.")
    roles = row[0].split(_BETWEEN_ROLES) if row[0] else []
    if role not in roles:
        words = _BETWEEN_ROLES.join([*roles, role])
        connection.execute(sa.update(attendance).where(*here).values(role_in_session=words))
    return _entry(connection, *here)


def _values(entry: Attendance) -> dict[str, object]:
    return {field.name: getattr(entry, field.name) for field in fields(Attendance)}


def _entry(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> Attendance:
    found = one(connection, _ATTENDANCE.where(*conditions), Attendance)
    if found is None:
        raise UnknownEntry("There is no such entry.")
    return found
