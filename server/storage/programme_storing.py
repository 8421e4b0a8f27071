"""Storing entities of a programme in slices: a database is asked a few questions for each, however much is in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from server.ports.programmes import Change, Entity, Kept, Kind, Stale

from .database import insert_new
from .programme_rows import TABLES, EntityRow, Ids, entity_of, kept_of, key_of, row_of, rows_at

SLICE: Final = 100
"""Entities stored at a time: few questions are asked, and others have their turn within milliseconds."""

Found: TypeAlias = sa.Row[Any, Any] | None


@dataclass(frozen=True, slots=True)
class Stored:
    """An entity as it is stored now; `is_news` where it was not so before."""

    kept: Kept[Entity]
    is_news: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    change: Change[Entity]
    row: EntityRow

    @classmethod
    def of(cls, change: Change[Entity]) -> "_Wanted":
        return cls(change, row_of(change.entity))

    def judged(self, found: Found) -> Stored:
        """Return what it is once it is stored where `found` is. Raises Stale."""
        kind, ids, body = self.row.kind, self.row.ids, self.row.body
        if found is not None and found.body == body and self.change.participant is None:
            return Stored(kept_of(kind, ids, found), is_news=False)
        if (found.revision if found else 0) != self.change.seen:
            raise Stale(kept_of(kind, ids, found) if found else None)
        return Stored(Kept(entity_of(kind, ids, body), self.change.seen + 1), is_news=True)

    def values(self) -> Mapping[str, Any]:
        """Return what its row has beside its key."""
        known = {"participant": self.change.participant} if self.row.kind == "person" else {}
        return {**self.row.columns, **known, "body": self.row.body, "revision": self.change.seen + 1}


def store(
    connection: sa.Connection, programme: str, changes: Sequence[Change[Entity]], tell: Callable[[int], None]
) -> Sequence[Stored]:
    """Store them, in their order; `tell` is told before each slice how many are, and once all are.

    Raises Stale, and what `tell` raises.
    """
    stored: list[Stored] = []
    for some in _slices(changes):
        tell(len(stored))
        stored += _store_slice(connection, programme, some)
    tell(len(stored))
    return stored


def _slices(changes: Sequence[Change[Entity]]) -> Iterator[Mapping[Ids, _Wanted]]:
    """Each of one kind, with an entity once in it: its next change follows on the one before."""
    some: dict[Ids, _Wanted] = {}
    kind: Kind | None = None
    for wanted in map(_Wanted.of, changes):
        if wanted.row.kind != kind or wanted.row.ids in some or len(some) == SLICE:
            if some:
                yield some
            some, kind = {}, wanted.row.kind
        some[wanted.row.ids] = wanted
    if some:
        yield some


def _store_slice(connection: sa.Connection, programme: str, some: Mapping[Ids, _Wanted]) -> Sequence[Stored]:
    kind = next(iter(some.values())).row.kind
    found = rows_at(connection, kind, programme, some)
    stored = {ids: wanted.judged(found.get(ids)) for ids, wanted in some.items()}
    news = [ids for ids, each in stored.items() if each.is_news]
    added = [{**key_of(kind, programme, ids), **some[ids].values()} for ids in news if ids not in found]
    changed = [(key_of(kind, programme, ids), some[ids].values()) for ids in news if ids in found]
    if added:
        _insert(connection, kind, added)
    if changed:
        _update(connection, kind, changed)
    return list(stored.values())


def _insert(connection: sa.Connection, kind: Kind, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows. Only of a new programme can somebody else have added it meanwhile: nothing was there to be locked."""
    if kind != "programme":
        connection.execute(sa.insert(TABLES[kind]), rows)
        return
    for row in rows:
        if connection.execute(insert_new(connection, TABLES[kind]), row).rowcount == 0:
            ids = (row["id"],)
            found = rows_at(connection, kind, row["id"], [ids]).get(ids)
            raise Stale(kept_of(kind, ids, found) if found else None)


def _update(connection: sa.Connection, kind: Kind, rows: Sequence[tuple[Mapping[str, str], Mapping[str, Any]]]) -> None:
    """Change rows, each found by its key. As whom the server knows a person stays where nothing is said of it."""
    table = TABLES[kind]
    key, values = rows[0]
    new: dict[str, Any] = {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in values}
    if "participant" in new:
        new["participant"] = sa.func.coalesce(new["participant"], table.c.participant)
    change = sa.update(table).where(*(table.c[name] == sa.bindparam(f"its_{name}") for name in key)).values(new)
    connection.execute(change, [_named("its", key) | _named("new", values) for key, values in rows])


def _named(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{prefix}_{name}": value for name, value in values.items()}
