"""The API in this process, and an organiser of a real server, by the API and at a terminal."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from client.sdk import Api
from tests.integration.programmes_by_api import olu
from tests.services.api_app import shared_world, world
from tests.services.board_server import BoardServer, organiser
from tests.services.terminal import Terminal

__all__ = ["olu", "shared_world", "world"]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def api(board_server: BoardServer) -> AsyncIterator[Api]:
    async with organiser(board_server) as api:
        yield api


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def terminal(board_server: BoardServer, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """An organiser's."""
    terminal = Terminal(tmp_path_factory.mktemp("home"))
    await terminal.done("join", board_server.link, "--name", "Organiser at a terminal")
    return terminal
