"""Damage in a real database is found by `python -m server scrub`, and by the server at night."""

import asyncio
import os
import sys
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from board.ids import DocumentName
from server.app import now, running
from server.ports.log import Append, Committed
from server.settings import Settings
from server.storage import Storage, open_storage
from server.storage.tables import checkpoints, updates
from server.upkeep import scrub as scrubbing
from server.upkeep.compaction import Compaction
from server.workers.pool import Workers
from tests.services.api_app import Browser, good
from tests.workshops import Workshops


@dataclass
class Kept:
    """A database with two boards, the first with a checkpoint."""

    url: str
    folder: Path
    storage: Storage
    first: DocumentName

    async def scrub(self) -> tuple[int | None, str]:
        """Run the command; returns its exit code and what it printed."""
        environment = {**os.environ, "DATABASE_URL": self.url, "DATA_DIR": str(self.folder), "LOG_LEVEL": "error"}
        process = await create_subprocess_exec(
            sys.executable, "-m", "server", "scrub", env=environment, stdout=PIPE, stderr=PIPE
        )
        printed, _ = await process.communicate()
        return process.returncode, printed.decode()

    async def damage(self, table: sa.Table, column: str, place: sa.ColumnElement[bool]) -> None:
        """Let the disk have changed one letter of what people wrote."""

        def change(connection: sa.Connection) -> None:
            held = connection.scalar(sa.select(table.c[column]).where(place))
            assert held is not None
            changed = held.replace(b"t", b"q", 1) if b"t" in held else held[:-1]
            connection.execute(sa.update(table).where(place).values({column: changed}))

        await self.storage.database.write(change)


@pytest_asyncio.fixture(params=["sqlite", "postgres"])
async def kept(request: pytest.FixtureRequest, database: str, tmp_path: Path) -> AsyncIterator[Kept]:
    storage = await open_storage(database)
    boards = [await storage.directory.create_board("A board", None) for _ in range(2)]
    names = [DocumentName(board.id, board.epoch, "content") for board in boards]
    for name in names:
        session = Workshops(1, people=1, cards=1).session()
        assert await storage.log.append([Append(name, 0, session.rows)]) == [Committed(len(session.rows))]
    with Workers() as workers:
        await Compaction(storage.log, workers, now, None).checkpoint(names[0])
    yield Kept(database, tmp_path, storage, names[0])
    await storage.close()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty SQLite or PostgreSQL."""
    backend = request.node.callspec.params["kept"]
    return str(request.getfixturevalue("postgres_url")) if backend == "postgres" else f"sqlite:///{tmp_path}/board.db"


async def _figures(browser: Browser) -> dict[str, str]:
    lines = good(await browser.request("GET", "/metrics")).text.splitlines()
    return {name: value for name, _, value in (line.rpartition(" ") for line in lines)}


async def test_S12_the_command_prints_what_is_damaged_and_ends_with_one(kept: Kept) -> None:
    assert await kept.scrub() == (0, "4 documents examined, no problems found.\n")
    await kept.damage(checkpoints, "state", checkpoints.c.upto_seq > 0)
    code, printed = await kept.scrub()
    assert code == 1
    assert [line.split()[:2] for line in printed.splitlines()] == [[str(kept.first), "checkpoint"], ["4", "documents"]]


async def test_S12_the_server_finds_it_at_night_and_counts_it(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    await kept.damage(updates, "data", updates.c.seq == 3)
    morning, waits = asyncio.Event(), [0]

    def until_night(*_: object) -> int:
        if waits:
            return waits.pop()
        morning.set()
        return 3600

    monkeypatch.setattr(scrubbing, "seconds_until", until_night)
    monkeypatch.setattr(scrubbing, "SPREAD_SECONDS", 1)
    settings = Settings.model_construct(database_url=kept.url, data_dir=kept.folder)
    async with running(settings) as server, Browser(server.app) as browser:
        await asyncio.wait_for(morning.wait(), 60)
        assert float((await _figures(browser))["manualboard_damaged_documents"]) > 0
