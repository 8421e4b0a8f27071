"""What others write is summed up aloud where one is, and told when it is asked for (SPEC F12)."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.edits import Place, add_card
from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import PHONE
from tests.browser.people import Person

A_WHILE = 60_000
"""Longer than anything is waited for before it is said, in milliseconds of the page's time."""

DIFFERENCES = "Differences (fine for now)"
IN_DIFFERENCES = f"3 new cards in {DIFFERENCES}."


async def others_write(ready: ReadyBoard, person: Person, slot: str, texts: list[str]) -> None:
    """Somebody adds notes to a zone, and the person's page has them."""
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        zone = next(zone.id for zone in document.read().zones.values() if zone.slot == slot)
        for text in texts:
            add_card(document, f"{slot}-{text}", "note", Place(zone), text=text)
        await remote.saved()
    for text in texts:
        await person.sees(text)


def said(person: Person, words: str) -> Locator:
    return person.page.get_by_role("status").filter(has_text=words)


@pytest.mark.parametrize("outline", [True, False], ids=["outline", "board"])
async def test_F12_what_others_wrote_is_summed_up_where_one_is_once_one_has_done_writing(
    cast: Cast, ready: ReadyBoard, outline: bool
):
    ama = await cast.person("Ama")
    await ama.context.clock.install()
    await ready.let_in(ama, outline=outline)
    add = ama.page.get_by_role("main").get_by_role("button", name="Add difference").first
    await add.press("Enter")
    field = ama.field("Difference")
    await expect(field).to_be_focused()
    await ama.page.keyboard.type("We see it otherwise")
    await others_write(ready, ama, "differences", ["One", "Two", "Three"])
    await others_write(ready, ama, "parking", ["Later"])
    await ama.context.clock.fast_forward(A_WHILE)
    await ama.page.keyboard.type(", and so on")
    await expect(said(ama, "new card")).to_have_count(0)
    await field.press("Escape")
    await ama.context.clock.fast_forward(A_WHILE)
    await expect(said(ama, IN_DIFFERENCES)).to_be_attached()
    await ama.page.keyboard.press("Alt+n")
    await expect(said(ama, f"{IN_DIFFERENCES} Elsewhere: 1 new card in Parking.")).to_be_attached()
    await ama.page.keyboard.press("Alt+n")
    await expect(said(ama, "Nothing new on the board since you last asked.")).to_be_attached()


async def test_F12_it_is_switched_off_under_news_and_stays_so_on_this_device(cast: Cast, ready: ReadyBoard):
    ama = await cast.person("Ama")
    await ama.context.clock.install()
    await ready.let_in(ama)
    await ama.press("News")
    dialog = ama.dialog("News")
    await expect(dialog.get_by_text("Nothing new on the board since you last asked.")).to_be_focused()
    choice = dialog.get_by_role("checkbox", name="Let screen readers say what others write where I am")
    await expect(choice).to_be_checked()
    await choice.press("Space")
    await ama.leave(dialog)
    await ama.reload()
    await ama.open_outline()
    await ama.button(f"Add difference to {DIFFERENCES}", within=ama.section(AREA)).focus()
    await others_write(ready, ama, "differences", ["One", "Two", "Three"])
    await ama.context.clock.fast_forward(A_WHILE)
    await ama.press("News")
    await expect(dialog.get_by_text(IN_DIFFERENCES)).to_be_focused()
    await expect(choice).not_to_be_checked()
    await expect(said(ama, IN_DIFFERENCES)).to_have_count(0)


LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "phone-dark": {"color_scheme": "dark", **PHONE},
}


@pytest.mark.parametrize("look", LOOKS)
async def test_axe_finds_nothing_where_one_selects_and_reads_what_is_new(cast: Cast, ready: ReadyBoard, look: str):
    ama = await ready.let_in(
        await cast.person("Ama", bypass_csp=True, **LOOKS[look]), await ready.api.invite(ready.id, "facilitate")
    )
    await others_write(ready, ama, "parking", ["One", "Two"])
    examiner = Examiner(ama)
    for show in (ama.open_outline, ama.open_picture):
        await show()
        if await ama.button("Select cards").get_attribute("aria-pressed") == "false":
            await ama.press("Select cards")
        tick = ama.page.get_by_role("checkbox", name="Select the note “One”")
        await tick.check()
        await examiner.look_at(f"selecting, {show.__name__}")
    if not await ama.button("News").is_visible():
        await ama.press("More")
    await ama.press("News")
    await expect(ama.dialog("News")).to_be_visible()
    await examiner.look_at("news")
    assert not examiner.findings, "\n".join(examiner.findings)
