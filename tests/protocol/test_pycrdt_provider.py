"""pycrdt's own provider, unmodified, on the plain endpoint."""

import asyncio
from typing import Any

import pycrdt
from websockets.asyncio.client import ClientConnection, connect

from client.sdk import open_board
from tests.services.board_server import BoardServer, member, new_board, organiser


class Socket(pycrdt.Channel):
    """A WebSocket as the provider wants it."""

    def __init__(self, socket: ClientConnection, path: str) -> None:
        self._socket = socket
        self._path = path

    @property
    def path(self) -> str:
        return self._path

    def __aiter__(self) -> "Socket":
        return self

    async def __anext__(self) -> bytes:
        return await self.recv()

    async def send(self, message: bytes) -> None:
        await self._socket.send(message)

    async def recv(self) -> bytes:
        return bytes(await self._socket.recv(decode=False))


async def changed(doc: pycrdt.Doc[Any]) -> None:
    """Wait for the next change of a document."""
    happened = asyncio.Event()

    def on_change(_: pycrdt.TransactionEvent) -> None:
        happened.set()

    subscription = doc.observe(on_change)
    await happened.wait()
    doc.unobserve(subscription)


async def test_pycrdts_provider_reads_and_writes_and_may_echo_everything(board_server: BoardServer) -> None:
    async with organiser(board_server) as api:
        board = await new_board(api)
        name = (await api.board(board))["content"]
        async with member(board_server, api, board, "edit", "Pia") as pia:
            url = board_server.url.replace("http", "ws", 1) + f"/yjs/{name}"
            headers = {"Authorization": f"Bearer {pia.token}"}
            doc: pycrdt.Doc[Any] = pycrdt.Doc()
            async with (
                open_board(board_server.url, board, token=api.token) as remote,
                connect(url, additional_headers=headers, compression=None) as socket,
                pycrdt.Provider(doc, Socket(socket, name)),
            ):
                cards = doc.get("cards", type=pycrdt.Map)
                ours = remote.doc.get("cards", type=pycrdt.Map)
                with doc.transaction():
                    cards["pia"] = pycrdt.Map(
                        {"kind": "note", "order": "V", "fields": pycrdt.Map({}), "text": pycrdt.Text("from pycrdt")}
                    )
                await remote.until(lambda: "pia" in ours)
                text = ours["pia"]["text"]
                text += " and back"
                while str(cards["pia"]["text"]) != "from pycrdt and back":
                    await changed(doc)
                await remote.saved()
