"""A server that is older than its database says so in words, and ends: when it starts, and when it runs (SPEC S14)."""

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import PIPE
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest

from board.content.document import BoardDocument
from board.edits import add_free_note
from client.sdk import open_board
from server.settings import DATABASE_FILE
from server.storage import open_storage
from tests.services.board_server import BoardServer, new_board, organiser
from tests.services.compose import Compose
from tests.services.newer_server import NewerServer
from tests.services.proxy import Proxy
from tests.services.topology import Address

PATIENCE = 60


@pytest.mark.parametrize("command", [(), ("prepare",), ("scrub",)])
async def test_S14_an_older_server_does_not_start_on_a_newer_database(tmp_path: Path, command: tuple[str, ...]) -> None:
    file = tmp_path / "board.sqlite3"
    await (await open_storage(f"sqlite:///{file}")).close()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}", "DATA_DIR": str(tmp_path), "PORT": "0"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server", *command, env=environment, stdout=PIPE, stderr=PIPE
    )
    said, error = await process.communicate()
    assert (process.returncode, said) == (1, b"")
    [sentence] = error.decode().splitlines()
    assert "Start the newer version of the server" in sentence


async def test_S14_an_older_server_ends_under_who_writes_and_the_proxy_brings_them_to_the_newer(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    shared = {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / DATABASE_FILE}"}
    older = BoardServer(_folder(tmp_path, "older"), **shared)
    newer = NewerServer(_folder(tmp_path, "newer"), **shared, PORT=str(unused_tcp_port))
    config, newer_host = Compose.read().proxy_config, f"127.0.0.1:{unused_tcp_port}"
    async with (
        older,
        Proxy(tmp_path, config, [older.host, newer_host]) as proxy,
        organiser(Address(proxy.url, older.organiser_secret)) as api,
        AsyncExitStack() as later,
    ):
        board = await new_board(api, template=None)
        async with open_board(proxy.url, board, token=api.token) as opened:
            add_free_note(BoardDocument(opened.doc), "before", "Before", (0, 0))
            await later.enter_async_context(newer)
            assert await asyncio.wait_for(older.ended(), PATIENCE) == 1
            add_free_note(BoardDocument(opened.doc), "after", "After", (0, 0))
            await asyncio.wait_for(opened.saved(), PATIENCE)
        written = [note["text"] for note in (await api.projection(board))["notes"]]
    assert sorted(written) == ["After", "Before"]
    assert "Start the newer version of the server" in older.log.splitlines()[-1]


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder
