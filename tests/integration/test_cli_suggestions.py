"""Edited documents from the command line (SPEC K)."""

import io
from pathlib import Path

import docx

from board.content.document import BoardDocument
from board.edits import set_record
from client.sdk import Api, open_board
from tests.services.board_server import BoardServer
from tests.services.terminal import Terminal


async def test_K2_an_edited_document_is_brought_back_listed_and_taken_over(
    board_server: BoardServer, terminal: Terminal, api: Api, tmp_path: Path
) -> None:
    board = await api.create_board("Planning", template="manualize", answers={"areas": ["Ahead"]})
    async with open_board(board_server.url, board, token=api.token) as remote:
        document = BoardDocument(remote.doc)
        (area,) = document.read().areas
        set_record(document, area, "We plan early.")
        await remote.saved()
    exported = docx.Document(io.BytesIO(await api.export(board, "theme_sections", "docx")))
    next(each for each in exported.paragraphs if each.text == "We plan early.").runs[0].text = "We plan earlier."
    exported.save(str(tmp_path / "edited.docx"))
    brought = await terminal.done("suggestion", "bring", board, str(tmp_path / "edited.docx"))
    assert "1 of 1 agreed texts were changed." in brought.out
    listed = (await terminal.done("suggestion", "list", board)).out.splitlines()
    assert listed[1:] == ["  - We plan early.", "  + We plan earlier."]
    suggestion = listed[0].partition("]")[0].removeprefix("[")
    assert (await terminal.done("suggestion", "take", board, suggestion)).line == "We plan earlier."
    assert "no open suggestions" in (await terminal.done("suggestion", "list", board)).out
