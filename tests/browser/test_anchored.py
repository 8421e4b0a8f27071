"""The view stays on what somebody looks at or writes in, whatever others do above it or left of it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from playwright.async_api import FloatRect, Locator, expect

from board.content.document import BoardDocument
from board.edits import Place, add_area, add_card, delete
from client.sdk import RemoteBoard
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person

PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

ROUNDING = 2
"""Browsers place text at fractions of a pixel."""


async def place_of(person: Person, part: Locator) -> FloatRect:
    """Where a part is on the person's screen, once all that has come is painted."""
    await person.page.evaluate(PAINTED)
    box = await part.bounding_box()
    assert box is not None
    return box


@asynccontextmanager
async def stays(person: Person, part: Locator) -> AsyncIterator[None]:
    """The part is where it was."""
    before = await place_of(person, part)
    yield
    after = await place_of(person, part)
    assert abs(after["x"] - before["x"]) <= ROUNDING
    assert abs(after["y"] - before["y"]) <= ROUNDING


class Others:
    """Somebody else, who writes without a browser."""

    def __init__(self, remote: RemoteBoard) -> None:
        self.document = BoardDocument(remote.doc)
        self._remote = remote

    async def write(self, slot: str, text: str) -> None:
        """Add a card to the first place of the zone with this slot."""
        zone = next(zone for zone in self.document.read().zones.values() if zone.slot == slot)
        cell = (None, zone.columns[0].id) if zone.columns else None
        add_card(self.document, text.replace(" ", "-"), "note", Place(zone.id, cell), text=text)
        await self._remote.saved()


async def test_writing_stays_in_place_while_others_write_above(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await ama.press("Add goal to Sustainability, Goal")
    field = ama.field("Goal")
    await expect(field).to_be_focused()
    await ama.page.keyboard.type("One page")
    async with ready.remote() as remote:
        others = Others(remote)
        async with stays(ama, field):
            await others.write("issue", "Above it")
            await others.write("parameters", "Right above it")
            await ama.sees("Right above it")
            await ama.page.keyboard.type(" for every family")
        await expect(field).to_be_focused()
        await expect(field).to_have_value("One page for every family")


async def test_reading_stays_in_place_when_an_area_goes_at_the_left(cast: Cast, ready: ReadyBoard):
    """Nothing has the focus: what is in the middle is held. The person's own moves are not undone."""
    async with ready.remote() as remote:
        others = Others(remote)
        numbers = count()
        areas = next(zone for zone in others.document.read().zones.values() if zone.kind == "areas")
        add_area(others.document, "second", areas.id, "Prevention", lambda: f"new{next(numbers)}")
        await remote.saved()
        ama = await ready.let_in(await cast.person("Ama"), outline=False)
        await ama.press("Prevention", within=ama.page.get_by_role("navigation", name="Contents"))
        # The title of an area stays in sight by itself; what lies below it moves with the board.
        area = ama.page.get_by_role("article", name=re.compile("Prevention$"))
        heading = area.get_by_role("heading", name="Parameters")
        async with stays(ama, heading):
            [first] = [area for area in others.document.read().areas.values() if area.title != "Prevention"]
            delete(others.document, "areas", first.id, "2026-11-22T10:00:00Z")
            await others.write("issue", "And one above")
            await ama.misses(first.title)
            await ama.sees("And one above")
        before = await place_of(ama, heading)
        await ama.button(re.compile("^The board itself")).focus()
        await ama.page.keyboard.press("ArrowDown")
        after = await place_of(ama, heading)
        assert after["y"] < before["y"] - 40
