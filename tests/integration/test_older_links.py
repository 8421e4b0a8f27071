"""SPEC T6: what an older board has in `links` is a reference for whoever reads it, by the API and at a terminal."""

from board import edits
from board.content.document import BoardDocument
from client.sdk import Api, open_board
from tests.services.board_server import BoardServer, new_board
from tests.services.terminal import Terminal


async def test_T6_an_older_board_says_by_api_and_at_a_terminal_what_refers_to_what(
    board_server: BoardServer, terminal: Terminal, api: Api
) -> None:
    board = await new_board(api)
    async with open_board(board_server.url, board, token=api.token) as live:
        document = BoardDocument(live.doc)
        for note in ("heard", "asked"):
            edits.add_free_note(document, note, note, (0, 0))
        document.add("links", "older", {"from": "heard", "to": "asked", "kind": "evidence"})
        await live.saved()
    projection = await api.projection(board)
    assert "links" not in projection
    assert {card["id"]: card["refs"] for card in projection["notes"]} == {"heard": [], "asked": ["heard"]}
    taken = await api.snapshot(board)
    kept = await api.get(f"/api/boards/{board}/snapshots/{taken['id']}")
    assert kept["projection"]["notes"] == projection["notes"]
    lines = [line.strip() for line in (await terminal.done("show", board)).out.splitlines()]
    assert lines[lines.index("- asked") + 1] == "Refers to: ‘heard’"
