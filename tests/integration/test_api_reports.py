"""Reports that are built from many boards, by the API (SPEC B)."""

import re
from typing import Any
from unittest.mock import patch

import pycrdt
import pytest
import pytest_asyncio

from board.content.document import BoardDocument
from board.edits import Place, add_card
from board.ids import DocumentName
from server.rooms.live import BoardDamaged, DocumentState
from tests.services.api_app import Browser, World, good, problem

PROGRAMME: dict[str, Any] = {
    "format": 1,
    "programme": {"id": "p", "title": "Start for Life", "objectives": [{"id": "one", "text": "Build on it."}]},
    "groups": [{"id": "set", "kind": "action_learning_set", "number": 1, "title": "Integration"}],
    "sessions": [{"id": "s1", "group": "set", "number": 1, "date": "2026-03-12"}],
}
REPORT = "/api/programmes/p/reports/year"


def plan(*parts: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {"id": "year", "title": "A year of learning", "parts": list(parts), **given}


def words(text: str) -> dict[str, Any]:
    return {"kind": "words", "id": "intro", "title": "Introduction", "text": text}


def from_board(board: str, **given: Any) -> dict[str, Any]:
    return {"kind": "board", "id": "themes", "board": board, "layout": "manual_section", **given}


@pytest_asyncio.fixture
async def olu(world: World) -> Browser:
    organiser = await world.organiser()
    await organiser.post("/api/programmes", PROGRAMME)
    return organiser


async def put(browser: Browser, entity: dict[str, Any], revision: int = 0) -> Any:
    return good(await browser.request("PUT", REPORT, {"revision": revision, "entity": entity})).json()


async def purpose(world: World, board: str, text: str) -> None:
    await world.edit(board, lambda doc: BoardDocument(doc).write("meta", "", "purpose", text))


def learned(doc: "pycrdt.Doc[Any]") -> None:
    document = BoardDocument(doc)
    zone = next(each for each in document.read().zones.values() if each.slot == "learning")
    add_card(document, "c1", "learning", Place(zone.id), text="Ask earlier.")


async def test_B1_a_plan_is_kept_with_its_revisions(olu: Browser) -> None:
    assert (await put(olu, plan(words("Why"))))["revision"] == 1
    assert (await olu.get(REPORT))["entity"]["parts"][0]["text"] == "Why"
    assert await olu.rows("/api/programmes/p/reports") == [{"id": "year", "title": "A year of learning"}]
    problem(await olu.request("PUT", REPORT, {"revision": 0, "entity": plan(words("Other"))}), 409)
    assert (await put(olu, plan(words("Other")), 1))["revision"] == 2
    good(await olu.request("DELETE", REPORT))
    problem(await olu.request("GET", REPORT), 404)


@pytest.mark.parametrize(
    "entity",
    [
        plan(words("a"), words("b")),
        plan({"kind": "nonsense", "id": "a"}),
        {**plan(), "id": "other"},
        {**plan(), "colour": "red"},
    ],
)
async def test_B1_what_is_no_plan_is_refused_with_its_place(olu: Browser, entity: dict[str, Any]) -> None:
    found = problem(await olu.request("PUT", REPORT, {"revision": 0, "entity": entity}), 422)
    assert found["errors"]
    assert await olu.rows("/api/programmes/p/reports") == []


async def test_B2_a_report_is_built_from_the_boards_as_they_are_now(world: World, olu: Browser) -> None:
    board = await olu.board("manualize", title="Integration")
    await purpose(world, board, "As it was.")
    await put(olu, plan(words("Why we met."), from_board(board)))
    first = await olu.post(f"{REPORT}/preview", {})
    assert "As it was." in first["text"]
    assert "1 Introduction" in first["html"]
    await purpose(world, board, "As it is.")
    assert "As it is." in (await olu.post(f"{REPORT}/preview", {}))["text"]


async def test_B7_a_part_is_shown_as_a_figure_of_its_pinned_snapshot(world: World, olu: Browser) -> None:
    board = await olu.board("manualize", title="Integration")
    await purpose(world, board, "As it was.")
    snapshot = (await olu.post(f"/api/boards/{board}/snapshots", {}))["id"]
    await purpose(world, board, "As it is.")
    zone = next(each for each in (await olu.get(f"/api/boards/{board}/projection"))["launches"][0]["zones"])
    figures = [{"of": zone["id"], "caption": "Why we met"}]
    await put(olu, plan(words("See [[themes:figure]]."), from_board(board, snapshot=snapshot, figures=figures)))
    found = await olu.post(f"{REPORT}/preview", {})
    assert "See Figure 1." in found["text"]
    [alt] = re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]+)"', found["html"])
    assert "As it was." in alt
    assert '<figcaption dir="auto">Figure 1: Why we met</figcaption>' in found["html"]
    for file_format in ("docx", "pdf"):
        good(await olu.request("POST", f"{REPORT}/builds", {"format": file_format}))


async def test_B7_too_many_pictures_are_refused_in_words(olu: Browser) -> None:
    parts = [from_board("b", id=f"p{number}", figures=[{"of": None}] * 16) for number in range(2)]
    found = problem(await olu.request("PUT", REPORT, {"revision": 0, "entity": plan(*parts)}), 422)
    assert "at most 30 pictures" in str(found["errors"])


async def test_B2_a_pinned_snapshot_stays(world: World, olu: Browser) -> None:
    board = await olu.board("manualize", title="Integration")
    await purpose(world, board, "As it was.")
    snapshot = (await olu.post(f"/api/boards/{board}/snapshots", {}))["id"]
    await purpose(world, board, "As it is.")
    await put(olu, plan(from_board(board, snapshot=snapshot)))
    assert "As it was." in (await olu.post(f"{REPORT}/preview", {}))["text"]


async def test_B2_a_board_that_is_not_there_is_found(olu: Browser) -> None:
    await put(olu, plan(from_board("nothing")))
    found = await olu.post(f"{REPORT}/preview", {})
    assert [(each["code"], each["what"], each["address"]) for each in found["findings"]] == [
        ("missing-source", "part", "/programmes/p/reports/year#part-themes")
    ]


async def test_B2_a_board_that_cannot_be_read_is_found_and_the_others_are_there(world: World, olu: Browser) -> None:
    board, other = await olu.board("manualize", title="Integration"), await olu.board("manualize", title="Early help")
    await purpose(world, other, "As it is.")
    await put(olu, plan(from_board(board), from_board(other, id="more")))
    real = world.live.read

    async def fails(document: DocumentName) -> DocumentState:
        if document.board == board:
            raise BoardDamaged
        return await real(document)

    with patch.object(world.live, "read", fails):
        found = await olu.post(f"{REPORT}/preview", {})
    assert "As it is." in found["text"]
    assert [each["id"] for each in found["findings"] if each["code"] == "missing-source"] == ["themes"]


async def test_B2_the_programme_is_read_once_for_all_its_boards(world: World, olu: Browser) -> None:
    boards = [await olu.board("manualize", session={"programme": "p", "session": "s1"}) for _ in range(3)]
    await put(olu, plan(*(from_board(board, id=f"part{number}") for number, board in enumerate(boards))))
    directory = world.services.directory
    with patch.object(directory, "read_programme", wraps=directory.read_programme) as read:
        await olu.post(f"{REPORT}/preview", {})
    assert read.call_count == 1


async def test_B5_a_build_tells_the_next_one_what_changed(world: World, olu: Browser) -> None:
    board = await olu.board("manualize", title="Integration")
    await purpose(world, board, "As it was.")
    await put(olu, plan(words("Why we met."), from_board(board, title="Themes")))
    before = await olu.post(f"{REPORT}/preview", {})
    assert (before["built_at"], before["changes"]) == (None, [])
    for file_format in ("docx", "html", "markdown", "pdf", "json"):
        answer = good(await olu.request("POST", f"{REPORT}/builds", {"format": file_format}))
        assert answer.content
        assert "A%20year%20of%20learning" in answer.headers["content-disposition"]
    same = await olu.post(f"{REPORT}/preview", {})
    assert same["built_at"] == (await olu.get(REPORT))["built_at"] is not None
    assert same["changes"] == []
    await purpose(world, board, "As it is.")
    (change,) = (await olu.post(f"{REPORT}/preview", {}))["changes"]
    assert change == {
        "part": "themes",
        "title": "Themes",
        "what": "changed",
        "before": "As it was.",
        "after": "As it is.",
    }


async def test_B2_a_format_that_is_none_is_refused(olu: Browser) -> None:
    await put(olu, plan(words("Why")))
    assert "Choose one of" in problem(await olu.request("POST", f"{REPORT}/builds", {"format": "exe"}), 422)["detail"]


async def test_B4_a_group_is_told_with_what_its_boards_say_was_learned(world: World, olu: Browser) -> None:
    board = await olu.board("manualize", title="Integration")
    await world.edit(board, learned)
    good(await olu.request("PUT", f"/api/programmes/p/sessions/s1/boards/{board}"))
    await put(olu, plan({"kind": "group", "id": "set", "group": "set", "layout": "group_summary"}))
    said = (await olu.post(f"{REPORT}/preview", {}))["text"]
    assert "Integration" in said
    assert "Ask earlier." in said


async def test_B4_the_programme_says_its_objectives(olu: Browser) -> None:
    await put(olu, plan({"kind": "programme", "id": "aims", "what": "objectives"}))
    assert "Build on it." in (await olu.post(f"{REPORT}/preview", {}))["text"]
