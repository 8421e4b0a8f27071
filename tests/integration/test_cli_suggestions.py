"""Edited documents from the command line (SPEC K)."""

import io
from collections.abc import AsyncIterator
from pathlib import Path

import docx
import pytest
import pytest_asyncio

from board.document import BoardDocument
from board.edits import set_record
from client.sdk import Api, open_board
from tests.integration.test_cli import Terminal
from tests.services.board_server import BoardServer, organiser


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def api(board_server: BoardServer) -> AsyncIterator[Api]:
    async with organiser(board_server) as api:
        yield api


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def terminal(board_server: BoardServer, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """An organiser's."""
    terminal = Terminal(tmp_path_factory.mktemp("home"))
    await terminal.done("join", board_server.link, "--name", "Organiser at a terminal")
    return terminal


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
