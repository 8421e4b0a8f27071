"""Hats that are dealt and chosen, as those who wear them and who gives them out see them (SPEC H)."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.people import Person

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MINE = "You wear: Baby. Only you see this."


def hats(person: Person) -> Locator:
    return person.region("Who wears what: Hats")


async def room(cast: Cast, ready: ReadyBoard, *, outline: bool = True, **options: Any) -> tuple[Person, Person]:
    """A facilitator, and somebody of a finance team, on a board with two hats."""
    answers = {"issue": "Money", "hats": ["Finance", "Baby"]}
    await ready.api.launch(ready.id, "wearing_different_hats", answers=answers)
    link = await ready.api.invite(ready.id, "facilitate")
    faye = await ready.let_in(await cast.person("Faye", bypass_csp=True), link, outline=outline)
    ama = await cast.person("Ama", bypass_csp=True, **options)
    await ama.open(ready.edit_link)
    await ama.answer_who(organisation="The finance team")
    await expect(ama.heading("Hats").first).to_be_attached()
    return faye, ama


async def finds_nothing(person: Person, what: str) -> None:
    examiner = Examiner(person)
    await examiner.look_at(what)
    assert not examiner.findings


async def test_H1_hats_are_dealt_by_keyboard_and_each_sees_their_own(cast: Cast, ready: ReadyBoard):
    faye, ama = await room(cast, ready, **PHONE)
    await expect(hats(ama)).to_have_count(0)
    await faye.button("Deal the hats", within=hats(faye)).press("Enter")
    await ama.sees(MINE, within=hats(ama))
    await expect(ama.page.get_by_role("status").filter(has_text="You wear the hat Baby.")).to_be_attached()
    now = ama.page.get_by_role("complementary", name="Now")
    await ama.press("You wear: Baby", within=now)
    await ama.sees("Write as this person", within=now)
    await expect(ama.button("Go to the hats", within=now)).to_be_focused()
    await ama.press("Now", within=now)
    await faye.sees("1 person wears a hat.", within=hats(faye))
    await faye.misses("You wear: Baby")
    await expect(ama.page.get_by_text("Your hat")).to_have_count(1)
    await expect(faye.page.get_by_text("Your hat")).to_have_count(0)
    await finds_nothing(ama, "my hat on a phone")
    await finds_nothing(faye, "dealing hats")
    await ama.reload()
    await ama.sees(MINE, within=hats(ama))
    await ama.press("This is my own job", within=hats(ama))
    await ama.sees("There is no hat that is not your own job.", within=hats(ama))
    await faye.press("Hats off", within=hats(faye))
    await expect(hats(ama)).to_have_count(0)


async def test_H1_hats_are_chosen_and_what_is_written_is_the_hats(cast: Cast, ready: ReadyBoard):
    faye, ama = await room(cast, ready, outline=False)
    await faye.press("Let people choose a hat", within=hats(faye))
    choice = hats(ama).get_by_label("Which hat do you want to wear?")
    await expect(choice.get_by_role("option")).to_have_text(["Baby"])
    await ama.press("Wear this hat", within=hats(ama))
    now = ama.page.get_by_role("complementary", name="Now")
    await ama.sees("You wear: Baby.", within=now)
    await finds_nothing(ama, "my hat on the board")
    await ama.press("Go to the hats", within=now)
    await ama.button("Say as Baby: What I see").click()
    dialog = ama.dialog("Baby")
    await dialog.get_by_label("What I see").fill("A tired face")
    await ama.press("Say this as Baby", within=dialog)
    await faye.sees("A tired face")
    await ama.press("Give it back", within=hats(ama))
    await faye.sees("Nobody wears a hat yet.", within=hats(faye))


@pytest.mark.parametrize("answer", ["Deal me a hat", "Wear this hat"])
async def test_H2_after_a_restart_the_hats_are_forgotten_and_taken_again(cast: Cast, ready: ReadyBoard, answer: str):
    faye, ama = await room(cast, ready)
    for person in (faye, ama):
        person.expect_in_console()
    await faye.press("Deal the hats", within=hats(faye))
    await ama.sees(MINE, within=hats(ama))
    await ready.server.restart()
    await ama.sees("You wear no hat yet.", within=hats(ama))
    await ama.press(answer, within=hats(ama))
    await ama.sees(MINE, within=hats(ama))
