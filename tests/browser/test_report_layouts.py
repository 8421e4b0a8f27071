"""Reports as they are opened in a browser, and the choice of what to make of a board (SPEC X6 to X8)."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from board.render import render
from board.reports import LAYOUTS, ReportOptions, build
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.unit.programme_boards import hostile_place
from tests.unit.report_boards import PROVENANCE, board_of


@pytest.mark.parametrize("layout", LAYOUTS)
async def test_X6_axe_finds_nothing_in_the_web_page_of_any_layout(cast: Cast, layout: str, tmp_path: Path):
    ama = await cast.person("Ama", bypass_csp=True)
    place = hostile_place("Learning together")
    report = build(layout, board_of(layout), PROVENANCE, ReportOptions(conversation=True), (), place)
    file = tmp_path / f"{layout}.html"
    file.write_bytes(render(report, "html").content)
    page = await ama.open_empty()
    await page.goto(file.as_uri())
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    examiner = Examiner(ama)
    await examiner.look_at(layout)
    assert not examiner.findings, "\n".join(examiner.findings)


async def test_X7_a_layout_is_offered_once_the_board_has_its_template(cast: Cast, ready: ReadyBoard):
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.press("Export")
    dialog = ama.dialog("Export")
    await expect(dialog.get_by_role("radio", name="Themes of a report")).to_be_visible()
    await expect(dialog.get_by_role("radio", name="Key steps")).to_have_count(0)
    preview = ama.region("Preview of the report", within=dialog)
    await expect(preview).to_contain_text("About this document")
    await ready.api.launch(ready.id, "key_steps", answers={"question": "How do we go on?", "strands": ["Now", "Later"]})
    await dialog.get_by_role("radio", name="Key steps").check()
    await expect(preview).to_contain_text("There are no key steps on this board yet.")
    await ama.press("Use the board as it is now", within=dialog)
    await expect(preview).to_contain_text("How do we go on?")
    await expect(dialog.get_by_label("The steps also as a numbered list")).to_be_checked()
