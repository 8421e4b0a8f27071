"""On a phone: the outline fills the screen, and a finger is enough."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.boards import AREA, TITLE, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.leading import now
from tests.browser.people import Person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 3}
FINGER = 24
"""Least size of what a finger must meet, in CSS pixels (WCAG 2.5.8)."""

SMALL = """least => [...document.querySelectorAll('button, input, select, textarea, summary, .home')]
    .map(element => [element, element.getBoundingClientRect()])
    .filter(([element, box]) => box.width > 0 && (box.height < least || box.width < least))
    .map(([element, box]) => `${element.textContent} ${box.width} x ${box.height}`)"""


GROUND = "element => getComputedStyle(element).backgroundColor"


async def arrive(cast: Cast, ready: ReadyBoard) -> Person:
    dev = await cast.person("Dev", **PHONE)
    await dev.open(ready.edit_link)
    await dev.field("What name should others see?").tap()
    await dev.page.keyboard.type("Dev")
    await dev.button("Join").tap()
    await dev.see_board(TITLE)
    return dev


async def test_outline_fills_the_phone(cast: Cast, ready: ReadyBoard):
    dev = await arrive(cast, ready)
    await expect(dev.heading("Purpose", level=2)).to_be_visible()
    box = await dev.page.get_by_role("main").bounding_box()
    assert box is not None
    assert box["x"] == 0
    assert box["width"] == 390
    assert box["height"] > 844 / 2
    assert await dev.page.evaluate("document.scrollingElement.scrollWidth") == 390
    await expect(dev.page.get_by_role("complementary").get_by_text("Purpose and check-in")).to_be_visible()
    assert await dev.page.evaluate(SMALL, FINGER) == []


async def test_write_with_a_finger(cast: Cast, ready: ReadyBoard):
    dev = await arrive(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"))
    await dev.button("Add").tap()
    await dev.button("Question", within=dev.page.get_by_role("group", name="Add a card")).tap()
    await dev.write_in("Question", "Who is not in the room?")
    await ama.sees("Who is not in the room?")
    await dev.section(AREA).get_by_role("button", name="Add goal to Goal").tap()
    field = dev.field("Goal")
    await expect(field).to_be_focused()
    await dev.page.keyboard.type("One page")
    await dev.button("Done").tap()
    await ama.sees("One page", within=ama.section(AREA))
    await dev.record_button(AREA).tap()
    await expect(dev.record_field(AREA)).to_be_focused()
    await dev.page.keyboard.type("We agree")
    await dev.heading(AREA).tap()
    await expect(dev.record_field(AREA)).to_have_count(0)
    await ama.sees("We agree", within=ama.section(AREA))
    await dev.is_saved()


async def test_all_that_the_header_offers_is_behind_more(cast: Cast, ready: ReadyBoard):
    dev = await arrive(cast, ready)
    await dev.button("More").tap()
    for name, title in (("People (1)", "People"), ("Export", "Export"), ("Deleted", "Deleted")):
        button = dev.button(re.compile(f"^{re.escape(name)}")).first
        if not await button.is_visible():
            await dev.button("More").tap()
        await button.tap()
        dialog = dev.dialog(title)
        await expect(dialog).to_be_visible()
        assert await dev.page.evaluate("document.scrollingElement.scrollWidth") == 390
        assert await dev.page.evaluate(SMALL, FINGER) == []
        await dev.button("Close", within=dialog).tap()
        await expect(dialog).to_have_count(0)


async def test_board_as_a_picture_is_a_tap_away(cast: Cast, ready: ReadyBoard):
    dev = await arrive(cast, ready)
    await dev.button("Board", within=dev.page.get_by_role("group", name="Show as")).tap()
    await expect(dev.region("Board")).to_be_visible()
    await expect(dev.heading("Manualize")).to_be_in_viewport()
    await dev.button("Outline", within=dev.page.get_by_role("group", name="Show as")).tap()
    await expect(dev.heading("Purpose", level=2)).to_be_visible()


async def test_turning_the_phone_keeps_the_place(cast: Cast, ready: ReadyBoard):
    dev = await arrive(cast, ready)
    title = dev.heading("Resources")
    await title.scroll_into_view_if_needed()
    await expect(title).to_be_in_viewport()
    for width, height in ((844, 390), (390, 844)):
        await dev.page.set_viewport_size({"width": width, "height": height})
        await expect(title).to_be_in_viewport()
    await dev.record_button(AREA).tap()
    await expect(dev.record_field(AREA)).to_be_focused()
    await dev.page.set_viewport_size({"width": 390, "height": 420})
    await expect(dev.record_field(AREA)).to_be_in_viewport()


async def test_F1_the_folded_bar_says_what_to_do_now_and_leaves_the_outline_its_room(cast: Cast, ready: ReadyBoard):
    [launch] = (await ready.api.projection(ready.id))["launches"]
    await ready.api.start_phase(ready.id, launch["id"], "split", seen=0)
    dev = await arrive(cast, ready)
    bar = now(dev)
    await dev.sees("Each for yourself and without talking", within=bar)
    box = await dev.page.get_by_role("main").bounding_box()
    assert box
    assert box["height"] > 844 / 2
    await dev.button("Now", within=bar).tap()
    await expect(bar.get_by_text("Each for yourself and without talking")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_add_stays_readable_and_is_followed_by_what_it_offers(cast: Cast, ready: ReadyBoard, scheme: str):
    dev = await cast.person("Dev", **PHONE, color_scheme=scheme)
    await ready.let_in(dev)
    add = dev.button("Add")
    before = await add.evaluate(GROUND)
    await add.tap()
    await add.hover()
    assert await add.evaluate(GROUND) == before
    await add.focus()
    await dev.page.keyboard.press("Tab")
    kinds = dev.page.get_by_role("group", name="Add a card")
    await expect(dev.button("Question", within=kinds)).to_be_focused()


async def test_add_shows_what_the_place_takes_and_the_rest_on_demand(cast: Cast, ready: ReadyBoard):
    dev = await arrive(cast, ready)
    kinds = dev.page.get_by_role("group", name="Add a card")
    await dev.button("Add").tap()
    await dev.sees("To Issue and key question", within=kinds)
    await expect(dev.button("Gap", within=kinds)).to_have_count(0)
    assert await kinds.locator(".add-more button").all_inner_texts() == [
        "Question",
        "Note",
        "Learning",
        "Example",
        "More kinds",
    ]
    await dev.button("More kinds", within=kinds).tap()
    assert await dev.page.evaluate(SMALL, FINGER) == []
    await dev.button("Gap", within=kinds).tap()
    await dev.write_in("Gap", "Nobody asks the fathers")
    await dev.sees("Nobody asks the fathers")
