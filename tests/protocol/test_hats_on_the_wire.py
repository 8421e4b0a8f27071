"""I4: no byte that others are sent, and no row that is kept, tells who wrote what a hat says."""

import contextlib
import sqlite3
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from board.wire import codec
from board.yjs.update import decode_update
from client.sdk import open_board
from server.settings import DATABASE_FILE
from tests.services.board_server import BoardServer, member, new_board, organiser

ANSWERS = {"issue": "A plan"}
SAID = "CANARY the hat says this"
SAID_LATER = "CANARY and then that"


async def test_I4_no_byte_and_no_row_names_the_wearer(board_server: BoardServer) -> None:
    async with organiser(board_server) as api, contextlib.AsyncExitStack() as stack:
        board = await new_board(api, "wearing_different_hats", answers=ANSWERS)
        ann = await stack.enter_async_context(member(board_server, api, board, "edit", "Ann"))
        launch = (await ann.projection(board))["launches"][0]
        ring = next(zone for zone in launch["zones"] if zone["kind"] == "ring")
        cell = [ring["rows"][0]["id"], ring["columns"][0]["id"]]
        name = (await api.board(board))["content"]
        wearer = (await ann.me())["participant"]["id"]
        async with (
            open_board(board_server.url, board, token=ann.token) as remote,
            connect(f"{board_server.url.replace('http', 'ws', 1)}/sync", compression=None, max_size=None) as watcher,
        ):
            await watcher.send(codec.encode(codec.Token(api.token), name))
            await watcher.send(codec.encode(codec.SyncStep1(b"\0"), name))
            while not isinstance(await answer(watcher), codec.SyncStep1):
                pass
            card = await ann.write_hat(board, ring["id"], cell, SAID)
            writers = await clients_of(watcher, SAID)
            await ann._request("PUT", f"/api/boards/{board}/hat-cards/{card}", {"text": SAID_LATER})
            writers |= await clients_of(watcher, "then")
            assert writers
            assert remote.doc.client_id not in writers
            assert not {owner for client, owner in owners(board_server, name) if client in writers} & {wearer}
        assert rows_by(board_server, wearer) == 0


async def clients_of(watcher: ClientConnection, words: str) -> set[int]:
    """The client ids in the next update, which must hold these words and be all that tells of them."""
    while not isinstance(message := await answer(watcher), codec.Update):
        assert words.encode() not in codec.encode(message)
    assert words.encode() in message.update
    return set(decode_update(message.update).structs)


async def answer(socket: ClientConnection) -> codec.Message:
    decoded = codec.decode_addressed(bytes(await socket.recv(decode=False)))
    assert isinstance(decoded, tuple)
    return decoded[1]


def owners(server: BoardServer, name: str) -> list[tuple[int, str]]:
    kind = name.partition("/")[2]
    return query(
        server,
        "SELECT client_id, participant FROM clients JOIN documents ON documents.id = document WHERE kind = ?",
        kind,
    )


def rows_by(server: BoardServer, participant: str) -> int:
    return len(query(server, "SELECT seq FROM updates WHERE participant = ?", participant))


def query(server: BoardServer, sql: str, *values: str) -> list[tuple[int, str]]:
    path = Path(server.database.partition(":///")[2])
    assert path.name == DATABASE_FILE
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()
