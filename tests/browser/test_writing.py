"""Writing agreed text: what is pasted from Word keeps what the report needs, and what is copied goes into Word."""

import json
import re

from playwright.async_api import expect

from tests.browser.boards import AREA, ReadyBoard, furnish
from tests.browser.conftest import Cast
from tests.browser.people import Person

FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>
<p class=MsoNormal>We <b>agree</b> on <i>this</i> and <a href="https://example.org/">that</a>:<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>visit early</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp;&nbsp;</span></span><![endif]>and listen</p>
</body></html>"""

WORDS_STYLES = re.compile("^Ama: Applying inline style violates the following Content Security Policy")
"""The browser says so of every style that Word puts on the clipboard; nothing of them is wanted."""

COPY = """async ([html, text]) => navigator.clipboard.write([new ClipboardItem({
    'text/html': new Blob([html], { type: 'text/html' }),
    'text/plain': new Blob([text], { type: 'text/plain' }),
})])"""

COPIED = """async () => {
    const [item] = await navigator.clipboard.read();
    const parts = await Promise.all(['text/html', 'text/plain'].map(async type => (await item.getType(type)).text()));
    return parts;
}"""


async def writer(cast: Cast, ready: ReadyBoard) -> Person:
    """Somebody with a clipboard, in the outline."""
    return await ready.let_in(await cast.person("Ama", permissions=["clipboard-read", "clipboard-write"]))


async def test_paste_from_word_keeps_what_the_report_needs(cast: Cast, ready: ReadyBoard):
    """R1"""
    ama = await writer(cast, ready)
    ama.expect_in_console(WORDS_STYLES)
    await ama.page.evaluate(COPY, [FROM_WORD, "We agree"])
    field = await ama.open_record(AREA)
    await field.press("ControlOrMeta+v")
    await expect(field).not_to_have_value("")
    await field.press("Escape")
    record = ama.section("Agreed record", within=ama.section(AREA))
    await expect(record.get_by_role("strong")).to_have_text("agree")
    await expect(record.get_by_role("emphasis")).to_have_text("this")
    await expect(record.get_by_role("link", name="that")).to_have_attribute("href", "https://example.org/")
    inner = record.get_by_role("listitem").filter(has_text="visit early").get_by_role("listitem")
    await expect(inner).to_have_text("and listen")
    await ama.is_saved()


async def test_copy_for_word_has_both_kinds_of_text(cast: Cast, ready: ReadyBoard):
    await furnish(ready)
    ama = await writer(cast, ready)
    await ama.press("Export")
    dialog = ama.dialog("Export")
    await ama.sees("visit", within=ama.region("Preview of the report", within=dialog))
    await ama.press("Copy for Word", within=dialog)
    await ama.sees("Copied. Paste it into your document.", within=dialog)
    html, text = await ama.page.evaluate(COPIED)
    assert "<strong>this</strong>" in html
    assert "We agree **this**" in text


async def test_buttons_format_the_text(cast: Cast, ready: ReadyBoard):
    ama = await writer(cast, ready)
    field = await ama.open_record(AREA)
    await ama.page.keyboard.type("early")
    await field.press("ControlOrMeta+a")
    await ama.press("Bold")
    await expect(field).to_have_value("**early**")
    await expect(field).to_be_focused()
    await field.press("ControlOrMeta+z")
    await expect(field).to_have_value("early")
    await ama.press("Bulleted list")
    await expect(field).to_have_value("- early")
    await ama.page.keyboard.press("End")
    await ama.page.keyboard.press("Enter")
    await ama.page.keyboard.type("late")
    await ama.press("Indent")
    await expect(field).to_have_value("- early\n    - late")


async def test_lists_as_word_makes_them(cast: Cast, ready: ReadyBoard):
    """Somebody who knows only Word: markers come by themselves, and Tab, Enter and Backspace do what they do there."""
    ama = await writer(cast, ready)
    field = await ama.open_record(AREA)
    keyboard = ama.page.keyboard
    await keyboard.type("We agree:\n- visit early\n- with a midwife\n")
    await keyboard.press("Tab")
    await keyboard.type("the same one\n")
    await expect(field).to_have_value("We agree:\n- visit early\n- with a midwife\n    - the same one\n    - ")
    await keyboard.press("Enter")
    await keyboard.press("Enter")
    await keyboard.type("Then:\n1. ask\n2. listen\n")
    await keyboard.press("Backspace")
    await keyboard.type("Done.")
    await expect(field).to_have_value(
        "We agree:\n- visit early\n- with a midwife\n    - the same one\nThen:\n1. ask\n2. listen\nDone."
    )
    await keyboard.press("Tab")
    await expect(field).to_have_count(0)
    record = ama.section("Agreed record", within=ama.section(AREA))
    inner = record.get_by_role("listitem").filter(has_text="with a midwife").get_by_role("listitem")
    await expect(inner).to_have_text("the same one")


async def test_a_letter_lays_out_the_board_once(cast: Cast, ready: ReadyBoard):
    """And its own field apart from that, however large the board is."""
    ama = await ready.let_in(await cast.person("Ama"), outline=False)
    await ama.press(re.compile("^Add question"))
    field = ama.field("Question")
    await expect(field).to_be_focused()
    await ama.page.keyboard.type("What no")
    browser = ama.context.browser
    assert browser
    await browser.start_tracing(page=ama.page, categories=["devtools.timeline"])
    await ama.page.keyboard.type("w")
    await expect(field).to_have_value("What now")
    events = json.loads(await browser.stop_tracing())["traceEvents"]
    [key] = [each for each in events if each["name"] == "EventDispatch" and each["args"]["data"]["type"] == "keypress"]
    meanwhile = [each for each in events if each["name"] == "Layout" and 0 <= each["ts"] - key["ts"] <= key["dur"]]
    assert len([each for each in meanwhile if not each["args"]["beginData"]["partialLayout"]]) <= 1
