"""What one does, the others learn: a part of the board is deleted, a template is launched, the board is taken back."""

import asyncio
import re

import pycrdt
import pytest
from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.edits import Place, add_card, delete
from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import PATIENCE, Person

LEAVE = f"Delete the area “{AREA}”?"
DELETED = f"Faye deleted the area “{AREA}”."
LAUNCHED = f"Faye launched “Dis-integration grid: Money” on “{AREA}”."
ANSWERS = {"Which issue do you look at?": "Money"}


def news(person: Person) -> Locator:
    return person.region("What has just happened")


def announced(person: Person, words: str) -> Locator:
    """What is said aloud by itself."""
    return person.page.get_by_role("status").filter(has_text=words)


def button(person: Person, begins: str) -> Locator:
    return person.button(re.compile(f"^{begins}"), within=news(person))


async def facilitator(cast: Cast, ready: ReadyBoard, *, outline: bool) -> Person:
    link = await ready.api.invite(ready.id, "facilitate")
    return await ready.let_in(await cast.facilitator(), link, outline=outline)


async def ask_to_delete(person: Person) -> Locator:
    """In the picture: ask for the area to be deleted; returns the question."""
    await person.press(f"Change {AREA}")
    await person.press("Delete this area", within=person.page.get_by_role("dialog"))
    return person.dialog(LEAVE)


async def test_who_comes_is_seen_by_all_before_they_do_anything(cast: Cast, ready: ReadyBoard):
    people = [await ready.let_in(await cast.person(name), outline=False) for name in ("Ama", "Ben", "Cleo")]
    for person in people:
        await expect(person.button("People (3)")).to_be_visible()


async def test_deleting_an_area_asks_first_and_says_what_goes_with_it(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    await faye.write_card("Goal", "One page", to="Goal", area=AREA)
    await faye.write_record(AREA, "We visit early")
    await faye.launch("Dis-integration grid", area=AREA, answers=ANSWERS)
    await faye.sees("Dis-integration grid: Money")
    await faye.open_picture()
    question = await ask_to_delete(faye)
    await faye.sees("It goes with 1 launched template, 1 card and an agreed record.", within=question)
    await expect(faye.button("Keep it", within=question)).to_be_focused()
    await faye.page.keyboard.press("Enter")
    await expect(question).to_have_count(0)
    await faye.sees(AREA)
    await expect(faye.button(f"Change {AREA}")).to_be_focused()
    await ask_to_delete(faye)
    await faye.page.keyboard.press("Escape")
    await faye.sees(AREA)


async def test_others_learn_who_deleted_an_area_and_bring_it_back(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=False)
    ama = await ready.let_in(await cast.person("Ama"))
    vera = await ready.let_in(await cast.person("Vera"), ready.view_link, outline=False)
    await faye.press("Delete the area", within=await ask_to_delete(faye))
    for person in (ama, vera):
        await faye.sees(DELETED, within=news(person))
        await expect(announced(person, DELETED)).to_be_attached()
    await expect(button(vera, "Bring it back")).to_have_count(0)
    await faye.sees(f"You deleted the area “{AREA}”.", within=news(faye))
    await expect(faye.page.locator("body:focus")).to_have_count(0)
    await button(ama, "Bring it back").click()
    await expect(ama.heading(AREA)).to_be_focused()
    for person in (faye, ama, vera):
        await expect(news(person)).to_have_count(0)
        await person.sees(AREA)


async def test_I4_nobody_is_named_for_what_is_deleted_among_hats(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama"))
    await ready.api.launch(ready.id, "wearing_different_hats", answers={"issue": "Money"})
    await faye.press("Change the zone Hats")
    await faye.press("Delete the zone Hats")
    await faye.press("Delete the zone")
    await ama.sees("The zone “Hats” was deleted.", within=news(ama))


async def test_a_note_goes_by_itself_and_is_found_again(cast: Cast, ready: ReadyBoard):
    """WCAG 2.2.1: nothing is lost by it, and the way back stays in the list."""
    ama = await cast.person("Ama")
    await ama.context.clock.install()
    await ready.let_in(ama)
    async with ready.remote("Ben") as remote:
        document = BoardDocument(remote.doc)
        [area] = document.read().areas.values()
        delete(document, "areas", area.id, "2026-11-22T10:00:00Z")
        await remote.saved()
        await ama.sees(f"The area “{AREA}” was deleted.", within=news(ama))
    # The note is in sight a moment before its time begins.
    async with asyncio.timeout(PATIENCE / 1_000):
        while await news(ama).count():
            await ama.context.clock.fast_forward(60_000)
    await ama.press("News (1)")
    await ama.press(re.compile("^Bring it back"), within=ama.dialog("News"))
    await expect(ama.heading(AREA)).to_be_visible()


async def test_what_happened_before_is_no_news(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=False)
    await faye.press("Delete the area", within=await ask_to_delete(faye))
    await faye.is_saved()
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await ama.is_saved()
    async with ready.remote("Nia") as remote:
        remote.doc.get("meta", type=pycrdt.Map)["title"] = "Another title"
        await remote.saved()
    await expect(ama.heading("Another title")).to_be_visible()
    await expect(news(ama)).to_have_count(0)


async def test_a_deleted_card_is_brought_back_by_who_deleted_it(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.write_card("Goal", "One page", to="Goal", area=AREA)
    await expect(ama.button("Edit the goal “One page”")).to_be_focused()
    await ama.page.keyboard.press("Delete")
    await ama.sees("You deleted the card “One page”.", within=news(ama))
    await button(ama, "Bring it back").click()
    await ama.sees("One page", within=ama.section(AREA))
    await expect(ama.button("Edit the goal “One page”")).to_be_focused()


async def test_a_launch_is_told_and_leads_to_it_in_both_views(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=False)
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    ben = await ready.let_in(await cast.person("Ben"))
    await faye.launch("Dis-integration grid", area=AREA, answers=ANSWERS)
    for person in (ama, ben):
        await person.sees(LAUNCHED, within=news(person))
        await expect(announced(person, LAUNCHED)).to_be_attached()
    await expect(news(faye)).to_have_count(0)
    await button(ama, "Go to it").click()
    await expect(ama.page.get_by_role("article", name="Dis-integration grid: Money")).to_be_focused()
    await expect(news(ama)).to_have_count(0)
    await button(ben, "Go to it").click()
    await expect(ben.heading("Dis-integration grid: Money").and_(ben.page.locator(":focus"))).to_be_in_viewport()


async def test_a_note_is_heard_by_somebody_in_a_dialog_and_closed(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=False)
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.press("People (2)")
    await faye.launch("Dis-integration grid", area=AREA, answers=ANSWERS)
    await expect(ama.dialog("People").get_by_role("status").filter(has_text=LAUNCHED)).to_be_attached()
    await ama.leave(ama.dialog("People"))
    await button(ama, "Close").click()
    await expect(news(ama)).to_have_count(0)
    await expect(ama.page.get_by_role("main")).to_be_focused()


async def test_the_steps_of_the_newest_launch_come_first_and_the_others_are_folded(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=False)
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    now = ama.page.get_by_role("complementary", name="Now")
    older = ama.button(re.compile("^Manualize"), within=now)
    await expect(older).to_have_attribute("aria-expanded", "true")
    await faye.launch("Dis-integration grid", area=AREA, answers=ANSWERS)
    await expect(now.get_by_role("heading", level=3)).to_have_text(
        [re.compile("^Dis-integration"), re.compile("^Manualize")]
    )
    await expect(older).to_have_attribute("aria-expanded", "false")
    await ama.sees("Name the network", within=now)
    await ama.misses("Purpose and check-in", within=now)
    await older.click()
    await ama.sees("Purpose and check-in", within=now)
    await ama.open_outline()
    await expect(older).to_have_attribute("aria-expanded", "true")


async def test_D7_going_back_to_a_snapshot_is_told_and_words_in_the_making_are_brought_back(
    cast: Cast, ready: ReadyBoard
):
    faye = await facilitator(cast, ready, outline=False)
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await faye.press("Snapshots")
    snapshots = faye.dialog("Snapshots")
    await faye.field("Name of a new snapshot (optional)").fill("Before lunch")
    await faye.press("Take a snapshot", within=snapshots)
    await ama.press(f"Add goal to {AREA}, Goal")
    await ama.page.keyboard.type("One page for every family")
    await ama.is_saved()
    await faye.press("Go back to Before lunch", within=snapshots)
    await faye.press("Go back to “Before lunch”", within=snapshots)
    told = "Faye took the board back to the snapshot “Before lunch”. As it was before, it is kept under Snapshots."
    await ama.sees(told, within=news(ama))
    await expect(announced(ama, told)).to_be_attached()
    await ama.sees("The card “One page for every family” was deleted.", within=news(ama))
    await expect(news(faye)).to_have_count(0)
    await button(ama, "Bring it back").click()
    await ama.sees("One page for every family")
    await button(ama, "See the snapshots").click()
    await ama.sees("Before going back to “Before lunch”", within=ama.dialog("Snapshots"))


WHEN = "2026-11-25T10:00:00Z"


async def two_goals(ready: ReadyBoard) -> None:
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        goal = next(zone for zone in document.read().zones.values() if zone.slot == "goal")
        for name in ("one", "two"):
            add_card(document, name, "goal", Place(goal.id, None), text=f"The {name}")
        await remote.saved()


async def somebody_deletes(ready: ReadyBoard, card: str) -> None:
    async with ready.remote() as remote:
        delete(BoardDocument(remote.doc), "cards", card, WHEN)
        await remote.saved()


@pytest.mark.parametrize("outline", [True, False], ids=["outline", "picture"])
async def test_who_writes_in_a_card_that_is_deleted_writes_in_no_other(cast: Cast, ready: ReadyBoard, outline: bool):
    await two_goals(ready)
    ama = await ready.let_in(await cast.person("Ama"), outline=outline)
    card = ama.page.locator("[data-card='one']")
    await (ama.button(re.compile("^Edit"), within=card) if outline else card).focus()
    await ama.page.keyboard.press("Enter")
    await expect(ama.field("Goal")).to_be_focused()
    await ama.page.keyboard.type(" and more")
    await ama.is_saved()
    await somebody_deletes(ready, "one")
    note = news(ama).get_by_text("The card “The one and more” was deleted.", exact=True)
    await expect(note).to_be_focused()
    await ama.page.keyboard.type(" typed on without looking")
    await expect(note).to_be_focused()
    await button(ama, "Bring it back").click()
    await ama.sees("The one and more")
    await ama.is_saved()
    assert await ready.times_in_log("typed on") == 0


async def test_who_is_at_a_card_that_is_deleted_is_told(cast: Cast, ready: ReadyBoard):
    await two_goals(ready)
    ama, ben = [await ready.let_in(await cast.person(name)) for name in ("Ama", "Ben")]
    await ama.button(re.compile("^Options"), within=ama.page.locator("[data-card='one']")).focus()
    await somebody_deletes(ready, "one")
    told = "The card “The one” was deleted."
    await expect(announced(ama, told)).to_be_attached()
    await ama.sees(told, within=news(ama))
    await expect(ama.page.locator("[data-card='two']").get_by_role("button").first).to_be_focused()
    await expect(ben.button("Deleted (1)")).to_be_visible()
    await expect(news(ben)).to_have_count(0)
