"""A client that asks for much and reads nothing: its own connection ends, memory stays bounded, the others go on."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pycrdt
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from board.wire import codec
from client.sdk import Api, Json, RemoteBoard, open_board
from server.rooms.durable import canonical_json
from server.wire.outbox import MAX_OUTBOX_BYTES
from tests.services.board_server import BoardServer, member, new_board, organiser

ASKED = 60
KILOBYTE, CHUNK = 1_024, 65_536
CARDS, TEXT = 12, "x" * 90_000
"""A board of a megabyte: what is asked for is several times what may wait."""

KEPT = 20
"""Cards that keep their text for a while: more than come into one picture."""
ENOUGH = 2 * MAX_OUTBOX_BYTES // len(TEXT)
"""Edits after which whoever does not read them must be on the way out; the board is not full yet."""


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


class Trickle:
    """A line to a server on which what the server sends comes a kilobyte at a time, once `narrow` is set."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._kilobytes = asyncio.Semaphore(0)
        self._lines: list[tuple[asyncio.StreamWriter, asyncio.Task[None]]] = []
        self.narrow = False
        self.url = ""

    def pass_a_kilobyte(self) -> None:
        self._kilobytes.release()

    def open_wide(self) -> None:
        self.narrow = False
        self._kilobytes.release()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_connection(sock=narrow(self._server), limit=KILOBYTE)
        task = asyncio.current_task()
        assert task is not None
        self._lines.append((up_writer, task))
        ways = [asyncio.create_task(self._send(reader, up_writer)), asyncio.create_task(self._hear(up_reader, writer))]
        await asyncio.gather(*ways, return_exceptions=True)

    async def end(self) -> None:
        """Close all lines and wait for their ends."""
        self.open_wide()
        for writer, _ in self._lines:
            writer.close()
        await asyncio.gather(*(task for _, task in self._lines))

    async def _send(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(KILOBYTE if self.narrow else CHUNK):
            if self.narrow:
                await self._kilobytes.acquire()
            writer.write(data)
            await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def trickle(server: str) -> AsyncIterator[Trickle]:
    """A slow line to the server, on a port of its own."""
    line = Trickle(server)
    listener = await asyncio.start_server(line.serve, "localhost", 0)
    line.url = f"http://localhost:{listener.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        listener.close()
        await line.end()


async def test_S6_who_reads_a_kilobyte_an_edit_is_sent_away_and_comes_back(
    board_server: BoardServer,
) -> None:
    async with organiser(board_server) as api, contextlib.AsyncExitStack() as stack:
        board = await new_board(api, None)
        reader = await stack.enter_async_context(member(board_server, api, board, "view", "Slow"))
        ann = await stack.enter_async_context(open_board(board_server.url, board, token=api.token))
        ben = await stack.enter_async_context(open_board(board_server.url, board, token=api.token))
        line = await stack.enter_async_context(trickle(board_server.url))
        slow = await stack.enter_async_context(open_board(line.url, board, token=reader.token))
        await slow.until(lambda: slow.content.loaded)
        before, most, edits = memory(board_server.pid), 0, 0
        line.narrow = True
        while any(row["present"] for row in await people(api, board) if row["name"] == "Slow"):
            line.pass_a_kilobyte()
            most = max(most, memory(board_server.pid) - before)
            if edits < ENOUGH:
                write_over(ann, edits)
                await ann.saved()
                edits += 1
        assert edits * len(TEXT) > MAX_OUTBOX_BYTES
        assert most < 3 * MAX_OUTBOX_BYTES
        print(f"sent away after {edits} edits; the server grew by {most >> 20} MiB at most")
        line.open_wide()
        await ben.until(lambda: canonical_json(ben.doc) == canonical_json(ann.doc))
        await slow.until(lambda: canonical_json(slow.doc) == canonical_json(ann.doc))
        assert slow.connections == 2
        assert ann.connections == ben.connections == 1
    assert "Traceback" not in board_server.log


def write_over(remote: RemoteBoard, count: int) -> None:
    """Put a long text in the place of an earlier one: every edit is long, the board is not.

    Not of the last one: what is deleted before it was ever shown is sent to nobody.
    """
    card = {"kind": "note", "order": "V", "text": pycrdt.Text(f"{count} {TEXT}")}
    remote.doc.get("cards", type=pycrdt.Map)[f"card{count}"] = pycrdt.Map(card)
    if count >= KEPT:
        text = remote.doc.get("cards", type=pycrdt.Map)[f"card{count - KEPT}"]["text"]
        del text[: len(TEXT)]
