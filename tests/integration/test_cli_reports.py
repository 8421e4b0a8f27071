"""Reports from the command line (SPEC B): a plan in a file, what to look at, and the built file."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex

import pytest
import pytest_asyncio

from client.cli.calls import SERVER_SAID_NO
from client.sdk import Api, Programmes
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


async def test_B1_a_plan_is_stored_from_a_file_looked_at_and_built(
    terminal: Terminal, api: Api, tmp_path: Path
) -> None:
    programme = token_hex(6)
    await Programmes(api).import_document({"format": 1, "programme": {"id": programme, "title": "A year"}})
    file = tmp_path / "plan.json"
    parts = [{"kind": "words", "id": "intro", "title": "Introduction", "text": "See [[nothing]]."}]
    file.write_text(json.dumps({"id": "year", "title": "What we learned", "parts": parts}), "utf-8")
    assert (await terminal.done("report", "store", programme, str(file))).line == "year"
    assert "What we learned" in (await terminal.done("report", "list", programme)).out
    assert "not in this report" in (await terminal.done("report", "check", programme, "year")).out
    target = tmp_path / "year.md"
    built = await terminal.done("report", "build", programme, "year", "--format", "markdown", "-o", str(target))
    assert built.line.startswith(f"Wrote {target}")
    assert "# 1 Introduction" in target.read_text("utf-8")
    plan = json.loads((await terminal.done("report", "plan", programme, "year")).out)
    plan["parts"][0]["text"] = "Better words."
    file.write_text(json.dumps(plan), "utf-8")
    await terminal.done("report", "store", programme, str(file))
    assert "Better words." in (await terminal.done("report", "check", programme, "year")).out


async def test_B1_what_is_no_plan_is_explained(terminal: Terminal, api: Api, tmp_path: Path) -> None:
    programme = token_hex(6)
    await Programmes(api).import_document({"format": 1, "programme": {"id": programme, "title": "A year"}})
    file = tmp_path / "plan.json"
    file.write_text("[]", "utf-8")
    said = (await terminal.run("report", "store", programme, str(file))).failed(SERVER_SAID_NO)
    assert "no plan of a report" in said
