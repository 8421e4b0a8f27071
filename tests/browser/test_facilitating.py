"""Running the room: phases, the shared time, and who leads (SPEC F), as people see and hear it."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Route, expect

from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.leading import (
    CONFLICT,
    FIRST,
    PHONE,
    SECOND,
    facilitator,
    hears,
    is_at,
    now,
    seconds_shown,
    time_left,
    unfold,
)
from tests.browser.network import Plug

MOMENT = 1_000
"""For how long what has just come answers no press, in milliseconds."""


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
    await hears(ama, f"Phase 2 of 7 has begun: {SECOND}. 8 minutes left. Each for yourself")
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


SCROLLED = "panel => panel.scrollTop"


async def test_F1_on_a_laptop_what_leads_on_and_the_guide_are_in_sight_and_another_phase_is_read_from_its_beginning(
    cast: Cast, ready: ReadyBoard
):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama"))
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await is_at(ama, FIRST)
    for person in (faye, ama):
        await now(person).evaluate("panel => panel.scrollTo(0, panel.scrollHeight)")
        assert await now(person).evaluate(SCROLLED) > 0
    launch = (await ready.api.projection(ready.id))["launches"][0]["id"]
    await ready.api.start_phase(ready.id, launch, "split", seen=(await ready.api.stage(ready.id))["turn"])
    for person in (faye, ama):
        await is_at(person, SECOND)
        assert await now(person).evaluate(SCROLLED) == 0
    guide = now(faye).get_by_role("group", name="Guide everybody")
    for act in ("Bring", "Spotlight", "Lock", "Vote", "Write alone", "Lead the view"):
        await expect(faye.button(act, within=guide)).to_be_in_viewport(ratio=1)
    opens = faye.button(re.compile("^Let everybody write on their own"), within=now(faye))
    await expect(opens).to_be_enabled()
    await opens.press("Enter")
    writing = faye.region("Write on your own")
    for name in ("Reveal all cards", "End without revealing"):
        await expect(faye.button(name, within=writing)).to_be_in_viewport(ratio=1)
    # Who writes in the panel is left where they are.
    await faye.press("Add a private card", within=writing)
    card = writing.get_by_label("Private card 1", exact=True)
    await expect(card).to_be_focused()
    await now(faye).evaluate("panel => panel.scrollTo(0, 100)")
    await ready.api.start_phase(ready.id, launch, "cluster", seen=(await ready.api.stage(ready.id))["turn"])
    await is_at(faye, "Cluster and name areas")
    assert await now(faye).evaluate(SCROLLED) > 0


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


async def test_F1_what_was_launched_last_is_begun_from_where_the_group_is(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await ready.api.launch(ready.id, "dis_integration_grid", answers={"columns": ["Families", "NHS"]})
    begins = faye.button("Begin: Dis-integration grid", within=now(faye))
    await begins.click()
    await is_at(faye, "Name the network")
    await expect(begins).to_have_count(0)


async def test_F3_a_second_press_by_habit_opens_no_round_in_the_silent_phase_that_has_come(
    cast: Cast, ready: ReadyBoard
):
    faye = await cast.person("Faye")
    await faye.context.clock.install()
    await ready.let_in(faye, await ready.api.invite(ready.id, "facilitate"), outline=False)
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await is_at(faye, FIRST)
    await faye.context.clock.run_for(MOMENT)
    await faye.press(f"Next: {SECOND}", within=now(faye))
    opens = faye.button(re.compile("^Let everybody write on their own"), within=now(faye))
    await expect(opens).to_be_visible()
    for habit in (opens, faye.button(re.compile("^Next: "), within=now(faye))):
        await expect(habit).to_be_disabled()
        await habit.click(force=True)
    await faye.context.clock.run_for(MOMENT)
    async with faye.page.expect_response(re.compile("/private/rounds$")):
        await opens.click()
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
