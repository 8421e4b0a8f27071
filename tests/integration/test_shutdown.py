"""SIGTERM: what waits is committed, clients come back, and no process stays behind.

A worker left running would hold the server's output open, and `stop` would wait for it in vain.
"""

from pathlib import Path

import pycrdt

from client.sdk import open_board
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
