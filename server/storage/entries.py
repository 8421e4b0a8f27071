"""What the adapters of the directory share: ids, and rows as the port's dataclasses."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from server.directory import UnknownEntry

from .database import Database

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
BOARD_ID_LENGTH = 12
EPOCH_LENGTH = 4
"""An epoch only has to differ from the few the same board had before."""
_ID_LENGTH = 16


def new_id(length: int = _ID_LENGTH) -> str:
    """Return a random id of small letters and digits; 16 of them hold 82 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


class Adapter:
    """A part of the directory on a database, with a clock."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock


def select(table: sa.Table, entry: type) -> sa.Select[Any]:
    """A SELECT of the columns named as the fields of the dataclass, in their order."""
    return sa.select(*[table.c[field.name] for field in fields(entry)])


async def exists(connection: AsyncConnection, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> bool:
    """True when a row fits all the conditions."""
    found = await connection.scalar(sa.select(sa.literal(1)).select_from(table).where(*conditions))
    return found is not None


@contextmanager
def known() -> Iterator[None]:
    """Turn a reference to a row that does not exist into UnknownEntry."""
    try:
        yield
    except IntegrityError as error:
        raise UnknownEntry("Something that this refers to does not exist.") from error
