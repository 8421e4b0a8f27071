"""Votes as people see, hear and cast them (SPEC V)."""

import asyncio
import re

import pycrdt
import pytest
from playwright.async_api import Locator, Response, expect

from board.content.document import BoardDocument
from board.edits import Place, add_card, set_record
from client.sdk import Api
from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import CONFLICT, now, open_guide
from tests.browser.people import NETWORK, Person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def vote(person: Person, title: str) -> Locator:
    return person.page.get_by_role("region", name=title, exact=True)


async def hears(person: Person, words: str) -> None:
    await expect(person.page.get_by_role("status").filter(has_text=words)).to_be_attached()


async def open_on_areas(ready: ReadyBoard, **more: int) -> str:
    [launch] = (await ready.api.projection(ready.id))["launches"]
    zone = next(zone for zone in launch["zones"] if zone.get("areas"))
    return str((await ready.api.open_vote(ready.id, "dots", zone["id"], **more))["id"])


async def test_V1_dots_are_put_and_taken_back_by_keyboard_and_the_sums_are_shown_at_the_close(
    cast: Cast, ready: ReadyBoard
):
    link = await ready.api.invite(ready.id, "facilitate")
    faye = await ready.let_in(await cast.person("Faye"), link)
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True))
    await open_on_areas(ready, dots=2)
    await hears(ama, "Vote with dots (open now)")
    mine = vote(ama, "Vote with dots")
    await expect(mine.get_by_text("You have 2 dots left.")).to_be_visible()
    await mine.get_by_role("button", name="Put a dot").first.focus()
    await ama.page.keyboard.press("Enter")
    await hears(ama, "You have 1 dot left.")
    await expect(mine.get_by_text("Yours: 1 dot")).to_be_visible()
    await mine.get_by_role("button", name="Take back").first.focus()
    await ama.page.keyboard.press("Enter")
    await hears(ama, "You have 2 dots left.")
    await mine.get_by_role("button", name="Put a dot").first.focus()
    await ama.page.keyboard.press("Enter")
    await expect(mine.get_by_text("Yours: 1 dot")).to_be_visible()
    examiner = Examiner(ama)
    await examiner.look_at("an open vote")
    await expect(vote(faye, "Vote with dots").get_by_text("Yours:")).to_have_count(0)
    await vote(faye, "Vote with dots").get_by_role("button", name="Close and show the result").click()
    result = vote(ama, "Vote with dots: the result")
    await expect(result.get_by_text("1 dot", exact=True)).to_be_visible()
    await examiner.look_at("its result")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


async def test_V1_more_dots_than_there_may_be_are_refused_in_words(cast: Cast, ready: ReadyBoard):
    faye = await ready.let_in(await cast.person("Faye"), await ready.api.invite(ready.id, "facilitate"))
    dialog = await open_guide(faye, "Vote")
    await dialog.get_by_label("Which part of the board?").select_option(label="Areas")
    dots = dialog.get_by_label("Dots for each person")
    for wrong in ("99", "0", ""):
        await dots.fill(wrong)
        await faye.press("Open the vote", within=dialog)
        await expect(dots).to_have_accessible_description("Give each person between 1 and 20 dots.")
    await dots.fill("20")
    await faye.press("Open the vote", within=dialog)
    await expect(dialog).to_be_hidden()


async def thermometer(api: Api, ready: ReadyBoard) -> str:
    launch = await api.launch(ready.id, "emotional_thermometer")
    return str((await api.open_vote(ready.id, "markers", launch))["id"])


async def test_V8_in_a_phase_that_asks_for_dots_the_vote_is_one_press_away(cast: Cast, ready: ReadyBoard):
    answers = {"issue": "Money", "columns": ["A", "B"]}
    launch = await ready.api.launch(ready.id, "dis_integration_grid", answers=answers)
    faye = await ready.let_in(await cast.person("Faye"), await ready.api.invite(ready.id, "facilitate"))
    ama = await ready.let_in(await cast.person("Ama"))
    strip = now(faye).get_by_role("group", name="Lead the phases")
    opens = faye.button("Let everybody vote with dots: the zone “Most important gaps”", within=strip)
    await ready.api.start_phase(ready.id, launch, "correct", seen=(await ready.api.stage(ready.id))["turn"])
    await expect(faye.button("Next: Mark the gaps", within=strip)).to_have_class("primary")
    await expect(opens).to_have_count(0)
    await faye.press("Next: Mark the gaps", within=strip)
    await expect(faye.button("Next: Choose conversations", within=strip)).not_to_have_class("primary")
    await expect(opens).to_have_class("primary")
    await expect(opens).to_be_enabled()
    faye.expect_in_console(CONFLICT)
    await opens.press("Enter")
    await faye.sees("There is nothing to vote on here yet.", within=strip)
    await add_gaps(ready, "Who pays?", "Who opens?")
    await opens.press("Enter")
    await faye.sees("People are voting with dots.", within=strip)
    mine = vote(ama, "Vote with dots")
    await expect(mine.get_by_text("You have 3 dots left.")).to_be_visible()
    await mine.get_by_role("button", name="Put a dot").first.press("Enter")
    await expect(mine.get_by_text("Yours: 1 dot")).to_be_visible()
    await expect(opens).to_have_count(0)
    await vote(faye, "Vote with dots").get_by_role("button", name="Close and show the result").press("Enter")
    await expect(faye.button("Next: Choose conversations", within=strip)).to_have_class("primary")
    await expect(faye.button(re.compile("^Let everybody vote with dots again"), within=strip)).to_be_visible()


async def add_gaps(ready: ReadyBoard, *texts: str) -> None:
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        gaps = next(zone for zone in document.read().zones.values() if zone.slot == "gaps")
        for number, text in enumerate(texts):
            add_card(document, f"gap{number}", "gap", Place(gaps.id), text=text)
        await remote.saved()


@pytest.mark.parametrize("look", [{}, PHONE], ids=["desk", "phone"])
async def test_V7_a_mark_is_made_seen_by_its_maker_alone_and_of_one_nothing_is_shown(
    cast: Cast, ready: ReadyBoard, look: dict[str, object]
):
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True, **look), outline=True)
    made = await thermometer(ready.api, ready)
    if look:
        await ama.press("Private marks", within=now(ama))
    mine = vote(ama, "Private marks")
    await mine.get_by_label("Able to think about minds").check()
    await hears(ama, "Marked. Only you see it.")
    await expect(mine.get_by_label("Able to think about minds")).to_be_checked()
    examiner = Examiner(ama)
    await examiner.look_at("a round of marks")
    await ready.api.end_vote(ready.id, made)
    await expect(vote(ama, "Private marks: the result").get_by_text("Fewer than four marked")).to_be_visible()
    await examiner.look_at("its end")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


async def test_V5_who_agrees_is_asked_and_the_area_agreed_in_one_press(cast: Cast, ready: ReadyBoard):
    await write_record(ready, "We meet every month.")
    link = await ready.api.invite(ready.id, "facilitate")
    faye = await ready.let_in(await cast.person("Faye", bypass_csp=True), link)
    ama = await ready.let_in(await cast.person("Ama"))
    await open_guide(faye, "Vote")
    examiner = Examiner(faye)
    await faye.page.get_by_label("Which part of the board?").select_option(label=f"Area: {AREA}")
    await examiner.look_at("asking who agrees")
    await faye.press("Ask everybody")
    # Who opened it sees that it is on.
    await expect(vote(faye, "Do we agree with this record?")).to_be_focused()
    asked = vote(ama, "Do we agree with this record?")
    await asked.get_by_role("button", name="Not yet").click()
    await hears(ama, "You said: Not yet.")
    await asked.get_by_label("What would you need?").fill("A date for each step")
    await asked.get_by_role("button", name="Write it as a card").click()
    await hears(ama, "It is a card under the differences now.")
    await examiner.look_at("an open question")
    await vote(faye, "Do we agree with this record?").get_by_role("button", name="Close and show the result").click()
    result = vote(faye, "Do we agree with this record?: the result")
    await expect(result.get_by_text("0 agree, 0 can live with it, 1 not yet.")).to_be_visible()
    await expect(result.get_by_text("The text was changed since.")).to_have_count(0)
    await result.get_by_role("button", name="Mark the area as agreed").click()
    await hears(faye, "The area is marked as agreed.")
    await write_record(ready, "We meet every month, with minutes.")
    await expect(result.get_by_text("The text was changed since.")).to_be_visible()
    await examiner.look_at("the answer")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


async def write_record(ready: ReadyBoard, text: str) -> None:
    async with ready.remote() as remote:
        [area] = remote.doc.get("areas", type=pycrdt.Map).keys()
        set_record(BoardDocument(remote.doc), area, text)
        await remote.saved()


async def test_V7_opposites_are_drawn_as_a_wheel_and_read_as_lists(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True), outline=False)
    await ready.api.launch(ready.id, "ambit_wheel", answers={"work": "Visits"})
    await ready.api.launch(ready.id, "emotional_thermometer")
    wheel = ama.page.locator(".wheel")
    await expect(wheel).to_have_count(1)
    await expect(wheel.locator("text")).to_have_count(8)
    assert await wheel.get_attribute("aria-hidden") == "true"
    await expect(ama.page.get_by_role("list", name="Steps of With the network")).to_be_attached()
    examiner = Examiner(ama)
    await examiner.look_at("a wheel")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


async def test_V6_marks_made_one_after_the_other_are_all_kept_until_the_server_forgets_them(
    cast: Cast, ready: ReadyBoard
):
    ama = await ready.let_in(await cast.person("Ama"), outline=True)
    launch = await ready.api.launch(ready.id, "ambit_wheel", answers={"work": "Visits"})
    await ready.api.open_vote(ready.id, "markers", launch)
    mine = vote(ama, "Private marks")
    balanced = mine.get_by_label("In balance")
    await expect(balanced).to_have_count(4)
    answers: asyncio.Queue[Response] = asyncio.Queue()
    ama.page.on("response", lambda answer: answers.put_nowait(answer) if answer.request.method == "PUT" else None)
    for number in range(4):
        await balanced.nth(number).focus()
        await ama.page.keyboard.press("Space")
    assert [(await answers.get()).status for _ in range(4)] == [200] * 4
    await expect(mine.get_by_role("button", name="Take my marks back")).to_be_visible()
    await ama.page.reload()
    for number in range(4):
        await expect(balanced.nth(number)).to_be_checked()
    ama.expect_in_console(NETWORK)
    await ready.server.stop()
    await ready.server.start()
    await hears(ama, "The server was started again and has forgotten your marks. Please mark again.")
    await expect(balanced.first).not_to_be_checked()
