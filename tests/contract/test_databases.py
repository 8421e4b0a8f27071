"""What only databases have: durability, migrations, and how many statements a batch takes."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from board.programmes import Person, Programme
from server.access.digests import hash_secret, new_secret
from server.ports.log import (
    Append,
    Checkpoint,
    Committed,
    LogContradicted,
    LogRow,
    NewRow,
    Request,
    RowsGone,
    StorageUnavailable,
)
from server.ports.programmes import Change
from server.storage import Storage, open_storage, sql
from server.storage.database import Database, normalise
from server.storage.migrate import migrate
from server.storage.postgresql_log import PostgresqlUpdateLog
from server.storage.sql import SqlUpdateLog
from server.storage.tables import checkpoints, documents, metadata
from tests.contract.conftest import ask, document, invite, one
from tests.counting import counted
from tests.doubles import ManualClock


async def test_S1_sqlite_waits_for_the_disk(tmp_path: Path):
    storage = await open_storage(f"sqlite:///{tmp_path}/new/folder/board.db")
    questions = [f"PRAGMA {name}" for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")]
    assert await ask(storage.database, *questions) == ["wal", 2, 1, 3_000]
    await storage.close()


async def test_S1_postgres_waits_for_the_disk_and_for_nothing_else_long(postgres_url: str):
    storage = await open_storage(postgres_url)
    names = ("synchronous_commit", "lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    assert await ask(storage.database, *[f"SHOW {name}" for name in names]) == ["on", "3s", "20s", "5s"]
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
    assert await ask(database, "SELECT count(*) FROM alembic_version", "SELECT count(*) FROM boards") == [1, 0]
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
    expected = ["WITH"] if isinstance(storage.log, PostgresqlUpdateLog) else ["BEGIN", "SELECT", "INSERT", "UPDATE"]
    assert [statement.split()[0] for statement in sent] == expected


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


async def test_S10_rows_that_are_deleted_while_they_are_read_are_no_hole(
    storage: Storage, other_storage: Storage, monkeypatch: pytest.MonkeyPatch
):
    name, loop, read_rows = document(), asyncio.get_running_loop(), sql._tail
    await storage.log.create([name])
    await storage.log.append([Append(name, 0, [NewRow(b"x", "ann")] * 3)])

    def late(connection: sa.Connection, *wanted: int) -> Sequence[LogRow]:
        compacting = other_storage.log.compact(name, 0, Checkpoint(2, b"s", "d"))
        assert asyncio.run_coroutine_threadsafe(compacting, loop).result(30)
        return read_rows(connection, *wanted)

    monkeypatch.setattr(sql, "_tail", late)
    try:
        seqs = [row.seq for row in await storage.log.read_after(name, 0)]
    except RowsGone:
        seqs = [1, 2, 3]
    assert seqs == [1, 2, 3]


async def test_S11_a_read_of_which_much_is_made_holds_up_nobody(storage: Storage):
    """Whatever its Python does, an edit is saved meanwhile; who closes the database waits for it."""
    name, begun, go_on, loop = document(), asyncio.Event(), threading.Event(), asyncio.get_running_loop()
    await storage.log.create([name])

    def long(connection: sa.Connection) -> bool:
        connection.exec_driver_sql("SELECT 1")
        loop.call_soon_threadsafe(begun.set)
        return go_on.wait(30)

    reading = asyncio.ensure_future(storage.database.read(long))
    await begun.wait()
    assert await storage.log.append([one(name)]) == [Committed(1)]
    closing = asyncio.ensure_future(storage.close())
    await asyncio.sleep(0)
    with pytest.raises(StorageUnavailable):
        await storage.log.load(name)
    assert not closing.done()
    go_on.set()
    await closing
    assert await reading


async def test_G15_what_refers_to_an_entity_of_a_programme_is_found_by_an_index(storage: Storage):
    """Where it is not, taking out a programme looks for each entity through all that could refer to it."""

    def unfound(connection: sa.Connection) -> list[tuple[str, list[str]]]:
        there = sa.inspect(connection)
        return [
            (table, reference["constrained_columns"])
            for table in there.get_table_names()
            for reference in there.get_foreign_keys(table)
            if len(wanted := reference["constrained_columns"]) > 1
            and wanted not in [each[: len(wanted)] for each in found_by(there, table)]
        ]

    assert await storage.database.read(unfound) == []


def found_by(there: sa.Inspector, table: str) -> Iterator[Sequence[str | None]]:
    """The columns of what finds rows of a table, in their order."""
    yield from (each["column_names"] for each in there.get_indexes(table))
    yield from (each["column_names"] for each in there.get_unique_constraints(table))
    yield there.get_pk_constraint(table)["constrained_columns"]


async def test_S11_the_boards_do_no_more_when_a_programme_that_is_read_is_larger(storage: Storage):
    async def calls(people: int) -> int:
        programme = f"p{people}"
        await storage.directory.store_entities(programme, [Change(Programme(id=programme, title="All"), 0)])
        changes = [Change(Person(id=f"p{number}", name="Ann"), 0) for number in range(people)]
        await storage.directory.store_entities(programme, changes)
        with counted() as made:
            kept = await storage.directory.read_programme(programme)
        assert kept is not None
        assert len(kept.people) == people
        return made.calls

    assert await calls(800) < 2 * await calls(10)


async def test_S6_a_document_whose_log_contradicts_itself_is_named_so_and_nothing_is_written(storage: Storage):
    """Were it taken for storage that is away, everything that waits with it would wait for ever."""
    spoiled, whole = document(), document()
    await storage.log.create([spoiled, whole])
    await storage.log.append([one(spoiled), one(whole)])
    forget = sa.update(documents).where(documents.c.board == spoiled.board).values(last_seq=0)
    await storage.database.write(lambda connection: connection.execute(forget).close())
    with pytest.raises(LogContradicted):
        await storage.log.append([one(spoiled), one(whole, 1)])
    assert (await storage.log.load(whole)).last_seq == 1
    assert await storage.log.append([one(whole, 1)]) == [Committed(2)]
