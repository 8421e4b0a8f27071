"""Two people who merge the same areas at once (SPEC D8)."""

import asyncio

from playwright.async_api import Locator, Route, expect

from tests.browser.boards import ReadyBoard, ready_board
from tests.browser.conftest import Cast
from tests.browser.leading import CONFLICT
from tests.browser.people import PATIENCE, Person

ONE, TWO = "Sustainability", "Money"


async def about_to_merge(person: Person) -> Locator:
    """Open the dialog that merges the first area with the other."""
    await person.button(f"Change the area {ONE}").press("Enter")
    await person.button(f"Merge the area {ONE} with another").press("Enter")
    dialog = person.dialog(f"Merge {ONE} with another area")
    await dialog.get_by_label("Merge with").select_option(label=TWO)
    return dialog


async def test_D8_of_two_who_merge_at_once_one_does_and_the_other_reads_why(cast: Cast, ready: ReadyBoard):
    board = await ready_board(ready.server, ready.api, areas=[ONE, TWO])
    ama = await board.let_in(await cast.person("Ama"))
    ben = await board.let_in(await cast.person("Ben"))
    ben.expect_in_console(CONFLICT)
    for area, text in ((ONE, "We stay."), (TWO, "We pay.")):
        await ama.write_record(area, text)
    await ama.is_saved()
    await ben.sees("We pay.")
    taken, asked = asyncio.Event(), asyncio.Event()

    async def slowly(route: Route) -> None:
        """Ama's turn is taken, and her page hears of it after Ben has asked."""
        answer = await route.fetch()
        taken.set()
        await asked.wait()
        await route.fulfill(response=answer)

    await ama.page.route("**/merge-turns", slowly)
    mine, theirs = await about_to_merge(ama), await about_to_merge(ben)
    await ama.press("Merge", within=mine)
    await asyncio.wait_for(taken.wait(), PATIENCE / 1_000)
    await ben.press("Merge", within=theirs)
    await expect(theirs.get_by_role("alert")).to_contain_text("Somebody else is merging one of these areas just now")
    asked.set()
    await expect(mine).to_be_hidden()
    await ben.sees("From “Money”:")
    await ama.is_saved()
    projection = await board.api.projection(board.id)
    [area] = [area for zone in projection["launches"][0]["zones"] for area in zone.get("areas", ())]
    assert area["record"].count("We pay.") == 1
