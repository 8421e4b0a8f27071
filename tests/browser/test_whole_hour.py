"""A whole session of a leadership group, in the time of the room and not of the machine.

A facilitator at a desk, a member on a phone whose clock is wrong, and somebody who only looks on, on a real server
with SQLite that is killed in between. What they take home is held against what they typed.
"""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Route, expect

from tests.browser.conftest import Cast
from tests.browser.hour import (
    AGREED,
    ALSO_AGREED,
    AMAS,
    CONFLICT,
    FAYES,
    ISSUE,
    KEEP,
    LATER,
    PAY,
    PHONE,
    PURPOSE,
    QUESTION,
    TITLE,
    WRONG_BY,
    Hour,
    listened_to,
    words_of,
)
from tests.browser.hour_in_roles import hats_are_chosen_and_speak, the_roles_are_given
from tests.browser.hour_in_silence import (
    each_splits_the_issue_in_silence,
    the_cards_are_revealed,
    the_server_is_killed_while_they_write_alone,
)
from tests.browser.leading import guide, guided, hears, is_at, now, time_left, unfold
from tests.browser.passing_time import SessionTime, seconds_left
from tests.browser.people import Person, all_see
from tests.services.board_server import organiser
from tests.services.clockwork_server import ClockworkServer

pytestmark = pytest.mark.slow


@pytest_asyncio.fixture(loop_scope="session")
async def hour(cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hour]:
    async with (
        ClockworkServer(tmp_path_factory.mktemp("hour")) as server,
        organiser(server, "Who looks after the server") as api,
    ):
        time = SessionTime(server)
        faye = await time.goes_for(await cast.person("Faye"))
        ama = await time.goes_for(await cast.person("Ama", **PHONE), wrong_by=WRONG_BY)
        vera = await time.goes_for(await cast.person("Vera"))
        cleo = await cast.person("Cleo")
        for person in (faye, ama, vera, cleo):
            person.expect_in_console()
            person.expect_in_console(CONFLICT)
        hour = Hour(server, api, time, faye, ama, vera, cleo)
        hour.wires = {person.name: listened_to(person) for person in hour.everybody}
        yield hour


async def test_F_V_P_X_a_whole_hour_and_what_is_taken_home(hour: Hour) -> None:
    await the_facilitator_types_purpose_and_question(hour)
    await the_others_come_in(hour)
    await the_roles_are_given(hour)
    await the_group_checks_in(hour)
    await each_splits_the_issue_in_silence(hour)
    await the_server_is_killed_while_they_write_alone(hour)
    await the_cards_are_revealed(hour)
    await the_cards_become_areas(hour)
    await they_set_parameters_and_goals(hour)
    await a_grid_and_hats_in_the_middle(hour)
    await they_vote_with_dots(hour)
    await the_server_is_killed_while_they_write(hour)
    await the_text_is_read_back_locked_and_agreed(hour)
    await the_facilitator_shows_and_hears(hour)
    await somebody_comes_late(hour)
    await two_press_start_at_once(hour)
    await the_facilitator_leaves_and_another_takes_on(hour)
    await they_take_home_what_they_typed(hour)
    await nobody_wrote_who_only_looks_on(hour)


async def the_facilitator_types_purpose_and_question(hour: Hour) -> None:
    faye = hour.faye
    await faye.join(hour.server.link)
    await faye.make_board(
        "Manualize",
        TITLE,
        {
            "What is the issue?": ISSUE,
            "What is the key question?": QUESTION,
            "What are we making, and for whom?": PURPOSE,
        },
    )
    await faye.open_outline()
    await faye.sees(QUESTION)
    await faye.is_saved()
    hour.board = faye.board


async def the_others_come_in(hour: Hour) -> None:
    """Ama takes part on a phone, Vera looks on."""
    hour.links = {purpose: await hour.faye.share_link(purpose) for purpose in ("to take part", "to look on")}
    await hour.ama.join(hour.links["to take part"], organisation="Torbay Council", board=TITLE)
    await hour.vera.join(hour.links["to look on"], board=TITLE)
    await hour.vera.open_outline()
    await all_see(hour.everybody, QUESTION)


async def the_group_checks_in(hour: Hour) -> None:
    """F1, F2: started, paused, resumed and extended; right on the phone whose clock is wrong."""
    faye = hour.faye
    await faye.press("Start: Purpose and check-in", within=now(faye))
    await hour.all_are_at("Purpose and check-in")
    await hour.time.passes(2)
    await hour.time_is_right()
    await faye.press("Pause", within=now(faye))
    await expect(time_left(hour.ama)).to_contain_text("Paused")
    left = await seconds_left(hour.api, hour.board)
    await hour.time.passes(10)
    assert await seconds_left(hour.api, hour.board) == left
    await faye.press("Go on", within=now(faye))
    await faye.press("+5 min", within=now(faye))
    await expect(time_left(hour.vera)).not_to_contain_text("Paused")
    await hour.time_is_right()
    assert await seconds_left(hour.api, hour.board) > left


async def the_cards_become_areas(hour: Hour) -> None:
    """D8: two heaps with names."""
    faye = hour.faye
    await faye.press("Next: Cluster and name areas", within=now(faye))
    await five_minutes_in_pairs(hour)
    await faye.press("Select cards")
    await group(faye, KEEP, FAYES)
    await group(faye, PAY, [AMAS[0], AMAS[1] + LATER])
    for title in (KEEP, PAY):
        await all_see(hour.everybody, title)


async def five_minutes_in_pairs(hour: Hour) -> None:
    """F11: a timer of its own, and the phase goes on beside it."""
    faye = hour.faye
    buttons = now(faye).get_by_role("group", name="Timer")
    await faye.press("5 min", within=buttons)
    for person in hour.everybody:
        await expect(now(person).get_by_role("timer", name="Timer")).to_contain_text("left")
    await hour.time.passes(5)
    await hears(hour.vera, "The timer is up.")
    await faye.press("Stop the timer", within=buttons)
    await hour.all_are_at("Cluster and name areas")


async def group(faye: Person, title: str, cards: list[str]) -> None:
    for text in cards:
        await faye.page.get_by_role("checkbox", name=f"Select the note “{text}”").check()
    await faye.press("Group into an area")
    dialog = faye.dialog("Group into an area")
    await faye.field("Title of the new area", within=dialog).fill(title)
    await faye.press("Group", within=dialog)
    await expect(dialog).to_be_hidden()


async def they_set_parameters_and_goals(hour: Hour) -> None:
    faye, ama = hour.faye, hour.ama
    await faye.press(f"Start Parameters and goal: {KEEP}", within=now(faye))
    await is_at(ama, f"Parameters and goal: {KEEP}")
    for person, kind, text, to in (
        (ama, "Parameter", "Services for parents and infants", "Parameters: In scope"),
        (faye, "Parameter", "Until the end of next year", "Parameters: Time"),
        (ama, "Goal", "One page for each director", "Goal"),
    ):
        await person.write_card(kind, text, to=to, area=KEEP)
        hour.cards.append(text)
    await faye.write_card("Goal", "A list of who could pay", to="Goal", area=PAY)
    hour.cards.append("A list of who could pay")
    for text in hour.cards:
        await all_see(hour.everybody, text)
    await ama.is_saved()


async def a_grid_and_hats_in_the_middle(hour: Hour) -> None:
    """T2: launched on an area while the phase goes on."""
    faye = hour.faye
    grid = {"Which issue do you look at?": "Money that ends", "Who is in the network?": "Families\nNHS\nCouncil"}
    await faye.launch("Dis-integration grid", area=KEEP, answers=grid)
    await faye.write_card("Note", "Nobody tells us that it ends", to="What's the problem?, Families")
    await all_see(hour.everybody, "Nobody tells us that it ends")
    hour.cards.append("Nobody tells us that it ends")
    await hats_are_chosen_and_speak(hour)


async def they_vote_with_dots(hour: Hour) -> None:
    """V1 to V4: the sums are shown at the close, and the top three are marked."""
    faye, ama = hour.faye, hour.ama
    await guide(faye, f"{KEEP}, Core conversation", "Open the vote")
    await put_dots(ama, FAYES)
    await put_dots(faye, FAYES[:1])
    vera = await ballot(hour.vera, "Vote with dots")
    await expect(vera.get_by_text("You are here to read, so you do not vote.")).to_be_visible()
    await (await ballot(faye, "Vote with dots")).get_by_role("button", name="Close and show the result").click()
    result = faye.region("Vote with dots: the result")
    await expect(result.get_by_role("listitem").first).to_contain_text(FAYES[0])
    await expect(result.get_by_role("listitem").first).to_contain_text("2 dots")
    await faye.press("Mark the top 3", within=result)
    await expect(result.get_by_text("Top", exact=True)).to_have_count(2)


async def ballot(person: Person, title: str) -> Locator:
    """Where a person votes: in the panel of what is now, one press away on a phone."""
    await unfold(person)
    return person.region(title, within=now(person))


async def put_dots(person: Person, cards: list[str]) -> None:
    here = await ballot(person, "Vote with dots")
    for text in cards:
        await here.get_by_role("button", name=f"Put a dot on “{text}”").click()
        await expect(here.get_by_role("listitem").filter(has_text=text).get_by_text("Yours: 1 dot")).to_be_visible()


async def the_server_is_killed_while_they_write(hour: Hour) -> None:
    """S1, S5, F2: SIGKILL in the middle of a sentence; the time goes on, no word is lost, none is there twice."""
    faye, ama, server = hour.faye, hour.ama, hour.server
    await faye.press(f"Start Core conversation: {KEEP}", within=now(faye))
    await hour.all_are_at(f"Core conversation: {KEEP}")
    half = len(AGREED) // 2
    record = await faye.open_record(KEEP)
    await faye.page.keyboard.type(AGREED[:half])
    await faye.is_saved()
    await server.kill()
    await faye.page.keyboard.type(AGREED[half:])
    await expect(faye.saved_words).not_to_have_text("Saved")
    await hour.time.passes(3)
    await server.start()
    await faye.is_saved()
    await expect(record).to_have_value(AGREED)
    await record.press("Escape")
    await all_see(hour.everybody, AGREED)
    await hour.time_is_right()
    await ama.write_record(PAY, ALSO_AGREED)
    await all_see(hour.everybody, ALSO_AGREED)


async def the_text_is_read_back_locked_and_agreed(hour: Hour) -> None:
    """F7, V5: nobody changes by accident what is read aloud, and each says how far they agree."""
    faye, ama = hour.faye, hour.ama
    await faye.press("Skip", within=now(faye))
    await faye.press("Start Read back", within=now(faye))
    await hour.all_are_at("Read back")
    await guide(faye, f"Area: {KEEP}", "Lock for others", why="we read back")
    await ama.sees("Locked by the facilitator while we read back.")
    await expect(ama.record_button(KEEP)).to_have_count(0)
    await guide(faye, f"Area: {KEEP}", "Ask everybody")
    await say(ama, "Can live with it")
    await say(faye, "Agree")
    asked = await ballot(faye, "Do we agree with this record?")
    await asked.get_by_role("button", name="Close and show the result").click()
    result = faye.region("Do we agree with this record?: the result")
    await expect(result.get_by_text("1 agrees, 1 can live with it, 0 not yet.")).to_be_visible()
    await faye.press("Mark the area as agreed", within=result)
    await faye.press(f"Open again {KEEP}")
    await expect(ama.record_button(KEEP)).to_be_visible()


async def say(person: Person, word: str) -> None:
    asked = await ballot(person, "Do we agree with this record?")
    await asked.get_by_role("button", name=word, exact=True).click()
    await hears(person, f"You said: {word}.")


async def the_facilitator_shows_and_hears(hour: Hour) -> None:
    """F4, F5, F9: a raised hand, the spotlight, and everybody brought to one place."""
    faye, ama, vera = hour.faye, hour.ama, hour.vera
    await raise_hand(ama)
    await hears(faye, "Ama raised a hand.")
    await faye.press("Lower the hand of Ama")
    await hears(ama, "The facilitator has lowered your hand.")
    await guide(faye, f"Area: {PAY}", "Put it in the spotlight")
    await vera.sees(f"In the spotlight: the area “{PAY}”.", within=guided(vera))
    await faye.press("End the spotlight", within=guided(faye))
    await guide(faye, f"Area: {PAY}", "Bring everybody here")
    for person in (ama, vera):
        await person.sees(f"Faye brought everybody to the area “{PAY}”.", within=guided(person))
        await expect(person.heading(PAY)).to_be_in_viewport()
    await vera.press("Return to where you were", within=guided(vera))


async def raise_hand(person: Person) -> None:
    await unfold(person)
    await person.press("Raise your hand", within=now(person))


async def somebody_comes_late(hour: Hour) -> None:
    """F4: whoever comes late is brought where everybody is, and leaves again."""
    cleo = await hour.time.goes_for(hour.cleo)
    await cleo.join(hour.links["to take part"], board=TITLE)
    await cleo.sees(f"brought everybody to the area “{PAY}”.", within=guided(cleo))
    await cleo.open_outline()
    await cleo.sees(AGREED)
    hour.time.stops_for(cleo)
    await cleo.close_tab()


async def two_press_start_at_once(hour: Hour) -> None:
    """F3, F8: Ama facilitates, too; of two starts at once one takes effect."""
    faye, ama = hour.faye, hour.ama
    await faye.press("People (3)")
    await faye.press("Make a facilitator (Ama)", within=faye.dialog("People"))
    await faye.leave(faye.dialog("People"))
    await unfold(ama)
    turn = (await hour.api.stage(hour.board))["turn"]
    faye_was_first = asyncio.Event()

    async def late(route: Route) -> None:
        await faye_was_first.wait()
        await route.continue_()

    await ama.page.route("**/stage/phase", late)
    for person in (ama, faye):
        await person.press("Start What generalises?", within=now(person))
    await hour.all_are_at("What generalises?")
    faye_was_first.set()
    await expect(now(ama).get_by_role("alert")).to_contain_text("Somebody else was a moment faster")
    assert (await hour.api.stage(hour.board))["turn"] == turn + 1


async def the_facilitator_leaves_and_another_takes_on(hour: Hour) -> None:
    """F1, F8: the phase goes on without who started it, and whoever is left leads it to its end."""
    faye, ama, vera = hour.faye, hour.ama, hour.vera
    await faye.is_saved()
    hour.time.stops_for(faye)
    await faye.close_tab()
    await ama.press("More")
    await expect(ama.button("People (2)")).to_be_visible()
    await ama.page.keyboard.press("Escape")
    await hour.time.passes(1)
    await hour.time_is_right(ama, vera)
    await ama.write_card("Learning", "Say early that money ends", to="Learning strip: what generalises?")
    hour.cards.append("Say early that money ends")
    await vera.sees("Say early that money ends")
    await unfold(ama)
    await ama.press("Finish", within=now(ama))
    await expect(vera.page.get_by_role("timer")).to_have_count(0)


async def they_take_home_what_they_typed(hour: Hour) -> None:
    """X1 to X3: from the phone; every agreed text and every card, in the same words everywhere."""
    ama = hour.ama
    await ama.press("More")
    await ama.press("Export")
    dialog = ama.dialog("Export")
    await ama.sees(AGREED, within=ama.region("Preview of the report", within=dialog))
    for button in ("Markdown", "Word"):
        file = await ama.download(button, within=dialog)
        report = words_of((await file.path()).read_bytes(), file.suggested_filename)
        wanted = [TITLE, PURPOSE, KEEP, PAY, AGREED, ALSO_AGREED, *hour.cards]
        assert [text for text in wanted if text not in report] == [], button
        assert re.findall(r"\b(?:Ama|Faye|Vera)\b", report) == [], button
    await ama.leave(dialog)


async def nobody_wrote_who_only_looks_on(hour: Hour) -> None:
    """I2: the log names everybody who wrote, and each text is on the board once."""
    rows = await hour.rows()
    members = (await hour.api.get(f"/api/boards/{hour.board}/participants"))["participants"]
    ids = {member["name"]: member["id"] for member in members}
    writers = {row.participant for row in rows}
    assert {ids["Faye"], ids["Ama"]} <= writers
    assert ids["Vera"] not in writers
    projection = str(await hour.api.projection(hour.board))
    assert {text: projection.count(text) for text in (AGREED, ALSO_AGREED, *hour.cards)} == dict.fromkeys(
        (AGREED, ALSO_AGREED, *hour.cards), 1
    )
