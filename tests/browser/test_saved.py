"""The words about saving are true, whatever happens to the network and the server."""

import asyncio
import re

import pytest
from playwright.async_api import Dialog, Locator, expect

from tests.browser.boards import AREA, TITLE, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.network import (
    block_all_lines,
    blocked_after_joining,
    hold_device,
    kill_tab,
    let_device_go,
    spoil_next_edit,
    strict_proxy,
)
from tests.browser.people import AWAY, NETWORK, REFUSED, Person, all_miss, all_see
from tests.services.swallower import Way, swallower

CONVERSATION = "Core conversation: What do we do?"
TROUBLE = re.compile("^(Not saved: trying again|Offline: your edits are kept on this device)")

WATCH_WORDS = """header => {
    const words = [];
    const note = () => words.push(header.innerText);
    new MutationObserver(note).observe(header, { subtree: true, childList: true, characterData: true });
    globalThis.wordsSaid = words;
}"""


async def watch_words(person: Person) -> None:
    """Write down from now on everything that the header says about saving."""
    await person.saved_words.evaluate(WATCH_WORDS)


async def words_said(person: Person) -> list[str]:
    said: list[str] = await person.page.evaluate("globalThis.wordsSaid")
    return said


async def note(person: Person, words: str) -> None:
    await person.write_card("Note", words, to=CONVERSATION, area=AREA)


async def test_saved_means_in_the_log(cast: Cast, ready: ReadyBoard):
    """S1"""
    ama = await ready.let_in(await cast.person("Ama"))
    await note(ama, "Peer support in every hub")
    await ama.is_saved()
    assert await ready.times_in_log("Peer support in every hub") == 1


async def test_never_saved_while_the_server_is_dead(cast: Cast, ready: ReadyBoard):
    """S1, S5: after the server was killed, "Saved" comes back only once the text is in the log."""
    ama = await ready.let_in(await cast.person("Ama"))
    ben = await ready.let_in(await cast.person("Ben"))
    await note(ama, "Written before")
    await ama.is_saved()
    for person in (ama, ben):
        person.expect_in_console()
    await ready.server.kill()
    await watch_words(ama)
    await note(ama, "Written into the dark")
    await ama.reads_that(TROUBLE)
    assert "Saved" not in await words_said(ama)
    await ready.server.start()
    await ama.is_saved()
    assert await ready.times_in_log("Written into the dark") == 1
    await ben.sees("Written into the dark")
    await ben.sees("Written before")


async def test_offline_is_said_and_nothing_is_lost(cast: Cast, ready: ReadyBoard):
    """S5"""
    ama = await ready.let_in(await cast.person("Ama"))
    ben = await ready.let_in(await cast.person("Ben"))
    await ama.is_saved()
    await ama.lose_network()
    await watch_words(ama)
    await note(ama, "From the train")
    await ama.reads_that("Offline: your edits are kept on this device")
    await note(ben, "From the office")
    await ben.is_saved()
    assert "Saved" not in await words_said(ama)
    assert await ready.times_in_log("From the train") == 0
    await ama.find_network()
    await ama.is_saved()
    await all_see([ama, ben], "From the train")
    await all_see([ama, ben], "From the office")
    assert await ready.times_in_log("From the train") == 1


async def test_unsent_edits_survive_a_closed_tab(cast: Cast, ready: ReadyBoard):
    """S5: written while the server was dead, sent by the next tab."""
    ama = await ready.let_in(await cast.person("Ama"))
    ben = await ready.let_in(await cast.person("Ben"))
    await note(ama, "Before")
    await ama.is_saved()
    address = ama.page.url
    for person in (ama, ben):
        person.expect_in_console()
    await ready.server.kill()
    await note(ama, "Nobody has this yet")
    await ama.reads_that(TROUBLE)
    await ama.close_tab()
    await ready.server.start()
    await ama.open(address)
    await ama.see_board(TITLE)
    await ama.open_outline()
    await ama.sees("Nobody has this yet")
    await ama.is_saved()
    await ben.sees("Nobody has this yet")
    assert await ready.times_in_log("Nobody has this yet") == 1


async def test_unsent_edits_survive_a_closed_tab_offline(cast: Cast, ready: ReadyBoard):
    """S5"""
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.is_saved()
    address = ama.page.url
    await ama.lose_network()
    await note(ama, "On the way home")
    await ama.reads_that(TROUBLE)
    await ama.close_tab()
    await ama.find_network()
    await ama.open(address)
    await ama.see_board(TITLE)
    await ama.open_outline()
    await ama.sees("On the way home")
    await ama.is_saved()
    assert await ready.times_in_log("On the way home") == 1


async def test_kept_on_this_device_is_true_of_every_letter(cast: Cast, ready: ReadyBoard):
    """S5: nobody says so before the device has stored the newest letter; once it is said, the tab may be killed."""
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.is_saved()
    address = ama.page.url
    await ama.lose_network()
    await hold_device(ama.page)
    await note(ama, "Every letter of it")
    await ama.reads_that("Offline: saving on this device")
    asked = await leave(ama)
    await asked.dismiss()
    await watch_words(ama)
    await let_device_go(ama.page)
    await ama.reads_that("Offline: your edits are kept on this device")
    assert await words_said(ama) == ["Offline: your edits are kept on this device"]
    await kill_tab(ama.page)
    await ama.find_network()
    await ama.open(address)
    await ama.see_board(TITLE)
    await ama.open_outline()
    await ama.sees("Every letter of it")
    await ama.is_saved()
    assert await ready.times_in_log("Every letter of it") == 1


async def test_a_browser_that_cannot_keep_edits_says_so(cast: Cast, ready: ReadyBoard):
    """S5: nothing is promised for the device where it has no storage; the open page keeps and sends them."""
    ama = await cast.person("Ama")
    await ama.context.add_init_script("delete globalThis.indexedDB; delete Window.prototype.indexedDB;")
    await ready.let_in(ama)
    await ama.is_saved()
    await ama.lose_network()
    await note(ama, "In a private window")
    await ama.reads_that("Offline: your edits are not kept on this device, keep this page open")
    await ama.find_network()
    await ama.is_saved()
    assert await ready.times_in_log("In a private window") == 1


async def test_unsaved_edits_are_counted_as_people_count(cast: Cast, ready: ReadyBoard):
    """Two cards are two edits, however many letters they have; saved, there are none."""
    ama = await cast.person("Ama")
    async with blocked_after_joining(ready, ama) as proxy:
        await note(ama, "Sixteen letters and more")
        await note(ama, "And once again")
        await ama.reads_that("Not saved: trying again (2 edits)")
        proxy.allows_sockets = True
        await ama.is_saved()


async def test_leaving_while_unsaved_warns(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.is_saved()
    ama.expect_in_console()
    await ready.server.kill()
    await note(ama, "Still here")
    await ama.reads_that(TROUBLE)
    asked = await leave(ama)
    assert asked.type == "beforeunload"
    await asked.dismiss()
    await ama.sees("Still here")
    await ready.server.start()
    await ama.is_saved()
    async with ama.page.expect_event("close"):
        await ama.page.close(run_before_unload=True)


async def leave(person: Person) -> Dialog:
    """Try to close the tab; returns what the browser asks."""
    async with person.page.expect_event("dialog") as asked:
        await person.page.close(run_before_unload=True)
    return await asked.value


async def test_W1_behind_a_strict_proxy_the_board_works_all_the_same(cast: Cast, ready: ReadyBoard):
    ama, ben = await cast.person("Ama"), await ready.let_in(await cast.person("Ben"))
    ama.expect_in_console(NETWORK)
    async with strict_proxy(ready.server.url) as proxy:
        await ready.let_in(ama, proxy.link(ready.edit_link))
        await note(ama, "Written behind a strict proxy")
        await ama.is_saved()
        await ben.sees("Written behind a strict proxy")
        await note(ben, "Written in the open")
        await ama.sees("Written in the open")
        assert proxy.refused
        await expect(ama.saved_words).to_have_attribute("title", re.compile("Your network blocks live connections"))
        for person in (ama, ben):
            person.expect_in_console(AWAY)
        await ready.server.restart()
        await note(ama, "And after the server was started again")
        await ama.is_saved()
        await ben.sees("And after the server was started again")


@pytest.mark.parametrize("way", ["up", "down"])
async def test_W4_behind_a_proxy_that_swallows_frames_the_board_works_all_the_same(
    cast: Cast, ready: ReadyBoard, way: Way
):
    ama, ben = await cast.person("Ama"), await ready.let_in(await cast.person("Ben"))
    ama.expect_in_console(NETWORK)
    await ama.context.clock.install()
    async with swallower(ready.server.url, way) as proxy:
        joining = asyncio.create_task(ready.let_in(ama, proxy.link(ready.edit_link)))
        await asyncio.wait_for(proxy.sent.wait(), 60)
        await ama.context.clock.fast_forward(20_000)
        await joining
        await note(ama, "Written behind it")
        await ama.is_saved()
        await ben.sees("Written behind it")
        assert proxy.opened == 1


async def test_blocked_live_connection_is_said_plainly(cast: Cast, ready: ReadyBoard):
    ama = await cast.person("Ama")
    ama.expect_in_console(NETWORK)
    ama.expect_in_console(REFUSED)
    await block_all_lines(ama.context)
    async with strict_proxy(ready.server.url) as proxy:
        await ama.open(proxy.link(ready.edit_link))
        await ama.answer_who()
        notice = ama.region("Your network lets the page through, but not the live connection")
        await expect(notice).to_be_visible()
        await ama.reads_that("Cannot connect: your network blocks the live connection")
        assert proxy.refused
        await ama.sees("Please allow WebSocket connections", within=notice)
        await ama.sees("The board cannot be shown until the connection works.", within=notice)
        proxy.allows_sockets = True
        await ama.press("Try again", within=notice)
        await ama.see_board(TITLE)
        await ama.is_saved()
        await expect(notice).to_have_count(0)


async def test_who_was_here_before_writes_on_while_blocked(cast: Cast, ready: ReadyBoard):
    """S5: the board comes from this device, and what is written is sent when the connection works."""
    ama = await cast.person("Ama")
    ama.expect_in_console(NETWORK)
    ama.expect_in_console(REFUSED)
    await block_all_lines(ama.context)
    async with strict_proxy(ready.server.url) as proxy:
        proxy.allows_sockets = True
        await ready.let_in(ama, proxy.link(ready.edit_link))
        await ama.is_saved()
        proxy.allows_sockets = False
        await ama.reload()
        await ama.see_board(TITLE)
        await ama.open_outline()
        notice = ama.region("Your network lets the page through, but not the live connection")
        await ama.sees("You can write; your edits are kept on this device", within=notice)
        await note(ama, "Written behind a strict proxy")
        await ama.reads_that("Cannot connect: your network blocks the live connection")
        assert await ready.times_in_log("Written behind a strict proxy") == 0
        proxy.allows_sockets = True
        await ama.press("Try again", within=notice)
        await ama.is_saved()
        assert await ready.times_in_log("Written behind a strict proxy") == 1


async def test_refused_edit_is_explained_and_can_be_put_back(cast: Cast, ready: ReadyBoard):
    """A3: what happened, why, the text, and two ways on."""
    ama = await cast.person("Ama", permissions=["clipboard-read", "clipboard-write"])
    ben = await ready.let_in(await cast.person("Ben"))
    await spoil_next_edit(await ama.open_empty(), "kettle")
    await ready.let_in(ama)
    await note(ama, "Kept")
    await ama.is_saved()
    await ama.press(f"Add note to {CONVERSATION}")
    await ama.page.keyboard.insert_text("Put the kettle on")
    notice = ama.region("An edit of yours was not accepted")
    await ama.sees("Put the kettle on", within=notice)
    await ama.sees("That is a fault of the page, not yours.", within=notice)
    await ama.misses("Put the kettle on")
    await ama.reads_that("Saved, but one text could not be: see below")
    await expect(notice.get_by_role("alert").get_by_role("heading")).to_be_focused()
    await ama.press("Copy", within=notice)
    await ama.sees("Copied.", within=notice)
    assert await ama.page.evaluate("navigator.clipboard.readText()") == "Put the kettle on"
    await ama.press("Put back", within=notice)
    await all_see([ama, ben], "Put the kettle on")
    await ama.is_saved()
    await ama.sees("It is back on the board and saved.", within=notice)
    # Pressed once more, it is not put back twice.
    await ama.button("Put back", within=notice).press("Enter")
    await ama.press("I am done with this", within=notice)
    await expect(notice).to_have_count(0)
    await expect(ama.page.get_by_role("main")).to_be_focused()
    await ama.sees("Kept")
    assert await ready.times_in_log("Put the kettle on") == 1


async def test_undo_takes_back_only_ones_own(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    ben = await ready.let_in(await cast.person("Ben"))
    await note(ama, "From Ama")
    await ben.sees("From Ama")
    await note(ben, "From Ben")
    await ama.sees("From Ben")
    # One step: the card and the words that were written in it at once.
    await ama.press("Undo")
    await all_miss([ama, ben], "From Ama")
    await all_see([ama, ben], "From Ben")
    await expect(ama.button("Undo")).to_be_disabled()
    await ama.press("Redo")
    await all_see([ama, ben], "From Ama")


async def test_undo_while_writing_goes_back_by_runs(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    add = f"Add note to {CONVERSATION}"
    await ama.press(add)
    await ama.page.keyboard.type("One sentence. Another one.")
    field = ama.field("Note")
    await field.press("ControlOrMeta+z")
    await expect(field).to_have_value("One sentence. ")
    await field.press("ControlOrMeta+Shift+z")
    await field.press("Escape")
    await expect(ama.button("Edit the note “One sentence. Another one.”")).to_be_focused()
    await ama.page.keyboard.press("ControlOrMeta+z")
    await ama.misses("One sentence.")
    await expect(ama.button(add)).to_be_focused()
    await ama.page.keyboard.press("ControlOrMeta+Shift+z")
    await ama.sees("One sentence. Another one.")
    # Taken back while it is open, the card goes, and the focus with it to where it was made.
    await ama.press(add)
    await field.press("ControlOrMeta+z")
    await expect(field).to_have_count(0)
    await expect(ama.button(add)).to_be_focused()


async def test_a_sentence_typed_through_a_crash_stays_under_the_caret(cast: Cast, ready: ReadyBoard):
    """A4, S5: she types on while the server dies and comes back; nothing is refused and every word stays."""
    ama = await ready.let_in(await cast.person("Ama"))
    ama.expect_in_console()
    await ama.is_saved()
    field = await ama.open_record(AREA)
    said = ""
    for round_ in range(3):
        dying = asyncio.create_task(ready.server.kill())
        said += await type_on(field, f"going {round_} ")
        await dying
        said += await type_on(field, f"while {round_} it was away ")
        returning = asyncio.create_task(ready.server.start())
        said += await type_on(field, f"and {round_} on as it came back ")
        await returning
        said += await type_on(field, f"then {round_} on ")
        await ama.is_saved()
        await expect(field).to_have_value(said)
    assert await ready.times_in_log(said.strip()) == 1
    await ama.misses("was not accepted")


async def type_on(field: Locator, words: str) -> str:
    """Type several words letter by letter; returns them."""
    text = words * 4
    await field.press_sequentially(text)
    return text
