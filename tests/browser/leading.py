"""What tests of a led room do and look at."""

import re

from playwright.async_api import Locator, expect

from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person

FIRST = "Purpose and check-in"


SECOND = "Silent split"


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


LOOKS: dict[str, dict[str, object]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
}


CONFLICT = re.compile(r"status of 409")
"""What the browser itself says in the console when somebody else was faster."""


def now(person: Person) -> Locator:
    return person.page.get_by_role("complementary", name="Now")


def time_left(person: Person) -> Locator:
    return now(person).get_by_role("timer")


async def facilitator(cast: Cast, ready: ReadyBoard, name: str = "Faye", *, outline: bool = False) -> Person:
    return await ready.let_in(await cast.person(name), await ready.api.invite(ready.id, "facilitate"), outline=outline)


async def is_at(person: Person, title: str) -> None:
    await expect(now(person).locator(".now-line")).to_have_text(title)


async def hears(person: Person, words: str) -> None:
    await expect(person.page.get_by_role("status").filter(has_text=words)).to_be_attached()


async def seconds_shown(person: Person) -> int:
    shown = await time_left(person).inner_text()
    minutes, _, seconds = shown.split()[0].partition(":")
    return int(minutes) * 60 + int(seconds)


async def unfold(person: Person) -> None:
    """On a phone what is now is a bar until it is unfolded."""
    toggle = person.button("Now", within=now(person))
    if await toggle.get_attribute("aria-expanded") == "false":
        await toggle.press("Enter")


ACTS = {
    "Bring everybody here": "Bring",
    "Put it in the spotlight": "Spotlight",
    "Lock for others": "Lock",
    "Open the vote": "Vote",
    "Ask everybody": "Vote",
    "Let everybody mark privately": "Vote",
    "Let everybody write on their own": "Write alone",
    "Let everybody's view follow mine": "Lead the view",
}
"""Where in the guide each thing is done."""


async def open_guide(faye: Person, act: str) -> Locator:
    """Open the dialog of the guide at one of its tabs."""
    await unfold(faye)
    await faye.press(act, within=now(faye).get_by_role("group", name="Guide everybody"))
    return faye.dialog("Guide everybody")


async def guide(faye: Person, part: str, button: str, *, why: str = "") -> None:
    """Choose what to do with everybody, the part of the board that it is about, and do it."""
    dialog = await open_guide(faye, ACTS[button])
    if part:
        await dialog.get_by_label("Which part of the board?").select_option(label=part)
    if why:
        await dialog.get_by_label("While").fill(why)
    await faye.press(button, within=dialog)
    await expect(dialog).to_be_hidden()


def guided(person: Person) -> Locator:
    return person.region("What everybody is shown")
