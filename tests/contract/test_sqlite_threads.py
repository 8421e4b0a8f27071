"""SQLite is asked in threads: readers and writers beside each other, who gives up, and the end."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import cast

import pytest
import pytest_asyncio
import sqlalchemy as sa

from server.ports.log import StorageUnavailable
from server.storage.database import Database, normalise
from server.storage.sqlite import Sqlite


class Busy:
    """A file whose writer is in the middle of a transaction until `finish`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._go_on = threading.Event()
        self._begun = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    async def begin(self) -> None:
        self.writing = asyncio.ensure_future(self.database.write(self._long))
        await self._begun.wait()

    def _long(self, connection: sa.Connection) -> None:
        connection.exec_driver_sql("INSERT INTO words VALUES ('long')")
        self._loop.call_soon_threadsafe(self._begun.set)
        self._go_on.wait()

    def finish(self) -> None:
        self._go_on.set()

    async def words(self) -> Sequence[str]:
        return await self.database.read(
            lambda connection: connection.exec_driver_sql("SELECT * FROM words").scalars().all()
        )


def late(connection: sa.Connection) -> None:
    """Write a word after the long transaction."""
    connection.exec_driver_sql("INSERT INTO words VALUES ('late')")


@pytest_asyncio.fixture
async def busy(tmp_path: Path) -> AsyncIterator[Busy]:
    busy = Busy(Database(normalise(f"sqlite:///{tmp_path}/board.db")))
    await busy.database.write(lambda connection: connection.exec_driver_sql("CREATE TABLE words (word)").close())
    await busy.begin()
    yield busy
    busy.finish()
    await busy.database.close()


async def test_reading_does_not_wait_for_writing(busy: Busy):
    assert await busy.words() == []
    busy.finish()
    await busy.writing
    assert await busy.words() == ["long"]


async def test_S6_who_waits_in_vain_for_a_turn_is_told_and_has_written_nothing(busy: Busy):
    writer = cast(Sqlite, busy.database._engine)._writer
    patient, writer._turn_wait = writer._turn_wait, 0.0
    with pytest.raises(StorageUnavailable):
        await busy.database.write(late)
    writer._turn_wait = patient
    busy.finish()
    await busy.writing
    assert await busy.words() == ["long"]


async def test_who_gives_up_while_waiting_for_a_turn_has_written_nothing(busy: Busy):
    waiting = asyncio.ensure_future(busy.database.write(late))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    assert waiting.cancelled()
    busy.finish()
    await busy.writing
    assert await busy.words() == ["long"]


async def test_who_gives_up_in_the_middle_leaves_when_all_is_written(busy: Busy):
    busy.writing.cancel()
    assert await busy.words() == []
    assert not busy.writing.done()
    busy.finish()
    await asyncio.wait([busy.writing])
    assert busy.writing.cancelled()
    assert await busy.words() == ["long"]


async def test_closing_waits_for_what_was_asked_for_and_later_work_is_unavailable(busy: Busy, tmp_path: Path):
    waiting = asyncio.ensure_future(busy.database.write(late))
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(busy.database.close())
    await asyncio.sleep(0)
    with pytest.raises(StorageUnavailable):
        await busy.words()
    busy.finish()
    await closing
    with sqlite3.connect(tmp_path / "board.db") as reader:
        assert reader.execute("SELECT * FROM words").fetchall() == [("long",), ("late",)]
    reader.close()
    await asyncio.gather(busy.writing, waiting)
