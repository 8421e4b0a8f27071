"""SIGKILL in the middle of a reveal: each card is on the board once, whoever presses again, or if nobody does (P4)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from client.sdk import Api, Unreachable
from tests.services.board_server import MortalServer, member, new_board, organiser
from tests.services.mortal_server import REVEAL_POINTS

CARDS = 10
PATIENCE_SECONDS = 60

pytestmark = pytest.mark.slow


@dataclass
class Group:
    """A board on which Ann and Ben have written privately."""

    server: MortalServer
    faye: Api
    board: str
    zone: str
    round: str

    @property
    def path(self) -> str:
        return f"/api/boards/{self.board}/private/rounds"

    async def reveal(self) -> int:
        return int((await self.faye.post(f"{self.path}/{self.round}/reveal", {}))["cards"])

    async def state(self) -> str:
        return str((await self.faye.get(self.path))["round"]["state"])

    async def texts(self) -> list[str]:
        zones = (await self.faye.projection(self.board))["launches"][0]["zones"]
        return sorted(card["text"] for zone in zones if zone["id"] == self.zone for card in zone["cards"])


@pytest_asyncio.fixture
async def group(tmp_path: Path) -> AsyncIterator[Group]:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(MortalServer(tmp_path))
        faye = await stack.enter_async_context(organiser(server))
        board = await new_board(faye)
        zones = (await faye.projection(board))["launches"][0]["zones"]
        zone = next(each["id"] for each in zones if each["kind"] == "list")
        body = {"zone": zone, "request_id": "begin"}
        made: Any = await faye.post(f"/api/boards/{board}/private/rounds", body)
        found = Group(server, faye, board, zone, made["id"])
        for name in ("Ann", "Ben"):
            writer = await stack.enter_async_context(member(server, faye, board, "edit", name))
            for number in range(CARDS // 2):
                card = {"text": f"{name} {number}", "after": 0, "mark": f"m{number}"}
                await writer._request("PUT", f"{found.path}/{found.round}/cards/k{number}", card)
        yield found


ALL = sorted(f"{name} {number}" for name in ("Ann", "Ben") for number in range(CARDS // 2))


@pytest.mark.parametrize("point", REVEAL_POINTS)
async def test_P4_a_reveal_that_was_killed_is_completed_by_the_next_server(group: Group, point: str) -> None:
    await group.server.restart_to_die(point, 1)
    with pytest.raises(Unreachable):
        await group.reveal()
    await group.server.death()
    await group.server.start()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await group.state() != "revealed":
            pass
    assert await group.texts() == ALL
    assert await group.reveal() == CARDS
    assert await group.texts() == ALL


async def test_P4_cards_outlive_a_killed_server(group: Group) -> None:
    await group.server.kill()
    await group.server.start()
    assert await group.texts() == []
    assert await group.reveal() == CARDS
    assert await group.texts() == ALL
