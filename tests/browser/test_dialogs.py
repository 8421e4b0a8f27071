"""Dialogs by keyboard alone: after every action something is said, and the focus is on what comes next."""

import asyncio
import re

import pycrdt
import pytest
from playwright.async_api import Locator, Route, expect

from board.content.document import BoardDocument
from board.edits import add_free_note, delete
from tests.browser.boards import AREA, ReadyBoard, furnish
from tests.browser.conftest import Cast
from tests.browser.people import Person

SIZES = [{"width": 1366, "height": 768}, {"width": 1366, "height": 500}, {"width": 390, "height": 844}]


async def facilitator(cast: Cast, ready: ReadyBoard, **options: object) -> Person:
    link = await ready.api.invite(ready.id, "facilitate")
    return await ready.let_in(await cast.person("Faye", **options), link, outline=True)


async def open_dialog(person: Person, button: str, title: str) -> Locator:
    """Open a dialog by keyboard, from behind More where the window is narrow."""
    opener = person.button(re.compile(f"^{button}")).locator("visible=true")
    if not await opener.count():
        await person.button("More").press("Enter")
    await opener.press("Enter")
    dialog = person.dialog(title)
    await expect(dialog.locator(":focus")).to_have_count(1)
    return dialog


def said(dialog: Locator, words: str) -> Locator:
    return dialog.get_by_role("status").filter(has_text=words)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
async def test_what_is_restored_from_the_list_hands_the_focus_on(cast: Cast, ready: ReadyBoard, size):
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        for number, text in enumerate(("One", "Two")):
            add_free_note(document, text, text, (40.0, -200.0))
            delete(document, "cards", text, f"2026-11-22T10:0{number}:00Z")
        await remote.saved()
    faye = await facilitator(cast, ready, viewport=size)
    dialog = await open_dialog(faye, "Deleted", "Deleted")
    await faye.button(re.compile("^Restore the card Two"), within=dialog).press("Enter")
    await expect(said(dialog, "The card is back: Two")).to_be_attached()
    one = faye.button(re.compile("^Restore the card One"), within=dialog)
    await expect(one).to_be_focused()
    await one.press("Enter")
    await faye.sees("Nothing has been deleted.", within=dialog)
    await expect(faye.button("Close", within=dialog)).to_be_focused()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size['width']}x{size['height']}")
async def test_the_register_is_kept_by_keyboard(cast: Cast, ready: ReadyBoard, size):
    faye = await facilitator(cast, ready, viewport=size)
    dialog = await open_dialog(faye, "People", "People")
    await dialog.get_by_text("Add somebody who was present").press("Enter")
    name = faye.field("Name", within=dialog)
    await name.fill("Nia Bevan")
    await name.press("Enter")
    await expect(said(dialog, "Nia Bevan is on the register.")).to_be_attached()
    await expect(name).to_be_focused()
    await expect(name).to_have_value("")
    correct = faye.button("Correct Nia Bevan", within=dialog)
    await correct.press("Enter")
    await expect(name.first).to_be_focused()
    await faye.button("Leave it as it was", within=dialog).press("Enter")
    await expect(correct).to_be_focused()
    await correct.press("Enter")
    await name.first.fill("Nia Bevin")
    await name.first.press("Enter")
    await expect(said(dialog, "Corrected: Nia Bevin.")).to_be_attached()
    await expect(faye.button("Correct Nia Bevin", within=dialog)).to_be_focused()
    await faye.button("Take off Nia Bevin", within=dialog).press("Enter")
    await expect(said(dialog, "Nia Bevin is off the register.")).to_be_attached()
    await expect(faye.heading("Who was present")).to_be_focused()


async def test_going_back_keeps_the_focus_and_says_what_changed(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    dialog = await open_dialog(faye, "Snapshots", "Snapshots")
    name = faye.field("Name of a new snapshot (optional)", within=dialog)
    await name.fill("Before lunch")
    await name.press("Enter")
    back = faye.button("Go back to Before lunch", within=dialog)
    await expect(back).to_be_visible()
    async with ready.remote() as remote:
        add_free_note(BoardDocument(remote.doc), "late", "After lunch", (40.0, -200.0))
        await remote.saved()
    await back.press("Enter")
    await faye.button("Leave it as it is", within=dialog).press("Enter")
    await expect(back).to_be_focused()
    await back.press("Enter")
    await faye.button("Go back to “Before lunch”", within=dialog).press("Enter")
    await expect(said(dialog, "The board is back at Before lunch.")).to_be_attached()
    await expect(faye.region("What was changed", within=dialog)).to_be_focused()


async def test_dialogs_say_what_their_buttons_do(cast: Cast, ready: ReadyBoard):
    """No two buttons of a dialog are called alike."""
    await furnish(ready)
    faye = await facilitator(cast, ready)
    for button, title in (
        ("People", "People"),
        ("Export", "Export"),
        ("Snapshots", "Snapshots"),
        ("Deleted", "Deleted"),
    ):
        dialog = await open_dialog(faye, button, title)
        await expect(dialog.get_by_role("button").nth(1)).to_be_visible()
        names = await dialog.get_by_role("button").all_inner_texts()
        assert sorted(set(names)) == sorted(names), title
        await faye.page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)


async def test_what_is_behind_more_hands_the_focus_back(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, viewport={"width": 683, "height": 384})
    more = faye.page.get_by_role("banner").get_by_role("button", name="More")
    people = faye.button("People (1)").locator("visible=true")
    await open_dialog(faye, "People", "People")
    await faye.page.keyboard.press("Escape")
    await expect(more).to_be_focused()
    await more.press("Enter")
    await people.press("Escape")
    await expect(people).to_have_count(0)
    await expect(more).to_be_focused()
    await more.press("Enter")
    await expect(people).to_be_visible()
    await more.press("Shift+Tab")
    await expect(people).to_have_count(0)


async def test_every_step_of_launching_has_the_focus(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    await open_dialog(faye, "Launch a template", "Launch a template")
    await faye.button("Choose Dis-integration grid").press("Enter")
    dialog = faye.dialog("Launch “Dis-integration grid”")
    await expect(dialog.get_by_label("Where")).to_be_focused()
    await faye.button("Back", within=dialog).press("Enter")
    await expect(faye.heading("Launch a template")).to_be_focused()


@pytest.mark.parametrize(
    ("opener", "title", "button"),
    [
        ("Share", "Share this board", "Copy link to look on"),
        ("Snapshots", "Snapshots", "Take a snapshot"),
        ("Export", "Export", "Markdown"),
    ],
)
async def test_a_button_at_work_keeps_the_focus(cast: Cast, ready: ReadyBoard, opener: str, title: str, button: str):
    faye = await facilitator(cast, ready)
    dialog = await open_dialog(faye, opener, title)
    pressed = faye.button(button, within=dialog)
    await expect(pressed).to_be_enabled()
    answer = asyncio.Event()

    async def wait(route: Route) -> None:
        await answer.wait()
        await route.continue_()

    await faye.page.route("**/api/**", wait)
    await pressed.press("Enter")
    await expect(pressed).to_be_disabled()
    await expect(pressed).to_be_focused()
    answer.set()
    await expect(pressed).to_be_enabled()
    await expect(pressed).to_be_focused()


async def test_what_is_done_to_headings_is_said_and_keeps_the_focus(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    await faye.open_picture()
    await faye.button(f"Change {AREA}, Parameters").press("Enter")
    dialog = faye.dialog("Parameters")
    later = faye.button("Later : Time", within=dialog)
    await later.press("Enter")
    await expect(said(dialog, "Moved Time later.")).to_be_attached()
    await expect(later).to_be_focused()
    await faye.button("Later : Left open", within=dialog).press("Enter")
    await expect(said(dialog, "It is already the last.")).to_be_attached()
    await faye.button("Add lane", within=dialog).press("Enter")
    added = faye.field("Title of lane 6", within=dialog)
    await expect(added).to_be_focused()
    await faye.page.keyboard.type("Who decides")
    async with ready.remote() as remote:
        remote.doc.get("meta", type=pycrdt.Map)["title"] = "Another title"
        await remote.saved()
    await expect(faye.page.get_by_role("heading", name="Another title", include_hidden=True)).to_be_attached()
    await expect(added).to_have_value("Who decides")
    await faye.button("Delete Fixed", within=dialog).press("Enter")
    await expect(said(dialog, "Deleted Fixed. It is in the Deleted list.")).to_be_attached()
    await expect(faye.button("Add lane", within=dialog)).to_be_focused()
