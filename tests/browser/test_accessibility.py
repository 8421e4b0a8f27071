"""Nothing that axe knows to look for, in any look of any page; and what it cannot see: reflow and text spacing."""

from collections.abc import AsyncIterator
from itertools import pairwise
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from client.sdk import Api
from tests.browser.boards import AREA, TITLE, ReadyBoard, furnish, ready_board
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.services.board_server import BoardServer

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def full(board_server: BoardServer, organiser_api: Api) -> AsyncIterator[ReadyBoard]:
    """A board with something of every kind on it."""
    ready = await ready_board(board_server, organiser_api, issue="Money ends", question="Who pays?", purpose="A report")
    await furnish(ready)
    yield ready


@pytest.mark.parametrize("look", LOOKS)
async def test_axe_finds_nothing(cast: Cast, full: ReadyBoard, look: str):
    # The page's own policy forbids foreign scripts, axe's too.
    ama = await cast.person("Ama", bypass_csp=True, **LOOKS[look])
    examiner = Examiner(ama)
    await look_at_the_way_in(examiner, full)
    await look_at_the_board(examiner)
    await look_at_the_outline(examiner)
    await look_at_dialogs(examiner, is_narrow=look == "phone")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


async def look_at_the_way_in(examiner: Examiner, full: ReadyBoard) -> None:
    ama = examiner.person
    await ama.open(full.server.url)
    await expect(ama.heading("Manualboard")).to_be_visible()
    await examiner.look_at("stranger")
    await ama.page.goto(full.server.link)
    await expect(ama.button("Join")).to_be_visible()
    await examiner.look_at("join")
    await ama.answer_who()
    await expect(ama.button("Choose Manualize")).to_be_visible()
    await examiner.look_at("start")
    await ama.press("Choose Manualize")
    await expect(ama.field("Title of the board")).to_be_visible()
    await examiner.look_at("new board")
    await ama.leave(ama.dialog("A new board: Manualize"))
    await ama.page.goto(await full.api.invite(full.id, "facilitate"))
    await ama.press("Join")
    await ama.see_board(TITLE)


async def look_at_the_board(examiner: Examiner) -> None:
    ama = examiner.person
    await ama.open_picture()
    await ama.sees("A face that smiles back")
    await examiner.look_at("board")


async def look_at_the_outline(examiner: Examiner) -> None:
    ama = examiner.person
    await ama.open_outline()
    await ama.press("Change the zone Parameters")
    await ama.press("Other kinds for Core conversation: How?")
    await ama.press("Options of the learning “A learning”")
    await examiner.look_at("outline")
    await ama.open_record(AREA)
    await examiner.look_at("record")
    await ama.page.keyboard.press("Escape")
    await ama.press("Edit the reference “A reference”")
    await examiner.look_at("card")
    await ama.page.keyboard.press("Escape")


async def look_at_dialogs(examiner: Examiner, *, is_narrow: bool) -> None:
    ama = examiner.person
    for name, title in (
        ("Share", "Share this board"),
        ("Export", "Export"),
        ("People (1)", "People"),
        ("Launch a template", "Launch a template"),
        ("Snapshots", "Snapshots"),
        ("Deleted (1)", "Deleted"),
    ):
        if is_narrow and not await ama.button(name).is_visible():
            await ama.press("More")
        await ama.press(name)
        dialog = ama.dialog(title)
        await expect(dialog).to_be_visible()
        if name == "Export":
            await ama.sees("visit", within=ama.region("Preview of the report", within=dialog))
        await examiner.look_at(title)
        await ama.leave(dialog)


async def test_axe_would_find_something(cast: Cast, full: ReadyBoard):
    ama = await cast.person("Ama", bypass_csp=True)
    examiner = Examiner(ama)
    await ama.open(full.server.url)
    await expect(ama.heading("Manualboard")).to_be_visible()
    await ama.page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    await examiner.look_at("stranger")
    assert [finding for finding in examiner.findings if "button-name" in finding]


# As wide as a window of 1280 px at 400 %.
NARROW = {"viewport": {"width": 320, "height": 640}}

TOO_WIDE = """() => {
    const main = document.querySelector('main');
    return [...document.querySelectorAll('body *')]
        .filter(element => element.getBoundingClientRect().right > innerWidth + 1 && !element.closest('table'))
        .filter(element => getComputedStyle(element).position !== 'absolute')
        .map(element => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`)
        .concat(main.scrollWidth > main.clientWidth ? ['main scrolls sideways'] : [])
        .concat(document.scrollingElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : []);
}"""


SEEN_AROUND = """element => {
    element.scrollIntoView({ block: "center" });
    const rows = Array.from({ length: innerHeight }, (_, y) => document.elementFromPoint(innerWidth / 2, y));
    const main = document.querySelector("main");
    return rows.filter(found => found && main.contains(found)).length / innerHeight;
}"""


@pytest.mark.parametrize("size", [(320, 256), (683, 384)], ids=["400 percent", "200 percent"])
async def test_a_low_window_is_left_to_the_content(cast: Cast, full: ReadyBoard, size: tuple[int, int]):
    """WCAG 1.4.10: the bars scroll away with the page, so that what is written has the whole window."""
    width, height = size
    ama = await cast.person("Ama", viewport={"width": width, "height": height})
    await ama.join(full.edit_link, board=TITLE)
    await ama.open_outline()
    words = ama.page.get_by_text("A face that smiles back")
    await words.scroll_into_view_if_needed()
    clear = await words.evaluate(SEEN_AROUND)
    assert clear >= 0.8, clear
    assert await ama.page.evaluate("document.scrollingElement.scrollWidth") <= width


MARK = "element => getComputedStyle(element).borderLeftColor"

BOXES = """() => ['.board-head', '.now', '#board-main', '.board-foot']
    .map(name => document.querySelector(name).getBoundingClientRect())
    .map(({ top, bottom }) => [top, bottom])"""


async def test_in_a_low_window_no_bar_lies_on_the_content(cast: Cast, ready: ReadyBoard):
    ama = await cast.person("Ama", viewport={"width": 683, "height": 384})
    await ready.let_in(ama)
    await ama.press("Now")
    boxes = await ama.page.evaluate(BOXES)
    assert all(upper[1] <= lower[0] for upper, lower in pairwise(boxes)), boxes
    await ama.write_card("Goal", "One page", to="Goal", area=AREA)
    await expect(ama.saved_words).to_be_in_viewport()
    await ama.page.keyboard.press("Delete")
    await expect(ama.region("What has just happened")).to_be_in_viewport()
    await expect(ama.button("Add goal to Goal")).to_be_focused()
    await expect(ama.button("Add goal to Goal")).to_be_in_viewport()
    await ama.press("Undo")
    await ama.sees("One page", within=ama.section(AREA))


async def test_what_has_the_focus_in_a_wide_table_is_not_cut_off(cast: Cast, full: ReadyBoard):
    ama = await cast.person("Ama", viewport={"width": 683, "height": 768})
    await full.let_in(ama)
    table = ama.page.get_by_role("table").first
    stops = await table.get_by_role("button").all()
    assert len(stops) > 3
    await stops[0].focus()
    for _ in stops[1:]:
        await ama.page.keyboard.press("Tab")
        await expect(ama.page.locator(":focus")).to_be_in_viewport(ratio=1)


async def test_the_current_step_is_told_apart_in_forced_colours(cast: Cast, full: ReadyBoard):
    ama = await cast.person("Ama", forced_colors="active")
    await full.let_in(ama)
    current = ama.page.locator(".step[aria-current=step]").first
    other = ama.page.locator(".step:not([aria-current])").first
    assert await current.evaluate(MARK) != await other.evaluate(MARK)


async def test_the_window_does_not_scroll_behind_the_board(cast: Cast, full: ReadyBoard):
    ama = await cast.person("Ama")
    await full.let_in(ama)
    folded = ama.page.locator(".now .phases button[aria-expanded=false]")
    await expect(folded).to_have_count(2)
    for left in (1, 0):
        await folded.first.press("Enter")
        await expect(folded).to_have_count(left)
    assert await ama.page.locator(".now").evaluate("now => now.scrollHeight > now.clientHeight")
    assert await ama.page.evaluate("document.scrollingElement.scrollHeight - innerHeight") == 0


async def test_outline_reflows_at_400_percent(cast: Cast, full: ReadyBoard):
    """WCAG 1.4.10: nothing needs scrolling in two directions, tables apart."""
    ama = await cast.person("Ama", **NARROW)
    await ama.join(full.edit_link, board=TITLE)
    await ama.sees("A face that smiles back")
    assert await ama.page.evaluate(TOO_WIDE) == []
    await ama.press("Options of the learning “A learning”")
    await ama.open_record(AREA)
    assert await ama.page.evaluate(TOO_WIDE) == []
    await ama.page.keyboard.press("Escape")
    for name, title in (("Export", "Export"), ("Deleted (1)", "Deleted"), ("People (1)", "People")):
        if not await ama.button(name).is_visible():
            await ama.press("More")
        await ama.press(name)
        dialog = ama.dialog(title)
        await expect(dialog).to_be_visible()
        if name == "Export":
            await ama.sees("visit", within=ama.region("Preview of the report", within=dialog))
        assert await ama.page.evaluate(TOO_WIDE) == [], title
        await ama.leave(dialog)


async def test_the_bars_around_the_picture_reflow_at_400_percent(cast: Cast, full: ReadyBoard):
    """WCAG 1.4.10: the picture itself has two dimensions, what lies around it has one."""
    ama = await cast.person("Ama", **NARROW)
    await full.let_in(ama, outline=False)
    await ama.open_picture()
    await expect(ama.button("Keys")).to_be_visible()
    assert await ama.page.evaluate("document.scrollingElement.scrollWidth") <= 320


async def test_way_in_reflows_at_400_percent(cast: Cast, full: ReadyBoard):
    """WCAG 1.4.10"""
    ama = await cast.person("Ama", **NARROW)
    await ama.open(full.server.link)
    await expect(ama.button("Join")).to_be_visible()
    assert await ama.page.evaluate("document.scrollingElement.scrollWidth") <= 320
    await ama.answer_who()
    await expect(ama.button("Choose Manualize")).to_be_visible()
    assert await ama.page.evaluate("document.scrollingElement.scrollWidth") <= 320
