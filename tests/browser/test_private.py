"""Writing on one's own, unseen until it is revealed (SPEC P), as people see and hear it."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import PHONE, facilitator, guide, now, unfold
from tests.browser.people import Person, all_see

CONFLICT = re.compile(r"status of 409")
"""What the browser itself says in the console when something came after the reveal."""


def panel(person: Person) -> Locator:
    return person.region("Write on your own")


async def write(person: Person, number: int, text: str) -> None:
    """Add a private card and write it: the focus is in it already."""
    await person.button("Add a private card", within=panel(person)).press("Enter")
    card = panel(person).get_by_label(f"Private card {number}", exact=True)
    await expect(card).to_be_focused()
    await person.page.keyboard.type(text)


async def begin(ready: ReadyBoard) -> None:
    """Let everybody write on their own into the parking."""
    launch = (await ready.api.projection(ready.id))["launches"][0]
    zone = next(zone["id"] for zone in launch["zones"] if zone["slot"] == "parking")
    await ready.api.post(f"/api/boards/{ready.id}/private/rounds", {"zone": zone, "request_id": "begin"})


async def reveal(faye: Person) -> None:
    await faye.press("Reveal all cards", within=panel(faye))
    await faye.press("Reveal now", within=faye.dialog("Reveal all cards?"))
    await expect(panel(faye)).to_be_hidden()


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_P4_each_writes_unseen_and_all_cards_come_at_once(
    cast: Cast, ready: ReadyBoard, device: dict[str, object]
):
    faye = await ready.let_in(
        await cast.person("Faye", bypass_csp=True), await ready.api.invite(ready.id, "facilitate"), outline=True
    )
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True, **device))
    ben = await ready.let_in(await cast.person("Ben"))
    await guide(faye, "Parking", "Let everybody write on their own")
    if device:
        await ama.press("Write on your own", within=now(ama))
    await ama.sees("Nobody sees this until it is revealed.", within=panel(ama))
    await write(ama, 1, "We wait too long")
    await write(ama, 2, "Nobody asks us")
    await write(ben, 1, "Money ends")
    await ama.is_saved()
    await faye.sees("2 of 3 people have written, 3 cards.", within=panel(faye))
    for other in (faye, ben):
        await other.misses("We wait too long")
    for person in (ama, faye):
        examiner = Examiner(person)
        await examiner.look_at("writing on one's own")
        assert not examiner.findings, "\n".join(examiner.findings)
    await ama.reload()
    await unfold(ama)
    await expect(panel(ama).get_by_label("Private card 2", exact=True)).to_have_value("Nobody asks us")
    await ama.press("Delete private card 2", within=panel(ama))
    await faye.sees("2 of 3 people have written, 2 cards.", within=panel(faye))
    await reveal(faye)
    if device:
        await ama.open_outline()
    for words in ("We wait too long", "Money ends"):
        await all_see([faye, ama, ben], words)
    assert await ready.times_in_log("We wait too long") == 1
    assert await ready.times_in_log("Nobody asks us") == 0


async def test_P4_a_reveal_of_nobody_s_cards_is_refused_and_counts_are_of_who_may_write(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama"))
    vera = await ready.let_in(await cast.person("Vera"), ready.view_link)
    await begin(ready)
    await faye.press("Reveal all cards", within=panel(faye))
    question = faye.dialog("Reveal all cards?")
    faye.expect_in_console(CONFLICT)
    await faye.press("Reveal now", within=question)
    await faye.sees("so there is nothing to reveal. The round goes on.", within=question)
    await faye.press("Not yet", within=question)
    await faye.misses("so there is nothing to reveal")
    await write(ama, 1, "We wait too long")
    for person in (faye, ama, vera):
        await unfold(person)
        await person.sees("1 of 2 people has written, 1 card.", within=panel(person))


async def test_P6_what_is_written_offline_is_kept_and_offered_after_the_reveal(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama"))
    ama.expect_in_console(CONFLICT)
    await begin(ready)
    await write(ama, 1, "In time")
    await ama.is_saved()
    await ama.lose_network()
    await write(ama, 2, "Written offline")
    await ama.reads_that("Offline: your edits are kept on this device")
    await faye.sees("1 of", within=panel(faye))
    await reveal(faye)
    await faye.sees("In time")
    await ama.find_network()
    late = ama.region("The round is over. Add these cards to the board?")
    await ama.sees("Written offline", within=late)
    await ama.misses("In time", within=late)
    await ama.is_saved()
    await ama.press("Add to the board", within=late)
    await faye.sees("Written offline")
    await expect(late).to_be_hidden()
    assert [await ready.times_in_log(words) for words in ("In time", "Written offline")] == [1, 1]


async def test_P7_each_new_private_card_comes_into_sight_with_what_adds_the_next(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await begin(ready)
    for number in range(1, 6):
        await write(ama, number, f"Card {number}")
        await expect(ama.button("Add a private card", within=panel(ama))).to_be_in_viewport(ratio=1)


async def test_P4_who_is_elsewhere_is_told_where_the_cards_came_and_goes_there(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama", **PHONE))
    await begin(ready)
    await ama.press("Write on your own", within=now(ama))
    await write(ama, 1, "We wait too long")
    await ama.is_saved()
    await ama.press("Add")
    await ama.sees("Everybody sees it at once", within=ama.page.get_by_role("group", name="Add a card"))
    await ama.press("Add")
    await faye.sees("1 of 2 people has written, 1 card.", within=panel(faye))
    await reveal(faye)
    told = ama.region("What has just happened")
    await ama.sees("The cards were revealed. They are in the zone “Parking”.", within=told)
    await told.get_by_role("button", name=re.compile("^Go to it")).click()
    await expect(ama.heading("Parking")).to_be_in_viewport()
    await expect(told).to_have_count(0)


async def test_P7_in_a_silent_phase_the_round_is_one_press_away_and_comes_to_its_zone(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama"))
    strip = faye.page.get_by_role("group", name="Lead the phases")
    opens = faye.button("Let everybody write on their own: the zone “Parts of the issue”", within=strip)
    await faye.press("Start: Purpose and check-in", within=strip)
    await expect(faye.button("Pause", within=strip)).to_be_visible()
    await expect(opens).to_have_count(0)
    await faye.press("Next: Silent split", within=strip)
    waiting = "Wait until “Write on your own” opens here."
    await ama.sees(waiting, within=now(ama))
    await expect(opens).to_be_enabled()
    await opens.press("Enter")
    await faye.sees("People are writing on their own.", within=strip)
    await ama.misses(waiting, within=now(ama))
    await ama.sees("Everybody sees at once what is added here.")
    await write(ama, 1, "Nobody knows who leads")
    await ama.is_saved()
    await faye.sees("1 of 2 people has written, 1 card.", within=panel(faye))
    # Going on reveals nothing: what is still to be done stays in sight.
    await faye.press("Next: Cluster and name areas", within=strip)
    await faye.sees("People are writing on their own. Reveal the cards when all are done.", within=strip)
    await reveal(faye)
    await all_see([faye, ama], "Nobody knows who leads")
    await ama.misses("Everybody sees at once what is added here.")
    projection = await ready.api.projection(ready.id)
    parts = next(zone for zone in projection["launches"][0]["zones"] if zone["slot"] == "parts")
    assert [(card["kind"], card["text"]) for card in parts["cards"]] == [("note", "Nobody knows who leads")]
    await faye.press("Back", within=strip)
    await expect(faye.button(re.compile("^Let everybody write on their own again"), within=strip)).to_be_visible()
