"""An hour that passes as fast as a test reads it: for the server and for every page at once."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from playwright.async_api import Locator

from client.sdk import Api
from tests.browser.people import PATIENCE, Person
from tests.services.clockwork_server import ClockworkServer

ROUNDING = 1
"""A page shows whole seconds, and draws them once a second."""


class SessionTime:
    """The time in the room. People whose clocks are to go along are given before they open a page."""

    def __init__(self, server: ClockworkServer) -> None:
        self._server = server
        self._people: list[Person] = []

    async def goes_for(self, person: Person, *, wrong_by: timedelta = timedelta(0)) -> Person:
        """Let a person's device go along; its clock may be wrong."""
        await person.context.clock.install(time=datetime.now(UTC) + wrong_by)
        self._people.append(person)
        return person

    def stops_for(self, person: Person) -> None:
        """A person has closed the page."""
        self._people.remove(person)

    async def passes(self, minutes: float) -> None:
        """Let these minutes pass at once, everywhere."""
        self._server.advance(timedelta(minutes=minutes))
        for person in self._people:
            await person.context.clock.fast_forward(int(minutes * 60_000))


async def seconds_left(api: Api, board: str) -> float:
    """What the server says is left."""
    stage = await api.stage(board)
    if not stage["ends"]:
        return float(stage["left"])
    return (datetime.fromisoformat(stage["ends"]) - datetime.fromisoformat(stage["now"])).total_seconds()


async def all_read_the_right_time(people: Sequence[Person], api: Api, board: str) -> None:
    """Wait until each reads what the server says before and after the look, however slow the machine is."""
    for person in people:
        async with asyncio.timeout(PATIENCE / 1_000):
            while not await _is_right(person.page.get_by_role("timer"), api, board):
                pass


async def _is_right(timer: Locator, api: Api, board: str) -> bool:
    before = await seconds_left(api, board)
    words = await timer.inner_text()
    after = await seconds_left(api, board)
    minutes, colon, seconds = words.split()[0].partition(":")
    return bool(colon) and after - ROUNDING <= int(minutes) * 60 + int(seconds) <= before + ROUNDING
