"""Cards that are written straight onto the board are signed as their writers were told before (SPEC P10)."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.boards import TITLE, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person
from tests.browser.test_comments import attribute, finds_nothing

ADD = re.compile("^Add learning to .*Learning strip")
HERE = "Cards that you add here, but for what the group says together, are shown"
NAMED = f"{HERE} with your name, Ama."
ORGANISED = (
    f"{HERE} with your organisation’s name, not yours. "
    "If you are the only one from Leeds Council, people can tell that it is you."
)


def card(person: Person, words: str) -> Locator:
    return person.page.locator("[data-card]").filter(has_text=words)


async def add(person: Person, words: str) -> None:
    await person.press(ADD)
    await person.page.keyboard.type(words)
    await person.page.keyboard.press("Escape")
    await person.is_saved()


async def join(cast: Cast, ready: ReadyBoard, *, outline: bool) -> tuple[Person, Person]:
    ama, ben = await cast.person("Ama", bypass_csp=True), await cast.person("Ben")
    await ama.join(ready.edit_link, organisation="Leeds Council", board=TITLE)
    await ben.join(ready.view_link, board=TITLE)
    if outline:
        await ama.open_outline()
        await ben.open_outline()
    return ama, ben


@pytest.mark.parametrize("outline", [True, False], ids=["outline", "board"])
async def test_P10_who_writes_reads_first_what_will_stand_there_and_everybody_reads_it_then(
    cast: Cast, ready: ReadyBoard, outline: bool
):
    ama, ben = await join(cast, ready, outline=outline)
    await ama.sees(ORGANISED)
    await attribute(ready, "name")
    await ama.sees(NAMED)
    await expect(ben.page.get_by_text("Cards that you add here")).to_have_count(0)
    await ama.press(ADD)
    field = ama.page.get_by_role("textbox", name="Learning").and_(ama.page.locator(":focus"))
    await expect(field).to_have_accessible_description("Shown with your name, Ama.")
    await finds_nothing(ama, "a card that will be signed")
    await ama.page.keyboard.type("We learned to wait")
    await ama.page.keyboard.press("Escape")
    for person in (ama, ben):
        await expect(card(person, "We learned to wait")).to_contain_text("By Ama")
    await expect(ama.page.get_by_text("Shown with your name, Ama.", exact=True)).to_have_count(0)


async def test_P10_what_falls_silent_later_says_nobody_any_more_and_later_cards_are_not_signed(
    cast: Cast, ready: ReadyBoard
):
    ama, ben = await join(cast, ready, outline=True)
    await add(ama, "We learned to wait")
    await expect(card(ben, "We learned to wait")).to_contain_text("By Leeds Council")
    report = str(await ready.api.projection(ready.id))
    assert "'by': 'Leeds Council'" in report
    await attribute(ready, "none")
    await expect(card(ben, "We learned to wait").get_by_text("By Leeds Council")).to_have_count(0)
    await expect(ama.page.get_by_text("Cards that you add here")).to_have_count(0)
    await add(ama, "And to listen")
    await expect(card(ben, "And to listen")).to_be_visible()
    await expect(ben.page.get_by_text("By Leeds Council")).to_have_count(0)


async def test_P10_a_card_from_offline_is_signed_when_it_comes(cast: Cast, ready: ReadyBoard):
    ama, ben = await join(cast, ready, outline=True)
    await ama.context.set_offline(True)
    ama.expect_in_console()
    await ama.press(ADD)
    await ama.page.keyboard.type("We learned to wait")
    await ama.page.keyboard.press("Escape")
    await ama.context.set_offline(False)
    for person in (ben, ama):
        await expect(card(person, "We learned to wait")).to_contain_text("By Leeds Council")


async def test_P10_making_a_card_is_undone_and_done_again_with_its_signature(cast: Cast, ready: ReadyBoard):
    ama, ben = await join(cast, ready, outline=True)
    await add(ama, "We learned to wait")
    await ama.press("Undo")
    await expect(card(ben, "We learned to wait")).to_have_count(0)
    await ama.press("Redo")
    await expect(card(ben, "We learned to wait")).to_contain_text("By Leeds Council")
