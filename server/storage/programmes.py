"""Programmes in a database. Whoever changes something of a programme locks its row, so that changes are in turn."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from board.building import ReportPlan
from board.programmes import Group, Organisation, Person, Programme, RegisterEntry, Session, read, written
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
)

from .database import insert_new
from .entries import Adapter, known
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

_TABLES: Final[Mapping[Kind, sa.Table]] = {
    "programme": programmes,
    "organisation": programme_organisations,
    "person": programme_people,
    "group": programme_groups,
    "session": programme_sessions,
    "mark": register_entries,
    "report": programme_reports,
}

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
        self, programme: str, changes: Iterable[Change[Entity]], note: Note | None = None
    ) -> Sequence[Kept[Entity]]:
        """See Programmes."""

        def store(connection: sa.Connection) -> Sequence[Kept[Entity]]:
            _lock(connection, programme)
            stored = [_store(connection, programme, change) for change in changes]
            if any(is_new for _, is_new in stored):
                self._note(connection, note)
            return [kept for kept, _ in stored]

        with known():
            return await self._database.write(store)

    async def discard_entity(self, programme: str, kind: Kind, ids: Sequence[str], seen: int) -> None:
        """See Programmes."""

        def discard(connection: sa.Connection) -> None:
            _lock(connection, programme)
            key = _key(kind, programme, ids)
            found = _row(connection, kind, key)
            if found is None:
                return
            if found.revision != seen:
                raise Stale(_kept(kind, ids[0], found))
            connection.execute(sa.delete(_TABLES[kind]).where(*_at(kind, key)))

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


@dataclass(frozen=True, slots=True)
class _Row:
    """What an entity's row holds."""

    kind: Kind
    ids: Sequence[str]
    columns: Mapping[str, str | None]
    body: dict[str, Any]


def _row_of(entity: Entity) -> _Row:
    match entity:
        case Programme(id=id_):
            return _Row("programme", [id_], {}, written(entity))
        case Organisation(id=id_):
            return _Row("organisation", [id_], {}, written(entity))
        case Person(id=id_, organisation=organisation):
            return _Row("person", [id_], {"organisation": organisation}, written(entity))
        case Group(id=id_):
            return _Row("group", [id_], {}, written(entity))
        case Session(id=id_, group=group):
            return _Row("session", [id_], {"group": group}, written(replace(entity, register=())))
        case ReportPlan(id=id_):
            return _Row("report", [id_], {}, written(entity))
        case Mark(session=session, entry=entry):
            return _Row("mark", [session, entry.person], {}, written(entry))


def _entity(kind: Kind, first_id: str, body: object) -> Entity:
    match kind:
        case "programme":
            return read(Programme, body)
        case "organisation":
            return read(Organisation, body)
        case "person":
            return read(Person, body)
        case "group":
            return read(Group, body)
        case "session":
            return read(Session, body)
        case "mark":
            return Mark(first_id, read(RegisterEntry, body))
        case "report":
            return read(ReportPlan, body)


def _kept(kind: Kind, first_id: str, row: sa.Row[Any, Any]) -> Kept[Entity]:
    return Kept(_entity(kind, first_id, row.body), row.revision)


def _key(kind: Kind, programme: str, ids: Sequence[str]) -> Mapping[str, str]:
    match kind:
        case "programme":
            return {"id": ids[0]}
        case "mark":
            return {"programme": programme, "session": ids[0], "person": ids[1]}
        case _:
            return {"programme": programme, "id": ids[0]}


def _at(kind: Kind, key: Mapping[str, str]) -> Sequence[sa.ColumnElement[bool]]:
    return [_TABLES[kind].c[name] == value for name, value in key.items()]


def _row(connection: sa.Connection, kind: Kind, key: Mapping[str, str]) -> sa.Row[Any, Any] | None:
    table = _TABLES[kind]
    return connection.execute(sa.select(table.c.body, table.c.revision).where(*_at(kind, key))).first()


def _lock(connection: sa.Connection, programme: str) -> None:
    """Keep others from changing something of the programme until the transaction ends."""
    connection.execute(sa.select(programmes.c.id).where(programmes.c.id == programme).with_for_update())


def _store(connection: sa.Connection, programme: str, change: Change[Entity]) -> tuple[Kept[Entity], bool]:
    """Return the entity as it is stored now, and whether it was not so before."""
    row = _row_of(change.entity)
    key = _key(row.kind, programme, row.ids)
    columns = dict(row.columns) | ({} if change.participant is None else {"participant": change.participant})
    found = _row(connection, row.kind, key)
    if found is not None and found.body == row.body and change.participant is None:
        return _kept(row.kind, row.ids[0], found), False
    if (found.revision if found else 0) != change.seen:
        raise Stale(_kept(row.kind, row.ids[0], found) if found else None)
    values = columns | {"body": row.body, "revision": change.seen + 1}
    if found is None:
        _insert(connection, row, {**key, **values})
    else:
        connection.execute(sa.update(_TABLES[row.kind]).where(*_at(row.kind, key)).values(values))
    return Kept(_entity(row.kind, row.ids[0], row.body), change.seen + 1), True


def _insert(connection: sa.Connection, row: _Row, values: Mapping[str, Any]) -> None:
    """Add a row. Only of a new programme can somebody else have added it meanwhile: nothing was there to be locked."""
    if row.kind != "programme":
        connection.execute(sa.insert(_TABLES[row.kind]), values)
    elif connection.execute(insert_new(connection, programmes), values).rowcount == 0:
        found = _row(connection, "programme", {"id": row.ids[0]})
        raise Stale(_kept("programme", row.ids[0], found) if found else None)


def _whole(connection: sa.Connection, programme: str) -> KeptProgramme | None:
    found = _row(connection, "programme", {"id": programme})
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
    itself = _row(connection, "programme", {"id": programme})
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
