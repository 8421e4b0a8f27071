"""Votes as people see, hear and cast them (SPEC V)."""

import pytest
from playwright.async_api import Locator, expect

from client.sdk import Api
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.people import Person

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


async def thermometer(api: Api, ready: ReadyBoard) -> str:
    launch = await api.launch(ready.id, "emotional_thermometer")
    return str((await api.open_vote(ready.id, "markers", launch))["id"])


@pytest.mark.parametrize("look", [{}, PHONE], ids=["desk", "phone"])
async def test_V7_a_mark_is_made_seen_by_its_maker_alone_and_of_one_nothing_is_shown(
    cast: Cast, ready: ReadyBoard, look: dict[str, object]
):
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True, **look), outline=True)
    made = await thermometer(ready.api, ready)
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
