"""B8: the page's own work for each frame, on a board of 1,500 cards that 30 people drag cards on and 20 write on.

A real Chromium looks on at a real server. What the others do comes over their own sockets, as their pages would send
it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page, ViewportSize, expect

from tests.browser.people import Person
from tests.services.board_server import BoardServer, organiser
from tests.services.chromium import executable, launched
from tests.services.node import installed

from .beat import beats
from .crowd import TITLE, Crowd, FullBoard, busy, full_board
from .frames import traced
from .measures import Figures, Size
from .processes import SERVER_CORE, on_all_cores, on_core
from .subjects import OURS, Subject

GOAL = "1,500 cards, 30 moving, 20 writing: scripting, style and layout under 8 ms a frame, on average, in every scene"
MOST_MS = 8.0
"""Half of a frame at sixty a second; the other half is the browser's, for painting."""
MOVERS_A_WRITER = 1.5
WARM_UP_SECONDS = 2.0
"""Until the browser has compiled what the page runs all the time."""
VIEWPORT: ViewportSize = {"width": 1366, "height": 768}
"""An old laptop's."""
MIDDLE = (700, 400)
STEPS_PER_SECOND = 30
"""How often a wheel or a mouse tells of itself."""
TURN = 40
"""Steps in one direction, before it goes back."""

Act = Callable[[Page, float], Awaitable[None]]
"""What the person who looks on does for so many seconds."""


async def _look(_page: Page, seconds: float) -> None:
    await _in_steps(seconds, _nothing)


async def _nothing(_step: int) -> None:
    pass


async def _type(page: Page, seconds: float) -> None:
    """Write in a card that is in sight."""
    if not await page.get_by_role("textbox", name="Question").count():
        await page.get_by_role("article", name="Question,").first.dblclick()
    await _in_steps(seconds, lambda _: page.keyboard.type("a "))


async def _drag(page: Page, seconds: float) -> None:
    """Carry a card over the board, and put it back."""
    await page.get_by_role("article", name="Question,").first.hover()
    await page.mouse.down()
    await _in_steps(seconds, lambda step: page.mouse.move(MIDDLE[0] + _there_and_back(step) * 4, MIDDLE[1]))
    await page.keyboard.press("Escape")
    await page.mouse.up()


async def _pan(page: Page, seconds: float) -> None:
    """Turn the wheel, there and back."""
    await page.mouse.move(*MIDDLE)
    await _in_steps(seconds, lambda step: page.mouse.wheel(30 * _direction(step), 40 * _direction(step)))


async def _zoom(page: Page, seconds: float) -> None:
    """Turn the wheel with Control held, there and back."""
    await page.mouse.move(*MIDDLE)
    await page.keyboard.down("Control")
    await _in_steps(seconds, lambda step: page.mouse.wheel(0, 25 * _direction(step)))
    await page.keyboard.up("Control")


def _direction(step: int) -> int:
    return 1 if step // TURN % 2 else -1


def _there_and_back(step: int) -> int:
    return step % TURN if step // TURN % 2 else TURN - step % TURN


async def _in_steps(seconds: float, act: Callable[[int], Awaitable[None]]) -> None:
    """Do something over and over, as often as the page takes it and no hand could do more."""
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    async for step in beats(STEPS_PER_SECOND):
        if loop.time() >= end:
            return
        await act(step)


@dataclass(frozen=True)
class Scene:
    """What is measured: whether the others write as well as move, and what the person who looks on does meanwhile."""

    name: str
    act: Act
    others_write: bool = True


SCENES = (
    Scene("moving", _look, others_write=False),
    Scene("writing", _look),
    Scene("panning", _pan),
    Scene("zooming", _zoom),
    Scene("dragging", _drag),
    Scene("typing", _type),
)


async def run(_subject: Subject, size: Size, folder: Path) -> Figures:
    """Return the figures of every scene: see `Trace.figures`."""
    found: dict[str, float] = {}
    with on_core(SERVER_CORE):
        server = BoardServer(folder)
        await server.start()
    try:
        with on_all_cores():
            async with launched(executable(installed())) as browser, organiser(server) as api:
                context = await browser.new_context(locale="en-GB", viewport=VIEWPORT)
                board = await full_board(server, api, size.big_board)
                person = Person("Ama", context)
                await person.join(board.link, board=TITLE)
                await expect(person.page.locator("[data-card]")).to_have_count(size.big_board)
                for scene in SCENES:
                    found |= await _measured(scene, board, person.page, size)
                assert not person.faults()
    finally:
        await server.stop()
    return found


async def _measured(scene: Scene, board: FullBoard, page: Page, size: Size) -> Mapping[str, float]:
    writers = size.writers if scene.others_write else 0
    crowd = Crowd(round(MOVERS_A_WRITER * size.writers), writers, 2 * (size.seconds + WARM_UP_SECONDS))
    async with busy(board, crowd):
        await scene.act(page, WARM_UP_SECONDS)
        async with traced(page) as trace:
            await scene.act(page, size.seconds)
    return trace.figures(scene.name, size.seconds)


def is_met(medians: Mapping[str, Figures]) -> bool:
    """Whether an average frame takes less than 8 ms in every scene."""
    return all(medians[OURS.name][f"{scene.name}_ms"] < MOST_MS for scene in SCENES)
