"""Roles of a session, as those who give them and those who have them see and hear them (SPEC F10)."""

import asyncio
import re

from playwright.async_api import Locator, Route, expect

from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.people import Person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WARNING = "You are Chair and Scribe. These are better with two people."


def now(person: Person) -> Locator:
    return person.page.get_by_role("complementary", name="Now")


async def facilitator(cast: Cast, ready: ReadyBoard) -> Person:
    return await ready.let_in(
        await cast.person("Faye", bypass_csp=True), await ready.api.invite(ready.id, "facilitate")
    )


async def people(person: Person) -> Locator:
    """Open the people panel."""
    people = person.page.get_by_role("button", name="People").first
    if not await people.is_visible():
        await person.press("More")
    await people.click()
    return person.dialog("People")


async def finds_nothing(person: Person, what: str) -> None:
    examiner = Examiner(person)
    await examiner.look_at(what)
    assert not examiner.findings


async def give(faye: Person, role: str, to: str) -> None:
    """By the keyboard: choose who has a role, and give it."""
    dialog = faye.dialog("People")
    await dialog.get_by_label(f"Who is {role}?").select_option(label=to)
    gives = faye.button(f"Give the role ({role})", within=dialog)
    # The stage tells of a role a moment before whoever gave it has the answer.
    await expect(gives).to_be_enabled()
    await gives.press("Enter")
    await expect(dialog.get_by_role("listitem").filter(has_text=to).first).to_contain_text(role)


async def test_F10_who_is_given_a_role_hears_and_reads_what_to_do_in_it(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True))
    dialog = await people(faye)
    await give(faye, "Scribe", "Ama")
    await ama.sees("You are Scribe.", within=now(ama))
    await ama.sees("Writes the agreed text where everybody can see it", within=now(ama))
    await expect(ama.page.get_by_role("status").filter(has_text="You are Scribe now.")).to_be_attached()
    await expect(dialog.get_by_role("listitem").filter(has_text="Take off Ama")).to_contain_text("Scribe")
    await give(faye, "Chair", "Ama")
    await ama.sees(WARNING, within=now(ama))
    await faye.sees("Ama is Chair and Scribe. These are better with two people.", within=dialog)
    await finds_nothing(faye, "giving roles")
    await faye.button("Take off (Ama, Chair)", within=dialog).press("Enter")
    await ama.misses(WARNING, within=now(ama))
    await ama.sees("Scribe: Ama", within=now(ama))
    await finds_nothing(ama, "a role")


async def test_F10_the_roles_begin_with_the_launch_whose_phase_is_on_and_the_others_are_folded(
    cast: Cast, ready: ReadyBoard
):
    await ready.api.launch(ready.id, "thinking_together")
    faye = await facilitator(cast, ready)
    dialog = await people(faye)
    newest, other = (
        dialog.get_by_role("button", name="Thinking together", exact=True),
        dialog.get_by_role("button", name="Manualize", exact=True),
    )
    await expect(newest).to_have_attribute("aria-expanded", "true")
    await expect(other).to_have_attribute("aria-expanded", "false")
    await faye.page.keyboard.press("Escape")
    manualize = (await ready.api.projection(ready.id))["launches"][0]["id"]
    seen = (await ready.api.stage(ready.id))["turn"]
    await ready.api.start_phase(ready.id, manualize, "purpose", seen=seen)
    await faye.sees("left", within=now(faye))
    dialog = await people(faye)
    roles = dialog.get_by_role("region", name="Roles today")
    await expect(roles.get_by_role("heading", level=4)).to_have_text(["Manualize", "Thinking together"])
    await expect(other).to_have_attribute("aria-expanded", "true")
    await expect(dialog.get_by_label("Who is Scribe, Manualize?")).to_be_visible()
    await newest.press("Enter")
    await expect(dialog.get_by_label("Who is Asker, Thinking together?")).to_be_visible()
    await finds_nothing(faye, "roles of two launches")


async def test_F10_a_role_that_is_given_while_another_is_on_its_way_is_given_too(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    dialog = await people(faye)
    answered = asyncio.Event()

    async def hold(route: Route) -> None:
        await answered.wait()
        await route.continue_()

    await faye.page.route(re.compile("/session-roles/.*/scribe/"), hold)
    await faye.press("Give the role (Scribe)", within=dialog)
    await faye.press("Give the role (Chair)", within=dialog)
    answered.set()
    for role in ("Scribe", "Chair"):
        await expect(faye.button(f"Lay it down (Faye, {role})", within=dialog)).to_be_visible()


async def test_F10_people_take_a_role_where_the_facilitator_leaves_it_to_them(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready)
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True, **PHONE))
    mine = await people(ama)
    await expect(mine.get_by_text("Chair", exact=True)).to_be_visible()
    await expect(ama.button("Take this role (Observer)", within=mine)).to_have_count(0)
    await (await people(faye)).get_by_label("People may take these roles by themselves").press("Space")
    await ama.button("Take this role (Observer)", within=mine).click()
    await ama.press("Lay it down (Ama, Observer)", within=mine)
    await expect(ama.button("Take this role (Observer)", within=mine)).to_be_visible()
    await expect(mine.get_by_role("listitem").filter(has_text="Ama").last).to_contain_text("Observer")
    await finds_nothing(ama, "taking a role")
