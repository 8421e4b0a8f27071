"""Running the room: phases, the shared time, and who leads (SPEC F), as people see and hear it."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Locator, Route, expect

from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person

FIRST = "Purpose and check-in"
SECOND = "Silent split"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
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
    await faye.press("Skip", within=now(faye))
    await faye.press(f"Start Core conversation: {AREA}", within=now(faye))
    await is_at(ama, f"Core conversation: {AREA}")
    await ama.sees(f"About the area “{AREA}”", within=now(ama))
    await expect(ama.button("Pause", within=now(ama))).to_have_count(0)


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
    await ama.context.clock.install()
    await ready.let_in(ama)
    await faye.press(f"Start: {FIRST}", within=now(faye))
    await expect(time_left(ama)).to_contain_text("left")
    await ama.context.clock.fast_forward("04:01")
    await hears(ama, f"One minute left for {FIRST}.")
    await ama.context.clock.fast_forward("01:00")
    await hears(ama, f"Time is up for {FIRST}.")
    await expect(time_left(ama)).to_have_text("Time is up")
    await ama.context.clock.fast_forward("02:00")
    await expect(time_left(ama)).to_have_text("Over by 2 min")
    await is_at(ama, FIRST)
    await faye.press("+5 min", within=now(faye))
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


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_F1_leading_by_keyboard_alone(cast: Cast, ready: ReadyBoard, device: dict[str, object]):
    faye = await cast.person("Faye", **device)
    await ready.let_in(faye, await ready.api.invite(ready.id, "facilitate"), outline=False)
    toggle = faye.button("Now", within=now(faye))
    if await toggle.get_attribute("aria-expanded") == "false":
        await toggle.press("Enter")
    await faye.button(f"Start: {FIRST}", within=now(faye)).press("Enter")
    await is_at(faye, FIRST)
