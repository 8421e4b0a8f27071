"""No dialog loses typed words: however it is left, they are there again, on this device alone."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.people import Person

WORDS = "I am tired of telling it again"
SAY = re.compile("^Say as Baby ?: What I see$")
BACK = "Here is what you wrote before and did not send."


@pytest_asyncio.fixture(loop_scope="session")
async def faye(cast: Cast, ready: ReadyBoard) -> Person:
    """A facilitator on a board with hats, in the picture."""
    hats = {"issue": "Money", "hats": ["Baby", "Finance"]}
    await ready.api.launch(ready.id, "wearing_different_hats", answers=hats)
    link = await ready.api.invite(ready.id, "facilitate")
    return await ready.let_in(await cast.facilitator(), link, outline=False)


async def leave_by_escape(person: Person) -> None:
    await person.page.keyboard.press("Escape")


async def leave_by_close(person: Person) -> None:
    await person.press("Close", within=person.page.get_by_role("dialog"))


async def leave_by_reload(person: Person) -> None:
    await person.reload()
    await expect(person.button(SAY)).to_be_visible()


@pytest.mark.parametrize("leave", [leave_by_escape, leave_by_close, leave_by_reload])
async def test_words_under_a_hat_wait_on_this_device(cast: Cast, ready: ReadyBoard, faye: Person, leave):
    """I4: they come back in both views, to nobody else, until they are said."""
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await faye.press(SAY)
    await faye.field("What I see", within=faye.dialog("Baby")).fill(WORDS)
    await leave(faye)
    await expect(faye.page.get_by_role("dialog")).to_have_count(0)
    await ama.press(SAY)
    await expect(ama.field("What I see")).to_have_value("")
    await leave_by_escape(ama)
    await faye.open_outline()
    await faye.press(SAY)
    await expect(faye.field("Baby: What I see")).to_have_value(WORDS)
    await faye.sees(BACK)
    await faye.press("Not now")
    await faye.open_picture()
    await faye.press(SAY)
    dialog = faye.dialog("Baby")
    await faye.sees(BACK, within=dialog)
    await faye.press("Say this as Baby", within=dialog)
    await expect(dialog).to_be_hidden()
    await ama.sees(WORDS)
    await faye.press(SAY)
    await expect(faye.field("What I see", within=dialog)).to_have_value("")
    assert await ready.times_in_log(WORDS) == 1


async def test_words_thrown_away_are_gone_and_the_focus_is_in_the_field(faye: Person):
    await faye.press(SAY)
    field = faye.field("What I see", within=faye.dialog("Baby"))
    await field.fill(WORDS)
    await leave_by_escape(faye)
    await faye.press(SAY)
    await faye.press("Throw it away and start again")
    await expect(field).to_have_value("")
    await expect(field).to_be_focused()


async def test_answers_to_a_template_are_there_again(faye: Person):
    async def open_form() -> None:
        await faye.press("Launch a template")
        await faye.press("Choose Dis-integration grid", within=faye.dialog("Launch a template"))

    await open_form()
    dialog = faye.dialog("Launch “Dis-integration grid”")
    field = dialog.get_by_role("textbox").first
    await dialog.get_by_label("Where").select_option(label="Sustainability")
    await field.fill(WORDS)
    await leave_by_escape(faye)
    await faye.reload()
    await open_form()
    await expect(field).to_have_value(WORDS)
    await expect(dialog.get_by_label("Where").locator("option:checked")).to_have_text("Sustainability")
    await faye.sees(BACK, within=dialog)


async def test_titles_in_dialogs_are_kept_by_escape(ready: ReadyBoard, faye: Person):
    await faye.press("Change Sustainability")
    await faye.field("Title").fill("Money that lasts")
    await leave_by_escape(faye)
    await faye.sees("Money that lasts")
    await faye.is_saved()


async def test_the_register_keeps_a_name_half_written(faye: Person):
    await faye.press("People (1)")
    dialog = faye.dialog("People")
    await dialog.get_by_text("Add somebody who was present").click()
    await faye.field("Name", within=dialog).fill("Nia Bevan")
    await leave_by_escape(faye)
    await faye.press("People (1)")
    await dialog.get_by_text("Add somebody who was present").click()
    await expect(faye.field("Name", within=dialog)).to_have_value("Nia Bevan")


async def test_a_snapshot_keeps_the_name_half_written(faye: Person):
    await faye.press("Snapshots")
    name = faye.field("Name of a new snapshot (optional)", within=faye.dialog("Snapshots"))
    await name.fill("Before lunch")
    await leave_by_escape(faye)
    await faye.press("Snapshots")
    await expect(name).to_have_value("Before lunch")
    await faye.press("Take a snapshot")
    await faye.sees("Before lunch", within=faye.dialog("Snapshots"))
    await expect(name).to_have_value("")
