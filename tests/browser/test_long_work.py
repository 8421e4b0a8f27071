"""Work that takes long says on the page how far it is, and can be stopped (SPEC L5)."""

import re

from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.edits import add_free_note
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.people import Person
from tests.browser.test_programmes import look_at, organiser
from tests.browser.test_reports import TITLE, made
from tests.services.stopped import frozen, workers


def line(person: Person, words: str) -> Locator:
    """The line that says how work stands."""
    return person.page.locator(".work-line", has_text=words)


async def press_by_key(person: Person, name: str) -> None:
    """Press a button by the keyboard."""
    await person.button(name).focus()
    await person.page.keyboard.press("Enter")


async def test_L5_a_report_that_takes_long_says_so_and_is_stopped_and_begun_again(
    cast: Cast, ready: ReadyBoard
) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready, bypass_csp=True)
    examiner = Examiner(olu)
    await look_at(olu, ready, f"/{programme}/reports/year", TITLE)
    preview = olu.region("Preview of the report")
    await expect(preview).to_be_visible()
    assert ready.server.pid is not None
    with frozen(workers(ready.server.pid)):
        await olu.press("Look again")
        await expect(line(olu, "Working out how it reads… Reading the boards: 1 of 1")).to_be_visible()
        await examiner.look_at("how far a report is")
        await press_by_key(olu, "Stop")
        await expect(line(olu, "Stopped.")).to_be_focused()
    await olu.press("Begin again")
    await expect(line(olu, "Stopped.")).to_have_count(0)
    await expect(preview).to_have_attribute("aria-busy", "false")
    with frozen(workers(ready.server.pid)):
        await olu.press("PDF")
        await expect(line(olu, "Making the file…")).to_contain_text(re.compile(r"Reading the boards: 1 of 1"))
        await press_by_key(olu, "Stop")
        await expect(line(olu, "Stopped. Nothing was made.")).to_be_focused()
    async with olu.page.expect_download() as saved:
        await olu.press("Word")
    assert (await saved.value).suggested_filename == f"{TITLE}.docx"
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


async def test_L5_going_back_is_stopped_and_the_board_is_as_it_was(cast: Cast, ready: ReadyBoard) -> None:
    faye = await ready.let_in(await cast.person("Faye"), await ready.api.invite(ready.id, "facilitate"), outline=False)
    await ready.api.snapshot(ready.id, "Before lunch")
    async with ready.remote() as remote:
        add_free_note(BoardDocument(remote.doc), "late", "After lunch", (40.0, -200.0))
        await remote.saved()
    await faye.press("Snapshots")
    dialog = faye.dialog("Snapshots")
    await faye.press("Go back to Before lunch", within=dialog)
    go = faye.button("Go back to “Before lunch”", within=dialog)
    await expect(go).to_be_visible()
    assert ready.server.pid is not None
    with frozen(workers(ready.server.pid)):
        await go.press("Enter")
        await expect(line(faye, "Going back… Keeping the board as it is now")).to_be_visible()
        await press_by_key(faye, "Stop")
        await expect(line(faye, "Stopped. Nothing on the board was changed.")).to_be_focused()
    assert [note["text"] for note in (await ready.api.projection(ready.id))["notes"]] == ["After lunch"]
    await go.press("Enter")
    await faye.sees("Done. This was changed:", within=dialog)
    assert (await ready.api.projection(ready.id))["notes"] == []
