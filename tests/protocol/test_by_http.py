"""People behind a proxy that refuses WebSockets: the same promises by plain HTTP (SPEC W)."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator

import httpx2
import pycrdt
import pytest

from board.wire import codec
from client.sdk import Denied, RemoteBoard, open_board
from client.sdk.lines import HttpLine
from server.wire.http_gateway import MAX_BODY_BYTES
from tests.browser.network import strict_proxy
from tests.oracle import judge_log, judge_replicas
from tests.services.board_server import BoardServer, member, new_board, organiser
from tests.writers import all_settled, rows_of, seen_by_others, writers

KILLS = 3


@contextlib.asynccontextmanager
async def behind_proxy(server: BoardServer, board: str, token: str) -> AsyncIterator[RemoteBoard]:
    async with strict_proxy(server.url) as proxy, open_board(proxy.url, board, token=token) as remote:
        assert proxy.refused == 1
        assert isinstance(remote._line, HttpLine)
        yield remote


def write(remote: RemoteBoard, card: str, text: str) -> None:
    cards = remote.doc.get("cards", type=pycrdt.Map)
    cards[card] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text(text)})


def has(remote: RemoteBoard, card: str) -> bool:
    return card in remote.doc.get("cards", type=pycrdt.Map)


async def test_W1_both_ways_write_on_one_board_and_see_who_is_here(board_server: BoardServer) -> None:
    async with organiser(board_server) as api:
        board = await new_board(api)
        async with (
            behind_proxy(board_server, board, api.token) as one,
            open_board(board_server.url, board, token=api.token) as two,
        ):
            write(one, "one", "x" * 90_000)
            await one.saved()
            await two.until(lambda: has(two, "one"))
            write(two, "two", "y")
            await one.until(lambda: has(one, "two"))
            two.show(cursor={"x": 1, "y": 2})
            await one.until(lambda: len(one.peers) == 1)


async def test_W3_the_server_is_stopped_and_started_and_nothing_is_lost(board_server: BoardServer) -> None:
    async with organiser(board_server) as api:
        board = await new_board(api)
        async with behind_proxy(board_server, board, api.token) as one:
            await board_server.stop()
            write(one, "meanwhile", "typed while the server was away")
            await board_server.start()
            await one.saved()
            assert one.connections > 1


async def test_W3_whose_link_is_withdrawn_is_sent_away(board_server: BoardServer) -> None:
    async with organiser(board_server) as api:
        board = await new_board(api)
        async with member(board_server, api, board, "edit", "Ann") as ann:
            here = asyncio.Event()

            async def stay() -> None:
                async with behind_proxy(board_server, board, ann.token) as one:
                    here.set()
                    await one.until(lambda: False)

            staying = asyncio.create_task(stay())
            await asyncio.wait_for(here.wait(), 30)
            [link] = [each for each in await api.invitations(board) if each["role"] == "edit"]
            await api.revoke(board, link["id"])
            with pytest.raises(Denied):
                await staying


@pytest.mark.slow
async def test_S5_kills_under_writers_by_http_lose_and_double_nothing(board_server: BoardServer) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    dice = random.Random(seed)
    async with organiser(board_server) as api, strict_proxy(board_server.url) as proxy:
        board = await new_board(api)
        epoch = (await api.board(board))["epoch"]
        shadow = Behind(board_server, proxy.url)
        async with writers([shadow], api, board, dice, 4) as people:
            saves = asyncio.Semaphore(0)
            working = [asyncio.create_task(person.work(saves)) for person in people]
            for _ in range(KILLS):
                for _ in range(dice.randint(3, 12)):
                    await asyncio.wait_for(saves.acquire(), 60)
                await board_server.kill()
                await board_server.start()
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)
            await all_settled(people)
            rows = await rows_of(board_server.database, board, epoch)
            judge_log(rows, [person.journal for person in people], seen_by_others(people))
            judge_replicas(rows, [person.remote.doc for person in people])
            assert all(isinstance(person.remote._line, HttpLine) for person in people)


class Behind(BoardServer):
    """The same server, by its address behind the proxy."""

    def __init__(self, server: BoardServer, url: str) -> None:
        self.url = url
        self.database = server.database


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, b"", 404),
        ({"X-Wire": "unknown"}, b"", 404),
        ({"X-Wire": "{wire}"}, b"", 400),
        ({"X-Wire": "{wire}", "X-From": "-1"}, b"", 400),
        ({"X-Wire": "{wire}", "X-From": "many"}, b"", 400),
        ({"X-Wire": "{wire}", "X-From": "7"}, codec.encode_batch([b"x"]), 409),
        ({"X-Wire": "{wire}", "X-From": "0"}, b"\x05x", 400),
        ({"X-Wire": "{wire}", "X-From": "0"}, bytes(MAX_BODY_BYTES + 1), 413),
    ],
)
async def test_A1_what_is_no_batch_is_refused_with_a_sentence(
    board_server: BoardServer, headers: dict[str, str], body: bytes, status: int
) -> None:
    async with httpx2.AsyncClient(base_url=board_server.url) as http:
        wire = (await http.post("/sync/http/open")).json()["wire"]
        named = {name: value.format(wire=wire) for name, value in headers.items()}
        answer = await http.post("/sync/http/send", content=body, headers=named)
        assert answer.status_code == status
        assert answer.text.endswith((".", "on")) or ":" in answer.text
        assert (await http.post("/sync/http/close", headers={"X-Wire": wire})).status_code == 204


async def test_I6_a_foreign_page_opens_no_wire(board_server: BoardServer) -> None:
    async with httpx2.AsyncClient(base_url=board_server.url) as http:
        answer = await http.post("/sync/http/open", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403


async def test_A1_a_frame_that_is_not_the_protocol_ends_the_wire(board_server: BoardServer) -> None:
    async with httpx2.AsyncClient(base_url=board_server.url) as http:
        headers = {"X-Wire": (await http.post("/sync/http/open")).json()["wire"], "X-From": "0"}
        await http.post("/sync/http/send", content=codec.encode_batch([b"nonsense"]), headers=headers)
        answer = await http.post("/sync/http/receive", headers=headers)
    assert answer.status_code == 410
    assert answer.json()["code"] == 4400
