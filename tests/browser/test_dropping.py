"""A dragged card lands where the pointer is, in rows and in columns, and a mark shows where that is."""

from itertools import count

import pytest
from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.content.zones import Zone, ZoneSeed
from board.edits import Place, add_card, make_zone
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person

WIDE_LIST: ZoneSeed = {
    "kind": "list",
    "title": "Wide list",
    "hint": "",
    "slot": "wide",
    "rect": [0, 0, 12, 2],
    "config": {},
    "columns": [],
    "rows": [],
}
NAMES = ["one", "two", "three", "four", "five"]
JUST_INSIDE = 6
"""Within the half of a card that is meant, in pixels."""


def first_place(zone: Zone) -> Place:
    if not zone.columns:
        return Place(zone.id, None)
    return Place(zone.id, (zone.rows[0].id if zone.rows else None, zone.columns[0].id))


async def prepare(cast: Cast, ready: ReadyBoard, slot: str) -> Person:
    """Somebody before a zone with five cards in its first place."""
    await ready.api.launch(ready.id, "dis_integration_grid", answers={"issue": "Money", "columns": ["Families", "NHS"]})
    async with ready.remote() as remote:
        document, numbers = BoardDocument(remote.doc), count()
        await remote.until(lambda: len(document.read().launches) == 2)
        new_id = lambda: f"new{next(numbers)}"  # noqa: E731
        make_zone(document, WIDE_LIST, "wide", new_id, launch=None, parent=None, order="a1")
        zone = next(zone for zone in document.read().zones.values() if zone.slot == slot)
        for name in NAMES:
            add_card(document, name, "note", first_place(zone), text=f"The {name}")
        await remote.saved()
    ama = await ready.let_in(await cast.person("Ama", viewport={"width": 1900, "height": 1000}), outline=False)
    for name in ("five", "one"):
        await card(ama, name).scroll_into_view_if_needed()
        await expect(card(ama, name)).to_be_in_viewport(ratio=1)
    return ama


def card(person: Person, name: str) -> Locator:
    return person.page.locator(f"[data-card={name}]")


async def order(person: Person) -> list[str]:
    cards = person.page.locator(", ".join(f"[data-card={name}]" for name in NAMES))
    return [await each.get_attribute("data-card") or "" for each in await cards.all()]


async def carry(person: Person, moved: str, *, to: str, side: str) -> None:
    """Drag a card over another: at its "left", "top" or "bottom" side."""
    start, end = await card(person, moved).bounding_box(), await card(person, to).bounding_box()
    assert start is not None
    assert end is not None
    x, y = end["x"] + end["width"] / 2, end["y"] + end["height"] / 2
    x = end["x"] + JUST_INSIDE if side == "left" else x
    y = {"top": end["y"] + JUST_INSIDE, "bottom": end["y"] + end["height"] - JUST_INSIDE}.get(side, y)
    mouse = person.page.mouse
    await mouse.move(start["x"] + start["width"] / 2, start["y"] + 10)
    await mouse.down()
    await mouse.move(x, y, steps=8)


@pytest.mark.parametrize(
    ("slot", "moved", "to", "side", "wanted"),
    [
        ("wide", "five", "two", "left", "one five two three four"),
        ("wide", "one", "five", "left", "two three four one five"),
        ("parking", "five", "two", "top", "one five two three four"),
        ("conversation", "one", "three", "bottom", "two three one four five"),
        ("grid", "four", "one", "top", "four one two three five"),
    ],
)
async def test_card_lands_where_the_pointer_is(
    cast: Cast, ready: ReadyBoard, slot: str, moved: str, to: str, side: str, wanted: str
):
    """In a list that wraps, a narrow one, a lane, and the cell of a grid."""
    ama = await prepare(cast, ready, slot)
    mark = ama.page.locator(".drop-mark")
    await expect(mark).to_be_hidden()
    await carry(ama, moved, to=to, side=side)
    await expect(mark).to_be_visible()
    line, neighbour = await mark.bounding_box(), await card(ama, to).bounding_box()
    assert line is not None
    assert neighbour is not None
    edge = {"left": neighbour["x"], "top": neighbour["y"], "bottom": neighbour["y"] + neighbour["height"]}[side]
    assert abs((line["x"] if side == "left" else line["y"]) - edge) < 10
    await ama.page.mouse.up()
    await expect(mark).to_be_hidden()
    assert await order(ama) == wanted.split()
