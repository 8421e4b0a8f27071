"""The focus is never lost on the picture: when what had it is deleted or moved, it goes to what is nearest."""

import re

from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.edits import Place, add_card, delete
from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person

WHEN = "2026-11-22T10:00:00Z"


async def at_goals(cast: Cast, ready: ReadyBoard, *names: str) -> Person:
    """Somebody before the goals of the area, which have these texts."""
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        goal = next(zone for zone in document.read().zones.values() if zone.slot == "goal")
        for name in names:
            add_card(document, name, "goal", Place(goal.id, None), text=f"The {name}")
        await remote.saved()
    return await ready.let_in(await cast.person("Kit"), outline=False)


def goal(person: Person, name: str) -> Locator:
    return person.page.get_by_role("article", name=f"Goal, “The {name}”, as written, mint", exact=True)


async def test_after_deleting_by_key(cast: Cast, ready: ReadyBoard):
    kit = await at_goals(cast, ready, "one", "two", "three")
    await goal(kit, "two").focus()
    await kit.page.keyboard.press("Delete")
    await expect(goal(kit, "three")).to_be_focused()
    await kit.page.keyboard.press("Delete")
    await expect(goal(kit, "one")).to_be_focused()
    await kit.page.keyboard.press("Delete")
    await expect(kit.button(f"Add goal to {AREA}, Goal")).to_be_focused()


async def test_after_deleting_in_a_dialog(cast: Cast, ready: ReadyBoard):
    kit = await at_goals(cast, ready, "one", "two")
    await kit.button("Options of the goal “The one”").focus()
    await kit.page.keyboard.press("Enter")
    await kit.button("Delete this card").focus()
    await kit.page.keyboard.press("Enter")
    await expect(goal(kit, "two")).to_be_focused()
    await kit.button(f"Change {AREA}, Goal").focus()
    await kit.page.keyboard.press("Enter")
    await kit.button("Delete this zone").focus()
    await kit.page.keyboard.press("Enter")
    await kit.button("Delete the zone").focus()
    await kit.page.keyboard.press("Enter")
    await expect(kit.page.locator(".zone").filter(has=kit.heading("Core conversation")).last).to_be_focused()


async def test_after_moving(cast: Cast, ready: ReadyBoard):
    kit = await at_goals(cast, ready, "one", "two")
    await goal(kit, "one").focus()
    for key in ("ArrowDown", "Alt+ArrowDown"):
        await kit.page.keyboard.press(key)
        await expect(goal(kit, "one")).to_be_focused()
    await kit.page.keyboard.press("ContextMenu")
    dialog = kit.dialog("Goal")
    await dialog.get_by_label("Move to").select_option("Parking")
    await kit.press("Done", within=dialog)
    await expect(kit.page.get_by_role("list", name="Parking")).to_contain_text("The one")
    await expect(goal(kit, "one")).to_be_focused()


async def test_when_somebody_else_deletes_what_has_the_focus(cast: Cast, ready: ReadyBoard):
    kit = await at_goals(cast, ready, "one", "two")
    await goal(kit, "one").focus()
    async with ready.remote() as remote:
        delete(BoardDocument(remote.doc), "cards", "one", WHEN)
        await remote.saved()
    await expect(goal(kit, "two")).to_be_focused()


async def test_undoing_the_last_edit(cast: Cast, ready: ReadyBoard):
    kit = await at_goals(cast, ready, "one")
    await goal(kit, "one").focus()
    await kit.page.keyboard.press("Delete")
    await kit.button("Undo").focus()
    await kit.page.keyboard.press("Enter")
    await expect(goal(kit, "one")).to_be_attached()
    await expect(kit.button("Undo")).to_be_disabled()
    await expect(kit.button("Undo")).to_be_focused()


async def test_no_two_controls_of_the_picture_are_named_alike(cast: Cast, ready: ReadyBoard):
    kit = await at_goals(cast, ready, "one", "two")
    names = await kit.page.locator(".world button, .world [data-card]").all()
    said = [re.sub(r":$", "", (await each.aria_snapshot()).splitlines()[0]) for each in names]
    assert len(said) > 20
    assert sorted(said) == sorted(set(said))


async def test_after_deleting_the_only_area_in_the_outline(cast: Cast, ready: ReadyBoard):
    kit = await ready.let_in(await cast.person("Kit"))
    for name in (f"Change the area {AREA}", f"Delete the area {AREA}", "Delete the area"):
        await kit.button(name).focus()
        await kit.page.keyboard.press("Enter")
    await expect(kit.heading(AREA)).to_have_count(0)
    await expect(kit.button("Add area")).to_be_focused()
