"""Unmodified clients of others keep a board together with ours: the conformance test of both endpoints."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pycrdt
import pytest
import pytest_asyncio

from client.sdk import Api, open_board
from tests.protocol.stock import StockClient
from tests.services.board_server import BoardServer, member, new_board, organiser
from tests.services.node import Node

KINDS = ("hocuspocus", "y-websocket", "y-websocket2")


@dataclass
class Room:
    """A board on the running server, and people who may join it."""

    server: BoardServer
    api: Api
    board: str
    name: str
    stage: str
    stack: contextlib.AsyncExitStack
    node: Node

    @property
    def socket(self) -> str:
        return self.server.url.replace("http", "ws", 1)

    async def person(self, role: str, name: str) -> Api:
        return await self.stack.enter_async_context(member(self.server, self.api, self.board, role, name))

    async def client(self, kind: str, *, role: str = "edit", who: str = "Sam", name: str | None = None) -> StockClient:
        """Return a connected stock client of a new participant, its first exchange not awaited."""
        person = await self.person(role, who)
        stock = await self.stack.enter_async_context(StockClient(self.node))
        await stock.do("open", kind=kind, url=self.socket, name=name or self.name, token=person.token)
        return stock


@pytest_asyncio.fixture
async def room(board_server: BoardServer, node: Node) -> AsyncIterator[Room]:
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(organiser(board_server))
        board = await new_board(api)
        facts = await api.board(board)
        yield Room(board_server, api, board, facts["content"], facts["stage"], stack, node)


@pytest.mark.parametrize("kind", KINDS)
async def test_two_stock_clients_and_the_sdk_keep_one_board(room: Room, kind: str) -> None:
    ann, ben = await room.client(kind, who="Ann"), await room.client("hocuspocus", who="Ben")
    for client in (ann, ben):
        await client.until("synced")
    await ann.do("add", id="one", text="from Ann")
    await ben.until("text", id="one", value="from Ann")
    await ben.do("insert", id="one", at=0, text="👩‍👩‍👧 Ben and ")
    await ann.until("text", id="one", value="👩‍👩‍👧 Ben and from Ann")
    async with open_board(room.server.url, room.board, token=room.api.token) as remote:
        card = remote.doc.get("cards", type=pycrdt.Map)["one"]
        assert str(card["text"]) == "👩‍👩‍👧 Ben and from Ann"


async def test_S2_the_stock_counter_of_unsaved_changes_comes_to_zero(room: Room) -> None:
    ann = await room.client("hocuspocus")
    await ann.until("synced")
    for number in range(20):
        await ann.do("add", id=f"card{number}", text="x")
    state = await ann.until("saved")
    assert len(state["cards"]) == 20


@pytest.mark.parametrize("kind", KINDS)
async def test_S5_typing_offline_and_while_reconnecting_is_kept_once(room: Room, kind: str) -> None:
    ann, ben = await room.client(kind, who="Ann"), await room.client("hocuspocus", who="Ben")
    await ann.until("synced")
    await ben.until("synced")
    await ann.do("add", id="one", text="before ")
    await ben.until("text", id="one", value="before ")
    await ann.do("offline")
    await ann.do("insert", id="one", at=0, text="offline ")
    await ben.do("insert", id="one", at=7, text="meanwhile ")
    await ann.do("online")
    await ann.do("insert", id="one", at=0, text="reconnecting ")
    expected = "reconnecting offline before meanwhile "
    await ben.until("text", id="one", value=expected)
    state = await ann.until("text", id="one", value=expected)
    assert state["stateless"] == []


@pytest.mark.parametrize("kind", KINDS)
async def test_S5_a_killed_server_is_found_again_and_nothing_is_doubled(room: Room, kind: str) -> None:
    ann, ben = await room.client(kind, who="Ann"), await room.client("hocuspocus", who="Ben")
    await ann.until("synced")
    await ben.until("synced")
    await ann.do("add", id="one", text="saved ")
    await ben.until("text", id="one", value="saved ")
    await room.server.kill()
    await ann.do("insert", id="one", at=0, text="alone ")
    await room.server.restart()
    await ben.until("text", id="one", value="alone saved ")
    await ann.until("text", id="one", value="alone saved ")
    assert (await ben.until("saved"))["stateless"] == []


@pytest.mark.parametrize("kind", KINDS)
async def test_A4_a_sentence_typed_through_a_crash_is_kept_letter_by_letter(room: Room, kind: str) -> None:
    """Letters on their way when the server dies are lost, and hundreds queued behind them depend on them."""
    ann, ben = await room.client(kind, who="Ann"), await room.client("hocuspocus", who="Ben")
    await ann.until("synced")
    await ben.until("synced")
    await ann.do("add", id="one", text="")
    await ben.until("count", value=1)
    expected = ""
    for _ in range(3):
        killing = asyncio.create_task(room.server.kill())
        await ann.do("type", id="one", text="a" * 40)
        await killing
        await ann.do("type", id="one", text="b" * 150)
        await room.server.start()
        await ann.do("type", id="one", text="c" * 150)
        expected += "a" * 40 + "b" * 150 + "c" * 150
        await ben.until("text", id="one", value=expected)
    state = await ann.until("text", id="one", value=expected)
    assert state["stateless"] == []
    assert [code for code, _ in state["closes"] if 4400 <= code < 4500] == []


@pytest.mark.parametrize("kind", KINDS)
async def test_I1_presence_carries_the_name_the_server_knows(room: Room, kind: str) -> None:
    ann, ben = await room.client(kind, who="Ann Other"), await room.client("hocuspocus", who="Ben")
    await ann.until("synced")
    await ben.until("synced")
    await ann.do("presence", key="user", value={"name": "The Chair"})
    await ann.do("presence", key="cursor", value=[10, 20])
    client = (await ann.do("state"))["client"]
    states = dict((await ben.until("peers", value=2))["awareness"])
    assert states[client]["user"]["name"] == "Ann Other"
    await ann.do("offline")
    gone = await ben.until("peers", value=1)
    assert client not in dict(gone["awareness"])


@pytest.mark.parametrize("kind", KINDS)
async def test_I2_a_viewer_reads_along_and_its_writing_reaches_nobody(room: Room, kind: str) -> None:
    viewer, ben = await room.client(kind, role="view", who="Vi"), await room.client("hocuspocus", who="Ben")
    await viewer.until("synced")
    await ben.until("synced")
    await viewer.do("add", id="forbidden", text="no")
    await ben.do("add", id="one", text="for all to see")
    state = await viewer.until("text", id="one", value="for all to see")
    assert "forbidden" not in (await ben.do("state"))["cards"]
    assert state["closes"] == [] or kind == "hocuspocus"
    if kind == "hocuspocus":
        assert state["scope"] == "readonly"
        assert state["unsaved"] > 0


async def test_I3_the_stage_takes_no_edit_of_a_client_and_the_content_goes_on(room: Room) -> None:
    stage = await room.client("hocuspocus", who="Ann", name=room.stage)
    await stage.until("synced")
    await stage.do("root", name="launches", key="mine", value={"done": []})
    ben = await room.client("hocuspocus", who="Ben", name=room.stage)
    await ben.until("synced")
    assert "mine" not in (await ben.do("state"))["json"]


async def test_A3_a_refused_edit_ends_one_document_with_words_and_hurts_nobody(room: Room) -> None:
    ann, ben = await room.client("hocuspocus", who="Ann"), await room.client("hocuspocus", who="Ben")
    await ann.until("synced")
    await ben.until("synced")
    await ann.do("root", name="zones", key="z", value="not a zone")
    state = await ann.until("refused")
    assert state["stateless"][0]["refused"] is True
    assert state["stateless"][0]["code"] == "schema"
    await ben.do("add", id="one", text="still here")
    assert (await ben.until("saved"))["cards"] == {"one": "still here"}


async def test_A3_a_plain_client_is_stopped_by_a_code_at_which_it_does_not_come_back(room: Room) -> None:
    ann = await room.client("y-websocket")
    await ann.until("synced")
    await ann.do("root", name="zones", key="z", value="not a zone")
    state = await ann.until("closed")
    assert 4400 <= state["closes"][0][0] <= 4499


@pytest.mark.slow
async def test_silent_clients_stay_connected(room: Room) -> None:
    """Stock clients reconnect after 30 seconds without a message; 70 hold two such spans."""
    clients = [await room.client(kind, who=kind) for kind in KINDS]
    for client in clients:
        await client.until("synced")
    states = await asyncio.gather(*(client.do("idle", seconds=70) for client in clients))
    assert [state["connections"] for state in states] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("{board}.zzzz/content", "stale-epoch"),
        ("nosuchboard1.1/content", "unknown-board"),
        ("nonsense", "unknown-board"),
    ],
)
async def test_E1_wrong_names_are_refused_with_a_reason(room: Room, name: str, reason: str) -> None:
    client = await room.client("hocuspocus", name=name.format(board=room.board))
    assert (await client.until("denied"))["denials"] == [reason]


async def test_I5_a_stranger_is_not_let_in(room: Room, board_server: BoardServer) -> None:
    other = await new_board(room.api)
    stranger = await room.stack.enter_async_context(member(board_server, room.api, other, "edit", "Stranger"))
    client = await room.stack.enter_async_context(StockClient(room.node))
    await client.do("open", kind="hocuspocus", url=room.socket, name=room.name, token=stranger.token)
    assert (await client.until("denied"))["denials"] == ["not-a-member"]
