"""A client that asks for much and reads nothing: its own connection ends, memory stays bounded, the others go on."""

import asyncio
import contextlib
import socket
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pycrdt
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from board import codec
from client.sdk import Api, Json, open_board
from server.outbox import MAX_OUTBOX_BYTES
from tests.services.board_server import BoardServer, member, new_board, organiser

ASKED = 60
CARDS, TEXT = 12, "x" * 90_000
"""A board of a megabyte: what is asked for is several times what may wait."""


def memory(pid: int | None) -> int:
    """Resident bytes of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def narrow(url: str) -> socket.socket:
    """A connected socket that takes in very little before it is read."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    parts = urlsplit(url)
    made.connect((parts.hostname, parts.port))
    made.setblocking(False)
    return made


async def test_S6_who_does_not_read_is_closed_and_nobody_else_notices(board_server: BoardServer) -> None:
    async with organiser(board_server) as api, contextlib.AsyncExitStack() as stack:
        board = await new_board(api, None)
        name = (await api.board(board))["content"]
        slow = await stack.enter_async_context(member(board_server, api, board, "view", "Slow"))
        ann = await stack.enter_async_context(open_board(board_server.url, board, token=api.token))
        ben = await stack.enter_async_context(open_board(board_server.url, board, token=api.token))
        cards = ann.doc.get("cards", type=pycrdt.Map)
        for number in range(CARDS):
            cards[f"card{number}"] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text(TEXT)})
        await ann.saved()
        before = memory(board_server.pid)
        address = board_server.url.replace("http", "ws", 1)
        async with connect(
            f"{address}/sync", sock=narrow(board_server.url), compression=None, max_size=None, max_queue=1
        ) as reader:
            await reader.send(codec.encode(codec.Token(slow.token), name))
            await reader.recv()
            for _ in range(ASKED):
                await reader.send(codec.encode(codec.SyncStep1(b"\0"), name))
            cards["after"] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text("still here")})
            await ann.saved()
            await ben.until(lambda: "after" in ben.doc.get("cards", type=pycrdt.Map))
            await until_gone(api, board)
            assert memory(board_server.pid) - before < 3 * MAX_OUTBOX_BYTES
            heard = await drain(reader)
        assert heard < ASKED * CARDS * len(TEXT)
        assert ann.connections == ben.connections == 1
        assert "Traceback" not in board_server.log


async def until_gone(api: Api, board: str) -> None:
    """Wait until the server no longer counts the slow reader among those who are here."""
    async with asyncio.timeout(30):
        while any(row["present"] for row in await people(api, board) if row["name"] == "Slow"):
            pass


async def people(api: Api, board: str) -> Sequence[Json]:
    answer: Sequence[Json] = (await api.get(f"/api/boards/{board}/participants"))["participants"]
    return answer


async def drain(reader: ClientConnection) -> int:
    """Read what is still coming; returns how many bytes."""
    heard = 0
    with contextlib.suppress(ConnectionClosed):
        while True:
            heard += len(await reader.recv(decode=False))
    return heard
