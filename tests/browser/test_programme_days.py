"""A mistyped year, as an organiser meets it (SPEC G13)."""

from datetime import UTC, datetime

from playwright.async_api import expect

from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.test_programmes import look_at, made, organiser
from tests.browser.test_removing_programmes import REFUSED


async def test_G13_a_session_of_another_century_is_refused_in_words_and_stays_in_its_form(
    cast: Cast, ready: ReadyBoard
) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready, bypass_csp=True)
    await look_at(olu, ready, f"/{programme}/groups/set", "Set 1")
    await olu.press("Add a session")
    dialog = olu.dialog("A new session")
    day = dialog.get_by_label("Date", exact=True)
    await day.fill("1826-03-12")
    olu.expect_in_console(REFUSED)
    await olu.press("Save", within=dialog)
    year = datetime.now(UTC).year
    await expect(dialog.get_by_role("alert")).to_have_text(
        f"12 March 1826 is not between 1 January {year - 20} and 31 December {year + 10}. Correct the year; "
        "if it is right, write a phase of the programme first that has this day in it."
    )
    await expect(day).to_have_attribute("aria-invalid", "true")
    examiner = Examiner(olu)
    await examiner.look_at("a day that makes no sense")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))
    await day.fill("2026-03-12")
    await olu.press("Save", within=dialog)
    await expect(olu.page.get_by_role("link", name="12 March 2026")).to_be_visible()
