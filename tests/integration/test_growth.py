"""What a board takes in the database after a year of workshops, and what opening it reads (SPEC S10).

PEOPLE and CARDS make the workshops larger; the figures are printed (`pytest -s`).
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from board.ids import DocumentName
from server.ports.log import Append, Committed
from server.ports.snapshots import NewSnapshot
from server.rooms.checkpoints import CHECKPOINT_ROWS, loaded
from server.settings import Settings
from server.storage import Storage, open_storage
from server.upkeep.compaction import Compaction
from server.workers.offloaded import projected
from server.workers.pool import Workers
from tests.doubles import ManualClock
from tests.options import number
from tests.workshops import Session, Workshops

PEOPLE = number("PEOPLE", 2)
CARDS = number("CARDS", 2)
BOUND = 3
"""The log of a document may take so many times what the board says."""
MONTH = 30
SNAPSHOT_BOUND = 0.6
"""A snapshot may take this share of what the board says by the end of the year: half of them are of a smaller board."""
LOG = ("checkpoints", "clients", "documents", "requests", "updates")
SESSIONS = 12
BATCH = 100

Measure = Callable[[], Awaitable[dict[str, int]]]


@dataclass
class Place:
    """A database on simulated time, and how many bytes each of its tables takes once tidied, indexes included."""

    storage: Storage
    clock: ManualClock
    compaction: Compaction
    measure: Measure

    async def hold(self, name: DocumentName, session: Session) -> None:
        """Store the rows of a workshop, with checkpoints on the way as a room has them; a month goes by."""
        seq, owners = (await self.storage.log.last_seqs([name]))[name], session.owners
        for start in range(0, len(session.rows), BATCH):
            rows = session.rows[start : start + BATCH]
            assert await self.storage.log.append([Append(name, seq, rows, owners)]) == [Committed(seq + len(rows))]
            seq, owners = seq + len(rows), {}
            newest = (await self.storage.log.extent(name)).newest
            if seq - (newest.upto_seq if newest else 0) >= CHECKPOINT_ROWS:
                await self.compaction.checkpoint(name)
        self.clock.advance(days=MONTH)
        await self.compaction.compact_all()

    async def said(self, name: DocumentName) -> str:
        """Return what the document says to whoever opens it."""
        found = await self.storage.log.load(name)
        doc = loaded(found.updates[0])
        doc.integrate(found.updates[1:])
        return doc.json()

    async def log_bytes(self) -> int:
        """Return what the tables of the log take."""
        sizes = await self.measure()
        return sum(sizes[table] for table in LOG)


def _of_sqlite(path: Path) -> dict[str, int]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
        query = """SELECT m.tbl_name, SUM(s.pgsize) FROM dbstat s JOIN sqlite_master m ON m.name = s.name GROUP BY 1"""
        return dict(connection.execute(query).fetchall())


async def _of_postgres(url: str) -> dict[str, int]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute("VACUUM FULL")
        rows = await connection.fetch("SELECT relname, pg_total_relation_size(relid) FROM pg_stat_user_tables")
        return {row[0]: row[1] for row in rows}
    finally:
        await connection.close()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Measure]:
    """An address, and what measures the database there."""
    if request.param == "sqlite":
        path = tmp_path / "board.db"
        return f"sqlite:///{path}", lambda: asyncio.to_thread(_of_sqlite, path)
    url = str(request.getfixturevalue("postgres_url"))
    return url, lambda: _of_postgres(url)


@pytest_asyncio.fixture
async def place(database: tuple[str, Measure]) -> AsyncIterator[Place]:
    clock, (url, measure) = ManualClock(), database
    storage = await open_storage(url, clock)
    with Workers() as workers:
        retention = Settings.model_construct().log_retention
        yield Place(storage, clock, Compaction(storage.log, workers, clock, retention, pause=0), measure)
    await storage.close()


async def test_S10_after_a_year_of_workshops_a_log_takes_little_more_than_what_the_board_says(place: Place) -> None:
    board = await place.storage.directory.create_board("What comes after", None)
    name = DocumentName(board.id, board.epoch, "content")
    empty = await place.log_bytes()
    rows = 0
    workshops = Workshops(1, people=PEOPLE, cards=CARDS)
    for _ in range(SESSIONS):
        session = workshops.session()
        rows += len(session.rows)
        await place.hold(name, session)
        await _snapshot(place, board.id, workshops.state(), rows)
    state = workshops.state()
    said = loaded(state).json()
    kept = await place.storage.log.extent(name)
    print(f"\n{rows} rows; the board says {len(said)} bytes, its state has {len(state)}")
    print(f"rows of the retention: {kept.last_seq - kept.base_seq}; log: {await place.log_bytes() - empty} bytes")
    place.clock.advance(days=3 * MONTH)
    await place.compaction.compact_all()
    sizes = await place.measure()
    taken = await place.log_bytes() - empty
    print(f"past the retention: {taken} bytes, {taken / len(said):.2f} times what it says")
    snapshots = sizes["snapshots"] + sizes["snapshot_contents"]
    print(f"snapshots, which people keep: {snapshots} bytes, {snapshots / len(said):.2f} times; each table: {sizes}")
    assert taken <= BOUND * len(said.encode())
    assert snapshots <= SESSIONS * SNAPSHOT_BOUND * len(said.encode())
    assert await place.said(name) == said
    assert len(await place.storage.log.owners(name)) == SESSIONS * (PEOPLE + 1)


async def _snapshot(place: Place, board: str, state: bytes, seq: int) -> None:
    projection, digest = projected(state)
    new = NewSnapshot("After the session", "quiet", state, None, seq, projection, digest, None)
    await place.storage.directory.save_snapshot(board, new)


async def test_S10_opening_a_board_reads_no_more_rows_the_older_it_is(place: Place) -> None:
    workshops = Workshops(2, people=PEOPLE, cards=1)
    board = await place.storage.directory.create_board("What comes after", None)
    name = DocumentName(board.id, board.epoch, "content")
    for _ in range(2):
        await place.hold(name, workshops.session())
    age = (await place.storage.log.last_seqs([name]))[name]
    bytes_read: list[float] = []
    for times in (1, 4, 16):
        while (await place.storage.log.last_seqs([name]))[name] < times * age:
            await place.hold(name, workshops.session(new_cards=False))
        found = await place.storage.log.load(name)
        said, read = len(loaded(workshops.state()).json()), sum(map(len, found.updates))
        print(f"\n{times} x: of {found.last_seq} rows opening reads {len(found.tail)}; {read} bytes, {said} are said")
        assert len(found.tail) < CHECKPOINT_ROWS
        bytes_read.append(read / said)
    # What was deleted leaves a number or two behind each time, so that late edits find their place.
    assert bytes_read[2] < 2 * bytes_read[0]
