"""Links: made once, copied again and again, withdrawn only when somebody has read what that does."""

import re

from playwright.async_api import Locator, expect

from tests.browser.boards import TITLE, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person

CLIPBOARD = "navigator.clipboard.readText()"
WITHDRAW = re.compile("^Withdraw the link to take part, made .* by Faye$")


async def sharing(cast: Cast, ready: ReadyBoard) -> tuple[Person, Locator]:
    """A facilitator with the dialog open."""
    link = await ready.api.invite(ready.id, "facilitate")
    faye = await ready.let_in(await cast.facilitator(), link, outline=False)
    await faye.press("Share")
    return faye, faye.dialog("Share this board")


async def roles_of_links(ready: ReadyBoard) -> list[str]:
    return sorted(each["role"] for each in await ready.api.invitations(ready.id) if each["revoked_at"] is None)


async def test_a_link_is_made_when_it_is_copied_and_is_the_same_from_then_on(cast: Cast, ready: ReadyBoard):
    faye, dialog = await sharing(cast, ready)
    before = await roles_of_links(ready)
    await faye.press("Copy link to look on", within=dialog)
    await faye.sees("Copied: the link to look on.", within=dialog)
    first = await faye.page.evaluate(CLIPBOARD)
    assert await roles_of_links(ready) == sorted([*before, "view"])
    await faye.reload()
    await faye.press("Share")
    await expect(faye.field("Link to look on", within=dialog)).to_have_value(first)
    await faye.page.evaluate("navigator.clipboard.writeText('')")
    await faye.press("Copy link to look on", within=dialog)
    await faye.sees("Copied: the link to look on.", within=dialog)
    assert await faye.page.evaluate(CLIPBOARD) == first
    assert await roles_of_links(ready) == sorted([*before, "view"])


async def test_only_what_was_copied_last_is_called_copied(cast: Cast, ready: ReadyBoard):
    faye, dialog = await sharing(cast, ready)
    said = dialog.get_by_role("status").filter(has_text="Copied")
    for purpose in ("to look on", "to take part"):
        await faye.press(f"Copy link {purpose}", within=dialog)
        await expect(said).to_have_text([f"Copied: the link {purpose}."])


async def test_I5_withdrawing_asks_first_and_says_what_it_does(cast: Cast, ready: ReadyBoard):
    faye, dialog = await sharing(cast, ready)
    await faye.press("Copy link to take part", within=dialog)
    link = await faye.field("Link to take part", within=dialog).input_value()
    ama = await ready.let_in(await cast.person("Ama"), link)
    await ama.is_saved()
    ama.expect_in_console(re.compile("status of 40[134]|WebSocket"))
    await faye.leave(dialog)
    await faye.press("Share")
    withdraw = faye.button(WITHDRAW, within=dialog)
    await faye.sees("1 person joined by it.", within=dialog)
    await withdraw.click()
    question = faye.dialog("Withdraw this link?")
    await faye.sees("The 1 person who joined by it is shut out at once", within=question)
    await expect(faye.button("Leave it as it is", within=question)).to_be_focused()
    await faye.page.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await expect(withdraw).to_be_focused()
    await withdraw.click()
    await faye.press("Withdraw the link", within=question)
    await expect(dialog.get_by_role("status").filter(has_text="Withdrawn: the link to take part")).to_be_visible()
    await expect(withdraw).to_have_count(0)
    await expect(faye.heading("Links that work now")).to_be_focused()
    await expect(ama.heading("You no longer have access to this board", level=1)).to_be_visible()
    await ama.sees(f"The link by which you joined “{TITLE}” was withdrawn")
    await faye.press("Copy link to take part", within=dialog)
    await expect(faye.field("Link to take part", within=dialog)).not_to_have_value(link)


async def test_a_facilitator_is_warned_of_withdrawing_their_own_link(cast: Cast, ready: ReadyBoard):
    faye, dialog = await sharing(cast, ready)
    await faye.button(re.compile("^Withdraw the link to run the board"), within=dialog).click()
    await faye.sees("you would be shut out too", within=faye.dialog("Withdraw this link?"))


async def test_links_that_work_on_this_computer_alone_say_so(cast: Cast, ready: ReadyBoard):
    faye, dialog = await sharing(cast, ready)
    await faye.sees("These links work on this computer only.", within=dialog)
    await faye.sees("PUBLIC_URL", within=dialog)


async def test_signing_out_takes_the_links_along(cast: Cast, ready: ReadyBoard):
    faye, dialog = await sharing(cast, ready)
    await faye.press("Copy link to take part", within=dialog)
    await faye.sees("Copied: the link to take part.", within=dialog)
    await faye.page.goto(ready.server.url)
    await faye.press("Sign out")
    await faye.sees("Boards open by a link.")
    assert "#" not in await faye.page.evaluate("JSON.stringify(localStorage)")
