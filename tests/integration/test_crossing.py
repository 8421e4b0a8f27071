"""What happens at one server behind the proxy is seen at the other; people of a server that ends go on at the other."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pycrdt
import pytest
import pytest_asyncio
from websockets.asyncio.client import connect

from client.sdk import Api, Denied, RemoteBoard, open_board
from tests.services.board_server import BoardServer, member, new_board, organiser
from tests.services.topology import Topology, metric, topology

GOING_AWAY = 1012

pytestmark = pytest.mark.slow


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def parts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Topology]:
    async with topology(tmp_path_factory.mktemp("parts")) as parts:
        yield parts


async def other_than_home(parts: Topology, board: str, api: Api) -> BoardServer:
    """Return a server to which the proxy does not bring this board."""
    async with open_board(parts.proxy.url, board, token=api.token):
        [found] = [each for each in parts.servers if await metric(each.url, "manualboard_sessions") == 0]
        return found


def stage_of(remote: RemoteBoard) -> dict[str, Any]:
    launches: dict[str, Any] = remote.stage.doc.get("launches", type=pycrdt.Map).to_py() or {}
    return launches


async def test_S5_I1_I5_what_happens_at_one_server_is_seen_at_the_other(parts: Topology) -> None:
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(organiser(parts.entrance))
        board = await new_board(api)
        elsewhere = await other_than_home(parts, board, api)
        ann = await stack.enter_async_context(member(parts.entrance, api, board, "edit", "Ann"))
        here = await stack.enter_async_context(open_board(parts.proxy.url, board, token=api.token))
        with pytest.raises(Denied, match="no longer"):
            await at_work_until_revoked(elsewhere, ann, here, api, board)
        await here.until(lambda: here.peers == [])


async def at_work_until_revoked(server: BoardServer, ann: Api, here: RemoteBoard, api: Api, board: str) -> None:
    """Let Ann write, be seen, see the stage and lose her link."""
    async with open_board(server.url, board, token=ann.token) as there:
        await edits_cross(there, here)
        there.show(cursor=[3, 4])
        await here.until(lambda: [peer["user"]["name"] for peer in here.peers] == ["Ann"])
        await phases_cross(api, board, there)
        [link] = [each for each in await api.invitations(board) if each["role"] == "edit"]
        await api.revoke(board, link["id"])
        await there.until(lambda: False)


async def edits_cross(there: RemoteBoard, here: RemoteBoard) -> None:
    cards = there.doc.get("cards", type=pycrdt.Map)
    cards["crossing"] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text("from there")})
    await here.until(lambda: "crossing" in here.doc.get("cards", type=pycrdt.Map))


async def phases_cross(api: Api, board: str, there: RemoteBoard) -> None:
    [(launch, before)] = stage_of(there).items()
    phase = before["phases"]["items"][0]["id"]
    await api.set_phase(board, launch, phase, done=True)
    await there.until(lambda: stage_of(there)[launch] != before)


async def test_S6_a_server_that_is_asked_to_end_says_so_and_the_proxy_takes_people_to_the_other(
    parts: Topology,
) -> None:
    async with organiser(parts.entrance) as api:
        board = await new_board(api)
        name = (await api.board(board))["content"]
        away = await other_than_home(parts, board, api)
        home = next(each for each in parts.servers if each is not away)
        headers = {"Authorization": f"Bearer {api.token}"}
        address = f"{parts.proxy.url.replace('http', 'ws', 1)}/yjs/{name}"
        async with connect(address, additional_headers=headers) as plain:
            await plain.recv()
            await home.stop()
            await plain.wait_closed()
            assert plain.close_code == GOING_AWAY
        with pytest.raises(OSError):
            await asyncio.open_connection(*httpx2.URL(home.url).netloc.decode().split(":"))
        async with open_board(parts.proxy.url, board, token=api.token) as moved:
            await moved.saved()
            assert await metric(away.url, "manualboard_sessions") == 2
        await home.start()
