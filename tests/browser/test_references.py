"""What a card rests on (SPEC T6, B4): a recommendation refers to what was said, and back."""

import re
from typing import Any

import pytest
from playwright.async_api import expect

from board import edits
from board.content.document import BoardDocument
from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.hour import PHONE
from tests.browser.people import Person

HEARD = "Forms ask for the mother alone"
ASKED = "Ask for both parents"
RESTS = re.compile(f"^Refers to “{HEARD}”")


async def test_T6_a_recommendation_in_a_table_refers_to_a_card_by_keyboard_alone(cast: Cast, ready: ReadyBoard):
    await ready.api.launch(ready.id, "recommendations")
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True))
    await ama.write_card("Note", HEARD, to="Core conversation: What do we do?", area=AREA)
    await ama.button("Add recommendation to National").press("Enter")
    await ama.page.keyboard.type(ASKED)
    await ama.page.keyboard.press("Escape")
    await ama.button("Options of this row").press("Enter")
    dialog = ama.dialog("Recommendation")
    await ama.button("Refer to a card or an area", within=dialog).press("Enter")
    choice = dialog.get_by_label("Refer to", exact=True)
    await expect(choice).to_be_focused()
    examiner = Examiner(ama)
    await examiner.look_at("what can be referred to")
    await choice.select_option(label=f"“{HEARD}”")
    await ama.button("Add the reference", within=dialog).press("Enter")
    await expect(dialog.get_by_role("list", name="It refers to")).to_contain_text(HEARD)
    await examiner.look_at("what it refers to")
    await ama.button(re.compile(f"^Go there ?: “{HEARD}”$"), within=dialog).press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(ama.button(f"Edit the note “{HEARD}”")).to_be_focused()
    await examiner.look_at("the way back")
    await ama.page.keyboard.press("Alt+r")
    row = ama.page.get_by_role("row").filter(has_text=ASKED)
    await expect(row.locator(":focus")).to_be_visible()
    await ama.button(RESTS).press("Enter")
    await examiner.look_at("the references of a card")
    await expect(ama.button(re.compile("^Go there"), within=ama.dialog("References"))).to_be_focused()
    await ama.page.keyboard.press("Escape")
    await expect(ama.button(RESTS)).to_be_focused()
    await ama.is_saved()
    assert not examiner.findings, "\n".join(examiner.findings)


async def noted(ready: ReadyBoard) -> None:
    """Two notes far from each other; one rests on the other, as an older board says it."""
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        edits.add_free_note(document, "heard", HEARD, (0, 4_000))
        edits.add_free_note(document, "asked", ASKED, (0, -400))
        document.add("links", "older", {"from": "heard", "to": "asked", "kind": "evidence"})
        await remote.saved()


async def there_and_back(person: Person) -> None:
    """Follow what the card that asks says on its face, and come back."""
    await person.press(RESTS)
    await person.press(re.compile("^Go there"), within=person.dialog("References"))
    strip = person.region("The way back")
    await expect(strip).to_contain_text(f"You came here from the card “{ASKED}”.")
    await expect(person.page.locator('[data-card="heard"]')).to_be_in_viewport()
    await person.press("Go back", within=strip)
    await expect(strip).to_be_hidden()
    await expect(person.page.locator('[data-card="asked"]')).to_be_in_viewport()


@pytest.mark.parametrize("device", [{}, PHONE], ids=["by mouse", "on a phone"])
async def test_T6_who_looks_on_follows_what_an_older_board_says_there_and_back(
    cast: Cast, ready: ReadyBoard, device: dict[str, Any]
):
    await noted(ready)
    vera = await cast.person("Vera", bypass_csp=True, **device)
    await ready.let_in(vera, ready.view_link, outline=False)
    await vera.page.locator('[data-card="asked"]').scroll_into_view_if_needed()
    await there_and_back(vera)
    examiner = Examiner(vera)
    await vera.press(RESTS)
    await examiner.look_at("the references of a card")
    assert not examiner.findings, "\n".join(examiner.findings)


async def test_T6_a_reference_of_an_older_board_is_taken_away_and_undone(cast: Cast, ready: ReadyBoard):
    await noted(ready)
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await ama.page.locator('[data-card="asked"]').focus()
    await ama.page.keyboard.press("ContextMenu")
    dialog = ama.dialog("Note")
    await ama.press(re.compile("^Take away"), within=dialog)
    await expect(ama.button(RESTS)).to_have_count(0)
    await ama.leave(dialog)
    await ama.page.keyboard.press("Control+z")
    await expect(ama.button(RESTS)).to_be_visible()
    await ama.is_saved()
    async with ready.remote("Reader") as remote:
        assert BoardDocument(remote.doc).value("links", "older", "deleted") is None
