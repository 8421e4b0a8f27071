"""SIGTERM: what waits is committed, clients come back, and no process stays behind.

A worker left running would hold the server's output open, and `stop` would wait for it in vain.
"""

from pathlib import Path

import pycrdt

from board.ids import DocumentName
from client.sdk import open_board
from server.rooms.tails import LEFT_ROWS
from server.storage import open_storage
from tests.services.board_server import BoardServer, new_board, organiser


async def test_S6_sigterm_commits_closes_and_leaves_nothing_running(tmp_path: Path) -> None:
    async with BoardServer(tmp_path) as server, organiser(server) as api:
        board = await new_board(api)
        await api.snapshot(board)
        async with open_board(server.url, board, token=api.token) as remote:
            cards = remote.doc.get("cards", type=pycrdt.Map)
            cards["one"] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text("typed at the last moment")})
            await server.stop()
            assert server.exit_code == 0
            assert "Traceback" not in server.log
            await server.start()
            await remote.saved()
        again = (await api.projection(board))["notes"]
        assert len(again) == 1


async def test_S13_after_sigterm_a_board_opens_without_replaying_its_log(tmp_path: Path) -> None:
    async with BoardServer(tmp_path) as server, organiser(server) as api:
        board = await new_board(api)
        name = DocumentName(board, (await api.board(board))["epoch"], "content")
        async with open_board(server.url, board, token=api.token) as remote:
            cards = remote.doc.get("cards", type=pycrdt.Map)
            for number in range(LEFT_ROWS):
                cards[f"card{number}"] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text("x")})
            await remote.saved()
            await server.stop()
            storage = await open_storage(server.database)
            found = await storage.log.load(name)
            await storage.close()
            assert found.checkpoint is not None
            assert found.checkpoint.upto_seq == found.last_seq >= LEFT_ROWS
            assert found.checkpoint.index
            await server.start()
            await remote.saved()
        assert len((await api.projection(board))["notes"]) == LEFT_ROWS
