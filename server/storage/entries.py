"""What the adapters of the directory share: ids, and rows as the port's dataclasses."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from server.ports.directory import UnknownEntry

from .database import Database

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
BOARD_ID_LENGTH = 12
EPOCH_LENGTH = 4
"""An epoch only has to differ from the few the same board had before."""
_ID_LENGTH = 16

_T = TypeVar("_T")


def new_id(length: int = _ID_LENGTH) -> str:
    """Return a random id of small letters and digits; 16 of them hold 82 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


class Adapter:
    """A part of the directory on a database, with a clock."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def _one(self, wanted: sa.Select[Any], entry: Callable[..., _T]) -> _T | None:
        """Read the entry that the SELECT finds."""
        return await self._database.read_each(lambda connection: one(connection, wanted, entry))

    async def _every(self, wanted: sa.Select[Any], entry: Callable[..., _T]) -> Sequence[_T]:
        """Read all entries that the SELECT finds."""
        return await self._database.read_each(lambda connection: every(connection, wanted, entry))

    async def _carry_out(self, change: sa.UpdateBase) -> int:
        """Write what one statement changes; returns how many rows."""
        return await self._database.write_one(lambda connection: connection.execute(change).rowcount)


def select(table: sa.Table, entry: type) -> sa.Select[Any]:
    """A SELECT of the columns named as the fields of the dataclass, in their order."""
    return sa.select(*[table.c[field.name] for field in fields(entry)])


def one(connection: sa.Connection, wanted: sa.Select[Any], entry: Callable[..., _T]) -> _T | None:
    """Return the first row as an entry, or None."""
    row = connection.execute(wanted).first()
    return None if row is None else entry(*row)


def every(connection: sa.Connection, wanted: sa.Select[Any], entry: Callable[..., _T]) -> Sequence[_T]:
    """Return all rows as entries."""
    return [entry(*row) for row in connection.execute(wanted)]


def exists(connection: sa.Connection, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> bool:
    """True when a row fits all the conditions."""
    found = connection.scalar(sa.select(sa.literal(1)).select_from(table).where(*conditions))
    return found is not None


@contextmanager
def known() -> Iterator[None]:
    """Turn a reference to a row that does not exist into UnknownEntry."""
    try:
        yield
    except IntegrityError as error:
        raise UnknownEntry("Something that this refers to does not exist.") from error
