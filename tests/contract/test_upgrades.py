"""A database that an older version made, with all that it has, opens in this one.

`tests/fixtures/databases` has the rows that servers of those versions wrote, with the SHA-256 of each document's
canonical JSON, which they worked out: a board with its log, checkpoint and snapshot, a private round and a vote that
are on, then with comments, then in a programme.
"""

import base64
import hashlib
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pycrdt
import pytest
import pytest_asyncio
import sqlalchemy as sa

from board.ids import DocumentName
from server.relay import open_relay
from server.rooms.durable import canonical_json
from server.rooms.hub import Hub
from server.storage import Storage, open_storage
from server.storage.database import Database, normalise
from server.storage.migrate import upgrade
from server.storage.tables import metadata
from tests.oracle import replayed
from tests.unit.rooms import Person, commit, joined

DATABASES = Path(__file__).parents[1] / "fixtures" / "databases"
VERSIONS = sorted(path.stem.removeprefix("v") for path in DATABASES.iterdir())

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Upgraded:
    """A database that was `version`, and what the file says that it held then."""

    version: str
    storage: Storage
    tables: Mapping[str, Rows]
    digests: Mapping[str, str]

    @property
    def board(self) -> str:
        return str(self.tables["boards"][0]["id"])

    def name(self, kind: str) -> DocumentName:
        return DocumentName(self.board, self.tables["boards"][0]["epoch"], kind)

    def column(self, table: str, name: str) -> list[Any]:
        return [row[name] for row in self.tables[table]]


def _value(column: sa.Column[Any], value: Any) -> Any:
    """A value of the file as the database takes it."""
    match getattr(column.type, "impl", column.type):
        case sa.DateTime() if value is not None:
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        case sa.Date() if value is not None:
            return date.fromisoformat(value)
        case sa.LargeBinary() | sa.BLOB() if value is not None:
            return base64.b64decode(value["bytes"])
        case _:
            return value


def _made(table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> Rows:
    """Rows of the file as the table takes them, without what has moved to another one since."""
    return [{key: _value(table.c[key], value) for key, value in row.items() if key in table.c} for row in rows]


def _fill(connection: sa.Connection, version: str, held: Mapping[str, Rows]) -> None:
    """Make the tables as they were, and let them have these rows."""
    upgrade(connection, version)
    there = sa.MetaData()
    there.reflect(connection)
    for table in there.sorted_tables:
        if rows := held.get(table.name):
            connection.execute(sa.insert(table), _made(table, rows))
            _count_on(connection, table)


def _count_on(connection: sa.Connection, table: sa.Table) -> None:
    """Let PostgreSQL number the next row behind these."""
    keys = [column for column in table.primary_key if isinstance(column.type, sa.BigInteger)]
    if connection.dialect.name == "postgresql" and len(table.primary_key) == len(keys) == 1:
        sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', keys[0].name)
        connection.execute(sa.select(sa.func.setval(sequence, sa.func.max(keys[0]))))


def _empty(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")


async def _run(url: str, *steps: Callable[[sa.Connection], object]) -> None:
    database = Database(normalise(url))
    for step in steps:
        await database.administer(step)
    await database.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=VERSIONS)
async def upgraded(
    request: pytest.FixtureRequest, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Upgraded]:
    url = database_url
    if url.startswith("sqlite"):
        url = f"sqlite:///{tmp_path_factory.mktemp('older')}/board.db"
    held = json.loads((DATABASES / f"v{request.param}.json").read_text("utf-8"))
    await _run(url, _empty, partial(_fill, version=request.param, held=held["tables"]))
    storage = await open_storage(url)
    yield Upgraded(request.param, storage, held["tables"], held["documents"])
    await storage.close()


def digest(doc: "pycrdt.Doc[Any]") -> str:
    """Without the empty roots: later versions have more of them."""
    held = {root: value for root, value in json.loads(canonical_json(doc)).items() if value}
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


async def test_an_upgrade_leaves_every_row_as_it_was(upgraded: Upgraded):
    for name, held in upgraded.tables.items():
        table = metadata.tables[name]
        rows = _made(table, held)
        wanted = sa.select(*(table.c[key] for key in rows[0]))
        found = await upgraded.storage.database.read(partial(_all, wanted=wanted))
        assert _in_order(table, found) == _in_order(table, rows), name


def _in_order(table: sa.Table, rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: [str(row[column.name]) for column in table.primary_key])


def _all(connection: sa.Connection, wanted: sa.Select[Any]) -> Rows:
    return [dict(row) for row in connection.execute(wanted).mappings()]


@pytest.mark.parametrize("kind", ["content", "stage"])
async def test_S4_an_upgraded_board_opens_as_it_was_from_its_log_and_from_its_checkpoint(upgraded: Upgraded, kind: str):
    name, log = upgraded.name(kind), upgraded.storage.log
    assert digest(replayed(await log.read_after(name, 0))) == upgraded.digests[kind]
    assert ((await log.load(name)).checkpoint is not None) is (kind == "content")
    opened: pycrdt.Doc[Any] = pycrdt.Doc()
    opened.apply_update((await Hub(log, open_relay(None), clock=lambda: 0.0).read(name)).state)
    assert digest(opened) == upgraded.digests[kind]


async def test_what_is_kept_beside_an_upgraded_board_can_be_read(upgraded: Upgraded):
    directory, votes, board = upgraded.storage.directory, upgraded.storage.votes, upgraded.board
    [kept] = [await directory.get_snapshot(board, each.id) for each in await directory.list_snapshots(board)]
    assert kept is not None
    assert [base64.b64encode(kept.content_state).decode()] == [
        each["bytes"] for each in upgraded.column("snapshots", "content_state")
    ]
    assert [kept.projection] == upgraded.column("snapshots", "projection")
    found = await directory.newest_round(board)
    assert found is not None
    assert {each.text for each in await directory.written(found.id)} == {"Only mine", "And mine é"}
    assert list(await votes.ballots(upgraded.column("votes", "id")[0])) == upgraded.column("ballots", "dots")
    threads = (await directory.threads(board)).threads
    said = [comment.text for thread in threads for comment in thread.comments]
    assert said == (["Is this the right place?", "It is."] if upgraded.version >= "0005" else [])
    organisations = [comment.organisation for thread in threads for comment in thread.comments]
    assert organisations == (["Leeds City Council", None] if upgraded.version >= "0005" else [])
    programme = await directory.read_programme("p")
    assert (programme is not None) is (upgraded.version >= "0007")
    if programme is not None:
        assert [mark.entity.entry.attended for mark in programme.marks] == ["present", "apologies"]
        assert [plan.entity.title for plan in programme.reports] == ["A year of learning"]
        assert programme.boards == {board: "s1"}


async def test_S1_an_upgraded_board_is_written_on(upgraded: Upgraded):
    name, log = upgraded.name("content"), upgraded.storage.log
    hub = Hub(log, open_relay(None), clock=lambda: 0.0)
    room, person = await hub.open(name), Person(upgraded.column("participants", "id")[0], address=str(name))
    joined(room, person)
    hub.submit(room, person, person.edit("k3", "After the upgrade"))
    await commit(hub)
    assert person.answers == [True]
    found = replayed(await log.read_after(name, 0)).get("cards", type=pycrdt.Map).to_py()
    assert found is not None
    assert found["k3"]["text"] == "After the upgrade"
    assert "Truly: Nobody plans in time." in {card["text"] for card in found.values()}
