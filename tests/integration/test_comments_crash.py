"""SIGKILL while a comment is stored or told: it is there once, and open pages hear of it (SPEC C5, C6)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from board.stage.comments import shown_revision
from client.sdk import Api, ClientError, open_board
from tests.services.board_server import MortalServer, new_board, organiser
from tests.services.mortal_server import COMMENT_POINTS

PATIENCE_SECONDS = 60

pytestmark = pytest.mark.slow


@dataclass
class Group:
    """A board of a server that will die."""

    server: MortalServer
    ann: Api
    board: str
    zone: str

    async def say(self, mark: str) -> None:
        await self.ann.begin_thread(self.board, "zones", self.zone, "Why?", mark=mark)


@pytest_asyncio.fixture
async def group(tmp_path: Path) -> AsyncIterator[Group]:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(MortalServer(tmp_path))
        ann = await stack.enter_async_context(organiser(server))
        board = await new_board(ann)
        zones = (await ann.projection(board))["launches"][0]["zones"]
        yield Group(server, ann, board, zones[0]["id"])


@pytest.mark.parametrize("point", COMMENT_POINTS)
async def test_C5_a_comment_whose_server_was_killed_is_there_once_and_told(group: Group, point: str) -> None:
    await group.server.restart_to_die(point, 1)
    with suppress(ClientError):
        await group.say("m")
    await group.server.death()
    await group.server.start()
    async with open_board(group.server.url, group.board, token=group.ann.token) as page:
        await group.say("m")
        async with asyncio.timeout(PATIENCE_SECONDS):
            await page.until(lambda: shown_revision(page.stage.doc) == 1)
    [thread] = (await group.ann.threads(group.board))["threads"]
    assert [each["text"] for each in thread["comments"]] == ["Why?"]
