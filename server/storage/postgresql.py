"""PostgreSQL, by asyncpg.

A commit waits for its log. Every wait has a bound, so that a process that was stopped in the middle of a transaction
holds nobody up for long.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

STATEMENT_LIMIT = 20.0
"""Seconds for one statement; the longest reads the log of a board that has no checkpoint yet."""
IDLE_LIMIT = 5.0
"""Seconds after which PostgreSQL ends a transaction whose process went silent."""
CONNECT_LIMIT = 5.0
ANSWER_LIMIT = STATEMENT_LIMIT + 5.0
"""Seconds after which a server that does not answer at all counts as gone."""
CONNECTIONS = 10

_T = TypeVar("_T")


class Postgresql:
    """The connections to one server. `lock_wait` and `turn_wait` are in seconds."""

    def __init__(self, url: sa.URL, *, lock_wait: float, turn_wait: float) -> None:
        self._engine = _engine(url, lock_wait, turn_wait)
        # Of one moment throughout, as SQLite's are: a checkpoint and the rows after it belong together.
        self._reader = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._administrator = create_async_engine(url, hide_parameters=True, poolclass=NullPool)

    async def read(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        async with self._reader.connect() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def administer(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        async with self._administrator.begin() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        """See Engine."""
        await self._administrator.dispose()
        await self._engine.dispose()


def _engine(url: sa.URL, lock_wait: float, turn_wait: float) -> AsyncEngine:
    return create_async_engine(
        url,
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=turn_wait,
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
