"""Rows of tables are cards, too: they are selected, grouped and dragged on the board as others are (SPEC D8)."""

import re

import pytest
from playwright.async_api import Locator, expect

from board import edits
from board.content.document import BoardDocument
from board.edits import Place
from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import PHONE, hears
from tests.browser.people import Person
from tests.browser.test_picture import drag

ASKS = ("Ask for both parents", "Pay for their time", "Name one lead")


async def filled(ready: ReadyBoard) -> None:
    """Three recommendations in a table; the first rests on the last."""
    await ready.api.launch(ready.id, "recommendations")
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        table = next(zone.id for zone in document.read().zones.values() if zone.slot == "national")
        for number, text in enumerate(ASKS):
            edits.add_card(
                document, f"r{number}", "recommendation", Place(table), text=text, fields={"why": "It helps"}
            )
        edits.set_refs(document, "r0", ("r2",), "2026-11-26T10:00:00Z")
        await remote.saved()


@pytest.fixture
async def ama(cast: Cast, ready: ReadyBoard) -> Person:
    """Ama before the table, on the board, with room for the next table below it."""
    await filled(ready)
    ama = await cast.person("Ama", bypass_csp=True, viewport={"width": 1600, "height": 1200})
    await ready.let_in(ama, outline=False)
    await ama.button(f"Edit Recommendation “{ASKS[2]}”").focus()
    await expect(row(ama, 2)).to_be_in_viewport()
    return ama


def row(person: Person, number: int) -> Locator:
    return person.page.locator(f'.board-main tr[data-row-card="r{number}"]')


def tick(person: Person, number: int) -> Locator:
    return person.page.get_by_role("checkbox", name=f"Select the recommendation “{ASKS[number]}”")


def strip(person: Person) -> Locator:
    return person.region("Selected cards")


async def test_D8_rows_are_selected_by_key_and_by_mouse_and_grouped_into_an_area(ama: Person):
    examiner = Examiner(ama)
    await ama.press("Select cards")
    await ama.sees("The titles of rows and columns are no cards", within=strip(ama))
    await tick(ama, 0).press("Space")
    await row(ama, 1).get_by_text(ASKS[1], exact=True).click()
    await ama.sees("2 cards selected", within=strip(ama))
    await expect(tick(ama, 1)).to_be_checked()
    await examiner.look_at("rows that are selected")
    await row(ama, 1).get_by_text("It helps", exact=True).click()
    await ama.sees("1 card selected", within=strip(ama))
    await ama.press("Group into an area", within=strip(ama))
    await ama.dialog("Group into an area").get_by_label("Area", exact=True).select_option(label=AREA)
    await ama.press("Group", within=ama.dialog("Group into an area"))
    await expect(row(ama, 0)).to_have_count(0)
    grouped = ama.page.locator(".area article[data-card='r0']")
    await expect(grouped).to_contain_text("It helps")
    await expect(tick(ama, 1)).to_be_focused()
    await ama.press("Undo")
    await expect(row(ama, 0)).to_have_count(1)
    await ama.is_saved()
    assert not examiner.findings, "\n".join(examiner.findings)


async def test_D8_a_heading_is_no_card_and_says_so(ama: Person):
    await row(ama, 0).get_by_text(ASKS[0], exact=True).click(modifiers=["Shift"])
    await ama.sees("1 card selected", within=strip(ama))
    await ama.page.keyboard.press("Escape")
    await ama.press("Select cards")
    await ama.page.locator(".board-main thead th").first.click()
    await hears(ama, "The titles of rows and columns are no cards, and what a hat said stays on its ring.")


async def test_D8_a_row_is_dragged_among_rows_and_out_of_its_table(ama: Person):
    await drag(ama, row(ama, 2).get_by_text(ASKS[2], exact=True), row(ama, 0).get_by_text(ASKS[0], exact=True))
    rows = ama.page.locator(".board-main tr[data-row-card]")
    await expect(rows.first).to_contain_text(ASKS[2])
    await expect(rows).to_have_count(3)
    await expect(ama.button("Add recommendation to Regional")).to_be_in_viewport(ratio=1)
    await drag(ama, row(ama, 1).get_by_text(ASKS[1], exact=True), ama.button("Add recommendation to Regional"))
    await expect(ama.page.get_by_role("table", name="Regional")).to_contain_text(ASKS[1])
    await expect(ama.page.get_by_role("table", name="National").locator("tr[data-row-card]")).to_have_count(2)
    await ama.is_saved()


async def test_T6_a_row_leads_to_what_it_rests_on_and_the_way_back_leads_to_the_row(ama: Person):
    await row(ama, 0).get_by_role("button", name=re.compile("^Refers to")).press("Enter")
    await ama.button(re.compile("^Go there"), within=ama.dialog("References")).press("Enter")
    await expect(row(ama, 2).locator(":focus")).to_be_visible()
    await ama.page.keyboard.press("Alt+r")
    await expect(row(ama, 0).locator(":focus")).to_be_visible()


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_D8_rows_are_selected_in_the_outline(cast: Cast, ready: ReadyBoard, device: dict[str, object]):
    await filled(ready)
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True, **device))
    await ama.press("Select cards")
    await tick(ama, 1).check()
    await ama.sees("1 card selected", within=strip(ama))
    examiner = Examiner(ama)
    await examiner.look_at("rows that are selected in the outline")
    assert not examiner.findings, "\n".join(examiner.findings)
