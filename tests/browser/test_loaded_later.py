"""Parts of the page that are loaded when they are first opened: where that fails, nothing is lost."""

import re

from playwright.async_api import Route, expect

from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.leading import facilitator

MISSING = re.compile("status of 404|Failed to fetch dynamically imported module|Unable to preload CSS")
"""What the browser itself says in the console where a file is not there."""


async def test_a_dialog_that_cannot_be_loaded_offline_says_so_and_opens_after_another_try(
    cast: Cast, ready: ReadyBoard
) -> None:
    faye = await facilitator(cast, ready, outline=True)
    await faye.lose_network()
    await faye.press("Share")
    failed = faye.dialog("Not loaded")
    await faye.sees("Nothing that you wrote is lost.", within=failed)
    await faye.find_network()
    await faye.press("Try again", within=failed)
    await expect(faye.dialog("Share this board")).to_be_visible()


async def test_an_old_page_says_to_reload_and_what_was_written_is_there_again(cast: Cast, ready: ReadyBoard) -> None:
    faye = await facilitator(cast, ready, outline=True)
    faye.expect_in_console(MISSING)
    await faye.write_record(AREA, "We agree on one page.")

    async def newer(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=re.sub(r"index-[\w-]+\.js", "index-newer.js", await answer.text()))

    async def gone(route: Route) -> None:
        await route.fulfill(status=404, body="There is no such page.")

    await faye.page.route(re.compile(r"/assets/ExportDialog"), gone)
    await faye.page.route(re.compile(r"^http://[^/]+/$"), newer)
    await faye.press("Export")
    failed = faye.dialog("Not loaded")
    await faye.sees("The server has a newer version of this page.", within=failed)
    await faye.page.unroute_all()
    await faye.press("Reload the page", within=failed)
    await faye.open_outline()
    await faye.sees("We agree on one page.")
    await faye.press("Export")
    await expect(faye.dialog("Export")).to_be_visible()


async def test_who_takes_part_loads_nothing_of_what_they_have_not_opened(cast: Cast, ready: ReadyBoard) -> None:
    loaded: list[str] = []
    ama = await cast.person("Ama")
    ama.context.on("request", lambda request: loaded.append(request.url))
    await ready.let_in(ama)
    await ama.is_saved()
    names = [url.rpartition("/")[2] for url in loaded if "/assets/" in url]
    assert any(name.startswith("BoardPage") for name in names)
    later = re.compile("Export|Share|Snapshots|Launch|People|Suggestions|Guide|Programme|Report|Start")
    assert [name for name in names if later.match(name)] == []
