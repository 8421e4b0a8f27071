"""What a part of a report may take of a board, by the API (SPEC B1, B2)."""

from typing import Any
from unittest.mock import patch

import pytest_asyncio

from board.content.document import BoardDocument
from board.edits import delete
from board.ids import DocumentName
from server.rooms.live import BoardDamaged, DocumentState
from tests.services.api_app import Browser, World, good, problem

from .test_api_reports import PROGRAMME, REPORT, from_board, plan, put

WHEN = "2026-11-26T10:00:00+00:00"
ANSWERS = {"areas": ["Housing", "Prevention"]}


@pytest_asyncio.fixture
async def olu(world: World) -> Browser:
    organiser = await world.organiser()
    await organiser.post("/api/programmes", PROGRAMME)
    return organiser


async def made(olu: Browser) -> str:
    """A board with two areas; returns its id."""
    return await olu.board("manualize", title="Integration", answers=ANSWERS)


def choices(board: str, snapshot: str = "") -> str:
    return f"/api/report-sources/{board}" + (f"/{snapshot}" if snapshot else "")


def titles(rows: list[dict[str, Any]]) -> list[str]:
    return [each["title"] for each in rows]


async def remove_area(world: World, board: str, title: str) -> None:
    def removing(doc: Any) -> None:
        document = BoardDocument(doc)
        area = next(each for each in document.read().areas.values() if each.title == title)
        delete(document, "areas", area.id, WHEN)

    await world.edit(board, removing)


async def test_B1_what_a_part_may_take_is_told_of_the_board_and_of_each_snapshot(world: World, olu: Browser) -> None:
    board = await made(olu)
    snapshot = (await olu.post(f"/api/boards/{board}/snapshots", {"label": "Before lunch"}))["id"]
    found = await olu.get(choices(board))
    assert (found["title"], found["readable"], titles(found["areas"])) == ("Integration", True, ANSWERS["areas"])
    assert [(each["label"], each["unchanged"]) for each in found["snapshots"]] == [("Before lunch", True)]
    await remove_area(world, board, "Housing")
    now, then = await olu.get(choices(board)), await olu.get(choices(board, snapshot))
    assert (titles(now["areas"]), titles(now["deleted"])) == (["Prevention"], ["Housing"])
    assert titles(then["areas"]) == ANSWERS["areas"]
    assert [each["unchanged"] for each in now["snapshots"]] == [False]


async def test_B1_looking_at_what_there_is_keeps_no_snapshot(olu: Browser) -> None:
    board = await made(olu)
    await olu.get(choices(board))
    assert (await olu.get(choices(board)))["snapshots"] == []


async def test_B2_a_board_or_snapshot_that_is_gone_is_told_in_words(olu: Browser) -> None:
    board = await made(olu)
    assert "no such board" in problem(await olu.request("GET", choices("nothing")), 404)["detail"]
    assert "no such snapshot" in problem(await olu.request("GET", choices(board, "nothing")), 404)["detail"]


async def test_B2_of_a_board_that_cannot_be_read_there_are_its_snapshots(world: World, olu: Browser) -> None:
    board = await made(olu)
    snapshot = (await olu.post(f"/api/boards/{board}/snapshots", {}))["id"]
    real = world.live.read

    async def fails(document: DocumentName) -> DocumentState:
        if document.board == board:
            raise BoardDamaged
        return await real(document)

    with patch.object(world.live, "read", fails):
        found, then = await olu.get(choices(board)), await olu.get(choices(board, snapshot))
    assert (found["readable"], found["areas"], len(found["snapshots"])) == (False, [], 1)
    assert titles(then["areas"]) == ANSWERS["areas"]


async def test_B1_only_organisers_are_told(world: World, olu: Browser) -> None:
    board = await made(olu)
    facilitator = await world.member(olu, board, "facilitate", "Fay")
    problem(await facilitator.request("GET", choices(board)), 403)


async def test_B2_a_deleted_area_is_found_at_its_part_and_the_rest_is_built(world: World, olu: Browser) -> None:
    board = await made(olu)
    ids = {each["title"]: each["id"] for each in (await olu.get(choices(board)))["areas"]}
    await put(olu, plan(from_board(board, areas=[ids["Housing"], ids["Prevention"]])))
    await remove_area(world, board, "Housing")
    found = await olu.post(f"{REPORT}/preview", {})
    [missing] = [each for each in found["findings"] if each["code"] == "missing-choice"]
    assert missing["address"] == "/programmes/p/reports/year#part-themes"
    assert "‘Housing’ is not on this board any more" in found["text"]
    good(await olu.request("POST", f"{REPORT}/builds", {"format": "docx"}))
