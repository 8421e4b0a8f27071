"""The board as a picture: cards are dragged, others are seen at it, and the view moves."""

import re

from playwright.async_api import FloatRect, Locator, expect

from tests.browser.boards import ReadyBoard, furnish
from tests.browser.conftest import Cast
from tests.browser.people import Person, all_see

ROUNDING = 2
"""Browsers place things at fractions of a pixel."""


async def box_of(part: Locator) -> FloatRect:
    box = await part.bounding_box()
    assert box is not None
    return box


async def drag(person: Person, card: Locator, place: Locator, *, drop: bool = True) -> None:
    """Take a card by its head and carry it over a place."""
    start, end = await box_of(card), await box_of(place)
    mouse = person.page.mouse
    await mouse.move(start["x"] + 20, start["y"] + 10)
    await mouse.down()
    await mouse.move(start["x"] + 40, start["y"] + 30, steps=4)
    await mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    if drop:
        await mouse.up()


async def new_parameter(person: Person, text: str) -> Locator:
    """Write a card into "In scope" on the picture; returns it."""
    await person.press("Add parameter to Sustainability, Parameters, In scope")
    await person.write_in("Parameter", text)
    await person.is_saved()
    return person.page.get_by_role("article", name=re.compile("^Parameter,")).filter(has_text=text)


async def test_dragged_card_lands_once_for_everybody(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    ben = await ready.let_in(await cast.person("Ben"), outline=False)
    card = await new_parameter(ama, "From birth to two")
    await ben.sees("From birth to two")
    target = ama.button("Add parameter to Sustainability, Parameters, Out of scope")
    await drag(ama, card, target, drop=False)
    await expect(ben.page.locator(".dragged-card").filter(has_text="Ama")).to_be_visible()
    await ama.page.mouse.up()
    for person in (ama, ben):
        await expect(person.page.get_by_role("list", name="Sustainability, Parameters, Out of scope")).to_contain_text(
            "From birth to two"
        )
        await expect(person.page.get_by_role("list", name="Sustainability, Parameters, In scope")).to_have_count(0)
    await expect(ben.page.locator(".dragged-card")).to_have_count(0)
    await ama.is_saved()
    assert await ready.times_in_log("From birth to two") == 1
    await ama.press("Undo")
    for person in (ama, ben):
        await expect(person.page.get_by_role("list", name="Sustainability, Parameters, In scope")).to_contain_text(
            "From birth to two"
        )


async def test_escape_stops_a_drag(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    card = await new_parameter(ama, "Stays here")
    await drag(ama, card, ama.button("Add parameter to Sustainability, Parameters, Out of scope"), drop=False)
    await ama.page.keyboard.press("Escape")
    await ama.page.mouse.up()
    await expect(ama.page.get_by_role("list", name="Sustainability, Parameters, In scope")).to_contain_text(
        "Stays here"
    )
    await expect(ama.page.get_by_role("list", name="Sustainability, Parameters, Out of scope")).to_have_count(0)


async def test_others_cursors_have_names(cast: Cast, ready: ReadyBoard):
    """I1"""
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    ben = await ready.let_in(await cast.person("Ben"), outline=False)
    board = await box_of(ama.region("Board"))
    await ama.page.mouse.move(board["x"] + 200, board["y"] + 200)
    await ama.page.mouse.move(board["x"] + 300, board["y"] + 250, steps=5)
    name = ben.page.locator(".cursor-name").get_by_text("Ama", exact=True)
    await expect(name).to_be_visible()
    here = await box_of(name)
    assert abs(here["x"] - (board["x"] + 300)) < 40
    assert abs(here["y"] - (board["y"] + 250)) < 40
    await ama.close_tab()
    await expect(name).to_have_count(0)


async def test_view_moves_by_mouse_and_by_keys(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    heading = ama.heading("Manualize")
    board = await box_of(ama.region("Board"))
    at_first = await box_of(heading)
    await ama.page.mouse.move(board["x"] + 10, board["y"] + 10)
    await ama.page.mouse.down()
    await ama.page.mouse.move(board["x"] + 110, board["y"] + 60, steps=5)
    await ama.page.mouse.up()
    dragged = await box_of(heading)
    assert dragged["x"] - at_first["x"] > 90
    assert dragged["y"] - at_first["y"] > 40
    await ama.button(re.compile("^The board itself")).focus()
    await ama.page.keyboard.press("ArrowRight")
    assert (await box_of(heading))["x"] < dragged["x"]
    percent = ama.page.get_by_role("group", name="Size of the board").get_by_role("status")
    await expect(percent).to_have_text("100%")
    await ama.page.keyboard.press("+")
    await expect(percent).to_have_text("125%")
    await ama.page.keyboard.press("9")
    await expect(ama.heading("Parking")).to_be_in_viewport()
    await expect(heading).to_be_in_viewport()


async def test_board_opens_at_a_size_that_can_be_read(cast: Cast, ready: ReadyBoard):
    """Purpose, issue and areas are in sight on a laptop; Whole board shows the rest."""
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    for title in ("Manualize", "Purpose", "Issue and key question", "Areas"):
        await expect(ama.heading(title, level=2 if title == "Manualize" else 3)).to_be_in_viewport(ratio=1)
    issue = await box_of(ama.page.locator(".zone").filter(has=ama.heading("Issue and key question")))
    board = await box_of(ama.region("Board"))
    assert issue["x"] + issue["width"] <= board["x"] + board["width"]
    text = ama.page.get_by_text("Nothing written yet.").first
    await expect(ama.page.get_by_role("group", name="Size of the board").get_by_role("status")).to_have_text("100%")
    assert await text.evaluate("text => getComputedStyle(text).fontSize") == "16px"


async def test_whole_board_shows_all_of_it_in_the_middle(cast: Cast, ready: ReadyBoard):
    await furnish(ready)
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await ama.sees("A face that smiles back")
    await ama.press("Whole board")
    board = await box_of(ama.region("Board"))
    for title in ("Manualize", "Parking", "What this changes", "Connecting conversations"):
        box = await box_of(ama.heading(title))
        assert box["x"] + box["width"] <= board["x"] + board["width"]
        assert box["y"] + box["height"] <= board["y"] + board["height"]
    first, last = [await box_of(ama.page.locator(".launch").nth(at)) for at in (0, 2)]
    spare = first["x"] - board["x"], board["x"] + board["width"] - last["x"] - last["width"]
    assert abs(spare[0] - spare[1]) <= ROUNDING, "it is in the middle"


async def test_fit_shows_the_part_in_view_large_enough_to_be_read(cast: Cast, ready: ReadyBoard):
    """However many lie beside it, and in the middle."""
    await furnish(ready)
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await ama.sees("A face that smiles back")
    grid = ama.page.get_by_role("article", name=re.compile("^Dis-integration grid"))
    contents = ama.page.get_by_role("navigation", name="Contents")
    await contents.get_by_role("button", name=re.compile("^Dis-integration grid")).click()
    await ama.press("Fit")
    percent = ama.page.get_by_role("group", name="Size of the board").get_by_role("status")
    assert int((await percent.inner_text()).rstrip("%")) >= 40
    board, box = await box_of(ama.region("Board")), await box_of(grid)
    assert box["x"] >= board["x"]
    assert box["y"] >= board["y"]
    if box["x"] + box["width"] <= board["x"] + board["width"]:
        spare = box["x"] - board["x"], board["x"] + board["width"] - box["x"] - box["width"]
        assert abs(spare[0] - spare[1]) <= ROUNDING


async def test_contents_bring_a_part_into_sight(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await expect(ama.heading("Parking")).not_to_be_in_viewport()
    await ama.press("Parking", within=ama.page.get_by_role("navigation", name="Contents"))
    await expect(ama.heading("Parking")).to_be_in_viewport()
    await expect(
        ama.region("Parking").or_(ama.page.locator("[aria-labelledby]").filter(has=ama.heading("Parking"))).last
    ).to_be_focused()


async def test_two_write_in_one_card_of_the_picture(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    ben = await ready.let_in(await cast.person("Ben"), outline=False)
    await new_parameter(ama, "One ")
    card = ben.page.get_by_role("article", name=re.compile("^Parameter,"))
    await card.dblclick()
    await expect(ben.field("Parameter")).to_be_focused()
    await ama.sees("Ben is writing")
    await ben.page.keyboard.type("two")
    await ben.page.keyboard.press("Escape")
    await all_see([ama, ben], "One two")
    await expect(card).to_be_focused()
