"""`python -m tests.browser.picture`: take the README's picture of a session on a real server.

Five people, and Faye at the browser: two areas are agreed, and the third is being talked about.
"""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from board.edits import set_area_status
from client.demo.content import load
from client.demo.session import Session, gathered, write
from tests.browser.people import PATIENCE, Person
from tests.services.board_server import BoardServer
from tests.services.chromium import executable, launched
from tests.services.node import WEB, installed

PICTURE = WEB / "screenshot.png"
AGREED = 2
"""Areas that the group is through with; they talk about the next."""
SMALLER = 2
"""Steps away from the full size, so that three areas are in sight."""
LEFT, TOP, NEAR = 48, 56, 3
"""Where the first conversation comes to lie in the view, and how exactly, in pixels."""


async def take() -> None:
    """Make the session, and its picture."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            BoardServer(Path(folder)) as server,
            gathered(server.url, server.organiser_secret, load()) as session,
            launched(executable(installed())) as browser,
        ):
            await _hold(session)
            page = await _look(session, browser)
            await page.screenshot(path=PICTURE)


async def _hold(session: Session) -> None:
    """Write the areas, agree on the first of them, and begin with the next."""
    areas = await write(session, load())
    facilitator = session.facilitator
    for area in areas[:AGREED]:
        set_area_status(facilitator.document, area.id, "agreed")
    [launch] = facilitator.read().launches
    entries = facilitator.entries_of(launch)
    current = f"core/{areas[AGREED].id}"
    for entry in entries[: entries.index(current)]:
        await facilitator.api.set_phase(session.board, launch, entry, done=True)
    await facilitator.api.start_phase(session.board, launch, current, seen=0)
    await session.saved()
    _, chair, member, scribe, *_ = session.people
    scribe.remote.show(editing=f"areas/{areas[AGREED].id}/record")
    chair.remote.show(cursor={"x": 1010.0, "y": 1930.0})
    member.remote.show(cursor={"x": 420.0, "y": 2480.0})


async def _look(session: Session, browser: Browser) -> Page:
    """Join at a desk, and wait until all is there and saved."""
    context = await browser.new_context(
        locale="en-GB", viewport={"width": 1680, "height": 945}, device_scale_factor=1.5
    )
    faye = Person("Faye", context)
    link = await session.facilitator.api.invite(session.board, "facilitate")
    await faye.join(link, board=load().title)
    await expect(faye.page.get_by_role("timer")).to_be_visible()
    for _ in range(SMALLER):
        await faye.press("Smaller")
    await _move_to_conversations(faye.page)
    await faye.is_saved()
    return faye.page


async def _move_to_conversations(page: Page) -> None:
    """Turn the wheel until the conversation of the first area is at the top left, under the area's title."""
    view = await page.get_by_role("region", name="Board").bounding_box()
    assert view
    async with asyncio.timeout(PATIENCE / 1_000):
        while True:
            heading = await page.get_by_role("heading", name="Core conversation", exact=True).first.bounding_box()
            assert heading
            away = heading["x"] - view["x"] - LEFT, heading["y"] - view["y"] - TOP
            if max(map(abs, away)) < NEAR:
                break
            await page.mouse.move(view["x"] + view["width"] / 2, view["y"] + view["height"] / 2)
            await page.mouse.wheel(*away)
            await page.evaluate("() => new Promise(requestAnimationFrame)")
    await page.mouse.move(0, 0)


if __name__ == "__main__":
    asyncio.run(take())
