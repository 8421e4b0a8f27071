"""What stays in the group stays there wherever it is moved, and is let into reports by who means it (SPEC T5)."""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.edits import Place, add_card
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.leading import PHONE
from tests.browser.people import Person
from tests.browser.test_comments import finds_nothing

WORDS = "Sam told me"
MARK = "Stays in the group"


async def written(ready: ReadyBoard, key: str = "case") -> None:
    """Write a card of the issue by a program that knows nothing of what stays in the group."""
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        await remote.until(lambda: len(document.read().launches) == 2)
        issue = next(zone.id for zone in document.read().zones.values() if zone.title == "The issue")
        add_card(document, key, "note", Place(issue), text=f"{WORDS}, {key}", withheld_in=None)
        await remote.saved()


@pytest.fixture
async def board(ready: ReadyBoard) -> ReadyBoard:
    """A board with an action learning set, and a card of its issue."""
    await ready.api.launch(ready.id, "action_learning_set", answers={"question": "Prevention"})
    await written(ready)
    return ready


def card(person: Person, key: str = "case") -> Locator:
    return person.page.locator(f"[data-card={key}]")


async def reported(ready: ReadyBoard) -> str:
    """What a report of the board says as it is now."""
    await ready.api.snapshot(ready.id)
    options = {"include": ["context", "conversation", "annex"]}
    return (await ready.api.export(ready.id, "manual_section", "markdown", options=options)).decode()


async def choose_conversation(person: Person, within: Locator) -> None:
    """Choose the first place in the conversation of the area."""
    choice = within.get_by_role("combobox", name="Move to", exact=True)
    place = choice.locator("option", has_text="Core conversation").first
    await choice.select_option(await place.get_attribute("value"))


async def test_T5_a_card_moved_by_its_dialog_stays_in_the_group_until_it_is_let_into_reports(
    cast: Cast, board: ReadyBoard
):
    ama = await board.let_in(await cast.person("Ama", bypass_csp=True), outline=False)
    await expect(card(ama).get_by_text(MARK)).to_have_count(0)
    await ama.press(re.compile(f"^Options of the note .*{WORDS}"))
    dialog = ama.dialog("Note")
    await ama.sees("Stays in the group: reports leave it out.", within=dialog)
    await choose_conversation(ama, dialog)
    await expect(card(ama).get_by_text(MARK)).to_be_visible()
    await finds_nothing(ama, "a card that stays in the group, and its dialog")
    await ama.is_saved()
    said = await reported(board)
    assert WORDS not in said
    assert "What stays in the group is left out: ‘The issue’." in said
    let = ama.button("Let it into reports", within=dialog)
    await let.press("Enter")
    await expect(dialog.get_by_role("status")).to_have_text("The card may go into reports.")
    back = ama.button("Keep it in the group", within=dialog)
    await expect(back).to_be_focused()
    await expect(card(ama).get_by_text(MARK)).to_have_count(0)
    await ama.is_saved()
    assert WORDS in await reported(board)
    await back.press("Enter")
    await expect(card(ama).get_by_text(MARK)).to_be_visible()


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_T5_a_card_moved_in_the_outline_stays_in_the_group(cast: Cast, board: ReadyBoard, device: dict[str, Any]):
    ama = await board.let_in(await cast.person("Ama", bypass_csp=True, **device))
    await ama.press(re.compile(f"^Options of the note .*{WORDS}"))
    await choose_conversation(ama, card(ama))
    await ama.press("Move", within=card(ama))
    await expect(card(ama).get_by_text(MARK, exact=True)).to_be_visible()
    await finds_nothing(ama, "a card that stays in the group, in the outline")
    await ama.is_saved()
    assert WORDS not in await reported(board)


async def test_T5_cards_grouped_and_moved_by_keys_stay_in_the_group(cast: Cast, board: ReadyBoard):
    await written(board, "second")
    ama, ben = await cast.person("Ama"), await cast.person("Ben")
    await board.let_in(ama, outline=False)
    await board.let_in(ben, board.view_link, outline=False)
    await card(ama).click(modifiers=["Shift"])
    await ama.press("Group into an area", within=ama.region("Selected cards"))
    await ama.field("Title of the new area", within=ama.dialog("Group into an area")).fill("Money")
    await ama.page.keyboard.press("Enter")
    await card(ama, "second").focus()
    for _ in range(4):
        await ama.page.keyboard.press("Alt+ArrowDown")
    for person in (ama, ben):
        await expect(card(person).get_by_text(MARK)).to_be_visible()
    await expect(card(ama)).to_have_accessible_name(re.compile("stays in the group"))
    await ama.is_saved()
    assert WORDS not in await reported(board)
