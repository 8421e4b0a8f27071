"""Programmes in a database. Whoever changes something of a programme locks its row, so that changes are in turn."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from board.building import ReportPlan
from board.programmes import Group, Organisation, Person, Programme, RegisterEntry, Session, read
from server.ports.audit import Note
from server.ports.programmes import (
    AlreadyPlaced,
    BoardPlace,
    Change,
    Entity,
    Extent,
    Kept,
    KeptProgramme,
    Kind,
    Mark,
    NotAsSeen,
    Stale,
    StillUsed,
    uncounted,
)

from .database import insert_new
from .entries import Adapter, known
from .programme_rows import TABLES, kept_of, key_of, rows_at
from .programme_storing import store
from .programme_tables import (
    programme_groups,
    programme_organisations,
    programme_people,
    programme_reports,
    programme_sessions,
    programmes,
    register_entries,
    session_boards,
)
from .tables import audit

_BELONGING: Final = (
    register_entries,
    session_boards,
    programme_reports,
    programme_sessions,
    programme_groups,
    programme_people,
    programme_organisations,
)
"""What belongs to a programme, each before what it refers to; a report's newest build goes with it."""


class SqlProgrammes(Adapter):
    """The port `programmes.Programmes`."""

    async def list_programmes(self) -> Sequence[Kept[Programme]]:
        """See Programmes."""
        wanted = sa.select(programmes.c.body, programmes.c.revision).order_by(programmes.c.number)
        rows = await self._database.read(lambda connection: connection.execute(wanted).all())
        return [Kept(read(Programme, row.body), row.revision) for row in rows]

    async def read_programme(self, programme: str) -> KeptProgramme | None:
        """See Programmes."""
        return await self._database.read(lambda connection: _whole(connection, programme))

    async def store_entities(
        self,
        programme: str,
        changes: Sequence[Change[Entity]],
        note: Note | None = None,
        tell: Callable[[int], None] = uncounted,
    ) -> Sequence[Kept[Entity]]:
        """See Programmes."""

        def store_all(connection: sa.Connection) -> Sequence[Kept[Entity]]:
            _lock(connection, programme)
            stored = store(connection, programme, changes, tell)
            if any(each.is_news for each in stored):
                self._note(connection, note)
            return [each.kept for each in stored]

        with known():
            return await self._database.write(store_all)

    async def discard_entity(self, programme: str, kind: Kind, ids: Sequence[str], seen: int) -> None:
        """See Programmes."""
        key = tuple(ids)

        def discard(connection: sa.Connection) -> None:
            _lock(connection, programme)
            found = rows_at(connection, kind, programme, [key]).get(key)
            if found is None:
                return
            if found.revision != seen:
                raise Stale(kept_of(kind, key, found))
            table, at = TABLES[kind], key_of(kind, programme, key)
            connection.execute(sa.delete(table).where(*(table.c[name] == value for name, value in at.items())))

        try:
            await self._database.write(discard)
        except IntegrityError as error:
            raise StillUsed from error

    async def extent_of(self, programme: str) -> Extent | None:
        """See Programmes."""
        return await self._database.read(lambda connection: _extent(connection, programme))

    async def discard_programme(self, programme: str, seen: Extent, note: Note | None = None) -> None:
        """See Programmes."""

        def discard(connection: sa.Connection) -> None:
            _lock(connection, programme)
            found = _extent(connection, programme)
            if found is None:
                return
            if found != seen:
                raise NotAsSeen
            for table in _BELONGING:
                connection.execute(sa.delete(table).where(table.c.programme == programme))
            connection.execute(sa.delete(programmes).where(programmes.c.id == programme))
            self._note(connection, note)

        await self._database.write(discard)

    def _note(self, connection: sa.Connection, note: Note | None) -> None:
        if note is not None:
            connection.execute(sa.insert(audit).values(asdict(note) | {"at": self._clock()}))

    async def place_board(self, board: str, programme: str, session: str) -> None:
        """See Programmes."""
        values = {"board": board, "programme": programme, "session": session}

        def place(connection: sa.Connection) -> None:
            _lock(connection, programme)
            connection.execute(insert_new(connection, session_boards), values)
            found = _places(connection, session_boards.c.board == board).get(board)
            if found is not None and (found.programme, found.session) != (programme, session):
                raise AlreadyPlaced(found)

        with known():
            await self._database.write(place)

    async def unplace_board(self, board: str) -> None:
        """See Programmes."""
        await self._carry_out(sa.delete(session_boards).where(session_boards.c.board == board))

    async def place_of(self, board: str) -> BoardPlace | None:
        """See Programmes."""
        wanted = session_boards.c.board == board
        return (await self._database.read(lambda connection: _places(connection, wanted))).get(board)

    async def places_in(self, programme: str) -> Mapping[str, BoardPlace]:
        """See Programmes."""
        wanted = session_boards.c.programme == programme
        return await self._database.read(lambda connection: _places(connection, wanted))


def _lock(connection: sa.Connection, programme: str) -> None:
    """Keep others from changing something of the programme until the transaction ends."""
    connection.execute(sa.select(programmes.c.id).where(programmes.c.id == programme).with_for_update())


def _itself(connection: sa.Connection, programme: str) -> sa.Row[Any, Any] | None:
    return rows_at(connection, "programme", programme, [(programme,)]).get((programme,))


def _whole(connection: sa.Connection, programme: str) -> KeptProgramme | None:
    found = _itself(connection, programme)
    if found is None:
        return None
    return KeptProgramme(
        programme=Kept(read(Programme, found.body), found.revision),
        organisations=_all(connection, programme_organisations, programme, Organisation),
        people=_all(connection, programme_people, programme, Person),
        groups=_all(connection, programme_groups, programme, Group),
        sessions=_all(connection, programme_sessions, programme, Session),
        marks=_marks(connection, programme),
        reports=_all(connection, programme_reports, programme, ReportPlan),
        boards=_pairs(connection, session_boards.c.board, session_boards.c.session, programme),
        participants=_pairs(connection, programme_people.c.participant, programme_people.c.id, programme),
    )


def _extent(connection: sa.Connection, programme: str) -> Extent | None:
    itself = _itself(connection, programme)
    if itself is None:
        return None
    found = {table: _rows_of(connection, table, programme) for table in _BELONGING}
    stored = sorted(json.dumps(row, sort_keys=True) for rows in found.values() for row in rows)
    return Extent(
        groups=len(found[programme_groups]),
        sessions=len(found[programme_sessions]),
        registers=len({row["session"] for row in found[register_entries]}),
        marks=len(found[register_entries]),
        people=len(found[programme_people]),
        organisations=len(found[programme_organisations]),
        reports=len(found[programme_reports]),
        boards=len(found[session_boards]),
        fingerprint=sha256("\n".join([json.dumps(list(itself)), *stored]).encode()).hexdigest(),
    )


def _rows_of(connection: sa.Connection, table: sa.Table, programme: str) -> Sequence[Mapping[str, Any]]:
    """Return what belongs to a programme in a table, in no order."""
    rows = connection.execute(sa.select(table).where(table.c.programme == programme)).mappings()
    return [dict(row) for row in rows]


def _all(connection: sa.Connection, table: sa.Table, programme: str, kind: type[Any]) -> Sequence[Kept[Any]]:
    wanted = sa.select(table.c.body, table.c.revision).where(table.c.programme == programme)
    rows = connection.execute(wanted.order_by(table.c.number))
    return [Kept(read(kind, row.body), row.revision) for row in rows]


def _marks(connection: sa.Connection, programme: str) -> Sequence[Kept[Mark]]:
    rows = connection.execute(
        sa.select(register_entries).where(register_entries.c.programme == programme).order_by(register_entries.c.number)
    )
    return [Kept(Mark(row.session, read(RegisterEntry, row.body)), row.revision) for row in rows]


def _pairs(connection: sa.Connection, key: sa.Column[Any], value: sa.Column[Any], programme: str) -> Mapping[str, str]:
    rows = connection.execute(
        sa.select(key, value).where(key.table.c.programme == programme, key.is_not(None)).order_by(key)
    )
    return {row[0]: row[1] for row in rows}


_MINE = sa.and_(
    programme_sessions.c.programme == session_boards.c.programme,
    programme_sessions.c.id == session_boards.c.session,
)
_PLACES = sa.select(
    session_boards.c.board, session_boards.c.programme, programme_sessions.c.group, session_boards.c.session
).join_from(session_boards, programme_sessions, _MINE)


def _places(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Mapping[str, BoardPlace]:
    rows = connection.execute(_PLACES.where(condition).order_by(session_boards.c.board))
    return {row.board: BoardPlace(row.programme, row.group, row.session) for row in rows}
