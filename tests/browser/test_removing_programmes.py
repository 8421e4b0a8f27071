"""Taking out a whole programme on its page: said first, confirmed by its title, and its boards stay (SPEC G15)."""

import json
import re
from pathlib import Path

from playwright.async_api import Page, expect

from client.sdk import Programmes, Reports
from tests.browser.boards import TITLE, ReadyBoard
from tests.browser.conftest import PICTURES, Cast
from tests.browser.examiner import Examiner
from tests.browser.test_programmes import document, look_at, made, organiser

REFUSED = re.compile("status of 4(04|09|22)")
QUESTION = "Take out “Start for Life”?"
CONFIRMATION = "Title of the programme"


async def saved(page: Page, button: str) -> Path:
    """Press a button that saves a file; returns where it is."""
    async with page.expect_download() as download:
        await page.get_by_role("button", name=button, exact=True).press("Enter")
    return await (await download.value).path()


async def test_G15_a_whole_programme_is_taken_out_by_keyboard_and_its_board_goes_on(
    cast: Cast, ready: ReadyBoard
) -> None:
    programme = await made(ready)
    server = Programmes(ready.api)
    await server.place_board(programme, "s1", ready.id)
    await Reports(ready.api, programme).store({"id": "year", "title": "A year", "parts": []}, 0)
    fay = await ready.let_in(await cast.person("Fay"), await ready.api.invite(ready.id, "facilitate"))
    olu = await organiser(cast, ready, bypass_csp=True)
    await look_at(olu, ready, f"/{programme}", "Start for Life")
    await olu.button("Take out this programme").press("Enter")
    dialog = olu.dialog(QUESTION)
    for words in (
        "1 group",
        "1 session, with 1 register",
        "2 people",
        "2 organisations",
        "1 report: the plan",
        "This stays: 1 board with all that is written there.",
    ):
        await olu.sees(words, within=dialog)
    examiner = Examiner(olu)
    await examiner.look_at("taking out a programme")
    await olu.look(PICTURES / "programmes", "remove")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))
    kept = json.loads((await saved(olu.page, "Save the programme as a file")).read_text("utf-8"))
    assert kept["people"][0]["name"] == document(programme)["people"][0]["name"]
    assert json.loads((await saved(olu.page, "Save the plan of “A year”")).read_text("utf-8"))["id"] == "year"
    olu.expect_in_console(REFUSED)
    field = dialog.get_by_label(CONFIRMATION)
    await field.fill("Start")
    await field.press("Enter")
    await olu.sees("Write the programme’s title: ‘Start for Life’.", within=dialog)
    await field.fill("start for life")
    await field.press("Enter")
    await expect(olu.heading("Programmes", level=1)).to_be_visible()
    assert programme not in [each["id"] for each in await server.list()]
    await fay.reload()
    await expect(fay.heading(TITLE)).to_be_visible()
    assert await server.session_of(ready.id) is None


async def test_G15_nothing_goes_that_was_not_said(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}", "Start for Life")
    await olu.press("Take out this programme")
    dialog = olu.dialog(QUESTION)
    await olu.sees("2 people", within=dialog)
    await Programmes(ready.api).store_part(programme, "people", {"id": "cy", "name": "Cy"}, 0)
    await dialog.get_by_label(CONFIRMATION).fill("Start for Life")
    olu.expect_in_console(REFUSED)
    await olu.press("Take out all of it", within=dialog)
    await olu.sees("nothing was taken out. Look at what goes now.", within=dialog)
    await olu.sees("3 people", within=dialog)
    await olu.press("Keep it", within=dialog)
    await expect(dialog).to_be_hidden()
    await expect(olu.heading("Start for Life", level=1)).to_be_visible()


async def test_G15_who_is_writing_in_a_form_of_it_is_told_and_keeps_the_words(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    ben = await organiser(cast, ready, "Ben")
    await look_at(ben, ready, f"/{programme}/groups/set", "Set 1")
    await ben.press("Change")
    dialog = ben.dialog("Change the group")
    await dialog.get_by_label("Theme (optional)", exact=True).fill("Ben's theme")
    server = Programmes(ready.api)
    seen = await server.extent(programme)
    await server.remove(programme, seen["title"], seen["extent"])
    ben.expect_in_console(REFUSED)
    await ben.press("Save", within=dialog)
    await ben.sees("There is no such programme (any more).", within=dialog)
    await expect(dialog.get_by_label("Theme (optional)", exact=True)).to_have_value("Ben's theme")
