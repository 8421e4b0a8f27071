"""Edits that come back, by the API (SPEC K)."""

import io
from collections.abc import Callable
from typing import Any

import docx
import httpx2
import pycrdt
import pytest

from board.content.document import BoardDocument
from board.edits import add_area, set_area_status, set_record
from board.ids import DocumentName
from board.reviewing.returned import MAX_FILE
from board.reviewing.told import shown_turn
from server.rooms.live import Answer, BoardDamaged, Command
from tests.services.api_app import Browser, World, good, problem

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RECORD = "We plan early.\n\nWe plan together."


async def begun(world: World, record: str = RECORD) -> tuple[Browser, str]:
    """A board with one area and its record."""
    organiser = await world.organiser()
    board = await organiser.board("manualize")

    def write(doc: "pycrdt.Doc[Any]") -> None:
        document = BoardDocument(doc)
        zone = next(each.id for each in document.read().zones.values() if each.kind == "areas")
        ids = iter(range(100))
        add_area(document, "a1", zone, "Planning", lambda: f"n{next(ids)}")
        set_record(document, "a1", record)

    await world.edit(board, write)
    return organiser, board


async def exported(browser: Browser, board: str) -> bytes:
    body = {"layout": "theme_sections", "format": "docx"}
    return good(await browser.request("POST", f"/api/boards/{board}/exports", body)).content


def edited(content: bytes, old: str, new: str) -> bytes:
    document, out = docx.Document(io.BytesIO(content)), io.BytesIO()
    paragraph = next(each for each in document.paragraphs if each.text == old)
    paragraph.runs[0].text = new
    document.save(out)
    return out.getvalue()


async def send(browser: Browser, board: str, content: bytes, media_type: str = WORD) -> httpx2.Response:
    headers = {"Content-Type": media_type}
    return await browser.http.request("POST", f"/api/boards/{board}/suggestions", content=content, headers=headers)


async def record(browser: Browser, board: str) -> str:
    projection = await browser.get(f"/api/boards/{board}/projection")
    zones = [zone for launch in projection["launches"] for zone in launch["zones"]]
    (area,) = [area for zone in zones for area in zone.get("areas", ())]
    return str(area["record"])


async def decide(browser: Browser, board: str, suggestion: str, **body: Any) -> httpx2.Response:
    return await browser.request("PUT", f"/api/boards/{board}/suggestions/{suggestion}", body)


async def brought(world: World) -> tuple[Browser, str, str]:
    """A board with one suggestion, whose id is third."""
    organiser, board = await begun(world)
    content = edited(await exported(organiser, board), "We plan early.", "We plan earlier.")
    found = good(await send(organiser, board, content)).json()
    return organiser, board, found["suggestions"][0]["id"]


def change(text: str) -> Callable[["pycrdt.Doc[Any]"], None]:
    return lambda doc: set_record(BoardDocument(doc), "a1", text)


async def test_K1_a_document_that_nobody_touched_suggests_nothing(world: World) -> None:
    organiser, board = await begun(world)
    found = good(await send(organiser, board, await exported(organiser, board))).json()
    assert found == {"texts": 1, "changed": 0, "suggestions": []}


async def test_K2_an_edited_document_becomes_suggestions_and_changes_nothing_by_itself(world: World) -> None:
    organiser, board = await begun(world)
    content = edited(await exported(organiser, board), "We plan early.", "We plan earlier.")
    for _ in range(2):
        found = good(await send(organiser, board, content)).json()
        assert (found["texts"], found["changed"]) == (1, 1)
    (row,) = await organiser.rows(f"/api/boards/{board}/suggestions")
    assert (row["area"], row["base"], row["proposed"]) == ("a1", RECORD, "We plan earlier.\n\nWe plan together.")
    assert await record(organiser, board) == RECORD


async def test_K2_what_the_board_changed_since_is_no_suggestion(world: World) -> None:
    organiser, board = await begun(world)
    content = await exported(organiser, board)
    await world.edit(board, change("Something else."))
    assert good(await send(organiser, board, content)).json()["changed"] == 0


async def test_K2_a_report_from_many_boards_is_held_against_the_snapshot_that_it_was_built_from(world: World) -> None:
    organiser, board = await begun(world)
    await organiser.post("/api/programmes", {"format": 1, "programme": {"id": "p", "title": "Start for Life"}})
    part = {"kind": "board", "id": "a", "board": board, "layout": "theme_sections"}
    report = {"id": "r", "title": "A year", "parts": [part]}
    path = "/api/programmes/p/reports/r"
    good(await organiser.request("PUT", path, {"revision": 0, "entity": report}))
    content = good(await organiser.request("POST", f"{path}/builds", {"format": "docx"})).content
    await world.edit(board, change("We plan early.\n\nWe plan together, all of us."))
    await exported(organiser, board)
    found = good(await send(organiser, board, edited(content, "We plan early.", "We plan earlier."))).json()
    (row,) = found["suggestions"]
    assert row["base"] == RECORD
    await decide(organiser, board, row["id"], decision="take")
    assert await record(organiser, board) == "We plan earlier.\n\nWe plan together, all of us."


async def test_K2_a_document_that_does_not_say_its_snapshot_is_held_against_the_newest(world: World) -> None:
    organiser, board = await begun(world)
    document, out = docx.Document(io.BytesIO(await exported(organiser, board))), io.BytesIO()
    document.core_properties.comments = ""
    for each in document.paragraphs:
        if "fingerprint" in each.text:
            each.text = ""
    document.save(out)
    await world.edit(board, change("Something else."))
    await exported(organiser, board)
    assert good(await send(organiser, board, out.getvalue())).json()["changed"] == 0
    content = edited(out.getvalue(), "We plan early.", "We plan earlier.")
    found = good(await send(organiser, board, content)).json()
    assert [each["proposed"] for each in found["suggestions"]] == ["We plan earlier.\n\nWe plan together."]


async def test_K3_it_is_taken_over_beside_what_others_wrote_meanwhile(world: World) -> None:
    organiser, board, suggestion = await brought(world)
    await world.edit(board, change("We plan early.\n\nWe plan all together."))
    answer = good(await decide(organiser, board, suggestion, decision="take")).json()
    assert answer["record"] == await record(organiser, board) == "We plan earlier.\n\nWe plan all together."
    assert await organiser.rows(f"/api/boards/{board}/suggestions") == []
    assert "already" in problem(await decide(organiser, board, suggestion, decision="take"), 409)["detail"]


async def test_K3_where_both_changed_the_same_words_a_person_writes_the_text(world: World) -> None:
    organiser, board, suggestion = await brought(world)
    now = "We plan late.\n\nWe plan together."
    await world.edit(board, change(now))
    assert "same words" in problem(await decide(organiser, board, suggestion, decision="take"), 409)["detail"]
    assert await record(organiser, board) == now
    text = {"decision": "take", "text": "We plan in time."}
    assert "Look at it again" in problem(await decide(organiser, board, suggestion, **text, seen=RECORD), 409)["detail"]
    good(await decide(organiser, board, suggestion, **text, seen=now))
    assert await record(organiser, board) == "We plan in time."


async def test_K3_it_may_be_left_as_it_is(world: World) -> None:
    organiser, board, suggestion = await brought(world)
    assert good(await decide(organiser, board, suggestion, decision="decline")).json()["record"] is None
    assert await record(organiser, board) == RECORD
    assert await organiser.rows(f"/api/boards/{board}/suggestions") == []


async def test_K1_what_is_no_word_document_is_refused_in_words(world: World) -> None:
    organiser, board = await begun(world)
    assert "no Word document" in problem(await send(organiser, board, b"Hello"), 422)["detail"]
    problem(await send(organiser, board, b"Hello", "text/plain"), 415)
    problem(await send(organiser, board, b"x" * (MAX_FILE + 1)), 413)


async def test_K2_a_document_of_another_board_has_nothing_for_this_one(world: World) -> None:
    organiser, board = await begun(world)
    other = await organiser.board("manualize")
    content = edited(await exported(organiser, board), "We plan early.", "We plan earlier.")
    assert good(await send(organiser, other, content)).json() == {"texts": 1, "changed": 0, "suggestions": []}


def agreed(doc: "pycrdt.Doc[Any]") -> None:
    set_area_status(BoardDocument(doc), "a1", "agreed")


async def status(browser: Browser, board: str) -> str:
    projection = await browser.get(f"/api/boards/{board}/projection")
    zones = [zone for launch in projection["launches"] for zone in launch["zones"]]
    return str(next(area["status"] for zone in zones for area in zone.get("areas", ())))


async def test_K3_an_agreed_record_whose_text_is_changed_is_a_draft_again(world: World) -> None:
    organiser, board, suggestion = await brought(world)
    await world.edit(board, agreed)
    answer = good(await decide(organiser, board, suggestion, decision="take")).json()
    assert (answer["before"], answer["was"]) == (RECORD, "agreed")
    assert await status(organiser, board) == "draft"


async def test_K3_a_decision_that_changes_no_word_leaves_it_agreed(world: World) -> None:
    organiser, board, suggestion = await brought(world)
    await world.edit(board, agreed)
    good(await decide(organiser, board, suggestion, decision="take", text=RECORD, seen=RECORD))
    assert await status(organiser, board) == "agreed"


@pytest.mark.parametrize("decision", ["take", "decline"])
async def test_K4_a_decision_holds_also_where_no_page_can_be_told(
    world: World, monkeypatch: pytest.MonkeyPatch, decision: str
) -> None:
    organiser, board, suggestion = await brought(world)
    edit = world.live.edit

    async def without_stage(document: DocumentName, command: Command, *, request_id: str) -> Answer:
        if document.kind == "stage":
            raise BoardDamaged
        return await edit(document, command, request_id=request_id)

    monkeypatch.setattr(world.live, "edit", without_stage)
    good(await decide(organiser, board, suggestion, decision=decision))
    assert await organiser.rows(f"/api/boards/{board}/suggestions") == []


async def test_K4_pages_are_told_that_suggestions_came_and_were_decided_on_and_never_their_words(world: World) -> None:
    organiser, board, suggestion = await brought(world)

    async def stage() -> "pycrdt.Doc[Any]":
        epoch = (await organiser.get(f"/api/boards/{board}"))["epoch"]
        found = await world.services.live.read(DocumentName(board, epoch, "stage"))
        doc: pycrdt.Doc[Any] = pycrdt.Doc()
        doc.apply_update(found.state)
        return doc

    assert shown_turn(await stage()) == 1
    good(await decide(organiser, board, suggestion, decision="decline"))
    told = await stage()
    assert shown_turn(told) == 2
    assert "earlier" not in str(told.get("suggestions", type=pycrdt.Map))
