"""A document that was edited elsewhere comes back: its changes are suggestions for a facilitator (SPEC K)."""

import io
import re
from typing import Any

import docx
import pytest
from playwright.async_api import expect

from board.content.document import BoardDocument
from board.edits import set_area_status, set_record
from tests.browser.boards import AREA, ReadyBoard
from tests.browser.conftest import PICTURES, Cast
from tests.browser.examiner import Examiner
from tests.browser.people import Person
from tests.browser.test_accessibility import LOOKS

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CONFLICT_RECORD = "We plan later."
REFUSED = re.compile("status of 4(09|22)")
"""What the browser itself says in the console."""


async def agreed(ready: ReadyBoard, record: str, *, status: str = "draft") -> None:
    """Write the area's record as somebody on the board would, and say how far it is."""
    async with ready.remote() as remote:
        (area,) = [key for key, each in BoardDocument(remote.doc).read().areas.items() if each.title == AREA]
        set_record(BoardDocument(remote.doc), area, record)
        set_area_status(BoardDocument(remote.doc), area, status)
        await remote.saved()


async def edited(ready: ReadyBoard, old: str, new: str) -> bytes:
    """Return an export of the board in which somebody wrote `new` for `old`."""
    document = docx.Document(io.BytesIO(await ready.api.export(ready.id, "theme_sections", "docx")))
    paragraph = next(each for each in document.paragraphs if each.text == old)
    paragraph.runs[0].text = new
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


async def facilitator(cast: Cast, ready: ReadyBoard, **options: Any) -> Person:
    fay = await cast.person("Fay", **options)
    return await ready.let_in(fay, await ready.api.invite(ready.id, "facilitate"))


async def areas(person: Person, ready: ReadyBoard) -> list[dict[str, Any]]:
    """The board's areas as the server has them."""
    launches = (await person.projection(ready.server.url, ready.id))["launches"]
    return [area for launch in launches for zone in launch["zones"] for area in zone.get("areas", ())]


async def bring_back(person: Person, content: bytes, says: str) -> None:
    if not await person.button("Export").is_visible():
        await person.press("More")
    await person.press("Export")
    await person.press("Bring the document back")
    dialog = person.dialog("Edited documents")
    field = dialog.get_by_label("The Word document")
    await field.set_input_files({"name": "edited.docx", "mimeType": WORD, "buffer": content})
    await person.sees(says, within=dialog)


async def test_K2_an_edited_document_is_brought_back_and_taken_over(cast: Cast, ready: ReadyBoard) -> None:
    await agreed(ready, "We plan early.")
    content = await edited(ready, "We plan early.", "We plan much earlier.")
    fay = await facilitator(cast, ready)
    await bring_back(fay, content, "One agreed text was changed.")
    dialog = fay.dialog("Edited documents")
    await expect(dialog.locator("ins")).to_have_text("much earlier.")
    await fay.press(f"Take it over on {AREA}", within=dialog)
    await fay.sees(f"Taken over: {AREA}.", within=dialog)
    await fay.sees("There are no open suggestions.", within=dialog)
    await fay.leave(dialog)
    await fay.sees("We plan much earlier.")


async def test_K3_where_both_changed_the_same_words_the_text_is_written_by_hand(cast: Cast, ready: ReadyBoard) -> None:
    await agreed(ready, "We plan early.")
    content = await edited(ready, "We plan early.", "We plan earlier.")
    await agreed(ready, CONFLICT_RECORD)
    fay = await facilitator(cast, ready)
    await bring_back(fay, content, "One agreed text was changed.")
    dialog = fay.dialog("Edited documents")
    fay.expect_in_console(REFUSED)
    await fay.press(f"Take it over on {AREA}", within=dialog)
    await fay.sees("The same words were changed on the board meanwhile.", within=dialog)
    await fay.sees(CONFLICT_RECORD, within=dialog)
    field = dialog.get_by_label("The text as it is to be")
    await expect(field).to_have_value("We plan earlier.")
    await field.fill("We plan in good time.")
    await fay.press("Save this text", within=dialog)
    await fay.sees("There are no open suggestions.", within=dialog)
    await fay.leave(dialog)
    await fay.sees("We plan in good time.")


async def test_K2_others_find_the_suggestion_on_its_area_and_decide_nothing(cast: Cast, ready: ReadyBoard) -> None:
    await agreed(ready, "We plan early.")
    fay = await facilitator(cast, ready)
    await bring_back(fay, await edited(ready, "We plan early.", "We plan earlier."), "One agreed text was changed.")
    ed = await ready.let_in(await cast.person("Ed"))
    await ed.press(f"1 suggestion on the record of {AREA}")
    dialog = ed.dialog("Edited documents")
    await expect(dialog.locator("ins")).to_have_text("earlier.")
    await expect(dialog.get_by_label("The Word document")).to_have_count(0)
    await expect(dialog.get_by_role("button", name="Take it over")).to_have_count(0)


async def test_K4_suggestions_come_and_go_on_open_pages(cast: Cast, ready: ReadyBoard) -> None:
    await agreed(ready, "We plan early.")
    fay = await facilitator(cast, ready)
    ed = await ready.let_in(await cast.person("Ed"))
    await ed.is_saved()
    await bring_back(fay, await edited(ready, "We plan early.", "We plan earlier."), "One agreed text was changed.")
    await ed.sees("An edited document came back, with 1 suggestion on an agreed text.", within=ed.page.locator(".news"))
    mark = ed.button(f"1 suggestion on the record of {AREA}")
    await expect(mark).to_be_visible()
    await ed.press(re.compile("^Read them"))
    dialog = ed.dialog("Edited documents")
    await expect(dialog.locator("ins")).to_have_text("earlier.")
    await fay.press(f"Leave the text as it is on {AREA}", within=fay.dialog("Edited documents"))
    await ed.sees("There are no open suggestions.", within=dialog)
    await ed.leave(dialog)
    await expect(mark).to_have_count(0)
    await expect(fay.page.locator(".news")).to_have_count(0)


async def test_K3_an_agreed_record_is_a_draft_again_and_the_person_can_undo_it(cast: Cast, ready: ReadyBoard) -> None:
    await agreed(ready, "We plan early.", status="agreed")
    fay = await facilitator(cast, ready)
    await bring_back(fay, await edited(ready, "We plan early.", "We plan earlier."), "One agreed text was changed.")
    dialog = fay.dialog("Edited documents")
    await fay.press(f"Take it over on {AREA}", within=dialog)
    await fay.sees("It is a draft again, for its text was changed after it was agreed.", within=dialog)
    [area] = await areas(fay, ready)
    assert (area["record"], area["status"]) == ("We plan earlier.", "draft")
    await fay.press(re.compile("^Undo"), within=dialog)
    await fay.sees(f"Undone: {AREA} reads as it did before.", within=dialog)
    await fay.is_saved()
    [area] = await areas(fay, ready)
    assert (area["record"], area["status"]) == ("We plan early.", "agreed")


async def test_K3_a_text_written_by_hand_stays_while_somebody_else_decides(cast: Cast, ready: ReadyBoard) -> None:
    await agreed(ready, "We plan early.")
    content = await edited(ready, "We plan early.", "We plan earlier.")
    await agreed(ready, CONFLICT_RECORD)
    fay, gil = await facilitator(cast, ready), await cast.person("Gil")
    await ready.let_in(gil, await ready.api.invite(ready.id, "facilitate"))
    await bring_back(fay, content, "One agreed text was changed.")
    fay.expect_in_console(REFUSED)
    await fay.press(f"Take it over on {AREA}", within=fay.dialog("Edited documents"))
    field = fay.dialog("Edited documents").get_by_label("The text as it is to be")
    await field.fill("We plan in good time.")
    await gil.press(f"1 suggestion on the record of {AREA}")
    await gil.press(f"Leave the text as it is on {AREA}", within=gil.dialog("Edited documents"))
    await gil.sees("Left as it is", within=gil.dialog("Edited documents"))
    await fay.press("Save this text", within=fay.dialog("Edited documents"))
    await fay.sees("Somebody has decided on this already.", within=fay.dialog("Edited documents"))
    await expect(field).to_have_value("We plan in good time.")


async def test_K1_what_is_no_word_document_is_explained(cast: Cast, ready: ReadyBoard) -> None:
    fay = await facilitator(cast, ready)
    fay.expect_in_console(REFUSED)
    await bring_back(fay, b"Hello", "This is no Word document.")


@pytest.mark.parametrize("look", LOOKS)
async def test_axe_finds_nothing_on_suggestions(cast: Cast, ready: ReadyBoard, look: str) -> None:
    await agreed(ready, "We plan early.")
    content = await edited(ready, "We plan early.", "We plan earlier, together.")
    fay = await facilitator(cast, ready, bypass_csp=True, **LOOKS[look])
    examiner = Examiner(fay)
    await bring_back(fay, content, "One agreed text was changed.")
    await examiner.look_at("suggestions")
    await fay.look(PICTURES, f"suggestions-{look}")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))
