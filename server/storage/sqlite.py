"""SQLite: each transaction runs in one go, in a thread with a connection of its own.

WAL with `synchronous=FULL` is durable: a commit waits for the disk. There is one writer, and each of its transactions
takes the write lock as it begins; readers read beside it.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

READERS = 4
"""Connections that read side by side: more than the cores of a small server."""

_T = TypeVar("_T")


class Sqlite:
    """The writer and the readers of one file. `lock_wait` and `turn_wait` are in seconds."""

    def __init__(self, url: sa.URL, *, lock_wait: float, turn_wait: float) -> None:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
        self._writer = _Threads(_engine(url, "BEGIN IMMEDIATE", lock_wait), 1, turn_wait)
        self._readers = _Threads(_engine(url, "BEGIN", lock_wait), READERS, turn_wait)

    async def read(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        return await self._readers.run(work)

    async def read_each(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine. There is no way to a server that could be spared."""
        return await self.read(work)

    async def write(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        return await self._writer.run(work)

    async def write_one(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        return await self.write(work)

    async def administer(self, work: Callable[[sa.Connection], _T]) -> _T:
        """See Engine."""
        return await self._writer.run(work)

    async def close(self) -> None:
        """See Engine."""
        await asyncio.to_thread(self._readers.close)
        await asyncio.to_thread(self._writer.close)


class _Threads:
    """Threads that run transactions, in the order they come, on connections of an engine."""

    def __init__(self, engine: sa.Engine, count: int, turn_wait: float) -> None:
        self._engine = engine
        self._turn_wait = turn_wait
        self._threads = ThreadPoolExecutor(count, "sqlite")

    async def run(self, work: Callable[[sa.Connection], _T]) -> _T:
        """Run a transaction; when its caller gives up it leaves the queue, or goes on to its end before this ends.

        Raises TimeoutError when no thread has taken it up in time.
        """
        running = self._threads.submit(self._transact, work)
        answer = asyncio.wrap_future(running)
        try:
            await asyncio.wait([answer], timeout=self._turn_wait)
            if running.cancel():
                raise TimeoutError("The database is too busy.")
            return await asyncio.shield(answer)
        except asyncio.CancelledError:
            if not running.cancel():
                await asyncio.gather(answer, return_exceptions=True)
            raise

    def _transact(self, work: Callable[[sa.Connection], _T]) -> _T:
        with self._engine.begin() as connection:
            return work(connection)

    def close(self) -> None:
        """Wait for what was asked for, then close the connections."""
        self._threads.shutdown()
        self._engine.dispose()


def _engine(url: sa.URL, begin: str, lock_wait: float) -> sa.Engine:
    # A thread holds one connection at a time; the one used last knows most of the file.
    engine = sa.create_engine(url, hide_parameters=True, pool_size=READERS, max_overflow=0, pool_use_lifo=True)

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

    return engine


def _pragmas(lock_wait: float) -> Sequence[str]:
    return (
        f"busy_timeout={round(lock_wait * 1_000)}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "fullfsync=ON",
        "foreign_keys=ON",
    )
