"""The entities of programmes as rows, and back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from board.building import ReportPlan
from board.programmes import Group, Organisation, Person, Programme, RegisterEntry, Session, read, written
from server.ports.programmes import Entity, Kept, Kind, Mark

from .programme_tables import (
    programme_groups,
    programme_organisations,
    programme_people,
    programme_reports,
    programme_sessions,
    programmes,
    register_entries,
)

TABLES: Final[Mapping[Kind, sa.Table]] = {
    "programme": programmes,
    "organisation": programme_organisations,
    "person": programme_people,
    "group": programme_groups,
    "session": programme_sessions,
    "mark": register_entries,
    "report": programme_reports,
}

Ids: TypeAlias = tuple[str, ...]
"""What tells an entity from the others of its kind in its programme: a mark's session and person, else its id."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """What an entity's row holds: the entity as JSON in `body`, a session without its register, and `columns`."""

    kind: Kind
    ids: Ids
    columns: Mapping[str, str | None]
    body: dict[str, Any]


def row_of(entity: Entity) -> EntityRow:
    """Return what the entity's row holds."""
    match entity:
        case Programme(id=id_):
            return EntityRow("programme", (id_,), {}, written(entity))
        case Organisation(id=id_):
            return EntityRow("organisation", (id_,), {}, written(entity))
        case Person(id=id_, organisation=organisation):
            return EntityRow("person", (id_,), {"organisation": organisation}, written(entity))
        case Group(id=id_):
            return EntityRow("group", (id_,), {}, written(entity))
        case Session(id=id_, group=group):
            return EntityRow("session", (id_,), {"group": group}, written(replace(entity, register=())))
        case ReportPlan(id=id_):
            return EntityRow("report", (id_,), {}, written(entity))
        case Mark(session=session, entry=entry):
            return EntityRow("mark", (session, entry.person), {}, written(entry))


def key_of(kind: Kind, programme: str, ids: Ids) -> Mapping[str, str]:
    """Return the columns by which the row is found, with their values."""
    named = dict(zip(_id_columns(kind), ids, strict=True))
    return named if kind == "programme" else {"programme": programme, **named}


def rows_at(
    connection: sa.Connection, kind: Kind, programme: str, wanted: Collection[Ids]
) -> Mapping[Ids, sa.Row[Any, Any]]:
    """Return the `body` and `revision` of those that are there, by their ids."""
    table, names = TABLES[kind], _id_columns(kind)
    ids = [table.c[name] for name in names]
    found = sa.select(table.c.body, table.c.revision, *ids).where(sa.tuple_(*ids).in_(list(wanted)))
    if kind != "programme":
        found = found.where(table.c.programme == programme)
    return {tuple(row[-len(names) :]): row for row in connection.execute(found)}


def kept_of(kind: Kind, ids: Ids, row: sa.Row[Any, Any]) -> Kept[Entity]:
    """Return the entity of a row that has `body` and `revision`."""
    return Kept(entity_of(kind, ids, row.body), row.revision)


def entity_of(kind: Kind, ids: Ids, body: object) -> Entity:
    """Return the entity that a row holds. Raises ProgrammeError where it is none."""
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
            return Mark(ids[0], read(RegisterEntry, body))
        case "report":
            return read(ReportPlan, body)


def _id_columns(kind: Kind) -> Sequence[str]:
    return ("session", "person") if kind == "mark" else ("id",)
