"""PostgreSQL, by asyncpg.

A commit waits for its log. Every wait has a bound, so that a process that was stopped in the middle of a transaction
holds nobody up for long.

What is read may be large, and making Python's objects of it takes as long: that is done by a second event loop, in a
thread of its own, so that nobody's edit waits for it. What is written is small and is wanted at once: it changes no
thread.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from .second_loop import SecondLoop

STATEMENT_LIMIT = 20.0
"""Seconds for one statement; the longest reads the log of a board that has no checkpoint yet."""
IDLE_LIMIT = 5.0
"""Seconds after which PostgreSQL ends a transaction whose process went silent."""
CONNECT_LIMIT = 5.0
ANSWER_LIMIT = STATEMENT_LIMIT + 5.0
"""Seconds after which a server that does not answer at all counts as gone, and with it all connections to it."""
LONGEST_USE = 300.0
"""Seconds for which a connection is used: firewalls forget those on which nothing was said for some minutes, a night is
longer, and what was connected before another server took over is not used for ever."""
_READ_ONLY = "25006"
"""PostgreSQL's `read_only_sql_transaction`."""
READERS = 6
WRITERS = 4
"""Connections: ten a server, of the hundred that PostgreSQL takes where nobody says otherwise."""

_T = TypeVar("_T")


class Postgresql:
    """The connections to one server. `lock_wait` and `turn_wait` are in seconds."""

    def __init__(self, url: sa.URL, *, lock_wait: float, turn_wait: float) -> None:
        settings = _server_settings(lock_wait)
        self._writer = _engine(url, WRITERS, turn_wait, settings)
        readers = _engine(url, READERS, turn_wait, settings)
        # Of one moment throughout, as SQLite's are: a checkpoint and the rows after it belong together.
        self._reader = readers.execution_options(isolation_level="REPEATABLE READ")
        # The same connections, without BEGIN and COMMIT, each of which is a question by itself.
        self._single_writer = self._writer.execution_options(isolation_level="AUTOCOMMIT")
        self._single_reader = readers.execution_options(isolation_level="AUTOCOMMIT")
        self._administrator = create_async_engine(url, hide_parameters=True, poolclass=NullPool)
        self._beside = SecondLoop("postgresql")

    async def read(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        return await self._beside.run(self._read(work))

    async def _read(self, work: Callable[[sa.Connection], _T]) -> _T:
        async with self._reader.connect() as connection:
            return await connection.run_sync(work)

    async def read_each(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        return await self._beside.run(self._read_each(work))

    async def _read_each(self, work: Callable[[sa.Connection], _T]) -> _T:
        async with self._single_reader.connect() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        async with self._writer.begin() as connection:
            return await connection.run_sync(work)

    async def write_one(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        async with self._single_writer.connect() as connection:
            return await connection.run_sync(work)

    async def administer(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        async with self._administrator.begin() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        """See Engine."""
        await self._beside.close(self._reader.dispose)
        await self._administrator.dispose()
        await self._writer.dispose()


def _engine(url: sa.URL, connections: int, turn_wait: float, settings: Mapping[str, str]) -> AsyncEngine:
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=turn_wait,
        pool_recycle=round(LONGEST_USE),
        connect_args={"timeout": CONNECT_LIMIT, "command_timeout": ANSWER_LIMIT, "server_settings": settings},
    )
    sa.event.listen(engine.sync_engine, "handle_error", _count_as_gone)
    return engine


def _count_as_gone(failure: sa.engine.ExceptionContext) -> None:
    """Give up all connections where one is not answered, or may only read, for its server has become another's copy.

    Where another server has taken over, or a firewall forgot them, each of the others would be waited for as long.
    """
    error = failure.original_exception
    if isinstance(error, TimeoutError) or getattr(error, "sqlstate", None) == _READ_ONLY:
        failure.is_disconnect = failure.invalidate_pool_on_disconnect = True


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
