"""Sorting cards into areas on the page, by mouse and by keys alone (SPEC D8)."""

import re

import pytest
from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.edits import Place, add_card
from client.sdk import Api
from tests.browser.boards import AREA, ReadyBoard, ready_board
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import PHONE, hears
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


def news(person: Person) -> Locator:
    return person.region("What has just happened")


async def test_D8_cards_are_selected_by_mouse_and_grouped_into_a_new_area(ama: Person):
    await card(ama, IDEAS[0]).click(modifiers=["Shift"])
    await card(ama, IDEAS[1]).click(modifiers=["ControlOrMeta"])
    await ama.sees("2 cards selected", within=strip(ama))
    await ama.press("Group into an area", within=strip(ama))
    dialog = ama.dialog("Group into an area")
    await ama.field("Title of the new area", within=dialog).fill("Prevention")
    await ama.page.keyboard.press("Enter")
    area = ama.page.locator(".area").filter(has=ama.heading("2 Prevention"))
    for text in IDEAS[:2]:
        await ama.sees(text, within=area)
    await expect(area.get_by_text("Grouped", exact=True)).to_have_count(2)
    await hears(ama, "2 cards are now in the area “Prevention”. Undo takes it back.")
    await expect(strip(ama)).to_have_count(0)
    await ama.is_saved()
    await ama.press("Undo")
    await expect(ama.heading("2 Prevention")).to_have_count(0)
    await expect(card(ama, IDEAS[0])).to_have_count(1)
    await expect(news(ama)).to_have_count(0)


async def test_D8_whoever_groups_heap_after_heap_keeps_their_place_and_is_shown_the_way(ama: Person):
    """The list that is looked at lies below the areas, which grow by what is grouped."""
    place = ama.page.locator(".cards", has_text=IDEAS[2])
    before = await place.bounding_box()
    for heap, (title, text) in enumerate((("Prevention", IDEAS[0]), ("Time", IDEAS[1])), start=2):
        await card(ama, text).click(modifiers=["Shift"])
        await ama.press("Group into an area", within=strip(ama))
        await ama.field("Title of the new area", within=ama.dialog("Group into an area")).fill(title)
        await ama.page.keyboard.press("Enter")
        await expect(ama.heading(f"{heap} {title}")).to_have_count(1)
        await expect(card(ama, IDEAS[heap - 1])).to_be_focused()
        await ama.sees(f"1 card is now in the area “{title}”.", within=news(ama))
        after = await place.bounding_box()
        assert before
        assert after
        assert abs(after["x"] - before["x"]) < 1
        assert abs(after["y"] - before["y"]) < 1
    await expect(ama.heading("3 Time")).not_to_be_in_viewport()
    await ama.press(re.compile("^Go to it"), within=news(ama))
    await expect(ama.heading("3 Time")).to_be_in_viewport()


async def test_D8_select_cards_lets_a_press_select_and_stays_for_the_next_heap(ama: Person):
    await ama.press("Select cards")
    await ama.sees("No card selected. Press those that belong together.", within=strip(ama))
    await card(ama, IDEAS[0]).click()
    tick = ama.page.get_by_role("checkbox", name=f"Select the note “{IDEAS[1]}”")
    await tick.check()
    await ama.sees("2 cards selected", within=strip(ama))
    await card(ama, IDEAS[0]).focus()
    await ama.page.keyboard.press("Space")
    await ama.sees("1 card selected", within=strip(ama))
    await ama.page.keyboard.press("Enter")
    await ama.sees("2 cards selected", within=strip(ama))
    await ama.press("Group into an area", within=strip(ama))
    await ama.dialog("Group into an area").get_by_label("Area", exact=True).select_option(label=AREA)
    await ama.press("Group", within=ama.dialog("Group into an area"))
    await expect(ama.page.locator(".area").get_by_text("Grouped", exact=True)).to_have_count(2)
    await ama.sees("No card selected", within=strip(ama))
    await expect(card(ama, IDEAS[2])).to_be_focused()
    await ama.page.keyboard.press("Escape")
    await expect(strip(ama)).to_have_count(0)
    await expect(ama.page.get_by_role("checkbox", name="Select the note")).to_have_count(0)
    await card(ama, IDEAS[2]).click()
    await expect(ama.field("Note")).to_be_focused()


@pytest.mark.parametrize("look", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"])
async def test_D8_cards_are_selected_by_touch_and_axe_finds_nothing(
    cast: Cast, ready: ReadyBoard, ama: Person, look: dict[str, object]
):
    dev = await ready.let_in(await cast.person("Dev", bypass_csp=True, **look, **PHONE), outline=False)
    await dev.open_picture()
    await dev.button("Select cards").tap()
    await card(dev, IDEAS[1]).focus()
    await card(dev, IDEAS[1]).tap()
    await dev.sees("1 card selected", within=strip(dev))
    examiner = Examiner(dev)
    await examiner.look_at("selecting on the board")
    await dev.button("Group into an area", within=strip(dev)).tap()
    await dev.dialog("Group into an area").get_by_label("Area", exact=True).select_option(label=AREA)
    await dev.button("Group", within=dev.dialog("Group into an area")).tap()
    await dev.sees(f"1 card is now in the area “{AREA}”.", within=news(dev))
    await examiner.look_at("the note on what was grouped")
    assert not examiner.findings, "\n".join(examiner.findings)
    await expect(ama.page.locator(".area").get_by_text(IDEAS[1])).to_have_count(1)


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
    await expect(ama.heading("1 Prevention")).to_have_count(1)
    await expect(ama.button("Add note to Parts of the issue")).to_be_focused()


async def test_D8_in_the_outline_cards_are_ticked(ama: Person):
    await ama.open_outline()
    await ama.press("Select cards")
    for text in IDEAS:
        await ama.page.locator("main").get_by_text(text).click()
        await expect(ama.page.get_by_role("checkbox", name=f"Select the note “{text}”")).to_be_checked()
    await ama.sees("3 cards selected", within=strip(ama))
    await ama.press("Stop selecting", within=strip(ama))
    await expect(ama.page.get_by_role("checkbox")).to_have_count(0)
