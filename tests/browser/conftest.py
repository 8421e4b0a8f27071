"""People for the browser tests: `cast` brings them in, keeps pictures of a failure, and asks whether all was well."""

import re
from collections.abc import AsyncIterator, Generator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from client.sdk import Api
from tests.browser.boards import ReadyBoard, ready_board
from tests.browser.people import Person
from tests.services.board_server import BoardServer, organiser

PICTURES = Path(__file__).parents[2] / "build" / "browser"
FAILED = pytest.StashKey[bool]()


class Cast:
    """The people of one test."""

    def __init__(self, browser: Browser, stack: AsyncExitStack) -> None:
        self._browser = browser
        self._stack = stack
        self.people: list[Person] = []

    async def person(self, name: str, **options: Any) -> Person:
        """Bring in somebody with a fresh browser; `options` are those of a browser context."""
        settings = {"locale": "en-GB", "viewport": {"width": 1366, "height": 768}, **options}
        context = await self._browser.new_context(**settings)
        self._stack.push_async_callback(context.close)
        person = Person(name, context)
        self.people.append(person)
        return person

    async def facilitator(self, name: str = "Faye") -> Person:
        """Bring in somebody who may use the clipboard."""
        return await self.person(name, permissions=["clipboard-read", "clipboard-write"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest_asyncio.fixture(loop_scope="session")
async def cast(browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[Cast]:
    async with AsyncExitStack() as stack:
        company = Cast(browser, stack)
        yield company
        if request.node.stash.get(FAILED, True):
            for person in company.people:
                await person.look(PICTURES, re.sub(r"\W+", "-", f"{request.node.name} {person.name}"))
        else:
            assert not [fault for person in company.people for fault in person.faults()]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def organiser_api(board_server: BoardServer) -> AsyncIterator[Api]:
    async with organiser(board_server) as api:
        yield api


@pytest_asyncio.fixture(loop_scope="session")
async def ready(board_server: BoardServer, organiser_api: Api) -> ReadyBoard:
    """A fresh board with one area."""
    return await ready_board(board_server, organiser_api)
