"""A real board server in its own process: `board_server`, and what tests do first on it.

async def test_something(board_server):
    async with organiser(board_server) as api:
        board = await new_board(api)
        async with member(board_server, api, board, "edit", "Writer") as writer:
            ...
"""

import contextlib
import os
import signal
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest
import pytest_asyncio

from client.demo.server_process import ServerProcess
from client.sdk import Api
from server.settings import DATABASE_FILE


class Entrance(Protocol):
    """An address at which boards are reached: a server's own, or a proxy's in front of it."""

    @property
    def url(self) -> str:
        """The address, without a path."""

    @property
    def organiser_secret(self) -> str:
        """The secret of the organiser's link."""


class BoardServer(ServerProcess):
    """A server for tests; `kill`, `stop`, `start` and `restart` keep its port and its data."""

    def __init__(self, folder: Path, **settings: str) -> None:
        super().__init__(folder, os.environ, **{"LOG_LEVEL": "warning", **settings})
        own = f"sqlite:///{folder / 'data' / DATABASE_FILE}"
        self.database = settings.get("DATABASE_URL", own)

    @property
    def host(self) -> str:
        """Where it listens, as host:port."""
        return self.url.partition("://")[2].replace("localhost", "127.0.0.1")

    async def ended(self) -> int | None:
        """Wait until the server has ended by itself, and return its exit code."""
        assert self._process is not None
        await self._process.wait()
        await self.kill()
        return self.exit_code

    async def terminate(self) -> None:
        """The same as `stop`: SIGTERM and wait."""
        await self.stop()


class MortalServer(BoardServer):
    """A server that can be started so that it kills itself at a point of `mortal_server.POINTS`."""

    module = "tests.services.mortal_server"

    async def restart_to_die(self, point: str, call: int) -> None:
        """Start again; the process is killed at this call of the point."""
        await self.stop()
        self._environment |= {"DIES_AT": point, "DIES_AT_CALL": str(call)}
        try:
            await self.start()
        finally:
            del self._environment["DIES_AT"]

    async def death(self) -> None:
        """Wait until the server has killed itself; fails when it ended in another way."""
        assert await self.ended() == -signal.SIGKILL, self.log[-2_000:]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def board_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BoardServer]:
    """One server a module, on SQLite in a temporary folder."""
    async with BoardServer(tmp_path_factory.mktemp("server")) as server:
        yield server


@contextlib.asynccontextmanager
async def organiser(server: Entrance, name: str = "Organiser") -> AsyncIterator[Api]:
    """The API as a new organiser of the server."""
    async with Api(server.url) as api:
        await api.join(server.organiser_secret, name)
        yield api


async def new_board(
    api: Api, template: str | None = "manualize", title: str = "A board", answers: Mapping[str, str] | None = None
) -> str:
    """Create a board and return its id; `api` is an organiser's."""
    return await api.create_board(title, template=template, answers=answers)


@contextlib.asynccontextmanager
async def member(
    server: Entrance, api: Api, board: str, role: str, name: str, *, organisation: str = ""
) -> AsyncIterator[Api]:
    """The API as somebody who joins the board by an invitation of `api`; role is facilitate, edit or view."""
    link = await api.invite(board, role)
    async with Api(server.url) as joined:
        await joined.join(link.partition("#")[2], name, organisation=organisation)
        yield joined
