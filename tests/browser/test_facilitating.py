"""Running the room: phases, the shared time, and who leads (SPEC F), as people see and hear it."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Locator, Route, expect

from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.network import Plug
from tests.browser.people import Person

FIRST = "Purpose and check-in"
SECOND = "Silent split"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOOKS: dict[str, dict[str, object]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
}
CONFLICT = re.compile(r"status of 409")
"""What the browser itself says in the console when somebody else was faster."""


def now(person: Person) -> Locator:
    return person.page.get_by_role("complementary", name="Now")


def time_left(person: Person) -> Locator:
    return now(person).get_by_role("timer")


async def facilitator(cast: Cast, ready: ReadyBoard, name: str = "Faye", *, outline: bool = False) -> Person:
    return await ready.let_in(await cast.person(name), await ready.api.invite(ready.id, "facilitate"), outline=outline)


async def is_at(person: Person, title: str) -> None:
    await expect(now(person).get_by_role("status")).to_have_text(title)


async def hears(person: Person, words: str) -> None:
    await expect(person.page.get_by_role("status").filter(has_text=words)).to_be_attached()


async def seconds_shown(person: Person) -> int:
    shown = await time_left(person).inner_text()
    minutes, _, seconds = shown.split()[0].partition(":")
    return int(minutes) * 60 + int(seconds)


async def test_F1_a_facilitator_leads_from_phase_to_phase_and_everybody_reads_where_the_group_is(
    cast: Cast, ready: ReadyBoard
):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"))
    await faye.press(f"Start: {FIRST}", within=now(faye))
    for person in (faye, ama):
        await is_at(person, FIRST)
        await person.sees("Phase 1 of 7", within=now(person))
        await expect(time_left(person)).to_contain_text("left")
    await faye.press(f"Next: {SECOND}", within=now(faye))
    await is_at(ama, SECOND)
    await ama.sees("Phase 2 of 7", within=now(ama))
    await expect(now(faye).get_by_role("checkbox", name=FIRST)).to_be_checked()
    await faye.press("Back", within=now(faye))
    await is_at(ama, FIRST)
    await expect(now(faye).get_by_role("checkbox", name=FIRST)).not_to_be_checked()
    await faye.press("Skip", within=now(faye))
    await faye.press(f"Start Core conversation: {AREA}", within=now(faye))
    await is_at(ama, f"Core conversation: {AREA}")
    await ama.sees(f"About the area “{AREA}”", within=now(ama))
    await expect(ama.button("Pause", within=now(ama))).to_have_count(0)


async def test_F1_a_double_click_on_next_goes_on_by_one_phase(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await faye.button(f"Next: {SECOND}", within=now(faye)).click()
    await is_at(faye, SECOND)
    # The second press of a slow double click, on what has come to stand there.
    after = faye.button(re.compile("^Next: "), within=now(faye))
    await expect(after).to_be_enabled()
    await after.evaluate("button => button.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 }))")
    # Nothing is under way that would keep the time from being extended.
    async with faye.page.expect_response(re.compile("/stage/timer$")):
        await faye.press("+1 min", within=now(faye))
    await is_at(faye, SECOND)


async def test_F2_the_time_is_right_where_the_clock_is_wrong_by_seven_minutes(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await cast.person("Ama")
    await ama.context.clock.install(time=datetime.now(UTC) + timedelta(minutes=7))
    await ready.let_in(ama)
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await expect(time_left(ama)).to_contain_text("left")
    assert abs(await seconds_shown(faye) - await seconds_shown(ama)) <= 5
    await faye.press("Pause", within=now(faye))
    await expect(time_left(ama)).to_contain_text("Paused")
    assert await seconds_shown(ama) == await seconds_shown(faye)


async def test_F2_the_end_is_told_at_one_minute_and_at_the_end_and_the_phase_goes_on(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await cast.person("Ama")
    ama.expect_in_console(re.compile("WebSocket|status of 403"))
    plug = await Plug().hold(ama.context)
    await ama.context.clock.install()
    await ready.let_in(ama)
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await expect(time_left(ama)).to_contain_text("left")
    # The server's time goes on as ever: it would be told again on a new connection.
    await plug.pull()
    await ama.context.clock.fast_forward("04:01")
    await hears(ama, f"One minute left for {FIRST}.")
    await ama.context.clock.fast_forward("01:00")
    await hears(ama, f"Time is up for {FIRST}.")
    await expect(time_left(ama)).to_have_text("Time is up")
    await ama.context.clock.fast_forward("02:00")
    await expect(time_left(ama)).to_have_text("Over by 2 min")
    await is_at(ama, FIRST)
    await faye.press("+5 min", within=now(faye))
    plug.put_back()
    await ama.context.clock.fast_forward("00:20")
    await expect(time_left(ama)).to_contain_text("left")


async def test_F2_a_server_that_is_killed_and_started_again_and_a_page_without_network_keep_the_time(
    cast: Cast, ready: ReadyBoard
):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"))
    for person in (faye, ama):
        person.expect_in_console()
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await expect(time_left(ama)).to_contain_text("left")
    ends = (await ready.api.get(f"/api/boards/{ready.id}/stage"))["ends"]
    await ready.server.kill()
    await expect(time_left(ama)).to_contain_text("left")
    await ready.server.start()
    await ama.reload()
    await is_at(ama, FIRST)
    assert (await ready.api.get(f"/api/boards/{ready.id}/stage"))["ends"] == ends
    left = (datetime.fromisoformat(ends) - datetime.now(UTC)).total_seconds()
    assert abs(await seconds_shown(ama) - left) <= 5


async def test_F3_two_who_start_at_once_give_one_start_and_the_second_reads_why(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    gil = await facilitator(cast, ready, "Gil")
    gil.expect_in_console(CONFLICT)
    faye_was_first = asyncio.Event()

    async def late(route: Route) -> None:
        await faye_was_first.wait()
        await route.continue_()

    await gil.page.route("**/stage/phase", late)
    await gil.press(f"Start: {FIRST}", within=now(gil))
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await is_at(faye, FIRST)
    await expect(time_left(gil)).to_contain_text("left")
    faye_was_first.set()
    await expect(now(gil).get_by_role("alert")).to_contain_text("Somebody else was a moment faster")
    assert (await ready.api.get(f"/api/boards/{ready.id}/stage"))["turn"] == 1


async def unfold(person: Person) -> None:
    """On a phone what is now is a bar until it is unfolded."""
    toggle = person.button("Now", within=now(person))
    if await toggle.get_attribute("aria-expanded") == "false":
        await toggle.press("Enter")


ACTS = {
    "Bring everybody here": "Bring",
    "Put it in the spotlight": "Spotlight",
    "Lock for others": "Lock",
    "Open the vote": "Vote",
    "Ask everybody": "Vote",
    "Let everybody mark privately": "Vote",
    "Let everybody write on their own": "Write alone",
    "Let everybody's view follow mine": "Lead the view",
}
"""Where in the guide each thing is done."""


async def open_guide(faye: Person, act: str) -> Locator:
    """Open the dialog of the guide at one of its tabs."""
    await unfold(faye)
    await faye.press(act, within=now(faye).get_by_role("group", name="Guide everybody"))
    return faye.dialog("Guide everybody")


async def guide(faye: Person, part: str, button: str, *, why: str = "") -> None:
    """Choose what to do with everybody, the part of the board that it is about, and do it."""
    dialog = await open_guide(faye, ACTS[button])
    if part:
        await dialog.get_by_label("Which part of the board?").select_option(label=part)
    if why:
        await dialog.get_by_label("While").fill(why)
    await faye.press(button, within=dialog)
    await expect(dialog).to_be_hidden()


def guided(person: Person) -> Locator:
    return person.region("What everybody is shown")


async def test_F4_everybody_is_brought_to_a_part_and_can_return_and_who_writes_is_asked(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"))
    ben = await ready.let_in(await cast.person("Ben"))
    before = ama.button("Change the zone Issue and key question")
    await before.focus()
    await ben.open_record(AREA)
    await ben.page.keyboard.type("We agree ")
    await guide(faye, "Parking", "Bring everybody here")
    await expect(ama.heading("Parking")).to_be_focused()
    await expect(ama.heading("Parking")).to_be_in_viewport()
    await hears(ama, "Faye brought everybody to the zone “Parking”.")
    await ama.press("Return to where you were", within=guided(ama))
    await expect(before).to_be_focused()
    await expect(guided(ama)).to_have_count(0)
    await ben.page.keyboard.type("on one page.")
    await expect(ben.record_field(AREA)).to_have_value("We agree on one page.")
    await ben.sees("Faye asks everybody to come to the zone “Parking”.", within=guided(ben))
    await ben.record_field(AREA).press("Escape")
    await ben.press("Go there", within=guided(ben))
    await expect(ben.heading("Parking")).to_be_focused()


async def test_F4_who_comes_late_is_brought_where_everybody_is_once(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    await guide(faye, "Parking", "Bring everybody here")
    await hears(faye, "Everybody is brought there.")
    late = await ready.let_in(await cast.person("Cleo"), outline=False)
    await late.sees("brought everybody to the zone “Parking”.", within=guided(late))
    await expect(late.heading("Parking")).to_be_in_viewport()
    await late.reload()
    await late.see_board("Whole family support")
    await is_at(late, FIRST)
    await expect(guided(late)).to_have_count(0)


async def test_F11_a_timer_runs_beside_the_phase_and_everybody_reads_it(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"))
    buttons = now(faye).get_by_role("group", name="Timer")
    await faye.press("5 min", within=buttons)
    timer = now(ama).get_by_role("timer", name="Timer")
    await expect(timer).to_contain_text("left")
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await is_at(ama, FIRST)
    await expect(now(ama).get_by_role("timer")).to_have_count(2)
    await faye.press("Pause with the timer", within=buttons)
    await expect(timer).to_contain_text("Paused")
    await faye.press("Stop the timer", within=buttons)
    await expect(timer).to_have_count(0)
    await is_at(ama, FIRST)


async def test_F5_the_spotlight_is_said_in_words_and_the_rest_stays_readable(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    ben = await ready.let_in(await cast.person("Ben"))
    await guide(faye, f"{AREA}, Goal", "Put it in the spotlight")
    for person in (ama, ben):
        await person.sees("In the spotlight: the zone “Goal”.", within=guided(person))
        await person.sees("In the spotlight", within=person.page.get_by_role("main"))
    await expect(ama.button("End the spotlight", within=guided(ama))).to_have_count(0)
    await faye.press("End the spotlight", within=guided(faye))
    await expect(guided(ama)).to_have_count(0)


async def test_F6_views_follow_who_leads_until_one_moves_by_oneself(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama"))
    await guide(faye, "", "Let everybody's view follow mine")
    await faye.heading("Parking").scroll_into_view_if_needed()
    await expect(ama.heading("Parking")).to_be_in_viewport()
    await ama.page.get_by_role("main").press("Home")
    await ama.sees("You move by yourself. Faye leads the view.", within=guided(ama))
    await ama.press("Follow again", within=guided(ama))
    await expect(ama.button("Stop following", within=guided(ama))).to_be_visible()
    await faye.press("Let everybody go free", within=guided(faye))
    await expect(guided(ama)).to_have_count(0)


@pytest.mark.parametrize("outline", [True, False], ids=["outline", "picture"])
async def test_F7_a_locked_zone_is_read_and_says_so_before_anybody_types(cast: Cast, ready: ReadyBoard, outline: bool):
    faye = await facilitator(cast, ready, outline=outline)
    ama = await ready.let_in(await cast.person("Ama"), outline=outline)
    add = ama.button("Add goal to Goal") if outline else ama.button(re.compile("^Add goal to .*Goal$"))
    await expect(add).to_be_visible()
    await guide(faye, f"{AREA}, Goal", "Lock for others", why="we read back")
    await expect(add).to_have_count(0)
    await ama.sees("Locked by the facilitator while we read back.")
    await hears(ama, "Locked by the facilitator while we read back.")
    await faye.sees("Locked for others while we read back. You can write here.")
    await expect(faye.button(re.compile("^Add goal to .*Goal$"))).to_be_visible()
    await faye.press("Open again Goal")
    await expect(add).to_be_visible()


async def test_F7_what_was_written_offline_in_a_locked_zone_is_kept_and_the_facilitator_is_told(
    cast: Cast, ready: ReadyBoard
):
    faye = await facilitator(cast, ready, outline=True)
    ama = await cast.person("Ama")
    ama.expect_in_console(re.compile("WebSocket|status of 403"))
    plug = await Plug().hold(ama.context)
    await ready.let_in(ama)
    await plug.pull()
    await expect(ama.saved_words).not_to_have_text("Saved")
    await ama.write_card("Goal", "Written on the train", to="Goal", area=AREA)
    await guide(faye, f"{AREA}, Goal", "Lock for others")
    await faye.sees("Locked for others.")
    await faye.misses("Written on the train")
    plug.put_back()
    await ama.is_saved()
    await faye.sees("Written on the train")
    await faye.sees("One person who was offline had written here before seeing the lock; it was kept.")
    await faye.press("See the snapshots")
    await faye.sees("Before locking “Goal”", within=faye.dialog("Snapshots"))
    await faye.leave(faye.dialog("Snapshots"))
    await faye.press("Bring back Goal as it was locked")
    await faye.press("Bring it back", within=faye.dialog("Bring back “Goal”?"))
    for person in (faye, ama):
        await person.misses("Written on the train", within=person.section("Goal"))
    await hears(faye, "Goal is as it was when it was locked.")
    await expect(faye.button("Bring back Goal as it was locked")).to_be_focused()


@pytest.mark.parametrize(
    "look", [{"color_scheme": "light"}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"]
)
async def test_F5_F7_axe_finds_nothing_in_a_led_room(cast: Cast, ready: ReadyBoard, look: dict[str, object]):
    faye = await cast.person("Faye", bypass_csp=True, **look)
    await ready.let_in(faye, await ready.api.invite(ready.id, "facilitate"))
    ama = await cast.person("Ama", bypass_csp=True, **look)
    await ready.let_in(ama, outline=False)
    [row] = (await ready.api.get(f"/api/boards/{ready.id}/phases"))["launches"]
    await ready.api.start_phase(ready.id, row["launch"], "purpose", seen=0)
    await unfold(ama)
    await guide(faye, f"{AREA}, Goal", "Put it in the spotlight")
    await guide(faye, "Parking", "Lock for others", why="we read back")
    await guide(faye, "Parking", "Bring everybody here")
    await ama.sees("brought everybody", within=guided(ama))
    dialog = await open_guide(faye, "Bring")
    for person in (faye, ama):
        examiner = Examiner(person)
        await examiner.look_at("the led room")
        for tab in await dialog.get_by_role("tab").all() if person is faye else ():
            await tab.click()
            await examiner.look_at(await tab.inner_text())
        assert not examiner.findings, "\n".join(examiner.findings)


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_F4_each_act_is_two_presses_away_about_what_the_phase_is_about(
    cast: Cast, ready: ReadyBoard, device: dict[str, object]
):
    faye = await ready.let_in(
        await cast.person("Faye", **device), await ready.api.invite(ready.id, "facilitate"), outline=True
    )
    ama = await ready.let_in(await cast.person("Ama"))
    await unfold(faye)
    await faye.press(f"Start Core conversation: {AREA}", within=now(faye))
    await expect(faye.heading(AREA)).to_be_focused()
    await is_at(ama, f"Core conversation: {AREA}")
    for act, button in (("Bring", "Bring everybody here"), ("Spotlight", "Put it in the spotlight")):
        dialog = await open_guide(faye, act)
        await faye.press(button, within=dialog)
        await expect(dialog).to_be_hidden()
    await ama.sees(f"Faye brought everybody to the area “{AREA}”.", within=guided(ama))


async def test_F4_the_guide_by_keyboard_alone(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    opener = faye.button("Lock", within=now(faye).get_by_role("group", name="Guide everybody"))
    await opener.press("Enter")
    dialog = faye.dialog("Guide everybody")
    await expect(dialog.get_by_label("Which part of the board?")).to_be_focused()
    await faye.page.keyboard.press("Shift+Tab")
    await expect(dialog.get_by_role("tab", name="Lock")).to_be_focused()
    for key, tab in (
        ("ArrowRight", "Vote"),
        ("End", "Lead the view"),
        ("ArrowRight", "Bring"),
        ("ArrowLeft", "Lead the view"),
        ("Home", "Bring"),
    ):
        await faye.page.keyboard.press(key)
        await expect(dialog.get_by_role("tab", name=tab, selected=True)).to_be_focused()
    await faye.page.keyboard.press("Tab")
    await expect(dialog.get_by_label("Which part of the board?")).to_be_focused()
    await faye.page.keyboard.press("Tab")
    await faye.page.keyboard.press("Enter")
    await hears(faye, "Everybody is brought there.")
    await expect(opener).to_be_focused()


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_F1_leading_by_keyboard_alone(cast: Cast, ready: ReadyBoard, device: dict[str, object]):
    faye = await cast.person("Faye", **device)
    await ready.let_in(faye, await ready.api.invite(ready.id, "facilitate"), outline=False)
    await unfold(faye)
    await faye.button(f"Start: {FIRST}", within=now(faye)).press("Enter")
    await is_at(faye, FIRST)


async def test_F8_a_facilitator_hands_over_and_who_takes_on_keeps_what_they_are_typing(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"))
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await ama.open_record(AREA)
    await ama.page.keyboard.type("We agree ")
    await faye.press("People (2)")
    await faye.press("Make a facilitator (Ama)", within=faye.dialog("People"))
    await expect(ama.button("Pause", within=now(ama))).to_be_visible()
    await expect(ama.record_field(AREA)).to_be_focused()
    await ama.page.keyboard.type("on one page.")
    await expect(ama.record_field(AREA)).to_have_value("We agree on one page.")
    await faye.press("Step down as facilitator (Faye)", within=faye.dialog("People"))
    await faye.leave(faye.dialog("People"))
    await expect(faye.button("Pause", within=now(faye))).to_have_count(0)
    await ama.press("Pause", within=now(ama))
    await expect(time_left(faye)).to_contain_text("Paused")
    await faye.misses("No facilitator is here.", within=now(faye))
    await ama.is_saved()
    await ama.close_tab()
    await faye.sees("No facilitator is here.", within=now(faye))
    await expect(time_left(faye)).to_contain_text("Paused")
