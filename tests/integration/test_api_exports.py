"""Layouts, previews and files (SPEC X2 to X5)."""

import io
import zipfile
from datetime import date

import pytest

from board.content.document import BoardDocument
from board.edits import Place, add_card
from board.reports import LAYOUTS
from server.api.http.files import File
from server.ports.directory import Attendance
from server.programmes.present import people_of
from tests.services.api_app import good, problem


async def test_layouts_and_formats_are_listed(world):
    found = await (await world.organiser()).get("/api/layouts")
    by_id = {each["id"]: each for each in found["layouts"]}
    assert set(by_id) == set(LAYOUTS)
    assert (by_id["grid_section"]["kinds"], by_id["grid_section"]["chooses"]) == (["grid"], "launches")
    assert by_id["recs_full"]["slots"] == ["local", "national", "regional"]
    assert by_id["recs_full"]["parts"] == ["labels", "withheld"]
    assert {"docx", "html", "markdown", "pdf"} <= {each["id"] for each in found["formats"]}


@pytest.mark.parametrize("layout", LAYOUTS)
async def test_an_empty_board_can_be_exported(world, layout):
    organiser = await world.organiser()
    board = await organiser.board()
    for file_format in ("docx", "html", "markdown", "pdf", "json"):
        answer = good(
            await organiser.request(
                "POST", f"/api/boards/{board}/exports", {"layout": layout, "format": file_format, "options": {}}
            )
        )
        assert answer.content


async def test_X2_an_export_names_its_snapshot_and_takes_one_only_when_something_changed(world):
    organiser = await world.organiser()
    board = await organiser.board(title="Whole family support")
    path = f"/api/boards/{board}/exports"
    body = {"layout": "manual_section", "format": "docx"}
    first = good(await organiser.request("POST", path, body))
    [snapshot] = await organiser.rows(f"/api/boards/{board}/snapshots")
    assert first.headers["x-snapshot"] == snapshot["id"]
    assert snapshot["reason"] == "export"
    assert (await organiser.post(f"{path}/preview", {"layout": "manual_section"}))["snapshot"] == {
        "id": snapshot["id"],
        "label": "12 March",
    }
    await world.edit(board, lambda doc: BoardDocument(doc).put("meta", "", "title", "Changed"))
    second = good(await organiser.request("POST", path, body))
    assert second.headers["x-snapshot"] != snapshot["id"]
    third = good(await organiser.request("POST", path, {**body, "snapshot": snapshot["id"]}))
    assert third.headers["x-snapshot"] == snapshot["id"]
    assert third.content == first.content
    assert zipfile.ZipFile(io.BytesIO(first.content)).testzip() is None
    exports = await world.services.directory.list_exports(board)
    assert [each.snapshot for each in exports].count(snapshot["id"]) == 2


async def test_the_file_has_the_boards_name(world):
    organiser = await world.organiser()
    board = await organiser.board(title="Früh/„Hilfe“\r\nX: 1")
    answer = await organiser.request(
        "POST", f"/api/boards/{board}/exports", {"layout": "manual_section", "format": "markdown"}
    )
    disposition = good(answer).headers["content-disposition"]
    assert disposition.startswith('attachment; filename="Frh Hilfe X 1 - Record of each area.md"; ')
    assert "filename*=UTF-8''Fr%C3%BCh%20%E2%80%9EHilfe%E2%80%9C%20X" in disposition
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"


@pytest.mark.parametrize("name", ["", "🎈" * 500, '"; filename=x', "..", "a\r\nSet-Cookie: x"])
def test_a_file_name_never_breaks_its_header(name):
    header = File(name, "docx", "", b"").disposition
    header.encode("ascii")
    assert not set(header) & set("\r\n")
    assert header.count('"') == 2
    assert 'filename=".' not in header


async def test_X4_a_preview_says_what_is_left_out_and_what_to_look_at(world):
    organiser = await world.organiser()
    board = await organiser.board()

    def areas(doc):
        document = BoardDocument(doc)
        document.add("zones", "zone", {"kind": "areas", "title": "Areas", "slot": "areas", "order": "a"})
        document.add("areas", "area", {"title": "Prevention", "zone": "zone", "order": "a"})

    await world.edit(board, areas)
    found = await organiser.post(
        f"/api/boards/{board}/exports/preview",
        {"layout": "theme_sections", "options": {"intro": "Intro **text**.", "heading_level": 3}},
    )
    assert found["left_out"] == ["Prevention"]
    assert "<strong>text</strong>" in found["html"]
    assert "<script" not in found["html"]
    assert "**text**" in found["text"]
    assert any(each["problem"] and each["fix"] for each in found["findings"])


@pytest.mark.parametrize(
    "body",
    [
        {"layout": "nothing"},
        {"layout": "manual_section", "format": "exe"},
        {"layout": "manual_section", "options": {"heading_level": 7}},
        {"layout": "manual_section", "options": {"areas": ["nothing"]}},
        {"layout": "manual_section", "options": {"include": ["nothing"]}},
        {},
    ],
)
async def test_what_cannot_be_exported_is_explained(world, body):
    organiser = await world.organiser()
    board = await organiser.board()
    found = problem(
        await organiser.request("POST", f"/api/boards/{board}/exports", {"format": "markdown", **body}), 422
    )
    assert len(found["detail"]) > 10


async def test_a_snapshot_of_another_board_is_not_there(world):
    organiser = await world.organiser()
    mine, other = await organiser.board(), await organiser.board()
    snapshot = await organiser.post(f"/api/boards/{other}/snapshots", {})
    body = {"layout": "manual_section", "format": "html", "snapshot": snapshot["id"]}
    problem(await organiser.request("POST", f"/api/boards/{mine}/exports", body), 404)


def test_somebody_who_came_twice_is_named_once():
    def row(day: int, name: str, organisation: str | None = None, role: str | None = None) -> Attendance:
        return Attendance("x", "board", date(2026, 3, day), None, name, organisation, role, "added", removed=False)

    register = [row(1, "Ana", "Devon", "chair"), row(2, "ana", "devon"), row(2, "Ana", "Cornwall")]
    assert [(each["name"], each["organisation"], each["role"]) for each in people_of(register)] == [
        ("ana", "devon", "chair"),
        ("Ana", "Cornwall", ""),
    ]


async def test_T5_what_stays_in_the_group_is_left_out_unless_it_is_asked_for(world):
    organiser = await world.organiser()
    board = await organiser.board("thinking_together")

    def state_the_case(doc):
        document = BoardDocument(doc)
        case = next(zone for zone in document.read().zones.values() if zone.slot == "case")
        add_card(document, "case", "note", Place(case.id), text="The case itself", certainty="guess")

    await world.edit(board, state_the_case)
    path = f"/api/boards/{board}/exports/preview"
    usual = await organiser.post(path, {"layout": "manual_section"})
    asked = await organiser.post(
        path, {"layout": "manual_section", "options": {"include": ["context", "tools", "withheld"]}}
    )
    assert "The case itself" not in usual["text"]
    assert "stays in the group is left out" in usual["text"]
    assert "The case itself (our guess)" in asked["text"]


async def test_X13_tables_come_zipped_and_the_schema_of_json_can_be_read(world):
    organiser = await world.organiser()
    board = await organiser.board("dis_integration_grid")
    body = {"layout": "grid_section", "format": "csv"}
    problem(await organiser.request("POST", f"/api/boards/{board}/exports", body), 422)

    def fill(doc):
        document = BoardDocument(doc)
        grid = next(zone for zone in document.read().zones.values() if zone.kind == "grid")
        add_card(document, "card", "note", Place(grid.id, (grid.rows[0].id, grid.columns[0].id)), text="=1+1")

    await world.edit(board, fill)
    answer = good(await organiser.request("POST", f"/api/boards/{board}/exports", body))
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
        assert b'"\'=1+1"' in found.read(found.namelist()[0])
    schema = await organiser.get("/api/schemas/report")
    assert schema["properties"]["version"] == {"const": 1}


@pytest.mark.parametrize(
    ("file_format", "media_type", "start"),
    [("svg", "image/svg+xml", b"<svg "), ("png", "image/png", b"\x89PNG"), ("text", "text/plain", b"The board ")],
)
async def test_X11_a_picture_comes_as_a_file_that_names_its_snapshot(world, file_format, media_type, start):
    organiser = await world.organiser()
    board = await organiser.board("manualize", title="Whole family support")
    answer = good(await organiser.request("POST", f"/api/boards/{board}/pictures", {"format": file_format}))
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.content.startswith(start)
    assert "The%20board%20%E2%80%98Whole%20family%20support" in answer.headers["content-disposition"]
    [snapshot] = await organiser.rows(f"/api/boards/{board}/snapshots")
    assert answer.headers["x-snapshot"] == snapshot["id"]
    [made] = await world.services.directory.list_exports(board)
    assert (made.layout, made.file_format) == ("picture", file_format)


async def test_X11_a_picture_of_a_part_that_is_not_there_is_explained(world):
    organiser = await world.organiser()
    board = await organiser.board("manualize")
    path = f"/api/boards/{board}/pictures"
    assert (
        "Choose a zone"
        in problem(await organiser.request("POST", path, {"format": "svg", "part": "no"}), 422)["detail"]
    )
    problem(await organiser.request("POST", path, {"format": "gif"}), 422)
