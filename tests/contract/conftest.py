"""Every adapter of each port, as fixtures that the suites are run over.

A database lasts for a module; tests keep apart by boards and people of their own.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import pytest
import pytest_asyncio

from board.ids import DocumentName
from board.roles import Role
from server.access.digests import hash_secret, new_secret
from server.ports.directory import Board, Directory, NewInvitation, Participant
from server.ports.log import Append, NewRow, UpdateLog
from server.storage import MemoryTables, MemoryUpdateLog, Storage, open_storage
from server.storage.database import Database
from tests.doubles import ManualClock


def document(kind: str = "content") -> DocumentName:
    """The name of a document that no other test uses."""
    return DocumentName(token_hex(6), "1", kind)


def one(name: DocumentName, after_seq: int = 0, **parts: Any) -> Append:
    """An Append of one row."""
    return Append(name, after_seq, [NewRow(b"x", "ann")], **parts)


async def ask(database: Database, *questions: str) -> list[object]:
    """What a database answers to SQL."""
    return await database.write(
        lambda connection: [connection.exec_driver_sql(question).scalar() for question in questions]
    )


@dataclass(frozen=True)
class Logs:
    """Two logs on one database, as two processes would open them, and what they take for now."""

    here: UpdateLog
    there: UpdateLog
    clock: ManualClock


def _url(backend: str, request: pytest.FixtureRequest, folder: pytest.TempPathFactory) -> str:
    if backend == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{folder.mktemp('database')}/board.db"


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    return _url(request.param, request, tmp_path_factory)


@pytest.fixture(scope="module", params=["memory", "sqlite", "postgres"])
def log_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str | None:
    return None if request.param == "memory" else _url(request.param, request, tmp_path_factory)


@pytest_asyncio.fixture(scope="module")
async def logs(log_url: str | None) -> AsyncIterator[Logs]:
    clock = ManualClock()
    if log_url is None:
        tables = MemoryTables()
        yield Logs(MemoryUpdateLog(tables, clock), MemoryUpdateLog(tables, clock), clock)
        return
    here, there = await open_storage(log_url, clock), await open_storage(log_url, clock)
    yield Logs(here.log, there.log, clock)
    await here.close()
    await there.close()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest_asyncio.fixture
async def storage(database_url: str, clock: ManualClock) -> AsyncIterator[Storage]:
    opened = await open_storage(database_url, clock)
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def other_storage(database_url: str, clock: ManualClock) -> AsyncIterator[Storage]:
    """A second process on the same database."""
    opened = await open_storage(database_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
def directory(storage: Storage) -> Directory:
    return storage.directory


@pytest_asyncio.fixture
async def ann(directory: Directory) -> Participant:
    return await directory.create_participant("Ann", "Cornwall Council", "Public health lead")


@pytest_asyncio.fixture
async def bo(directory: Directory) -> Participant:
    return await directory.create_participant("Bo")


@pytest_asyncio.fixture
async def board(directory: Directory, ann: Participant) -> Board:
    return await directory.create_board("Themes", ann.id)


async def invite(directory: Directory, board: Board | None, role: Role = Role.EDIT, **parts) -> str:
    """Make an invitation; returns its id."""
    new = NewInvitation(board.id if board else None, role, hash_secret(new_secret()), None, **parts)
    return (await directory.create_invitation(new)).id
