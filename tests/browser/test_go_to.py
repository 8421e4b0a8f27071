"""Going to what was launched brings it into sight with the focus on it, whoever launched it and however it is shown."""

import pytest
from playwright.async_api import expect

from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.leading import is_at
from tests.browser.people import Person
from tests.browser.test_phone import PHONE

GRID = "Dis-integration grid: Money"


async def launch_by_somebody_else(ready: ReadyBoard) -> None:
    await ready.api.launch(ready.id, "dis_integration_grid", answers={"issue": "Money", "columns": ["Families", "NHS"]})


async def go_to(person: Person, name: str) -> None:
    await person.press(f"Go to {name}", within=person.page.get_by_role("complementary"))


async def test_picture_shows_what_somebody_else_launched(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await ama.press("Fit")
    await launch_by_somebody_else(ready)
    await go_to(ama, GRID)
    await expect(ama.page.get_by_role("article", name=GRID)).to_be_focused()
    await expect(ama.heading(GRID)).to_be_in_viewport(ratio=1)
    await expect(ama.page.get_by_role("group", name="Size of the board").get_by_role("status")).to_have_text("100%")


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_outline_shows_what_somebody_else_launched(cast: Cast, ready: ReadyBoard, device: dict[str, object]):
    ama = await ready.let_in(await cast.person("Ama", **device))
    await launch_by_somebody_else(ready)
    now = ama.button("Now", within=ama.page.get_by_role("complementary"))
    if await now.get_attribute("aria-expanded") == "false":
        await now.click()
    await go_to(ama, GRID)
    await expect(ama.heading(GRID)).to_be_focused()
    await expect(ama.heading(GRID)).to_be_in_viewport(ratio=1)
    await expect(ama.heading("How we each see it")).to_be_in_viewport()


async def test_starting_a_step_of_an_area_leads_to_the_area(cast: Cast, ready: ReadyBoard):
    """It is no mere way there: everybody reads then that this is what the group does."""
    faye = await cast.facilitator()
    await ready.let_in(faye, await ready.api.invite(ready.id, "facilitate"), outline=False)
    await faye.press(f"Start Core conversation: {AREA}", within=faye.page.get_by_role("complementary"))
    await expect(faye.page.get_by_role("article", name=f"1 {AREA}")).to_be_focused()
    await is_at(faye, f"Core conversation: {AREA}")
