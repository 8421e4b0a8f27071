"""Odd names, wrong links and strange texts: a clear sentence or the plain text, never a blank page."""

import re

import pytest
from playwright.async_api import expect

from board.content.document import BoardDocument
from board.edits import set_record
from tests.browser.boards import AREA, TITLE, ReadyBoard, ready_board
from tests.browser.conftest import Cast
from tests.browser.people import Person, all_see

REFUSED = re.compile("the server responded with a status of 4")
"""What the browser says in its console about an answer that is a refusal."""

TEXTS = {
    "script": "<script>document.title = 'taken over'</script>",
    "image": "<img src=x onerror=\"document.title = 'taken over'\"> & &amp; <b>not bold</b>",
    "markdown": "**stars** _lines_ [a](javascript:alert(1))",
    "directions": "שלום, right to left \u202eflipped\u202c and back",
    "clusters": "family 👨‍👩‍👧‍👦, flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿, e\u0301, 𝒳",
}


async def write_pasted(person: Person, text: str) -> None:
    await person.write_card("Goal", text, to="Goal", area=AREA, pasted=True)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_card_text_is_shown_as_text(cast: Cast, ready: ReadyBoard, text: str):
    """R1: HTML is text, directions stay inside their text, and every character arrives."""
    ama, ben = await ready.let_in(await cast.person("Ama")), await ready.let_in(await cast.person("Ben"))
    await write_pasted(ama, text)
    await ama.is_saved()
    goal = ben.section("Goal", within=ben.section(AREA))
    await expect(goal.get_by_text(text, exact=True)).to_be_visible()
    await ben.open_picture()
    await expect(ben.page.get_by_role("article").get_by_text(text, exact=True)).to_be_visible()
    assert await ben.page.title() == f"{TITLE} – Manualboard"
    assert await ben.page.locator("main script, main img, main b").count() == 0


async def test_control_characters_do_no_harm(cast: Cast, ready: ReadyBoard):
    ama, ben = await ready.let_in(await cast.person("Ama")), await ready.let_in(await cast.person("Ben"))
    await ama.press("Add goal to Goal")
    await ama.page.keyboard.insert_text("a\x00b\x07c\x1bd\u200be\ufefff")
    await ama.page.keyboard.press("Escape")
    await ama.is_saved()
    goal = ben.section("Goal", within=ben.section(AREA))
    await expect(goal.get_by_role("listitem")).to_contain_text(re.compile("a.*b.*c.*d.*e.*f", re.DOTALL))


async def test_record_with_html_in_it(cast: Cast, ready: ReadyBoard):
    """R1: what is formatted is what the marks say; the rest is text, in the preview of the report too."""
    ama = await ready.let_in(await cast.person("Ama"))
    record = "<b>not bold</b> **bold** [x](javascript:alert(1)) <script>document.title = 1</script>"
    await ama.write_record(AREA, record)
    section = ama.section("Agreed record", within=ama.section(AREA))
    await expect(section.get_by_role("strong")).to_have_text("bold")
    await ama.sees("<b>not bold</b>", within=section)
    await expect(section.get_by_role("link")).to_have_count(0)
    await ama.press("Export")
    preview = ama.region("Preview of the report", within=ama.dialog("Export"))
    await ama.sees("<b>not bold</b>", within=preview)
    await expect(preview.get_by_role("link", name="x")).to_have_count(0)
    assert await ama.page.title() == f"{TITLE} – Manualboard"


async def test_very_long_text_is_kept_whole_or_said(cast: Cast, ready: ReadyBoard):
    ama, ben = await ready.let_in(await cast.person("Ama")), await ready.let_in(await cast.person("Ben"))
    await ama.press("Add goal to Goal")
    field = ama.field("Goal")
    await expect(field).to_be_focused()
    await ama.page.keyboard.insert_text("word " * 3000)
    await ama.page.keyboard.insert_text("end")
    await ama.is_saved()
    await all_see([ben], "word end")
    await ama.page.keyboard.insert_text("more " * 20_000)
    await expect(ama.page.get_by_role("alert").filter(has_text="too long")).to_be_visible()
    await ama.page.keyboard.press("Escape")
    await expect(field).to_be_visible()
    await field.fill("short again")
    await ama.page.keyboard.press("Escape")
    await ama.is_saved()
    await ben.sees("short again")


NO_NAMES = {"long": "x" * 10_000, "emoji": "🦊🌊", "nothing to see": "\u200b\u200b", "spaces": "  "}


@pytest.mark.parametrize("name", NO_NAMES.values(), ids=NO_NAMES)
async def test_name_that_cannot_be_taken_is_explained(cast: Cast, ready: ReadyBoard, name: str):
    ama = await cast.person("Ama")
    ama.expect_in_console(REFUSED)
    await ama.open(ready.edit_link)
    field = ama.field("What name should others see?")
    # A browser cuts what is typed, and not what a program or a password keeper puts in.
    await field.evaluate("(input, name) => { input.removeAttribute('maxlength'); input.value = name; }", name)
    await field.dispatch_event("input")
    await ama.press("Join")
    await expect(ama.heading(f"Join “{TITLE}”")).to_be_visible()
    await expect(field).to_have_attribute("aria-invalid", "true")
    problem = ama.page.locator(".error, .problem").filter(visible=True).first
    assert len(await problem.inner_text()) > 15
    await field.fill("Ama")
    await ama.press("Join")
    await ama.see_board(TITLE)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Fox 🦊", "Fox 🦊"),
        ("𝓐𝓶𝓪", "𝓐𝓶𝓪"),
        ("<b>Ama</b>", "<b>Ama</b>"),
        ("\u202eamA", "amA"),
        ("Ng\u0169g\u0129 wa Thiong\u2019o", "Ng\u0169g\u0129 wa Thiong\u2019o"),
    ],
    ids=["emoji", "mathematical letters", "html", "right to left", "tilde"],
)
async def test_unusual_name_is_shown_as_it_is(cast: Cast, ready: ReadyBoard, given: str, shown: str):
    """Without what would turn the words around it."""
    ama, ben = await cast.person(given), await ready.let_in(await cast.person("Ben"))
    await ready.let_in(ama)
    await ama.open_record(AREA)
    await ben.open_record(AREA)
    await ben.sees(f"{shown} is writing here.")
    await ben.page.keyboard.press("Escape")
    await ben.press("People (2)")
    people = ben.dialog("People").get_by_role("listitem").filter(has_text="Here now")
    await expect(people.get_by_role("strong").get_by_text(shown, exact=True)).to_have_count(1)


async def test_links_that_do_not_work_are_explained(cast: Cast, ready: ReadyBoard):
    ama = await cast.person("Ama")
    ama.expect_in_console(REFUSED)
    address = ready.server.url
    await ama.open(f"{address}/join#wrong")
    await expect(ama.heading("This link does not work")).to_be_visible()
    await ama.sees("Ask the person who sent it for a new one")
    assert "#" not in ama.page.url
    [link] = [each for each in await ready.api.invitations(ready.id) if each["role"] == "edit"]
    await ready.api.revoke(ready.id, link["id"])
    await ama.open(ready.edit_link)
    await expect(ama.heading("This link does not work")).to_be_visible()
    await expect(ama.page.get_by_role("alert").or_(ama.page.locator(".problem")).first).to_contain_text("withdrawn")


async def test_a_link_survives_reload_and_back(cast: Cast, ready: ReadyBoard):
    """The address is cleaned at once, and the link still works until it was used."""
    ama = await cast.person("Ama")
    await ama.open(ready.edit_link)
    await expect(ama.button("Join")).to_be_visible()
    assert "#" not in ama.page.url
    await ama.page.reload()
    await expect(ama.button("Join")).to_be_visible()
    await ama.answer_who()
    await ama.see_board(TITLE)
    await ama.page.goto(f"{ready.server.url}/join")
    await expect(ama.heading("Manualboard")).to_be_visible()


async def test_half_a_link_is_explained_and_the_whole_one_then_works_in_the_same_tab(cast: Cast, ready: ReadyBoard):
    ama = await cast.person("Ama")
    await ama.open(f"{ready.server.url}/join")
    await expect(ama.heading("Open the whole link again")).to_be_visible()
    await ama.page.evaluate("link => { location.href = link; }", ready.edit_link)
    await expect(ama.button("Join")).to_be_visible()


async def test_boards_that_cannot_be_opened_are_explained(cast: Cast, ready: ReadyBoard):
    ama = await cast.person("Ama")
    ama.expect_in_console(REFUSED)
    for path in (f"/b/{ready.id}", "/b/nosuchboard1"):
        await ama.open(ready.server.url + path)
        await expect(ama.heading("You cannot open this board")).to_be_visible()
        await ama.sees("Ask the person who runs the board")
    answer = await ama.page.goto(f"{ready.server.url}/nowhere")
    assert answer is not None
    assert answer.status == 404
    await expect(ama.page.get_by_text("There is no such page")).to_be_visible()
    await ama.page.goto(ready.server.url)
    await ama.sees("Boards open by a link.")


async def test_title_of_10_000_characters_is_cut_not_lost(cast: Cast, ready: ReadyBoard):
    ama, ben = await ready.let_in(await cast.person("Ama")), await ready.let_in(await cast.person("Ben"))
    await ama.press("Add area")
    field = ama.field("Title of the area")
    await field.fill("🦊" * 5000)
    await field.press("Enter")
    await ama.is_saved()
    await expect(ben.heading(re.compile("^(🦊)+$"))).to_be_visible()


async def test_export_of_an_empty_board(cast: Cast, ready: ReadyBoard):
    """X4"""
    ama = await ready.let_in(await cast.person("Ama"))
    await ama.press("Export")
    dialog = ama.dialog("Export")
    await expect(dialog.get_by_role("heading", name="Left out, with nothing in them")).to_be_visible()
    file = await ama.download("Word", within=dialog)
    assert (await file.path()).read_bytes().startswith(b"PK")


async def test_S9_a_damaged_board_can_be_read_and_exported_and_says_so(cast: Cast, ready: ReadyBoard):
    """The others on the server notice nothing; what somebody had not sent is kept for them."""
    async with ready.remote() as remote:
        document = BoardDocument(remote.doc)
        [area] = document.read().areas
        set_record(document, area, "Written before the damage")
        await remote.saved()
    await ready.damage()
    ama = await ready.let_in(await cast.person("Ama"))
    notice = ama.region("This board can be read, but not changed at the moment")
    await expect(notice).to_be_visible()
    await ama.sees("Written before the damage")
    await expect(ama.button("Add area")).to_have_count(0)
    await ama.press("Export")
    await expect(ama.dialog("Export")).to_contain_text("Written before the damage")
    other = await ready_board(ready.server, ready.api)
    ben = await other.let_in(await cast.person("Ben"))
    await ben.write_record(AREA, "All is well here")
    await ben.is_saved()
    await expect(ben.region("This board can be read, but not changed at the moment")).to_have_count(0)
