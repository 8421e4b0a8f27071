"""Databases that are locked, full, killed or stopped are unavailable, and nothing is half written."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import asyncpg
import pytest
import sqlalchemy as sa

from server.ports.log import Append, Checkpoint, Committed, Conflict, LogRow, NewRow, StorageUnavailable
from server.storage import Storage, open_storage
from server.storage import postgresql as postgresql_module
from server.storage.database import Database, normalise
from server.storage.postgresql import READERS
from server.storage.sql import SqlUpdateLog
from tests.contract.conftest import ask, document, one
from tests.doubles import ManualClock
from tests.services.cable import cable
from tests.services.postgres import PostgresServer
from tests.services.uvloops_word import uvloops_word


async def test_S6_a_locked_file_is_unavailable_and_recovers(tmp_path: Path, clock: ManualClock):
    path = tmp_path / "board.db"
    storage = await open_storage(f"sqlite:///{path}")
    name = document()
    await storage.log.create([name])
    hasty = Database(normalise(f"sqlite:///{path}"), lock_wait=0.01)
    log = SqlUpdateLog(hasty, clock)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable):
        await log.append([one(name)])
    assert (await log.load(name)).last_seq == 0
    holder.execute("ROLLBACK")
    holder.close()
    assert await log.append([one(name)]) == [Committed(1)]
    await hasty.close()
    await storage.close()


async def test_S6_a_full_disk_is_unavailable_and_nothing_is_half_written(tmp_path: Path):
    storage = await open_storage(f"sqlite:///{tmp_path}/board.db")
    name = document()
    await storage.log.create([name])
    await storage.log.append([one(name)])
    (pages,) = await ask(storage.database, "PRAGMA page_count")
    await storage.database.write(lambda writer: writer.exec_driver_sql(f"PRAGMA max_page_count={pages}").close())
    with pytest.raises(StorageUnavailable, match="make room"):
        await storage.log.append([Append(name, 1, [NewRow(b"y", None), NewRow(bytes(1_000_000), None)])])
    assert (await storage.log.load(name)).last_seq == 1
    await storage.database.write(lambda writer: writer.exec_driver_sql("PRAGMA max_page_count=1000000").close())
    assert await storage.log.append([one(name, 1)]) == [Committed(2)]
    await storage.close()


async def test_S6_a_connection_that_ends_under_a_write_is_unavailable(storage: Storage):
    ended = await asyncio.to_thread(uvloops_word)

    def write(_connection: sa.Connection) -> None:
        raise ended

    with pytest.raises(StorageUnavailable):
        await storage.database.write(write)
    with pytest.raises(RuntimeError, match="a mistake"):
        await storage.database.write(lambda _: (_ for _ in ()).throw(RuntimeError("a mistake")))


@pytest.mark.parametrize(
    "error",
    [asyncpg.InterfaceError, asyncpg.InternalClientError, asyncpg.AdminShutdownError],
    ids=lambda kind: kind.__name__,
)
async def test_S6_a_connection_that_ends_while_it_is_made_ready_is_unavailable(
    storage: Storage, error: type[Exception]
):
    """Then SQLAlchemy passes on what asyncpg says, as it is."""

    def write(_connection: sa.Connection) -> None:
        raise error("connection is closed")

    with pytest.raises(StorageUnavailable):
        await storage.database.write(write)


async def test_S6_a_full_disk_of_postgresql_is_named(postgres_url: str):
    storage = await open_storage(postgres_url)
    with pytest.raises(StorageUnavailable, match="make room"):
        await ask(storage.database, "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$")
    await storage.close()


async def test_S6_a_file_that_is_no_database_is_unavailable(tmp_path: Path):
    (tmp_path / "board.db").write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    with pytest.raises(StorageUnavailable):
        await open_storage(f"sqlite:///{tmp_path}/board.db")


# PostgreSQL away or busy


@pytest.fixture
async def administrator(postgres_url: str):
    dsn = sa.make_url(postgres_url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn)
    yield connection
    await connection.close()


KILL = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid != pg_backend_pid() AND application_name = 'manualboard'
"""


async def test_S6_killed_connections_are_unavailable_and_recover(postgres_url: str, administrator):
    storage = await open_storage(postgres_url)
    name = document()
    await storage.log.create([name])
    await administrator.execute(KILL)
    with pytest.raises(StorageUnavailable):
        await storage.log.append([one(name)])
    assert await storage.log.append([one(name)]) == [Committed(1)]
    await storage.close()


async def test_S6_a_transaction_killed_in_the_middle_wrote_nothing(postgres_url: str, administrator):
    storage = await open_storage(postgres_url)
    name = document()
    await storage.log.create([name])

    def interrupted(connection: sa.Connection) -> None:
        connection.exec_driver_sql("UPDATE documents SET last_seq = 9")
        sa.util.await_only(administrator.execute(KILL))
        connection.exec_driver_sql("SELECT 1")

    with pytest.raises(StorageUnavailable):
        await storage.database.write(interrupted)
    assert (await storage.log.load(name)).last_seq == 0
    await storage.close()


async def test_who_gives_up_reading_keeps_no_connection_from_the_others(postgres_url: str):
    storage = await open_storage(postgres_url)

    def for_ever(connection: sa.Connection) -> None:
        loop.call_soon_threadsafe(begun.set)
        connection.exec_driver_sql("SELECT pg_sleep(600)")

    loop = asyncio.get_running_loop()
    for _ in range(READERS + 1):
        begun = asyncio.Event()
        reading = asyncio.ensure_future(storage.database.read(for_ever))
        await begun.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert await storage.directory.get_board("b") is None
    await storage.close()


async def test_a_document_that_another_process_holds_does_not_hold_up_the_others(postgres_url: str, administrator):
    storage = await open_storage(postgres_url)
    held, free = document(), document()
    await storage.log.create([held, free])
    await storage.log.append([one(held)])
    transaction = administrator.transaction()
    await transaction.start()
    await administrator.execute("SELECT 1 FROM documents WHERE board = $1 FOR UPDATE", held.board)
    results = await asyncio.wait_for(storage.log.append([one(held, 1), one(free)]), timeout=2)
    assert results == [Conflict(1), Committed(1)]
    assert await asyncio.wait_for(storage.log.append([one(held, 1)]), timeout=2) == [Conflict(1)]
    await transaction.rollback()
    assert await storage.log.append([one(held, 1)]) == [Committed(2)]
    await storage.close()


async def test_a_claim_and_a_checkpoint_never_make_an_append_conflict(postgres_url: str, administrator):
    storage = await open_storage(postgres_url)
    name = document()
    await storage.log.create([name])
    transaction = administrator.transaction()
    await transaction.start()
    find = "SELECT id, {} FROM documents WHERE board = $1"
    claim = f"INSERT INTO clients (document, client_id, participant) {find.format('1, $2')}"
    await administrator.execute(claim, name.board, "bo")
    assert await storage.log.append([one(name)]) == [Committed(1)]
    await transaction.commit()
    await storage.log.save_checkpoint(name, Checkpoint(1, b"s", "d"))
    assert await storage.log.owners(name) == {1: "bo"}
    await storage.close()


async def test_S6_postgres_stopped_is_unavailable_and_back_without_a_restart_of_ours(postgres_server: PostgresServer):
    url = postgres_server.url.render_as_string()
    storage = await open_storage(url)
    name = document()
    await storage.log.create([name])
    assert await storage.log.append([one(name)]) == [Committed(1)]
    await asyncio.to_thread(postgres_server.stop, mode="immediate")
    try:
        for asking in (storage.log.append([one(name, 1)]), storage.log.load(name), open_storage(url)):
            with pytest.raises(StorageUnavailable):
                await asking
    finally:
        await asyncio.to_thread(postgres_server.start)
    assert await storage.log.append([one(name, 1)]) == [Committed(2)]
    assert list(await storage.log.read_after(name, 0)) == [LogRow(1, b"x", "ann"), LogRow(2, b"x", "ann")]
    await storage.close()


async def _by_two_connections(ask_by: Callable[[Callable[[sa.Connection], None]], Awaitable[None]]) -> None:
    """Ask twice at once."""

    def ask_once(connection: sa.Connection) -> None:
        connection.exec_driver_sql("SELECT 1").close()

    await asyncio.gather(ask_by(ask_once), ask_by(ask_once))


async def test_S6_one_connection_that_fell_silent_is_enough_to_have_all_of_them_anew(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
):
    """Where another server took over, or a firewall forgot them, each would be waited for as long as the first."""
    monkeypatch.setattr(postgresql_module, "ANSWER_LIMIT", 3.0)
    async with cable(postgres_server.socket) as line:
        storage = await open_storage(f"postgresql://postgres@127.0.0.1:{line.port}/postgres")
        name = document()
        await storage.log.create([name])
        await _by_two_connections(storage.database.write)
        await _by_two_connections(storage.database.read)
        line.silence()
        with pytest.raises(StorageUnavailable):
            await storage.log.append([one(name)])
        assert await storage.log.append([one(name)]) == [Committed(1)]
        with pytest.raises(StorageUnavailable):
            await storage.log.load(name)
        assert (await storage.log.load(name)).last_seq == 1
        await storage.close()


async def test_S6_connections_to_a_server_that_became_a_copy_are_given_up(postgres_url: str):
    """After a failover the old server may live on and take no writes; the address leads to another one by then."""
    storage = await open_storage(postgres_url)
    name = document()
    await storage.log.create([name])

    def only_read(connection: sa.Connection) -> None:
        connection.exec_driver_sql("SET default_transaction_read_only = on").close()

    await asyncio.gather(storage.database.write(only_read), storage.database.write(only_read))
    with pytest.raises(StorageUnavailable):
        await storage.log.append([one(name)])
    assert await storage.log.append([one(name)]) == [Committed(1)]
    assert await storage.log.append([one(name, 1)]) == [Committed(2)]
    await storage.close()


async def test_S6_a_connection_that_may_have_been_forgotten_over_night_is_opened_anew_first(
    postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgresql_module, "LONGEST_USE", 0.0)
    async with cable(postgres_server.socket) as line:
        storage = await open_storage(f"postgresql://postgres@127.0.0.1:{line.port}/postgres")
        name = document()
        await storage.log.create([name])
        line.silence()
        assert await storage.log.append([one(name)]) == [Committed(1)]
        await storage.close()
