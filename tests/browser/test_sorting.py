"""Sorting cards into areas on the page, by mouse and by keys alone (SPEC D8)."""

import pytest
from playwright.async_api import Locator, expect

from board.document import BoardDocument
from board.edits import Place, add_card
from client.sdk import Api
from tests.browser.boards import AREA, ReadyBoard, ready_board
from tests.browser.conftest import Cast
from tests.browser.people import Person
from tests.services.board_server import BoardServer

IDEAS = ("Visit early", "Listen first", "Keep the team")


@pytest.fixture
async def ama(cast: Cast, ready: ReadyBoard) -> Person:
    """Ama, with three notes in a list of the board."""
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        parking = next(zone.id for zone in document.read().zones.values() if zone.slot == "parking")
        for place, text in enumerate(IDEAS):
            add_card(document, f"c{place}", "note", Place(parking), text=text)
        await remote.saved()
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    # What has the focus comes into sight.
    await card(ama, IDEAS[1]).focus()
    await expect(card(ama, IDEAS[1])).to_be_in_viewport()
    return ama


def card(person: Person, text: str) -> Locator:
    return person.page.locator(".board-main article[data-card]", has_text=text)


def strip(person: Person) -> Locator:
    return person.region("Selected cards")


async def test_D8_cards_are_selected_by_mouse_and_grouped_into_a_new_area(ama: Person):
    await card(ama, IDEAS[0]).click(modifiers=["Shift"])
    await card(ama, IDEAS[1]).click(modifiers=["ControlOrMeta"])
    await ama.sees("2 cards selected", within=strip(ama))
    await ama.press("Group into an area", within=strip(ama))
    dialog = ama.dialog("Group into an area")
    await ama.field("Title of the new area", within=dialog).fill("Prevention")
    await ama.page.keyboard.press("Enter")
    await expect(ama.heading("2 Prevention")).to_be_in_viewport()
    area = ama.page.locator(".area").filter(has=ama.heading("2 Prevention"))
    for text in IDEAS[:2]:
        await ama.sees(text, within=area)
    await expect(area.get_by_text("Grouped", exact=True)).to_have_count(2)
    await expect(strip(ama)).to_have_count(0)
    await ama.is_saved()
    await ama.press("Undo")
    await expect(ama.heading("2 Prevention")).to_have_count(0)
    await expect(card(ama, IDEAS[0])).to_have_count(1)


async def test_D8_cards_are_selected_by_keys_alone_and_grouped_into_an_area(ama: Person):
    await card(ama, IDEAS[2]).focus()
    await ama.page.keyboard.press("Shift+Space")
    name = "Note, “Keep the team”, as written, sand, selected"
    await expect(ama.page.get_by_role("article", name=name)).to_be_focused()
    await ama.sees("1 card selected", within=strip(ama))
    await ama.page.keyboard.press("Escape")
    await expect(strip(ama)).to_have_count(0)
    await ama.page.keyboard.press("Shift+Space")
    await ama.button("Group into an area", within=strip(ama)).focus()
    await ama.page.keyboard.press("Enter")
    await ama.dialog("Group into an area").get_by_label("Area", exact=True).select_option(label=AREA)
    await ama.page.keyboard.press("Tab")
    await ama.page.keyboard.press("Tab")
    await ama.page.keyboard.press("Enter")
    await expect(ama.page.locator(".area").get_by_text("Keep the team")).to_have_count(1)


async def test_D8_the_title_of_the_first_area_is_typed_at_once(
    cast: Cast, board_server: BoardServer, organiser_api: Api
):
    ready = await ready_board(board_server, organiser_api, areas=[])
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        parts = next(zone.id for zone in document.read().zones.values() if zone.slot == "parts")
        add_card(document, "c0", "note", Place(parts), text=IDEAS[0])
        await remote.saved()
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await card(ama, IDEAS[0]).focus()
    await ama.page.keyboard.press("Shift+Space")
    await ama.press("Group into an area", within=strip(ama))
    await expect(ama.field("Title of the new area")).to_be_focused()
    await ama.page.keyboard.type("Prevention")
    await ama.page.keyboard.press("Enter")
    await expect(ama.heading("1 Prevention")).to_be_in_viewport()


async def test_D8_in_the_outline_cards_are_ticked(ama: Person):
    await ama.open_outline()
    await ama.press("Select cards")
    for text in IDEAS:
        await ama.page.get_by_role("checkbox", name=f"Select the note “{text}”").check()
    await ama.sees("3 cards selected", within=strip(ama))
    await ama.press("Stop selecting", within=strip(ama))
    await expect(ama.page.get_by_role("checkbox")).to_have_count(0)
