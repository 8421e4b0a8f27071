"""A board that belongs to a session of a programme, as those who work on it see it (SPEC G9 to G11)."""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from client.sdk import Programmes
from tests.browser.boards import TITLE, ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import PHONE
from tests.browser.people import Person
from tests.browser.test_programmes import made, organiser


async def placed(ready: ReadyBoard) -> str:
    """A new programme, to whose first session the board belongs."""
    programme = await made(ready)
    await Programmes(ready.api).place_board(programme, "s1", ready.id)
    return programme


def belonging(person: Person) -> Locator:
    return person.page.get_by_role("navigation", name="Where this board belongs")


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_G9_the_board_leads_to_its_session_those_who_may_read_it(
    cast: Cast, ready: ReadyBoard, device: dict[str, Any]
) -> None:
    await placed(ready)
    fay = await cast.person("Fay", bypass_csp=True, **device)
    await ready.let_in(fay, await ready.api.invite(ready.id, "facilitate"))
    await expect(belonging(fay)).to_contain_text("Start for Life")
    assert await fay.page.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    examiner = Examiner(fay)
    await examiner.look_at("a board of a session")
    assert not examiner.findings, "\n".join(examiner.findings)
    await expect(belonging(fay).get_by_role("link", name="Set 1")).to_be_visible()
    await belonging(fay).get_by_role("link", name=re.compile("^Session 1, ")).click()
    await expect(fay.heading(re.compile("^Session 1, "), level=1)).to_be_visible()


async def test_G11_who_takes_part_is_told_nothing_of_the_programme(cast: Cast, ready: ReadyBoard) -> None:
    programme = await placed(ready)
    asked: list[str] = []
    ama = await cast.person("Ama")
    ama.context.on("request", lambda request: asked.append(request.url))
    await ready.let_in(ama)
    await ama.is_saved()
    await expect(belonging(ama)).to_have_count(0)
    assert not [url for url in asked if url.endswith("/session")]
    olu = await organiser(cast, ready)
    await olu.page.get_by_role("link", name=TITLE).first.click()
    await belonging(olu).get_by_role("link", name="Start for Life").click()
    await expect(olu.page).to_have_url(re.compile(f"/programmes/{programme}$"))


async def test_G10_who_is_only_on_the_boards_list_is_found_and_taken_over_where_it_is_said(
    cast: Cast, ready: ReadyBoard
) -> None:
    await placed(ready)
    fay = await ready.let_in(await cast.person("Fay"), await ready.api.invite(ready.id, "facilitate"))
    await ready.let_in(await cast.person("Cy"))
    await fay.press("Export")
    export = fay.dialog("Export")
    await fay.sees("Fay and Cy are on this board’s list for the day, and not on the register", within=export)
    finding = export.get_by_role("listitem").filter(has_text="Take over who joined, on the page of the session")
    await fay.press(re.compile("^Go there"), within=finding)
    people = fay.dialog("People")
    await fay.press("Take over who joined", within=people)
    await fay.sees("2 taken over as present.", within=people)
    await fay.leave(people)
    await fay.press("Export")
    await expect(export.get_by_role("region", name=re.compile("^Preview"))).to_contain_text("Whole family support")
    await fay.misses("and not on the register", within=export)
