"""One database, SQLite or PostgreSQL: its transactions, and errors turned into the port's.

A transaction is a plain function of a connection. It returns values, never a result still to be read, and shares
nothing that it changes: all but what PostgreSQL is to write runs in another thread than the boards do.

Errors go into logs, so none may carry the values of its statement: they are what people wrote.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

import asyncpg
import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects import postgresql as postgresql_dialect
from sqlalchemy.dialects import sqlite as sqlite_dialect

from server.ports.log import StorageUnavailable

from .postgresql import Postgresql
from .sqlite import Sqlite

LOCK_WAIT = 3.0
"""Seconds to wait for a lock: transactions take milliseconds, so whoever holds it is stuck."""
TURN_WAIT = 25.0
"""Seconds to wait for one of the connections, which a few may hold for as long as a statement may take."""

NO_SPACE = "The database's disk takes no more: make room there. Nothing need be started again."
_UNWRITTEN = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
"""A full disk, and one over its quota."""
_ENDED = "the handler is closed"
"""In uvloop's RuntimeError about a write to a connection that ended this moment; asyncio lets such a write pass."""

_T = TypeVar("_T")

# SQLAlchemy passes asyncpg's own on where a connection ends while it is made ready.
_UNWRAPPED = (asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.PostgresError)
_AWAY = (exc.DBAPIError, exc.TimeoutError, OSError, sqlite3.OperationalError, *_UNWRAPPED)
# A statement or value that is wrong will be wrong again: these are mistakes of ours.
_MISTAKES = (exc.IntegrityError, exc.ProgrammingError, exc.DataError, exc.NotSupportedError)

_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+aiosqlite": "sqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def normalise(url: str) -> sa.URL:
    """Return the address with the driver used here; raises ValueError for another database.

    `postgres://`, `postgresql://` (with libpq's `sslmode`) and `sqlite:///file` are accepted.
    """
    try:
        parsed = sa.make_url(url)
    except exc.ArgumentError as error:
        raise ValueError("This is not the address of a database, such as sqlite:///x.db") from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise ValueError(f"{parsed.drivername} is not supported: use sqlite or postgresql.")
    if driver == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise ValueError("SQLite needs a file: what is in memory is not durable.")
    query = {("ssl" if key == "sslmode" else key): value for key, value in parsed.query.items()}
    return parsed.set(drivername=driver, query=query)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a driver raises because of circumstances into StorageUnavailable."""
    try:
        yield
    except _MISTAKES:
        raise
    except (*_AWAY, RuntimeError) as error:
        if _refuses_value(error) or (isinstance(error, RuntimeError) and _ENDED not in str(error)):
            raise
        raise StorageUnavailable(_explained(error)) from error


def _refuses_value(error: Exception) -> bool:
    """True for PostgreSQL's "data exception": asking again would be answered in the same way."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return isinstance(state, str) and state.startswith("22")


def _explained(error: Exception) -> str:
    text = f"{type(error).__name__}: {error}"
    return f"{NO_SPACE} {text}" if _lacks_space(getattr(error, "orig", None)) else text


def _lacks_space(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        return cause.sqlite_errorcode in _UNWRITTEN
    return getattr(cause, "sqlstate", None) == "53100"


class Engine(Protocol):
    """How a Database runs transactions."""

    async def read(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run a transaction that only reads."""

    async def read_each(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run what only reads, each statement of it as a transaction by itself."""

    async def write(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run a transaction, which is durable when this returns."""

    async def write_one(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run a transaction of a single statement, which is durable when this returns."""

    async def administer(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run a transaction without a bound to its time."""

    async def close(self) -> None:
        """Close all connections once what runs has ended."""


class Database:
    """The engine of one database. Nothing is connected before the first transaction."""

    def __init__(self, url: sa.URL, *, lock_wait: float = LOCK_WAIT) -> None:
        kind = Sqlite if url.get_backend_name() == "sqlite" else Postgresql
        self._engine: Engine = kind(url, lock_wait=lock_wait, turn_wait=TURN_WAIT)
        self._closed = False

    async def read(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run `work` as a transaction for reading."""
        with self._reached():
            return await self._engine.read(work)

    async def read_each(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run `work`, whose statements may each read at a moment of their own, in as few questions as can be."""
        with self._reached():
            return await self._engine.read_each(work)

    async def write(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run `work` as a transaction that is durable when this returns, and undone when `work` raises.

        When the caller is cancelled, all of it happens or nothing.
        """
        with self._reached():
            return await self._engine.write(work)

    async def write_one(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run `work`, which executes one statement and no more, as `write` does, in as few questions as can be."""
        with self._reached():
            return await self._engine.write_one(work)

    async def administer(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run `work` as a transaction that may wait and work for as long as it takes, for migrations."""
        with self._reached():
            return await self._engine.administer(work)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        if self._closed:
            raise StorageUnavailable("The database was closed.")
        with translated():
            yield

    async def close(self) -> None:
        """Close all connections, after the work that has begun; whoever comes later finds StorageUnavailable."""
        if not self._closed:
            self._closed = True
            await self._engine.close()


def insert_new(connection: sa.Connection, table: sa.Table) -> sa.Executable:
    """An INSERT of `table` that leaves out rows which are already there."""
    if connection.dialect.name == "sqlite":
        return sqlite_dialect.insert(table).on_conflict_do_nothing()
    return postgresql_dialect.insert(table).on_conflict_do_nothing()
