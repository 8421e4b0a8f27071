"""A backup that is taken while people write, in the way that the README says, is whole where it is restored."""

import asyncio
import os
import random
import shutil
import sqlite3
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from client.sdk import Api, Denied, RemoteBoard, open_board
from server.settings import DATABASE_FILE
from tests.oracle import Journal, judge_log, judge_replicas
from tests.services.board_server import BoardServer, member, new_board, organiser
from tests.services.postgres import run_client, running_postgres
from tests.writers import all_settled, at_work, rows_of, writers

WRITERS = 4
SAVES = 20
"""Waits for saved before the backup, and as many behind it."""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Move:
    """How a database is backed up here and restored elsewhere, and the settings of a server at either place."""

    back_up: Callable[[], object]
    restore: Callable[[], object]
    here: Mapping[str, str]
    elsewhere: Mapping[str, str]


def of_sqlite(folder: Path) -> Move:
    backup = folder / "backup"

    def back_up() -> None:
        with closing(sqlite3.connect(folder / "here" / "data" / DATABASE_FILE)) as connection:
            connection.execute("VACUUM INTO ?", (str(backup),))

    return Move(back_up, lambda: shutil.copy(backup, folder / "elsewhere" / "data" / DATABASE_FILE), {}, {})


def of_postgres(folder: Path, source: str, target: str) -> Move:
    backup = folder / "backup"
    return Move(
        lambda: run_client("pg_dump", source, f"--file={backup}"),
        lambda: run_client("psql", target, "--quiet", "--set=ON_ERROR_STOP=1", f"--file={backup}"),
        {"DATABASE_URL": source},
        {"DATABASE_URL": target},
    )


@pytest.fixture(params=["sqlite", "postgres"])
def move(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Move]:
    (tmp_path / "here").mkdir()
    (tmp_path / "elsewhere" / "data").mkdir(parents=True)
    if request.param == "sqlite":
        yield of_sqlite(tmp_path)
        return
    with running_postgres() as elsewhere:
        source = request.getfixturevalue("postgres_url")
        yield of_postgres(tmp_path, source, elsewhere.url.render_as_string())


async def some_saves(saved: asyncio.Semaphore) -> None:
    for _ in range(SAVES):
        await saved.acquire()


async def snapshots_of(api: Api, board: str) -> list[Any]:
    return [await api.get(f"/api/boards/{board}/snapshots/{each['id']}") for each in await api.snapshots(board)]


async def told(word: str, settings: Mapping[str, str], folder: Path) -> tuple[int | None, bytes]:
    """Run a command of the server on a folder; returns its exit code and what it printed."""
    environment = {**os.environ, "DATA_DIR": str(folder / "data"), "LOG_LEVEL": "error", **settings}
    command = (sys.executable, "-m", "server", word)
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=PIPE, stderr=STDOUT)
    printed, _ = await process.communicate()
    return process.returncode, printed


async def test_E2_a_backup_taken_while_people_wrote_is_whole_elsewhere_and_takes_nothing_of_pages_from_before(
    move: Move, tmp_path: Path
) -> None:
    dice = random.Random(1)
    async with BoardServer(tmp_path / "here", **move.here) as server, organiser(server) as api:
        board = await new_board(api)
        await api.snapshot(board, "Before")
        kept, facts = await snapshots_of(api, board), await api.board(board)
        async with member(server, api, board, "edit", "Ann") as ann:
            token = ann.token
        async with writers([server], api, board, dice, WRITERS) as people, at_work(people) as saved:
            await some_saves(saved)
            promised = [set(person.journal.acknowledged) for person in people]
            await asyncio.to_thread(move.back_up)
            await some_saves(saved)
    journals = [replace(each.journal, acknowledged=said) for each, said in zip(people, promised, strict=True)]
    shutil.copy(tmp_path / "here" / "data" / "organiser-link", tmp_path / "elsewhere" / "data")
    await asyncio.to_thread(move.restore)
    assert (await told("restored", move.elsewhere, tmp_path / "elsewhere"))[0] == 0

    async with BoardServer(tmp_path / "elsewhere", **move.elsewhere) as there:
        assert there.organiser_secret == server.organiser_secret
        assert await denial_of(there, facts, token) == "stale-epoch"
        async with open_board(there.url, board, token=token) as remote, organiser(there) as api:
            rows = await rows_of(there.database, board, (await api.board(board))["epoch"])
            judge_log(rows, journals, seen=set())
            judge_replicas(rows, [remote.doc])
            assert await snapshots_of(api, board) == kept
            await written_on(there, api, board, journals, dice)
    assert (await told("scrub", move.elsewhere, tmp_path / "elsewhere"))[0] == 0


async def denial_of(there: BoardServer, facts: Mapping[str, str], token: str | None) -> str:
    """Come with a page that has been open since before the backup; returns why it is not let in."""
    tab = RemoteBoard(there.url, token or "", facts["content"], facts["stage"])
    running = asyncio.create_task(tab.run())
    with pytest.raises(Denied) as denied:
        await tab.until(lambda: tab.content.loaded)
    await running
    return denied.value.reason


async def written_on(there: BoardServer, api: Api, board: str, journals: list[Journal], dice: random.Random) -> None:
    """People go on where it was restored, and what they write is saved."""
    async with writers([there], api, board, dice, WRITERS) as people:
        async with at_work(people) as saved:
            await some_saves(saved)
        await all_settled(people)
        rows = await rows_of(there.database, board, (await api.board(board))["epoch"])
        judge_log(rows, [*journals, *(person.journal for person in people)], seen=set())
