"""What is found before a report goes out leads to its place, by mouse and by keyboard (SPEC X9)."""

import re
from secrets import token_hex
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.edits import Place, add_card
from client.sdk import Programmes, Reports
from tests.browser.boards import AREA, TITLE, ReadyBoard
from tests.browser.conftest import PICTURES, Cast
from tests.browser.leading import PHONE
from tests.browser.people import Person
from tests.browser.test_programmes import TODAY, document, look_at, organiser

REPORT = "What we learned"
GO_THERE = re.compile("^Go there")
UNDATED = "The reference ‘An undated review’ has no year."
PARTS: list[dict[str, Any]] = [
    {"kind": "words", "id": "why", "title": "Why we met", "text": "See [[gone]]."},
    {"kind": "group", "id": "set", "group": "set", "layout": "group_summary"},
]


async def reported(ready: ReadyBoard) -> str:
    """A programme with the board, and a report in which something of every kind is to be looked at; returns its id."""
    programme = token_hex(6)
    [held] = document(programme)["sessions"]
    sessions = [
        {"id": "s0", "group": "set", "number": 1, "date": TODAY},
        {**held, "number": 2},
    ]
    await Programmes(ready.api).import_document({**document(programme), "sessions": sessions})
    await Programmes(ready.api).place_board(programme, "s1", ready.id)
    parts = [*PARTS, {"kind": "board", "id": "board", "board": ready.id, "layout": "manual_section"}]
    await Reports(ready.api, programme).store({"id": "year", "title": REPORT, "parts": parts}, 0)
    return programme


async def with_undated_reference(ready: ReadyBoard) -> None:
    async with ready.remote() as remote:
        board = BoardDocument(remote.doc)
        resources = next(zone for zone in board.read().zones.values() if zone.slot == "resources")
        add_card(board, "undated", "reference", Place(resources.id), fields={"title": "An undated review"})
        await remote.saved()


def finding(person: Person, problem: str) -> Locator:
    found = person.page.get_by_role("listitem").filter(has_text=problem)
    return found.filter(has=person.page.get_by_role("link", name=GO_THERE)).last


async def follow(person: Person, problem: str) -> None:
    """Follow the finding's link by the keyboard, into the tab that it opens."""
    async with person.context.expect_page() as opened:
        await finding(person, problem).get_by_role("link", name=GO_THERE).press("Enter")
    person.go_to(await opened.value)


def marked(person: Person) -> Locator:
    return person.page.locator("[data-marked]")


async def is_at_marked(person: Person, words: str) -> None:
    """What is marked says this, is in sight, and has the focus in it."""
    await expect(marked(person)).to_contain_text(words)
    await expect(marked(person)).to_be_in_viewport()
    assert await marked(person).evaluate("place => place.contains(document.activeElement)")


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_X9_a_finding_on_a_board_opens_the_board_at_its_place(
    cast: Cast, ready: ReadyBoard, device: dict[str, Any]
) -> None:
    await with_undated_reference(ready)
    programme = await reported(ready)
    olu = await organiser(cast, ready, **device)
    await look_at(olu, ready, f"/{programme}/reports/year", REPORT)
    report = olu.page
    await follow(olu, f"‘{AREA}’ has no agreed record.")
    await expect(olu.heading(TITLE, level=1)).to_be_visible()
    await is_at_marked(olu, AREA)
    await olu.look(PICTURES, f"finding-area-{'phone' if device else 'laptop'}")
    olu.go_to(report)
    await follow(olu, UNDATED)
    await is_at_marked(olu, "An undated review")
    await expect(olu.page).to_have_url(re.compile(r"/b/\w+$"))
    await olu.page.keyboard.press("Tab")
    await olu.page.keyboard.press("Tab")
    await olu.page.keyboard.press("Tab")
    await expect(marked(olu)).to_have_count(0)


async def test_X9_a_finding_in_the_programme_opens_at_its_field(cast: Cast, ready: ReadyBoard) -> None:
    programme = await reported(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/reports/year", REPORT)
    report = olu.page
    await follow(olu, "Session 1 has nobody on its register")
    await expect(olu.heading(re.compile("^Session 1, "), level=1)).to_be_visible()
    await is_at_marked(olu, "Register")
    await expect(olu.heading("Register")).to_be_focused()
    await olu.look(PICTURES, "finding-register")
    olu.go_to(report)
    await follow(olu, "1 facilitator is counted among the attendees.")
    await is_at_marked(olu, "Attendance")


async def test_X9_a_finding_in_a_part_of_the_report_leads_to_the_part_on_the_same_page(
    cast: Cast, ready: ReadyBoard
) -> None:
    programme = await reported(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/reports/year", REPORT)
    link = finding(olu, "which is not in this report").get_by_role("link", name=GO_THERE)
    await link.press("Enter")
    await is_at_marked(olu, "Why we met")
    await olu.page.keyboard.press("Tab")
    await olu.page.keyboard.press("Tab")
    await olu.page.keyboard.press("Tab")
    await expect(olu.button("Change Why we met")).to_be_focused()
    await olu.look(PICTURES, "finding-part")


@pytest.mark.parametrize("outline", [True, False], ids=["outline", "board"])
async def test_X9_a_finding_of_an_export_leads_to_its_place_as_the_board_is_shown(
    cast: Cast, ready: ReadyBoard, *, outline: bool
) -> None:
    await with_undated_reference(ready)
    ama = await ready.let_in(await cast.person("Ama"), outline=outline)
    for problem, there in ((f"‘{AREA}’ has no agreed record.", AREA), (UNDATED, "An undated review")):
        await ama.press("Export")
        export = ama.dialog("Export")
        found = export.get_by_role("listitem").filter(has_text=problem)
        await found.get_by_role("button", name=GO_THERE).press("Enter")
        await expect(export).to_be_hidden()
        await is_at_marked(ama, there)
    await expect(ama.page.locator(".outline")).to_have_count(1 if outline else 0)
