"""The Word file of a report that somebody edited comes back for all of its boards (SPEC K5)."""

import io
import re

import docx
from playwright.async_api import expect

from board.content.document import BoardDocument
from board.edits import set_record
from tests.browser.conftest import PICTURES, Cast
from tests.browser.examiner import Examiner
from tests.browser.test_report_parts import Planned, opened, planned
from tests.browser.test_suggestions import WORD

__all__ = ["planned"]
OLD, NEW = "We plan early.", "We plan much earlier."


async def edited(planned: Planned) -> bytes:
    """Return the report as a Word file, in which somebody changed what the first area agreed."""
    async with planned.ready.remote() as remote:
        board = BoardDocument(remote.doc)
        await remote.until(lambda: planned.ids["Housing"] in board.read().areas)
        set_record(board, planned.ids["Housing"], OLD)
        await remote.saved()
    document = docx.Document(io.BytesIO(await planned.reports.build("year", "docx")))
    next(each for each in document.paragraphs if each.text == OLD).runs[0].text = NEW
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


async def test_K5_a_report_is_brought_back_on_its_page_and_waits_on_its_board(cast: Cast, planned: Planned) -> None:
    content = await edited(planned)
    olu = await opened(cast, planned, bypass_csp=True)
    section = olu.page.get_by_role("region", name="Bring an edited Word file back")
    field = section.get_by_label("The Word document")
    await field.set_input_files({"name": "edited.docx", "mimeType": WORD, "buffer": content})
    await expect(section.get_by_role("status").first).to_have_text(
        "One agreed text was changed. Each is a suggestion on its board, to take over or not."
    )
    await expect(section.get_by_role("listitem")).to_have_text("Integration: One agreed text was changed.")
    examiner = Examiner(olu)
    await examiner.look_at("a report brought back")
    assert not examiner.findings
    await olu.page.screenshot(path=PICTURES / "report-brought-back.png", full_page=True)
    [suggestion] = (await planned.ready.api.get(f"/api/boards/{planned.ready.id}/suggestions"))["suggestions"]
    assert NEW in suggestion["proposed"]
    await section.get_by_role("link", name="Integration").click()
    await expect(olu.page).to_have_url(re.compile(planned.ready.id))
