"""The words stay true and all comes together by itself: two tabs of one person, a network that turns bad, a sleep."""

from playwright.async_api import expect

from tests.browser.boards import AREA, TITLE, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.network import OpenLine, blocked_after_joining, kill_tab, spoil_next_edit
from tests.browser.people import Person

CONVERSATION = "Core conversation: What do we do?"
KEPT = "Offline: your edits are kept on this device"


async def note(person: Person, words: str) -> None:
    await person.write_card("Note", words, to=CONVERSATION, area=AREA)


async def second_tab(person: Person, address: str) -> None:
    """Open the same board once more and go on there."""
    await person.open(address)
    await person.see_board(TITLE)
    await person.open_outline()
    await person.is_saved()


async def test_two_tabs_both_say_saved_when_all_is(cast: Cast, ready: ReadyBoard):
    """S5: what each wrote offline is sent once, and neither goes on waiting for the other."""
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.is_saved()
    first = ama.page
    await second_tab(ama, first.url)
    second = ama.page
    await ama.lose_network()
    await note(ama, "From the second tab")
    await ama.reads_that(KEPT)
    ama.go_to(first)
    await note(ama, "From the first tab")
    await ama.reads_that(KEPT)
    await ama.find_network()
    for tab in (first, second):
        ama.go_to(tab)
        await ama.is_saved()
        await ama.sees("From the first tab")
        await ama.sees("From the second tab")
    assert await ready.times_in_log("From the first tab") == 1
    assert await ready.times_in_log("From the second tab") == 1


async def test_what_a_closed_tab_left_is_sent_by_the_other(cast: Cast, ready: ReadyBoard):
    """S5: without a reload."""
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.is_saved()
    first = ama.page
    await second_tab(ama, first.url)
    await ama.lose_network()
    await note(ama, "Left behind")
    await ama.reads_that(KEPT)
    await kill_tab(ama.page)
    ama.go_to(first)
    await ama.find_network()
    await ama.sees("Left behind")
    await ama.is_saved()
    assert await ready.times_in_log("Left behind") == 1


async def test_what_one_tab_is_refused_costs_the_other_nothing(cast: Cast, ready: ReadyBoard):
    """A3, S5: the second tab has sent nothing of its note, and is killed after the first had to begin anew."""
    ama, line = await cast.person("Ama"), OpenLine()
    await spoil_next_edit(await ama.open_empty(), "kettle")
    await ready.let_in(ama)
    first = ama.page
    await line.lie_between(second := await ama.open_empty())
    await second_tab(ama, first.url)
    line.fall_silent()
    await note(ama, "Never sent")
    ama.go_to(first)
    await ama.press(f"Add note to {CONVERSATION}")
    await ama.page.keyboard.insert_text("Put the kettle on")
    notice = ama.region("An edit of yours was not accepted")
    await ama.sees("Put the kettle on", within=notice)
    await kill_tab(second)
    await ama.sees("Never sent")
    await ama.reads_that("Saved, but one text could not be: see below")
    assert await ready.times_in_log("Never sent") == 1


async def test_a_network_that_begins_to_block_is_told_from_a_server_that_is_away(cast: Cast, ready: ReadyBoard):
    ama = await cast.person("Ama")
    async with blocked_after_joining(ready, ama) as proxy:
        await note(ama, "In another building")
        await ama.reads_that("Cannot connect: your network blocks the live connection")
        notice = ama.region("Your network lets the page through, but not the live connection")
        await ama.sees("your edits are kept on this device", within=notice)
        proxy.allows_sockets = True
        await ama.is_saved()
        await expect(notice).to_have_count(0)
        assert await ready.times_in_log("In another building") == 1


async def test_a_sleep_in_the_middle_of_a_word(cast: Cast, ready: ReadyBoard):
    """S5: the machine sleeps, the server dies meanwhile, others go on; awake again she writes on, without a reload."""
    ama = await ready.let_in(await cast.person("Ama"))
    ben = await ready.let_in(await cast.person("Ben"))
    for person in (ama, ben):
        person.expect_in_console()
    await ama.press(f"Add note to {CONVERSATION}")
    await ama.page.keyboard.type("Half a wo")
    devtools = await ama.context.new_cdp_session(ama.page)
    await devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    await ready.server.kill()
    await ready.server.start()
    await note(ben, "While she slept")
    await ben.is_saved()
    await devtools.send("Page.setWebLifecycleState", {"state": "active"})
    await ama.page.keyboard.type("rd")
    await ama.sees("While she slept")
    await ama.is_saved()
    await ben.sees("Half a word")
    assert await ready.times_in_log("Half a word") == 1


async def test_what_a_private_window_could_not_keep_is_not_waited_for(cast: Cast, ready: ReadyBoard):
    """Closed against the warning, its words are gone; the next window does not say for ever that it tries again."""
    ama = await cast.person("Ama")
    await ama.context.add_init_script("delete Window.prototype.indexedDB; delete globalThis.indexedDB;")
    await ready.let_in(ama)
    await ama.is_saved()
    address = ama.page.url
    ama.expect_in_console()
    await ready.server.kill()
    await note(ama, "Not kept")
    await ama.reads_that("Offline: your edits are not kept on this device, keep this page open")
    await ama.page.close()
    await ready.server.start()
    await ama.open(address)
    await ama.see_board(TITLE)
    await ama.is_saved()
    assert await ready.times_in_log("Not kept") == 0
