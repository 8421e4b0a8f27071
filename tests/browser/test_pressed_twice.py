"""What is pressed twice, or while the server is away, in the forms of programmes and reports (SPEC G8)."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from client.sdk import Programmes, Reports
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person
from tests.browser.test_programmes import look_at as look_at_programme
from tests.browser.test_programmes import made, organiser
from tests.browser.test_reports import TITLE
from tests.browser.test_reports import made as made_report

PEOPLE = "**/api/programmes/*/people/*"
REPORTS = "**/api/programmes/*/reports/*"
ONE_MOMENT = "One moment: what you pressed before is still being done."


class SlowServer:
    """Lets what is stored wait until it is told to go on."""

    def __init__(self) -> None:
        self.asked = 0
        self._go = asyncio.Event()

    async def hold(self, route: Route) -> None:
        """Stand before an address of the server."""
        if route.request.method == "PUT":
            self.asked += 1
            await self._go.wait()
        await route.continue_()

    def go_on(self) -> None:
        """Answer now."""
        self._go.set()


async def fresh_person(olu: Person, ready: ReadyBoard, programme: str, name: str) -> None:
    """Open the form of a new person and write a name."""
    await look_at_programme(olu, ready, f"/{programme}", "Start for Life")
    await olu.press("Add a person")
    await olu.field("Name", within=olu.dialog("A new person")).fill(name)


async def names(ready: ReadyBoard, programme: str) -> list[str]:
    people = (await Programmes(ready.api).show(programme))["people"]
    return [each["entity"]["name"] for each in people]


async def test_G8_a_form_that_is_being_saved_says_so_and_a_second_press_doubles_nothing(
    cast: Cast, ready: ReadyBoard
) -> None:
    programme, server = await made(ready), SlowServer()
    olu = await organiser(cast, ready)
    await fresh_person(olu, ready, programme, "Cleo")
    await olu.page.route(PEOPLE, server.hold)
    form = olu.dialog("A new person")
    await olu.press("Save", within=form)
    saving = olu.button("Saving…", within=form)
    await expect(saving).to_have_attribute("aria-disabled", "true")
    await expect(saving).to_be_focused()
    await olu.page.keyboard.press("Enter")
    # A dialog has a voice of its own: nothing outside it is heard while it is open.
    await expect(form.get_by_role("status")).to_have_text(ONE_MOMENT)
    server.go_on()
    await expect(form).to_be_hidden()
    await olu.sees("Cleo")
    assert server.asked == 1
    assert (await names(ready, programme)).count("Cleo") == 1


@pytest.mark.parametrize("arrives", [False, True], ids=["nothing arrives", "the answer is lost"])
async def test_G8_where_the_server_is_away_the_words_stay_and_pressing_again_doubles_nothing(
    cast: Cast, ready: ReadyBoard, *, arrives: bool
) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await fresh_person(olu, ready, programme, "Cleo")

    async def cut(route: Route) -> None:
        if arrives:
            await route.fetch()
        await route.abort()

    olu.expect_in_console()
    await olu.page.route(PEOPLE, cut)
    form = olu.dialog("A new person")
    await olu.press("Save", within=form)
    await expect(form.get_by_role("alert")).to_be_visible()
    await expect(olu.field("Name", within=form)).to_have_value("Cleo")
    await olu.page.unroute(PEOPLE)
    await olu.press("Save", within=form)
    await expect(form).to_be_hidden()
    await olu.sees("Cleo")
    assert (await names(ready, programme)).count("Cleo") == 1


async def test_G8_an_objective_whose_answer_was_lost_is_there_once_though_its_form_was_closed(
    cast: Cast, ready: ReadyBoard
) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at_programme(olu, ready, f"/{programme}", "Start for Life")
    await olu.press("Add an objective")
    form = olu.dialog("A new objective")
    await olu.field("Objective", within=form).fill("Ask earlier.")

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    olu.expect_in_console()
    address = f"**/api/programmes/{programme}"
    await olu.page.route(address, lose)
    await olu.press("Save", within=form)
    await expect(form.get_by_role("alert")).to_be_visible()
    await olu.page.unroute(address)
    await olu.leave(form)
    await olu.press("Add an objective")
    await olu.sees("Here is what you wrote before", within=form)
    await olu.press("Save", within=form)
    await expect(form).to_be_hidden()
    await olu.sees("Ask earlier.")
    objectives = (await Programmes(ready.api).show(programme))["programme"]["entity"]["objectives"]
    assert [each["text"] for each in objectives].count("Ask earlier.") == 1


async def test_G8_parts_of_a_report_move_as_often_as_it_was_pressed(cast: Cast, ready: ReadyBoard) -> None:
    programme, server = await made_report(ready), SlowServer()
    reports = Reports(ready.api, programme)
    found = await reports.plan("year")
    last = {"kind": "words", "id": "last", "title": "How it went on", "text": "Well."}
    plan = found["entity"]
    await reports.store({**plan, "parts": [*plan["parts"], last]}, found["revision"])
    olu = await organiser(cast, ready)
    await look_at_programme(olu, ready, f"/{programme}/reports/year", TITLE)
    await olu.page.route(REPORTS, server.hold)
    await olu.press("Up How it went on")
    await olu.press("Up How it went on")
    server.go_on()
    shown = olu.page.locator(".report-parts strong")
    await expect(shown).to_have_text(["How it went on", "Why we met", "Set 1"])
    await expect(olu.page.get_by_role("alert")).to_have_count(0)
