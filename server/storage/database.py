"""One database, SQLite or PostgreSQL: its engines, transactions, and errors turned into the port's.

SQLite is durable by WAL with `synchronous=FULL`: a commit waits for the disk. It has one writer, so
all writing goes through one connection, and each transaction takes the write lock as it begins.
PostgreSQL waits for its log in the same way, and every wait has a bound, so that a process that was
stopped in the middle of a transaction holds nobody up for long.

Errors go into logs, so none may carry the values of its statement: they are what people wrote.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool, StaticPool

from server.ports import StorageUnavailable

LOCK_WAIT = 3.0
"""Seconds to wait for a lock: transactions take milliseconds, so whoever holds it is stuck."""
STATEMENT_LIMIT = 20.0
"""Seconds for one statement; the longest reads the log of a board that has no checkpoint yet."""
IDLE_LIMIT = 5.0
"""Seconds after which PostgreSQL ends a transaction whose process went silent."""
CONNECT_LIMIT = 5.0
ANSWER_LIMIT = STATEMENT_LIMIT + 5.0
"""Seconds after which a server that does not answer at all counts as gone."""
READERS = 4
"""Connections that read SQLite side by side: more than the cores of a small server."""
POSTGRES_CONNECTIONS = 10

_T = TypeVar("_T")

# A statement or value that is wrong will be wrong again: these are mistakes of ours.
_MISTAKES = (exc.IntegrityError, exc.ProgrammingError, exc.DataError, exc.NotSupportedError)

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
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
    if driver.startswith("sqlite") and parsed.database in {None, "", ":memory:"}:
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
    except (exc.DBAPIError, exc.TimeoutError, OSError, sqlite3.OperationalError) as error:
        if _refuses_value(error):
            raise
        raise StorageUnavailable(f"{type(error).__name__}: {error}") from error


def _refuses_value(error: Exception) -> bool:
    """True for PostgreSQL's "data exception": asking again would be answered in the same way."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return isinstance(state, str) and state.startswith("22")


class Database:
    """The engines of one database. Nothing is connected before the first transaction."""

    def __init__(self, url: sa.URL, *, lock_wait: float = LOCK_WAIT) -> None:
        self.url = url
        self._committer: _Committer | None = None
        if url.get_backend_name() == "sqlite":
            self._writer = _sqlite_engine(url, "BEGIN IMMEDIATE", 1, lock_wait)
            self._reader = _sqlite_engine(url, "BEGIN", READERS, lock_wait)
            self._administrator = self._writer
            self._committer = _Committer(url, lock_wait)
        else:
            self._writer = self._reader = _postgres_engine(url, lock_wait)
            self._administrator = create_async_engine(url, hide_parameters=True, poolclass=NullPool)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is durable when the block ends, and undone when the block raises."""
        with translated():
            async with self._alone(), self._writer.begin() as connection:
                yield connection

    async def commit(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run `work` as one transaction that is durable when this returns, and undone when `work` raises.

        For what is written all the time: on SQLite it costs two changes of thread instead of two a statement.
        """
        with translated():
            if self._committer is not None:
                return await self._committer.run(work)
            async with self._writer.begin() as connection:
                return await connection.run_sync(work)

    def _alone(self) -> AbstractAsyncContextManager[object]:
        """Keep the committer out: who waits for SQLite's own lock waits in naps."""
        return self._committer.turn if self._committer is not None else nullcontext()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction for reading."""
        with translated():
            async with self._reader.connect() as connection:
                yield connection

    @asynccontextmanager
    async def administer(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may wait and work for as long as it takes, for migrations."""
        with translated():
            async with self._administrator.begin() as connection:
                yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self._administrator.dispose()
        await self._reader.dispose()
        await self._writer.dispose()
        if self._committer is not None:
            await self._committer.close()


class _Committer:
    """A connection to SQLite with a thread of its own, which runs whole transactions."""

    def __init__(self, url: sa.URL, lock_wait: float) -> None:
        self.turn = asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "commit")
        self._engine = sa.create_engine(url.set(drivername="sqlite"), hide_parameters=True, poolclass=StaticPool)
        _prepare(self._engine, "BEGIN IMMEDIATE", lock_wait)

    async def run(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run a transaction; one whose caller gave up goes on to its end before the next begins."""
        async with self.turn:
            running = asyncio.get_running_loop().run_in_executor(self._thread, self._transact, work)
            try:
                return await asyncio.shield(running)
            except asyncio.CancelledError:
                await asyncio.wait([running])
                raise

    def _transact(self, work: Callable[[sa.Connection], _T]) -> _T:
        with self._engine.begin() as connection:
            return work(connection)

    async def close(self) -> None:
        """Close the connection, in the thread that used it."""
        async with self.turn:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._engine.dispose)
            self._thread.shutdown()


def _sqlite_engine(url: sa.URL, begin: str, connections: int, lock_wait: float) -> AsyncEngine:
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        url, hide_parameters=True, pool_size=connections, max_overflow=0, pool_timeout=ANSWER_LIMIT
    )
    _prepare(engine.sync_engine, begin, lock_wait)
    return engine


def _prepare(engine: sa.Engine, begin: str, lock_wait: float) -> None:
    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # Transactions are begun below, not by the driver's own guess.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _pragmas(lock_wait):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def take_lock(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)


def _pragmas(lock_wait: float) -> Sequence[str]:
    return (
        f"busy_timeout={round(lock_wait * 1_000)}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "fullfsync=ON",
        "foreign_keys=ON",
    )


def _postgres_engine(url: sa.URL, lock_wait: float) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_size=POSTGRES_CONNECTIONS,
        max_overflow=0,
        pool_timeout=ANSWER_LIMIT,
        connect_args={
            "timeout": CONNECT_LIMIT,
            "command_timeout": ANSWER_LIMIT,
            "server_settings": _server_settings(lock_wait),
        },
    )


def _server_settings(lock_wait: float) -> Mapping[str, str]:
    def milliseconds(seconds: float) -> str:
        return str(round(seconds * 1_000))

    return {
        "application_name": "manualboard",
        "synchronous_commit": "on",
        "lock_timeout": milliseconds(lock_wait),
        "statement_timeout": milliseconds(STATEMENT_LIMIT),
        "idle_in_transaction_session_timeout": milliseconds(IDLE_LIMIT),
    }


def insert_new(connection: AsyncConnection, table: sa.Table) -> sa.Executable:
    """An INSERT of `table` that leaves out rows which are already there."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
