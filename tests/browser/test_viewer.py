"""Somebody who looks on sees everything as it happens, and finds nothing to change it with."""

import re
from typing import Any

import pycrdt
from playwright.async_api import expect

from board.content.document import BoardDocument
from board.edits import add_free_note
from tests.browser.boards import AREA, ReadyBoard, furnish
from tests.browser.conftest import Cast
from tests.browser.network import OpenLine
from tests.browser.people import Person

READING = re.compile(
    "^(Boards|Skip to the board|People .*|Export|Board|Outline|Snapshots|Deleted.*|News.*|Read the purpose|Now|Contents"
    "|Raise your hand|React|Roles|Comments.*"
    r"|Smaller|Larger|Fit|Whole board|Keys|The board itself.*|Show as|Size of the board|Go to .*|.* \d+ of \d+ done)$"
)
"""The names of all that may be pressed by somebody who looks on, the links of the contents apart.

A sign to the room (SPEC F9) writes nothing on the board.
"""


async def names_of_controls(person: Person) -> list[str]:
    """What can be pressed, typed into or chosen from, but for links within the page."""
    controls = person.page.locator("button, input, textarea, select, [contenteditable]").locator("visible=true")
    inside_contents = person.page.get_by_role("navigation", name="Contents").get_by_role("button")
    leave_out = set(await inside_contents.all_inner_texts())
    texts = [await each.get_attribute("aria-label") or await each.inner_text() for each in await controls.all()]
    return [text.replace("\n", " ") for text in texts if text not in leave_out]


async def test_viewer_has_nothing_to_edit_with(cast: Cast, ready: ReadyBoard):
    await furnish(ready)
    vera = await ready.let_in(await cast.person("Vera"), ready.view_link, outline=False)
    await vera.sees("A face that smiles back")
    on_board = await names_of_controls(vera)
    await vera.open_outline()
    in_outline = await names_of_controls(vera)
    assert "Export" in on_board
    assert "Export" in in_outline
    assert [name for name in on_board + in_outline if not READING.match(name)] == []
    await vera.sees("You can read this board. You cannot change it.", within=vera.page.get_by_role("contentinfo"))


async def test_viewer_keys_change_nothing(cast: Cast, ready: ReadyBoard):
    """I2: keys that write for others do nothing here."""
    await furnish(ready)
    vera = await ready.let_in(await cast.person("Vera"), ready.view_link, outline=False)
    card = vera.page.get_by_role("article", name=re.compile("^Learning")).first
    rows = len(await ready.rows())
    await card.focus()
    for key in ("Enter", "x", "Delete", "ArrowDown", "Control+z"):
        await card.press(key)
    await card.dblclick()
    await expect(vera.page.get_by_role("textbox")).to_have_count(0)
    await expect(vera.button("Deleted (1)")).to_be_visible()
    await vera.reads_that("Saved")
    assert len(await ready.rows()) == rows


async def test_what_a_viewer_sends_all_the_same_is_refused(cast: Cast, ready: ReadyBoard):
    """I2: nothing of it is kept or shown, and the viewer may stay."""
    vera, ama = await cast.person("Vera"), await ready.let_in(await cast.person("Ama"))
    line = OpenLine()
    await line.lie_between(await vera.open_empty())
    await ready.let_in(vera, ready.view_link)
    await vera.is_saved()
    rows = len(await ready.rows())
    line.send_edit(smuggled("Smuggled in"))
    await vera.sees("You can look at this board, but not change it.", within=vera.page.locator("body"))
    await ama.write_record(AREA, "Seen by all")
    await vera.sees("Seen by all")
    for person in (vera, ama):
        await person.misses("Smuggled in")
    await ama.is_saved()
    assert await ready.times_in_log("Smuggled in") == 0
    assert len(await ready.rows()) > rows


def smuggled(text: str) -> bytes:
    """An update that adds a good card."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    add_free_note(BoardDocument(doc), "smuggled", text, (0.0, 0.0))
    return doc.get_update()


async def test_viewer_sees_changes_as_they_happen(cast: Cast, ready: ReadyBoard):
    vera = await ready.let_in(await cast.person("Vera"), ready.view_link)
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.write_record(AREA, "**We** agree")
    record = vera.section("Agreed record", within=vera.section(AREA))
    await expect(record.get_by_role("strong")).to_have_text("We")
    await ama.write_card("Goal", "To be there", to="Goal", area=AREA)
    await vera.sees("To be there")
    await ama.press("Undo")
    await vera.misses("To be there")
    await expect(vera.button("People (2)")).to_be_visible()


async def test_viewer_may_take_the_report_home(cast: Cast, ready: ReadyBoard):
    await furnish(ready)
    vera = await ready.let_in(await cast.person("Vera"), ready.view_link)
    await vera.press("Export")
    dialog = vera.dialog("Export")
    await vera.sees("visit", within=vera.region("Preview of the report", within=dialog))
    file = await vera.download("Markdown", within=dialog)
    assert "**this**" in (await file.path()).read_text("utf-8")
    await vera.leave(dialog)
    await vera.press("Snapshots")
    snapshots = vera.dialog("Snapshots")
    await expect(vera.button(re.compile("^Export"), within=snapshots).first).to_be_visible()
    await expect(vera.button("Take a snapshot", within=snapshots)).to_have_count(0)
    await expect(vera.button(re.compile("^Go back"), within=snapshots)).to_have_count(0)


async def test_withdrawn_link_sends_its_people_away(cast: Cast, ready: ReadyBoard):
    """I5"""
    vera = await ready.let_in(await cast.person("Vera"), ready.view_link)
    await vera.is_saved()
    [link] = [each for each in await ready.api.invitations(ready.id) if each["role"] == "view"]
    vera.expect_in_console(re.compile("status of 40[134]|WebSocket"))
    await ready.api.revoke(ready.id, link["id"])
    gone = vera.heading("You no longer have access to this board", level=1)
    await expect(gone).to_be_focused()
    await vera.sees("was withdrawn by somebody who runs the board")
    await vera.misses(AREA)
    await vera.reload()
    await expect(gone).to_be_visible()
