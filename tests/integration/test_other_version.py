"""A server that is older than its database says so in words, and ends."""

import asyncio
import os
import sqlite3
import sys
from asyncio.subprocess import PIPE
from contextlib import closing
from pathlib import Path

import pytest

from server.storage import open_storage


@pytest.mark.parametrize("command", [(), ("prepare",), ("scrub",)])
async def test_an_older_server_does_not_start_on_a_newer_database(tmp_path: Path, command: tuple[str, ...]) -> None:
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
