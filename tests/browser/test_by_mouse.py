"""Somebody with a mouse and a laptop: what they made comes into sight; they can tell where they are and who writes."""

import re

import pytest
from playwright.async_api import expect

from client.sdk.rest import Api
from tests.browser.boards import AREA, ReadyBoard, ready_board
from tests.browser.conftest import Cast
from tests.browser.people import Person
from tests.services.board_server import BoardServer

LAPTOP = {"width": 1366, "height": 650}
"""What a browser leaves of a small laptop."""


async def let_in(cast: Cast, ready: ReadyBoard, name: str) -> Person:
    link = await ready.api.invite(ready.id, "facilitate")
    return await ready.let_in(await cast.person(name, viewport=LAPTOP), link, outline=False)


async def move_down(person: Person, pixels: int) -> None:
    """Turn the wheel over the board."""
    await person.region("Board").hover()
    await person.page.mouse.wheel(0, pixels)


@pytest.fixture
async def faye(cast: Cast, ready: ReadyBoard) -> Person:
    return await let_in(cast, ready, "Faye")


async def test_a_new_column_is_named_at_once_and_the_title_stays(faye: Person, ready: ReadyBoard):
    await ready.api.launch(ready.id, "dis_integration_grid", answers={"issue": "Money", "columns": ["NHS", "Families"]})
    await faye.press(re.compile("^Add role or organisation"))
    dialog = faye.dialog("How we each see it")
    await expect(faye.field("Title of role or organisation 3", within=dialog)).to_be_focused()
    await expect(dialog.get_by_role("group", name="Roles or organisations")).to_be_visible()
    await faye.page.keyboard.type("Midwives")
    await faye.press("Add role or organisation", within=dialog)
    await expect(faye.field("Title of role or organisation 4", within=dialog)).to_be_focused()
    await faye.page.keyboard.type("Fathers")
    await faye.press("Done", within=dialog)
    grid = faye.page.get_by_role("table", name="How we each see it")
    for title in ("NHS", "Families", "Midwives", "Fathers"):
        await expect(grid.get_by_role("columnheader", name=title)).to_be_visible()


async def test_a_new_area_comes_into_sight_with_the_way_to_the_next_beside_it(faye: Person):
    for number, title in enumerate(("Prevention", "Money", "Fathers"), start=2):
        await faye.press("Add area")
        await faye.page.keyboard.type(title)
        await faye.page.keyboard.press("Enter")
        await expect(faye.heading(f"{number} {title}")).to_be_in_viewport(ratio=1)
        await expect(faye.button("Add area")).to_be_in_viewport(ratio=1)


async def test_the_title_of_an_area_stays_in_sight_beside_its_record(faye: Person):
    await faye.page.get_by_role("navigation", name="Contents").get_by_role("button", name=AREA).click()
    heading = faye.heading(f"1 {AREA}")
    await expect(heading).to_be_in_viewport(ratio=1)
    await move_down(faye, 800)
    await expect(faye.heading("Agreed record")).to_be_in_viewport()
    await expect(heading).to_be_in_viewport(ratio=1)
    await move_down(faye, 3000)
    await expect(heading).not_to_be_in_viewport()


async def test_what_changes_a_wide_zone_is_in_sight_beside_its_title(faye: Person, ready: ReadyBoard):
    await ready.api.launch(ready.id, "dis_integration_grid", answers={"issue": "Money"})
    await faye.page.get_by_role("navigation", name="Contents").get_by_role("button", name="How we each see it").click()
    await expect(faye.button("Change How we each see it")).to_be_in_viewport(ratio=1)


async def test_who_writes_in_a_record_is_shown_and_their_pointer_covers_nothing(
    faye: Person, cast: Cast, ready: ReadyBoard
):
    vera = await ready.let_in(await cast.person("Vera"), ready.view_link, outline=False)
    await faye.region("Board").hover()
    pointer = vera.page.locator(".cursor", has_text="Faye")
    await expect(pointer).to_have_count(1)
    await faye.press(f"Write Agreed record of {AREA}")
    await faye.page.keyboard.type("We ask every family")
    await vera.sees("Faye is writing")
    await expect(pointer).to_have_count(0)
    await faye.page.keyboard.press("Escape")
    await vera.misses("Faye is writing")


async def test_what_ends_a_dialog_is_in_sight_on_a_small_laptop(faye: Person):
    await faye.press("Launch a template")
    for choice in ("Action learning set", "AMBIT wheel", "Dis-integration grid"):
        await expect(faye.button(f"Choose {choice}")).to_be_in_viewport(ratio=1)
    await faye.press("Choose Dis-integration grid")
    dialog = faye.dialog("Launch “Dis-integration grid”")
    await expect(faye.button("Launch", within=dialog)).to_be_in_viewport(ratio=1)
    network = dialog.get_by_label("Who is in the network?")
    await network.focus()
    await expect(network).to_be_in_viewport()
    await expect(dialog.get_by_text("Checked by an AMBIT trainer")).to_be_attached()


async def test_the_other_kinds_of_card_leave_the_size_of_the_board_where_it_is(faye: Person):
    larger = faye.button("Larger")
    before = await larger.bounding_box()
    await faye.press("More")
    await expect(faye.button("Commitment")).to_be_visible()
    after = await larger.bounding_box()
    assert before
    assert after
    assert before["x"] == after["x"]


async def test_what_is_restored_from_the_list_is_in_sight_when_the_list_is_closed(faye: Person):
    await faye.press("Add area")
    await faye.page.keyboard.type("Prevention")
    await faye.page.keyboard.press("Enter")
    await faye.press("Change Prevention")
    await faye.press("Delete this area")
    await faye.press("Delete the area")
    await faye.page.get_by_role("navigation", name="Contents").get_by_role("button", name="Parking").click()
    await faye.press("Deleted (1)")
    dialog = faye.dialog("Deleted")
    await faye.press(re.compile("^Restore the area Prevention"), within=dialog)
    await faye.leave(dialog)
    await expect(faye.heading("2 Prevention")).to_be_in_viewport(ratio=1)


COME = "([place, bottom]) => place.getBoundingClientRect().bottom < bottom - 100"


async def take(person: Person, words: str) -> tuple[float, float]:
    """Press the mouse on a card; returns where."""
    box = await person.page.get_by_role("article").filter(has_text=words).last.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] - 8
    await person.page.mouse.move(x, y)
    await person.page.mouse.down()
    return x, y


async def test_a_card_is_carried_to_what_was_out_of_sight(cast: Cast, board_server: BoardServer, organiser_api: Api):
    ready = await ready_board(board_server, organiser_api, question="Where do we begin?")
    faye = await let_in(cast, ready, "Faye")
    goal = faye.page.locator(".place").filter(has=faye.button(f"Add goal to {AREA}, Goal"))
    await expect(goal).not_to_be_in_viewport()
    x, _ = await take(faye, "Where do we begin?")
    view = await faye.region("Board").bounding_box()
    assert view
    await faye.page.mouse.move(x, view["y"] + view["height"] - 2, steps=4)
    # Whoever sees it come stops there.
    bottom = view["y"] + view["height"]
    await faye.page.wait_for_function(COME, arg=[await goal.element_handle(), bottom], polling="raf")
    await faye.page.mouse.move(x, bottom - 100)
    await goal.hover()
    await faye.page.mouse.up()
    await expect(goal).to_contain_text("Where do we begin?")


async def test_a_card_let_go_outside_of_the_window_stays_where_it_was(
    cast: Cast, board_server: BoardServer, organiser_api: Api
):
    ready = await ready_board(board_server, organiser_api, question="Where do we begin?")
    faye = await let_in(cast, ready, "Faye")
    x, _ = await take(faye, "Where do we begin?")
    await faye.page.mouse.move(x, LAPTOP["height"] + 50, steps=4)
    await faye.page.mouse.up()
    issue = faye.page.locator(".place").filter(has=faye.button("Add question to Issue and key question"))
    await expect(issue).to_contain_text("Where do we begin?")
    await expect(faye.page.get_by_text("Moved to the open board.")).to_have_count(0)


async def test_one_click_opens_a_card_and_a_second_takes_no_word(
    cast: Cast, board_server: BoardServer, organiser_api: Api
):
    ready = await ready_board(board_server, organiser_api, question="Where do we begin?")
    faye = await let_in(cast, ready, "Faye")
    card = faye.page.get_by_role("article", name="Question, “Where")
    words = card.get_by_role("paragraph")
    for open_card in (words.click, words.dblclick):
        await open_card()
        await expect(faye.field("Question")).to_be_focused()
        await faye.page.keyboard.type(" And")
        await faye.page.keyboard.press("Escape")
        await expect(card).to_be_focused()
    await faye.sees("Where do we begin? And And")
