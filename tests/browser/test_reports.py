"""A report that is built from many boards, as its author makes it on the page (SPEC B)."""

import re
from secrets import token_hex

import pytest
from playwright.async_api import expect

from client.sdk import Programmes, Reports
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import PICTURES, Cast
from tests.browser.examiner import Examiner
from tests.browser.test_accessibility import LOOKS
from tests.browser.test_programmes import CONFLICT, document, look_at, organiser, save

TITLE = "What we learned"
PICTURE = "With a picture"
PICTURE_WORDS = "Words under the picture (optional)"


async def made(ready: ReadyBoard) -> str:
    """A programme with the board in its session, and a report with two parts; returns the programme's id."""
    programme = token_hex(6)
    await Programmes(ready.api).import_document(document(programme))
    await Programmes(ready.api).place_board(programme, "s1", ready.id)
    parts = [
        {"kind": "words", "id": "why", "title": "Why we met", "text": "See [[set]]."},
        {"kind": "group", "id": "set", "group": "set", "layout": "group_summary"},
    ]
    await Reports(ready.api, programme).store({"id": "year", "title": TITLE, "parts": parts}, 0)
    return programme


async def test_B1_a_report_is_begun_filled_ordered_and_built(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}", "Start for Life")
    await olu.press("Begin a report")
    await save(olu, "A new report", {"Title": "A year together", "By (optional)": "The leadership group"})
    await expect(olu.heading("A year together", level=1)).to_be_visible()
    await olu.press("Add a part")
    await save(olu, "A new part: Your own words", {"Title": "How it began", "Text (optional)": "We met *often*."})
    await olu.page.get_by_label("What to add").select_option("board")
    await olu.press("Add a part")
    await save(olu, "A new part: From a board", {"Title (optional)": "The board"})
    await olu.page.get_by_label("What to add").select_option("group")
    await olu.press("Add a part")
    await save(olu, "A new part: About a group", {})
    shown = olu.page.locator(".report-parts strong")
    await expect(shown).to_have_text(["How it began", "The board", "Set 1"])
    await olu.sees("From a board: Record of each area.", within=olu.region("Parts"))
    await olu.press("Up Set 1")
    await expect(shown).to_have_text(["How it began", "Set 1", "The board"])
    preview = olu.region("Preview of the report")
    await olu.sees("2 Set 1", within=preview)
    await olu.sees("3 The board", within=preview)
    async with olu.page.expect_download() as saved:
        await olu.press("Word")
    assert (await saved.value).suggested_filename == "A year together.docx"
    await olu.sees("It reads as it did.")
    await olu.press("Up Set 1")
    await olu.sees("Moved:")
    await olu.press("Take out The board")
    await olu.sees("Gone in The board")
    await expect(shown).to_have_text(["Set 1", "How it began"])


async def test_B3_a_reference_follows_its_part_and_one_that_leads_nowhere_is_told(
    cast: Cast, ready: ReadyBoard
) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/reports/year", TITLE)
    preview = olu.region("Preview of the report")
    await olu.sees("See section ‘2 Set 1’.", within=preview)
    await olu.press("Up Set 1")
    await olu.sees("See section ‘1 Set 1’.", within=preview)
    await olu.press("Take out Set 1")
    await olu.sees("which is not in this report")


async def test_B7_a_part_is_given_a_picture_with_its_words_and_loses_it_again(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/reports/year", TITLE)
    await olu.page.get_by_label("What to add").select_option("board")
    await olu.press("Add a part")
    form = olu.dialog("A new part: From a board")
    await form.get_by_label(PICTURE).select_option(label="Of the area Sustainability")
    await olu.sees("takes half a second longer", within=form)
    await form.get_by_label(PICTURE).scroll_into_view_if_needed()
    await olu.look(PICTURES, "report-picture-form")
    await save(olu, "A new part: From a board", {"Title (optional)": "The board", PICTURE_WORDS: "How it looked"})
    await olu.sees("to its picture by [[the-board:figure]]", within=olu.region("Parts"))
    preview = olu.region("Preview of the report")
    await olu.sees("Figure 1: How it looked", within=preview)
    image = preview.get_by_role("img")
    await expect(image).to_have_attribute("alt", re.compile("^The area ‘Sustainability’.*Made from the snapshot"))
    assert await image.evaluate("(image) => image.decode().then(() => image.naturalWidth > 100)")
    await olu.page.screenshot(path=PICTURES / "report-with-picture.png", full_page=True)
    await olu.press("Change The board")
    changed = olu.dialog("Change the part: From a board")
    await expect(changed.get_by_label(PICTURE).locator("option:checked")).to_have_text("Of the area Sustainability")
    await expect(changed.get_by_label(PICTURE_WORDS)).to_have_value("How it looked")
    await changed.get_by_label(PICTURE).select_option(label="No picture")
    await save(olu, "Change the part: From a board", {})
    await expect(preview.get_by_role("img")).to_have_count(0)


async def test_B1_parts_that_the_programme_says_are_called_as_what_they_say(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/reports/year", TITLE)
    await olu.page.get_by_label("What to add").select_option("programme")
    await olu.press("Add a part")
    await olu.dialog("A new part: About the programme").get_by_label("What to show").select_option("phases")
    await save(olu, "A new part: About the programme", {})
    await expect(olu.page.locator(".report-parts strong").last).to_have_text("Phases")


async def test_X13_the_tables_of_a_report_are_taken_as_csv(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/reports/year", TITLE)
    await olu.page.get_by_label("What to add").select_option("programme")
    await olu.press("Add a part")
    await olu.dialog("A new part: About the programme").get_by_label("What to show").select_option("phases")
    await save(olu, "A new part: About the programme", {})
    async with olu.page.expect_download() as saved:
        await olu.press("Tables (CSV)")
    assert (await saved.value).suggested_filename.endswith(".zip")


async def test_B1_a_report_is_taken_out_after_a_question(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/reports/year", TITLE)
    await olu.press("Take out this report")
    await olu.press("Keep it", within=olu.dialog(f"Take out “{TITLE}”?"))
    await olu.press("Take out this report")
    await olu.press("Take out this report", within=olu.dialog(f"Take out “{TITLE}”?"))
    await expect(olu.heading("Start for Life", level=1)).to_be_visible()
    await olu.sees("No reports yet.")


async def test_B1_of_two_who_change_one_report_the_slower_is_told(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/reports/year", TITLE)
    await expect(olu.button("Up Set 1")).to_be_visible()
    reports = Reports(ready.api, programme)
    found = await reports.plan("year")
    await reports.store({**found["entity"], "subtitle": "Somebody else was here"}, found["revision"])
    olu.expect_in_console(CONFLICT)
    await olu.press("Up Set 1")
    await expect(olu.page.get_by_role("alert")).to_be_visible()
    await olu.sees("Somebody else was here")
    await expect(olu.page.locator(".report-parts strong")).to_have_text(["Why we met", "Set 1"])


@pytest.mark.parametrize("look", LOOKS)
async def test_axe_finds_nothing_on_the_page_of_a_report(cast: Cast, ready: ReadyBoard, look: str) -> None:
    programme = await made(ready)
    await Reports(ready.api, programme).build("year", "markdown")
    olu = await organiser(cast, ready, bypass_csp=True, **LOOKS[look])
    examiner = Examiner(olu)
    await look_at(olu, ready, f"/{programme}/reports/year", TITLE)
    await olu.sees("It reads as it did.")
    await examiner.look_at("report")
    await olu.look(PICTURES, f"report-{look}")
    await olu.press("Change Why we met")
    await examiner.look_at("part of a report")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))
