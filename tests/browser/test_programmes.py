"""The programme around the boards, as organisers and facilitators see it (SPEC G)."""

import re
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

import pytest
from playwright.async_api import Locator, expect

from client.sdk import Programmes
from tests.browser.boards import TITLE, ReadyBoard
from tests.browser.conftest import PICTURES, Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import PHONE
from tests.browser.people import Person
from tests.browser.test_accessibility import LOOKS, NARROW

CONFLICT = re.compile(r"status of 409")
"""What the browser itself says in the console when somebody else was faster."""
SESSION = re.compile("^Session 1")
TODAY = datetime.now(UTC).date().isoformat()


def document(programme: str) -> dict[str, Any]:
    """A programme of four months with a group that has met once."""
    return {
        "programme": {
            "id": programme,
            "title": "Start for Life",
            "purpose": "To learn from each other.",
            "parameters": {"fixed": ["Four sessions of 90 minutes"], "left_open": ["What comes out of a group"]},
            "objectives": [{"id": "o1", "text": "Build on what is there already."}],
            "phases": [
                {
                    "id": "p1",
                    "title": "Beginning",
                    "starts": "2023-06-01",
                    "ends": "2023-09-30",
                    "note": "launch event",
                },
                {"id": "p2", "title": "Groups", "starts": "2023-10-01", "ends": "2024-04-30"},
            ],
        },
        "organisations": [
            {"id": "council", "name": "Cornwall Council", "place": "cornwall"},
            {"id": "ministry", "name": "DHSC"},
        ],
        "people": [
            {"id": "ann", "name": "Ann", "job": "Head of early help", "organisation": "council", "consented": True},
            {"id": "bo", "name": "Bo", "organisation": "ministry", "invented": True},
        ],
        "groups": [
            {
                "id": "set",
                "kind": "action_learning_set",
                "number": 1,
                "title": "Set 1",
                "theme": "Access",
                "pillar": "Family hubs",
                "facilitators": ["ann"],
                "facilitators_count": True,
                "key_questions": [
                    {"text": "How do we shift to prevention?", "since": "2023-10-01"},
                    {"text": "How do we shift to prevention together?", "since": "2023-11-01"},
                ],
            }
        ],
        "sessions": [
            {
                "id": "s1",
                "group": "set",
                "number": 1,
                "date": TODAY,
                "minutes": 90,
                "register": [
                    {"person": "ann", "attended": "present", "role": "chair"},
                    {"person": "bo", "attended": "apologies"},
                ],
            }
        ],
    }


async def made(ready: ReadyBoard) -> str:
    """A new programme; returns its id."""
    programme = token_hex(6)
    await Programmes(ready.api).import_document(document(programme))
    return programme


async def organiser(cast: Cast, ready: ReadyBoard, name: str = "Olu", **options: Any) -> Person:
    olu = await cast.person(name, **options)
    await olu.join(ready.server.link)
    await expect(olu.heading("Manualboard", level=1)).to_be_visible()
    return olu


async def look_at(person: Person, ready: ReadyBoard, path: str, title: str | re.Pattern[str]) -> None:
    await person.page.goto(f"{ready.server.url}/programmes{path}")
    await expect(person.heading(title, level=1)).to_be_visible()


async def save(person: Person, dialog: str, words: dict[str, str]) -> None:
    """Fill in a form and save it."""
    found = person.dialog(dialog)
    for label, text in words.items():
        await found.get_by_label(label, exact=True).fill(text)
    await person.press("Save", within=found)
    await expect(found).to_be_hidden()


def row(person: Person, name: str) -> Locator:
    return person.page.get_by_role("group", name=re.compile(f"^{name}"))


async def test_G1_a_programme_is_begun_and_filled_on_the_page(cast: Cast, ready: ReadyBoard) -> None:
    olu = await organiser(cast, ready)
    await olu.page.get_by_role("link", name="Programmes").click()
    await olu.press("Begin a programme")
    await save(
        olu,
        "A new programme",
        {
            "Title": "Family hubs",
            "What is fixed (optional)": "Four sessions\n\nOnline",
            "Purpose (optional)": "To learn.",
        },
    )
    await expect(olu.heading("Family hubs", level=1)).to_be_visible()
    await olu.sees("Online")
    await olu.press("Add a phase")
    await save(
        olu, "A new phase", {"Title": "Beginning", "First day": "2026-01-01", "Last day (optional)": "2026-03-31"}
    )
    await olu.sees("1 January 2026 to 31 March 2026")
    await olu.press("Add an objective")
    await save(olu, "A new objective", {"Objective": "Build on what is there."})
    await olu.press("Change objective 1")
    await save(olu, "Change the objective", {"Objective": "Build on what there is."})
    await olu.sees("Build on what there is.")
    await olu.press("Add an organisation")
    await olu.dialog("A new organisation").get_by_label("Council area").select_option("torbay")
    await olu.dialog("A new organisation").get_by_label("ICB that it stands for").select_option("devon")
    await save(olu, "A new organisation", {"Name": "Torbay Council"})
    await olu.sees("council area: Torbay; ICB: Devon")
    await olu.press("Add a person")
    await olu.dialog("A new person").get_by_label("Organisation").select_option(label="Torbay Council")
    await save(olu, "A new person", {"Name": "Ann"})
    await olu.sees("not to be named")
    await olu.press("Add a group")
    await save(olu, "A new group", {"Title": "Set 1", "Theme (optional)": "Access"})
    await olu.page.get_by_role("link", name="Set 1").click()
    for word, asked in (("Write the key question", "How?"), ("Word it anew", "How together?")):
        await olu.press(word)
        await save(olu, "Key question", {"Key question": asked})
        await olu.sees(asked, within=olu.region("Key question"))
    await olu.page.get_by_text("Earlier wordings (1)").click()
    await olu.press("Add a session")
    await save(olu, "A new session", {"Date": "2026-02-10"})
    await olu.page.get_by_role("link", name="Session 1, 10 February 2026").click()
    await expect(olu.heading("Session 1, 10 February 2026", level=1)).to_be_visible()
    await olu.page.get_by_label("One of the programme").select_option(label="Ann")
    await olu.press("Put down as present")
    await olu.sees("1 person present.")
    await expect(row(olu, "Ann").get_by_label("Present")).to_be_checked()


async def test_G10_the_register_is_kept_by_keyboard_alone(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/sessions/s1", SESSION)
    keys = olu.page.keyboard
    await row(olu, "Ann").get_by_label("Present").focus()
    await keys.press("ArrowRight")
    await keys.press("ArrowRight")
    await keys.press("ArrowLeft")
    await keys.press("ArrowLeft")
    await keys.press("Tab")
    await keys.press("ControlOrMeta+A")
    await keys.type("scribe")
    await keys.press("Tab")
    await expect(row(olu, "Bo").get_by_label("Apologies")).to_be_focused()
    await keys.press("ArrowRight")
    await olu.sees("1 person present.")
    await keys.press("ArrowRight")
    await olu.sees("2 people present.")
    await row(olu, "Bo").get_by_label("Role").focus()
    await keys.type("presenter")
    # What was typed goes as the page is left, beside what the next page asks for.
    await look_at(olu, ready, f"/{programme}/groups/set", "Set 1")
    await look_at(olu, ready, f"/{programme}/sessions/s1", SESSION)
    await expect(row(olu, "Bo").get_by_label("Role")).to_have_value("presenter")
    await expect(row(olu, "Ann").get_by_label("Role")).to_have_value("scribe")
    await expect(row(olu, "Bo").get_by_label("Present")).to_be_checked()
    await expect(row(olu, "Ann").get_by_label("Present")).to_be_checked()


async def test_G10_a_facilitator_takes_over_who_joined_the_board(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    await Programmes(ready.api).place_board(programme, "s1", ready.id)
    fay = await ready.let_in(await cast.person("Fay"), await ready.api.invite(ready.id, "facilitate"))
    await ready.let_in(await cast.person("Cy"))
    await fay.press(re.compile(r"^People \("))
    await fay.page.get_by_role("link", name="register of the session").click()
    await expect(fay.heading(SESSION, level=1)).to_be_visible()
    await expect(fay.button("Change")).to_have_count(0)
    await fay.press("Take over who joined")
    await fay.sees("taken over as present.")
    await expect(row(fay, "Cy").get_by_label("Present")).to_be_checked()
    await expect(row(fay, "Bo").get_by_label("Apologies")).to_be_checked()
    await fay.page.get_by_role("link", name="Set 1").click()
    await fay.sees("How do we shift to prevention together?")
    await fay.page.goto(f"{ready.server.url}/programmes")
    fay.expect_in_console(re.compile("status of 403"))
    await fay.sees("Only organisers can do this.")


async def test_G9_boards_are_made_for_a_session_and_put_into_it(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}/sessions/s1", SESSION)
    await olu.page.get_by_label("A board that is there already").select_option(ready.id)
    await olu.press("Put it into this session")
    await expect(olu.region("Boards").get_by_role("link", name=TITLE)).to_be_visible()
    await olu.press(f"Take out the board {TITLE}")
    await expect(olu.region("Boards").get_by_role("link", name=TITLE)).to_have_count(0)
    await olu.press("Make a board for this session")
    await olu.make_board("Thinking together", "Made here", {})
    await look_at(olu, ready, f"/{programme}/sessions/s1", SESSION)
    await expect(olu.region("Boards").get_by_role("link", name="Made here")).to_be_visible()


@pytest.mark.parametrize("device", [{}, PHONE], ids=["laptop", "phone"])
async def test_G9_making_a_board_for_a_session_is_in_sight_at_once(
    cast: Cast, ready: ReadyBoard, device: dict[str, Any]
) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready, **device)
    await look_at(olu, ready, f"/{programme}/sessions/s1", SESSION)
    make = olu.button("Make a board for this session")
    await expect(make).to_be_in_viewport(ratio=1)
    await expect(make).to_have_attribute("aria-expanded", "false")
    await make.press("Enter")
    await expect(olu.heading("Start from a template")).to_be_visible()
    await make.press("Enter")
    await expect(olu.heading("Start from a template")).to_have_count(0)


async def test_G8_of_two_who_change_one_group_nobodys_words_are_lost(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu, ben = await organiser(cast, ready), await organiser(cast, ready, "Ben")
    for person in (olu, ben):
        await look_at(person, ready, f"/{programme}/groups/set", "Set 1")
        await person.press("Change")
        await expect(person.dialog("Change the group")).to_be_visible()
    await save(ben, "Change the group", {"Theme (optional)": "Ben's theme", "Title": "Set one"})
    dialog = olu.dialog("Change the group")
    await dialog.get_by_label("Theme (optional)", exact=True).fill("Olu's theme")
    olu.expect_in_console(CONFLICT)
    await olu.press("Save", within=dialog)
    await olu.sees("Ben's theme", within=dialog)
    await expect(dialog.get_by_label("Theme (optional)", exact=True)).to_have_value("Olu's theme")
    await expect(dialog.get_by_label("Title", exact=True)).to_have_value("Set one")
    await olu.press("Save", within=dialog)
    await expect(olu.heading("Set one", level=1)).to_be_visible()
    await olu.sees("Olu's theme")


async def test_G8_what_was_typed_and_not_saved_is_there_again(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}", "Start for Life")
    await olu.press("Change")
    await olu.dialog("Change the programme").get_by_label("Title", exact=True).fill("Half a ti")
    await olu.reload()
    await olu.press("Change")
    await expect(olu.dialog("Change the programme").get_by_label("Title", exact=True)).to_have_value("Half a ti")


async def test_G6_a_person_is_removed_after_a_question(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}", "Start for Life")
    await olu.press("Remove Ann")
    await olu.press("Remove this person", within=olu.dialog("Remove Ann?"))
    await olu.misses("Ann")
    await look_at(olu, ready, f"/{programme}/sessions/s1", SESSION)
    await expect(row(olu, "somebody").get_by_label("Present")).to_be_checked()


async def test_G8_what_was_made_by_mistake_is_taken_out_and_what_has_something_in_it_stays(
    cast: Cast, ready: ReadyBoard
) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    olu.expect_in_console(CONFLICT)
    await look_at(olu, ready, f"/{programme}/sessions/s1", SESSION)
    await olu.press("Take out this session")
    question = olu.page.get_by_role("dialog", name=re.compile("^Take out “Session 1"))
    await olu.press("Take out this session", within=question)
    await olu.sees("Take that out first", within=question)
    await olu.press("Keep it", within=question)
    for name in ("Ann", "Bo"):
        async with olu.page.expect_response(re.compile("/register/")):
            await row(olu, name).get_by_label("Not on it").check()
    await olu.press("Take out this session")
    await olu.press("Take out this session", within=question)
    await expect(olu.heading("Set 1", level=1)).to_be_visible()
    await olu.sees("No sessions yet.")
    await olu.press("Take out this group")
    await olu.press("Take out this group", within=olu.dialog("Take out “Set 1”?"))
    await olu.sees("No groups yet.")


async def test_G7_a_programme_is_saved_as_a_file_and_taken_from_it(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready)
    await look_at(olu, ready, f"/{programme}", "Start for Life")
    async with olu.page.expect_download() as saved:
        await olu.press("Save as a file")
    path = await (await saved.value).path()
    assert (await saved.value).suggested_filename == "Start for Life.json"
    copied = path.read_text("utf-8").replace(f'"{programme}"', f'"{programme}copy"').replace("Start for Life", "A copy")
    await look_at(olu, ready, "", "Programmes")
    field = olu.page.get_by_label("A programme that was saved as a file (JSON)")
    olu.expect_in_console(re.compile("status of 422"))
    await field.set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": b"not JSON"})
    await expect(olu.page.get_by_role("alert")).to_be_visible()
    await field.set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": copied.encode()})
    await expect(olu.heading("A copy", level=1)).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
async def test_axe_finds_nothing_on_the_pages_of_a_programme(cast: Cast, ready: ReadyBoard, look: str) -> None:
    programme = await made(ready)
    await Programmes(ready.api).place_board(programme, "s1", ready.id)
    olu = await organiser(cast, ready, bypass_csp=True, **LOOKS[look])
    examiner = Examiner(olu)
    for path, title in (
        ("", "Programmes"),
        (f"/{programme}", "Start for Life"),
        (f"/{programme}/groups/set", "Set 1"),
        (f"/{programme}/sessions/s1", SESSION),
    ):
        await look_at(olu, ready, path, title)
        await examiner.look_at(str(title))
        await olu.look(PICTURES / "programmes", f"{look}-{path.rpartition('/')[2].replace(programme, 'programme')}")
    await look_at(olu, ready, f"/{programme}/groups/set", "Set 1")
    await olu.press("Change")
    await expect(olu.dialog("Change the group")).to_be_visible()
    await examiner.look_at("form")
    await olu.look(PICTURES / "programmes", f"{look}-form")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


async def test_nothing_of_a_programme_needs_scrolling_sideways(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    olu = await organiser(cast, ready, viewport=NARROW["viewport"])
    for path, title in ((f"/{programme}", "Start for Life"), (f"/{programme}/sessions/s1", SESSION)):
        await look_at(olu, ready, path, title)
        assert await olu.page.evaluate("document.documentElement.scrollWidth") <= 320


async def test_G12_a_commitment_comes_back_and_the_group_sees_what_became_of_it(cast: Cast, ready: ReadyBoard) -> None:
    programme = await made(ready)
    server = Programmes(ready.api)
    session = {"id": "s2", "group": "set", "number": 2, "date": "2027-01-10"}
    await server.store_part(programme, "sessions", session, 0)
    olu = await organiser(cast, ready, bypass_csp=True)
    for number, title in ((1, "First meeting"), (2, "Second meeting")):
        await look_at(olu, ready, f"/{programme}/sessions/s{number}", re.compile(f"^Session {number}"))
        await olu.press("Make a board for this session")
        await olu.make_board("Action learning set", title, {})
        await olu.open_outline()
        if number == 1:
            await olu.press("Add commitment to Commitments")
            await olu.write_in("Commitment", "Ask the midwives")
    check_in = olu.page.get_by_role("row").filter(has_text="Ask the midwives")
    await check_in.get_by_label("How far is it?").select_option(label="Partly")
    await olu.is_saved()
    await look_at(olu, ready, f"/{programme}/groups/set", "Set 1")
    ledger = olu.region("Commitments")
    await olu.sees("1 of 1 not done yet", within=ledger)
    await olu.sees("session 2, 10 January 2027: Partly", within=ledger)
    examiner = Examiner(olu)
    await examiner.look_at("commitments")
    await ledger.scroll_into_view_if_needed()
    await olu.look(PICTURES / "programmes", "commitments")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))
