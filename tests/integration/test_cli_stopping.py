"""Ctrl-C at a terminal stops long work on the server, and says what became of it (SPEC L3, L4)."""

import asyncio
import signal
from secrets import token_hex
from typing import cast

import pytest_asyncio

from board.content.document import BoardDocument
from board.edits import Place, add_card, add_free_note
from board.snapshots.projection import Projection, ZoneView, all_zones, cards_in
from client.demo.participant import new_id
from client.sdk import Api, BringingBack, Programmes, Reports, open_board
from tests.services.board_server import BoardServer, new_board
from tests.services.stopped import frozen, workers
from tests.services.terminal import PATIENCE, Terminal


@pytest_asyncio.fixture(loop_scope="session")
async def programme(api: Api) -> str:
    """A programme with a report; its worker process runs."""
    programme = token_hex(6)
    await Programmes(api).import_document({"format": 1, "programme": {"id": programme, "title": "A year"}})
    parts = [{"kind": "words", "id": "intro", "title": "Introduction", "text": "Why we met."}]
    await Reports(api, programme).store({"id": "year", "title": "A year of learning", "parts": parts}, 0)
    await Reports(api, programme).preview("year")
    return programme


async def interrupted(process: asyncio.subprocess.Process) -> str:
    """Press Ctrl-C once something is said about how far it is; return all that was said on standard error."""
    assert process.stderr is not None
    first = await asyncio.wait_for(process.stderr.readline(), PATIENCE)
    process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 130
    assert out == b""
    return (first + err).decode()


async def test_L3_a_build_is_stopped_by_ctrl_c_and_the_worker_is_free_again(
    board_server: BoardServer, terminal: Terminal, api: Api, programme: str
) -> None:
    assert board_server.pid is not None
    before = workers(board_server.pid)
    with frozen(before):
        process = await terminal.start("report", "build", programme, "year", "--format", "pdf")
        said = await interrupted(process)
        assert said.endswith("Stopped. Nothing was made.\n")
        # It has a worker process of its own: the one that stands still was ended.
        assert await Reports(api, programme).build("year", "markdown")
    assert set(workers(board_server.pid)) != set(before)
    assert not list(terminal.home.glob("*.pdf"))
    assert (await Reports(api, programme).plan("year"))["built_at"]


async def test_L4_going_back_is_stopped_by_ctrl_c_and_nothing_is_changed(
    board_server: BoardServer, terminal: Terminal, api: Api
) -> None:
    board = await new_board(api, template=None)
    snapshot = (await api.snapshot(board))["id"]
    async with open_board(board_server.url, board, token=api.token) as opened:
        add_free_note(BoardDocument(opened.doc), new_id(), "Later", (0, 0))
        await opened.saved()
    assert board_server.pid is not None
    with frozen(workers(board_server.pid)):
        said = await interrupted(await terminal.start("go-back", board, snapshot))
    assert said.endswith("Stopped. Nothing on the board was changed.\n")
    assert [each["text"] for each in (await api.projection(board))["notes"]] == ["Later"]
    looked = await terminal.done("go-back", board, snapshot, "--look")
    assert (await terminal.done("go-back", board, snapshot)).out == looked.out
    assert (await api.projection(board))["notes"] == []


async def test_L4_bringing_a_part_back_is_stopped_and_nothing_is_changed(
    board_server: BoardServer, terminal: Terminal, api: Api
) -> None:
    board = await new_board(api, template="manualize")
    [zone] = [each["id"] for each in await zones(api, board) if each["slot"] == "resources"]
    await api.lock(board, zone)
    async with open_board(board_server.url, board, token=api.token) as opened:
        add_card(BoardDocument(opened.doc), new_id(), "note", Place(zone), text="Later")
        await opened.saved()
    assert board_server.pid is not None
    going, told = BringingBack(api, board, zone), asyncio.Event()
    with frozen(workers(board_server.pid)):
        work = asyncio.create_task(going.go(tell=lambda _: told.set()))
        await asyncio.wait_for(told.wait(), PATIENCE)
        work.cancel()
        await asyncio.wait([work])
        assert await going.stop() is None
    assert await texts(api, board) == ["Later"]
    assert "Later" in (await terminal.done("bring-back", board, "Resources")).out
    assert await texts(api, board) == []


async def zones(api: Api, board: str) -> list[ZoneView]:
    return list(all_zones(cast(Projection, await api.projection(board))))


async def texts(api: Api, board: str) -> list[str]:
    return [card["text"] for zone in await zones(api, board) for card in cards_in(zone)]
