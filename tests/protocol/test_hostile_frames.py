"""Bytes that are meant to hurt, on a running server: refused in bounded time, and the others notice nothing."""

import asyncio
import base64
import contextlib
import json
import random
import secrets
import zlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrdt
import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin

from board import limits
from board.wire import codec
from client.sdk import Api, RemoteBoard, open_board
from tests.options import number
from tests.oracle import judge_log, judge_replicas
from tests.property.hostility import Hostility, honest_log
from tests.services.board_server import BoardServer, member, new_board, organiser
from tests.writers import all_have, all_settled, at_work, rows_of, writers

HOSTILE = json.loads((Path(__file__).parents[1] / "fixtures" / "hostile_updates.json").read_text())
GAPS = {"gap: first struct at clock 10", "delete set of 100,000 ranges"}
"""Killers that only speak of what the document does not have: answered by asking for it, never let in."""
STORM = number("STORM", 1_000)
SEED = number("SEED", secrets.randbelow(2**32))
STATE_VECTORS = ("8080808008", "01ff", "", "8080808080808001")


@dataclass
class Scene:
    """A board with two honest people on it and the token of a third."""

    server: BoardServer
    board: str
    name: str
    ann: RemoteBoard
    ben: RemoteBoard
    token: str
    api: Api

    @property
    def socket(self) -> str:
        return self.server.url.replace("http", "ws", 1)

    @contextlib.asynccontextmanager
    async def attacker(self) -> AsyncIterator[ClientConnection]:
        """A raw connection that has opened the content document."""
        async with connect(f"{self.socket}/sync", compression=None, max_size=None) as socket:
            await socket.send(codec.encode(codec.Token(self.token), self.name))
            opened = await answer(socket)
            assert isinstance(opened, codec.Authenticated)
            yield socket

    async def others_go_on(self) -> None:
        """Ann writes, Ben reads, both are saved."""
        cards = self.ann.doc.get("cards", type=pycrdt.Map)
        key = f"card{len(cards)}"
        with self.ann.doc.transaction():
            cards[key] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text("still here")})
        await self.ann.saved()
        await self.ben.until(lambda: key in self.ben.doc.get("cards", type=pycrdt.Map))
        assert self.ann.connections == self.ben.connections == 1


async def answer(socket: ClientConnection) -> codec.Message:
    """Return the next message about a document that is not presence."""
    while True:
        decoded = codec.decode_addressed(bytes(await socket.recv(decode=False)))
        if isinstance(decoded, tuple) and not isinstance(decoded[1], codec.Awareness):
            return decoded[1]


async def send_all(socket: ClientConnection, *frames: bytes) -> None:
    """Send frames and wait for an answer."""
    for frame in frames:
        await socket.send(frame)
    await answer(socket)


@pytest_asyncio.fixture
async def scene(board_server: BoardServer) -> AsyncIterator[Scene]:
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(organiser(board_server))
        board = await new_board(api)
        name = (await api.board(board))["content"]
        people = [
            await stack.enter_async_context(member(board_server, api, board, "edit", who))
            for who in ("Ann", "Ben", "Mallory")
        ]
        ann, ben = [
            await stack.enter_async_context(open_board(board_server.url, board, token=person.token))
            for person in people[:2]
        ]
        yield Scene(board_server, board, name, ann, ben, people[2].token, api)


@pytest.mark.parametrize("kind", [codec.Update, codec.SyncStep2], ids=["update", "step2"])
async def test_A1_every_known_killer_is_refused_and_the_others_go_on(
    scene: Scene, kind: type[codec.Update] | type[codec.SyncStep2]
) -> None:
    waiting: list[str] = []
    for each in HOSTILE:
        update = zlib.decompress(base64.b64decode(each["zlib_base64"]))
        async with scene.attacker() as socket:
            await socket.send(codec.encode(kind(update), scene.name))
            first = await answer(socket)
            if isinstance(first, codec.SyncStep1):
                waiting.append(each["name"])
            else:
                await told_of_the_refusal(socket, first)
    assert set(waiting) <= GAPS, waiting
    await scene.others_go_on()
    assert list(scene.ben.doc.get("cards", type=pycrdt.Map).keys()) == ["card0"]


async def told_of_the_refusal(socket: ClientConnection, first: codec.Message) -> None:
    """Expect the three frames of a refusal; `first` is already there."""
    assert first == codec.SyncStatus(saved=False)
    told = await answer(socket)
    assert isinstance(told, codec.Stateless)
    assert json.loads(told.payload)["refused"] is True
    assert isinstance(await answer(socket), codec.Close)


@pytest.mark.parametrize("vector", STATE_VECTORS)
async def test_A1_state_vectors_that_lie_end_the_connection(scene: Scene, vector: str) -> None:
    async with scene.attacker() as socket:
        await socket.send(codec.encode(codec.SyncStep1(bytes.fromhex(vector)), scene.name))
        with pytest.raises(ConnectionClosed) as closed:
            await answer(socket)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4400
    await scene.others_go_on()


@pytest.mark.parametrize(
    "frame", [b"", b"\xff", b"\x0bnonsense", b"\x03abc\x63", b"\x03abc\x00\x09\x00"], ids=bytes.hex
)
async def test_A1_bytes_that_are_not_the_protocol_end_only_their_own_connection(scene: Scene, frame: bytes) -> None:
    async with scene.attacker() as socket:
        await socket.send(frame)
        with pytest.raises(ConnectionClosed) as closed:
            await answer(socket)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4400
    await scene.others_go_on()


@pytest.mark.parametrize("state", [b'{"cursor":NaN}', b'{"cursor":"\\ud800"}'])
async def test_A1_presence_that_browsers_cannot_read_ends_only_its_own_connection(scene: Scene, state: bytes) -> None:
    update = b"\x01\x07\x01" + bytes([len(state)]) + state
    async with scene.attacker() as socket:
        await socket.send(codec.encode(codec.Awareness(update), scene.name))
        with pytest.raises(ConnectionClosed):
            await answer(socket)
    async with scene.attacker() as joiner:
        await joiner.send(codec.encode(codec.SyncStep1(b"\0"), scene.name))
        assert isinstance(await answer(joiner), codec.SyncStep2)
    await scene.others_go_on()


async def test_A1_text_frames_are_answered_with_a_close_not_a_traceback(scene: Scene) -> None:
    async with scene.attacker() as socket:
        await socket.send("hello")
        with pytest.raises(ConnectionClosed):
            await answer(socket)
    assert "Traceback" not in scene.server.log
    await scene.others_go_on()


async def test_A2_a_frame_over_the_cap_ends_its_connection(scene: Scene) -> None:
    async with scene.attacker() as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await send_all(socket, b"\0" * (limits.MAX_FRAME_BYTES + 1))
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009
    await scene.others_go_on()


async def test_A2_a_flood_before_anything_is_opened_ends(scene: Scene) -> None:
    async with connect(f"{scene.socket}/sync", compression=None) as socket:
        flood = [codec.encode(codec.Update(b"\0\0"), scene.name)] * (limits.MAX_HELD_FRAMES + 2)
        with pytest.raises(ConnectionClosed):
            await send_all(socket, *flood)
    await scene.others_go_on()


async def test_I6_a_foreign_origin_is_turned_away_before_the_socket_opens(scene: Scene) -> None:
    for path in ("/sync", f"/yjs/{scene.name}"):
        with pytest.raises(InvalidStatus) as refused:
            async with connect(f"{scene.socket}{path}", origin=Origin("https://elsewhere.example")):
                pass
        assert refused.value.response.status_code == 403


async def test_I6_a_wrong_token_opens_nothing(scene: Scene) -> None:
    async with connect(f"{scene.socket}/sync", compression=None) as socket:
        await socket.send(codec.encode(codec.Token("wrong"), scene.name))
        assert await answer(socket) == codec.PermissionDenied("not-signed-in")


async def test_A5_writing_in_anothers_name_is_refused(scene: Scene) -> None:
    await scene.others_go_on()
    impostor: pycrdt.Doc[Any] = pycrdt.Doc(client_id=scene.ann.doc.client_id)
    impostor.apply_update(scene.ann.doc.get_update())
    events: list[bytes] = []
    subscription = impostor.observe(lambda event: events.append(event.update))
    impostor.get("cards", type=pycrdt.Map)["forged"] = pycrdt.Map(
        {"kind": "note", "order": "V", "text": pycrdt.Text("I am Ann")}
    )
    impostor.unobserve(subscription)
    async with scene.attacker() as socket:
        await socket.send(codec.encode(codec.Update(events[0]), scene.name))
        assert await answer(socket) == codec.SyncStatus(saved=False)
        told = await answer(socket)
        assert isinstance(told, codec.Stateless)
        assert json.loads(told.payload)["code"] == "identity"
    await scene.others_go_on()
    assert "forged" not in scene.ben.doc.get("cards", type=pycrdt.Map)


async def test_no_token_is_ever_in_the_servers_log(scene: Scene) -> None:
    address = f"{scene.socket}/yjs/{scene.name}?token={scene.token}"
    async with connect(address, compression=None) as socket:
        await socket.recv()
    assert scene.token not in scene.server.log


async def storm(scene: Scene, tokens: Sequence[str], chance: random.Random, frames: int) -> int:
    """Visit after visit of one attacker until so many frames were sent; returns how many."""
    honest = honest_log(chance.randrange(1_000_000))
    hostility = Hostility(chance, scene.name, honest, lambda: {77: 1})
    sent = 0
    while sent < frames:
        visit = hostility.visit(chance.choice(tokens))[: frames - sent]
        sent += len(visit)
        with contextlib.suppress(ConnectionClosed):
            async with connect(f"{scene.socket}/sync", compression=None, max_size=None) as socket:
                for frame in visit:
                    await socket.send(frame)
    return sent


@pytest.mark.slow
async def test_A1_a_storm_of_hostile_visits_harms_nobody(
    board_server: BoardServer,
) -> None:
    print(f"SEED={SEED} STORM={STORM}")
    dice = random.Random(SEED)
    async with contextlib.AsyncExitStack() as stack:
        api = await stack.enter_async_context(organiser(board_server))
        board = await new_board(api, None)
        facts = await api.board(board)
        attackers = [
            await stack.enter_async_context(member(board_server, api, board, role, f"Mallory {role}"))
            for role in ("edit", "view")
        ]
        people = await stack.enter_async_context(writers([board_server], api, board, dice, 2))
        ann, ben = (person.remote for person in people)
        scene = Scene(board_server, board, facts["content"], ann, ben, attackers[0].token, api)
        before = board_server.pid
        async with at_work(people):
            tokens = [each.token for each in attackers]
            shares = [storm(scene, tokens, random.Random(dice.random()), STORM // 4) for _ in range(4)]
            print(f"{sum(await asyncio.gather(*shares))} frames sent")
        await all_settled(people)
        rows = await rows_of(board_server.database, board, facts["epoch"])
        judge_log(rows, [person.journal for person in people], set())
        await all_have(people, rows)
        judge_replicas(rows, [ann.doc, ben.doc])
        assert ann.connections == ben.connections == 1
    assert board_server.pid == before
    assert "Traceback" not in board_server.log
