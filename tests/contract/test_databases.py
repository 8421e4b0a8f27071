"""What only databases have: durability, migrations, outages, and how many statements a batch takes."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

import asyncpg
import pytest
import pytest_asyncio
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from server.access.digests import hash_secret, new_secret
from server.ports.log import Append, Checkpoint, Committed, Conflict, LogRow, NewRow, Request, StorageUnavailable
from server.storage import Storage, open_storage
from server.storage.database import Database, normalise
from server.storage.migrate import migrate
from server.storage.sql import SqlUpdateLog
from server.storage.sqlite import Sqlite
from server.storage.tables import checkpoints, metadata
from tests.contract.conftest import document, invite
from tests.doubles import ManualClock
from tests.services.postgres import PostgresServer
from tests.services.uvloops_word import uvloops_word


def one(name, after_seq: int = 0, **parts) -> Append:
    return Append(name, after_seq, [NewRow(b"x", "ann")], **parts)


async def _ask(database: Database, *questions: str) -> list[object]:
    return await database.write(
        lambda connection: [connection.exec_driver_sql(question).scalar() for question in questions]
    )


async def test_S1_sqlite_waits_for_the_disk(tmp_path: Path):
    storage = await open_storage(f"sqlite:///{tmp_path}/new/folder/board.db")
    questions = [f"PRAGMA {name}" for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")]
    assert await _ask(storage.database, *questions) == ["wal", 2, 1, 3_000]
    await storage.close()


async def test_S1_postgres_waits_for_the_disk_and_for_nothing_else_long(postgres_url: str):
    storage = await open_storage(postgres_url)
    names = ("synchronous_commit", "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    assert await _ask(storage.database, *[f"SHOW {name}" for name in names]) == ["on", "3s", "20s", "5s"]
    await storage.close()


async def test_S1_what_is_committed_is_in_the_file_at_once(tmp_path: Path):
    storage = await open_storage(f"sqlite:///{tmp_path}/board.db")
    name = document()
    await storage.log.create([name])
    await storage.log.append([one(name)])
    with sqlite3.connect(tmp_path / "board.db") as reader:
        assert reader.execute("SELECT seq, data, participant FROM updates").fetchall() == [(1, b"x", "ann")]
    reader.close()
    await storage.close()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///board.db", "sqlite:///board.db"),
        ("sqlite+aiosqlite:////data/board.db", "sqlite:////data/board.db"),
        ("postgres://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql://u@h/d?sslmode=require", "postgresql+asyncpg://u@h/d?ssl=require"),
    ],
)
def test_addresses_get_their_driver(given: str, used: str):
    assert normalise(given).render_as_string() == used


@pytest.mark.parametrize("given", ["mysql://h/d", "nonsense", "sqlite://", "sqlite:///:memory:", ""])
def test_other_addresses_are_refused(given: str):
    with pytest.raises(ValueError):
        normalise(given)


async def test_migrations_make_the_tables_that_queries_expect(storage: Storage):
    def differences(connection: sa.Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    assert await storage.database.write(differences) == []


async def test_processes_that_start_together_migrate_once(tmp_path: Path):
    opened = await asyncio.gather(*(open_storage(f"sqlite:///{tmp_path}/board.db") for _ in range(4)))
    name = document()
    await opened[0].log.create([name])
    assert await opened[3].log.append([one(name)]) == [Committed(1)]
    await asyncio.gather(*(storage.close() for storage in opened))


async def test_processes_that_start_together_migrate_postgres_once(postgres_url: str):
    def empty(connection: sa.Connection) -> None:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")

    database = Database(normalise(postgres_url))
    await database.administer(empty)
    await asyncio.gather(*(migrate(database) for _ in range(4)))
    assert await _ask(database, "SELECT count(*) FROM alembic_version", "SELECT count(*) FROM boards") == [1, 0]
    await database.close()


async def test_migrating_again_keeps_what_is_there(database_url: str, clock: ManualClock):
    name = document()
    for after_seq in range(3):
        storage = await open_storage(database_url, clock)
        await storage.log.create([name])
        assert await storage.log.append([one(name, after_seq)]) == [Committed(after_seq + 1)]
        await storage.close()


async def test_S13_a_checkpoint_of_an_older_version_has_no_index(storage: Storage):
    name = document()
    await storage.log.create([name])
    assert await storage.log.append([one(name)]) == [Committed(1)]
    await storage.log.save_checkpoint(name, Checkpoint(1, b"s", "d", b"index"))
    await storage.database.write(lambda connection: connection.execute(sa.update(checkpoints).values(admission=None)))
    assert (await storage.log.load(name)).checkpoint == Checkpoint(1, b"s", "d", b"")


async def test_an_error_names_no_word_of_what_was_stored(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/board.db"
    await (await open_storage(url)).close()
    database = Database(normalise(url))
    name = document()
    log = SqlUpdateLog(database, ManualClock())
    await log.create([name])
    with sqlite3.connect(tmp_path / "board.db") as other:
        other.execute("DROP TABLE updates")
    other.close()
    with pytest.raises((StorageUnavailable, sa.exc.DBAPIError)) as failed:
        await log.append([Append(name, 0, [NewRow(b"canary", "canary")])])
    assert "updates" in str(failed.value)
    assert "canary" not in str(failed.value)
    await database.close()


@contextmanager
def _statements() -> Iterator[list[str]]:
    """The statements that are sent inside the block, by any engine."""
    sent: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        sent.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("size", [1, 50])
async def test_a_batch_takes_the_same_few_statements_whatever_its_size(storage: Storage, size: int):
    names = [document() for _ in range(size)]
    await storage.log.create(names)
    batch = [Append(name, 0, [NewRow(b"x", "ann")] * size) for name in names]
    with _statements() as sent:
        assert await storage.log.append(batch) == [Committed(size)] * size
    verbs = [statement.split()[0] for statement in sent]
    assert [verb for verb in verbs if verb != "BEGIN"] == ["SELECT", "INSERT", "UPDATE"]


async def test_an_opening_takes_two_statements_however_many_have_joined(storage: Storage):
    directory, clock = storage.directory, ManualClock()
    board = await directory.create_board("Themes", None)
    invitation = await invite(directory, board)
    people = [await directory.create_participant(f"Person {number}") for number in range(5)]
    for person in people:
        await directory.accept_invitation(invitation, person.id)
    login = await directory.create_login(hash_secret(new_secret()), people[0].id, clock() + timedelta(days=1))
    with _statements() as sent:
        assert await directory.opening(login.secret_hash, board.id, clock().date()) is not None
    verbs = [statement.split()[0] for statement in sent]
    assert [verb for verb in verbs if verb != "BEGIN"] == ["SELECT", "SELECT"]


async def test_S6_a_row_the_database_refuses_undoes_the_batch(storage: Storage):
    first, second = document(), document()
    await storage.log.create([first, second])
    broken = one(second, requests=[Request("r", {"not": object()})])
    with pytest.raises(sa.exc.StatementError):
        await storage.log.append([one(first), broken])
    assert (await storage.log.load(first)).last_seq == 0


async def test_a_cancelled_append_is_all_or_nothing_and_hurts_nobody(storage: Storage):
    name = document()
    await storage.log.create([name])
    for rounds in range(25):
        seq = (await storage.log.load(name)).last_seq
        appending = asyncio.ensure_future(storage.log.append([Append(name, seq, [NewRow(b"x", None)] * 2)]))
        for _ in range(rounds):
            await asyncio.sleep(0)
        appending.cancel()
        await asyncio.wait([appending])
        assert (await storage.log.load(name)).last_seq in {seq, seq + 2}
    last = (await storage.log.load(name)).last_seq
    assert await storage.log.append([one(name, last)]) == [Committed(last + 1)]
    assert [row.seq for row in await storage.log.read_after(name, 0)] == list(range(1, last + 2))


# SQLite's threads


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


# SQLite away


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
    (pages,) = await _ask(storage.database, "PRAGMA page_count")
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


async def test_S6_a_full_disk_of_postgresql_is_named(postgres_url: str):
    storage = await open_storage(postgres_url)
    with pytest.raises(StorageUnavailable, match="make room"):
        await _ask(storage.database, "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$")
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
