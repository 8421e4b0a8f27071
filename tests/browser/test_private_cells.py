"""Filling one's own column of a grid unseen (SPEC P8), as people see and hear it."""

from playwright.async_api import Locator, expect

from tests.browser.boards import ReadyBoard
from tests.browser.conftest import Cast
from tests.browser.examiner import Examiner
from tests.browser.leading import PHONE, facilitator, now, unfold
from tests.browser.people import Person

COLUMN = "Your role or organisation"
PROBLEM = "What's the problem?"
TO_DO = "What to do?"


def panel(person: Person) -> Locator:
    return person.region("Write on your own")


def field(person: Person, row: str) -> Locator:
    return panel(person).get_by_role("textbox", name=row, exact=True)


async def take(person: Person, column: str) -> None:
    await panel(person).get_by_label(COLUMN).select_option(label=column)


async def begin(ready: ReadyBoard, faye: Person) -> None:
    """Launch a grid, come to its silent phase, and let everybody write."""
    answers = {"issue": "Waits", "columns": ["Families", "NHS"]}
    launch = await ready.api.launch(ready.id, "dis_integration_grid", answers=answers)
    await ready.api.start_phase(ready.id, launch, "own", seen=(await ready.api.stage(ready.id))["turn"])
    strip = faye.page.get_by_role("group", name="Lead the phases")
    opens = faye.button("Let everybody write on their own: the zone “How we each see it”", within=strip)
    await expect(opens).to_be_enabled()
    await opens.press("Enter")
    await faye.sees("People are writing on their own.", within=strip)


async def cells(ready: ReadyBoard) -> dict[tuple[str, str], list[tuple[str, str | None]]]:
    """Return what stands in the grid, by the titles of row and column, and how sure it is."""
    launches = (await ready.api.projection(ready.id))["launches"]
    grid = next(zone for launch in launches for zone in launch["zones"] if zone["kind"] == "grid")
    columns = [column["title"] for column in grid["columns"]]
    return {
        (row["title"], column): [(card["text"], card["certainty"]) for card in cell]
        for row in grid["rows"]
        for column, cell in zip(columns, [each["cards"] for each in row["cells"]], strict=True)
        if cell
    }


async def test_P8_each_fills_their_own_column_unseen_by_keyboard_and_all_come_to_their_cells(
    cast: Cast, ready: ReadyBoard
):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True))
    ben = await ready.let_in(await cast.person("Ben"))
    await begin(ready, faye)
    await expect(field(ama, PROBLEM)).to_have_count(0)
    await take(ama, "NHS")
    await field(ama, PROBLEM).focus()
    await ama.page.keyboard.type("We wait too long")
    await expect(field(ama, PROBLEM)).to_be_focused()
    await ama.page.keyboard.press("Tab")
    await expect(panel(ama).get_by_label(f"How sure? {PROBLEM}")).to_be_focused()
    await panel(ama).get_by_label(f"How sure? {PROBLEM}").select_option(label="They said it")
    await ama.page.keyboard.press("Tab")
    await expect(field(ama, TO_DO)).to_be_focused()
    await ama.page.keyboard.type("Ask families first")
    await take(ben, "NHS")
    await field(ben, TO_DO).fill("Money")
    await ama.is_saved()
    await faye.sees("2 of 3 people have written, 3 cards.", within=panel(faye))
    for other in (faye, ben):
        await other.misses("We wait too long")
    examiner = Examiner(ama)
    await examiner.look_at("filling one's own column")
    assert not examiner.findings, "\n".join(examiner.findings)
    await ama.reload()
    await expect(field(ama, PROBLEM)).to_have_value("We wait too long")
    await take(ama, "Families")
    await expect(field(ama, TO_DO)).to_have_value("Ask families first")
    await ama.is_saved()
    await faye.press("Reveal all cards", within=panel(faye))
    await faye.press("Reveal now", within=faye.dialog("Reveal all cards?"))
    await expect(panel(ben)).to_be_hidden()
    for person in (faye, ama, ben):
        await person.sees("Ask families first")
    assert await cells(ready) == {
        (PROBLEM, "Families"): [("We wait too long", "said")],
        (TO_DO, "Families"): [("Ask families first", None)],
        (TO_DO, "NHS"): [("Money", None)],
    }


async def test_P8_a_column_is_filled_on_a_phone_and_what_comes_late_keeps_its_cell(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama", bypass_csp=True, **PHONE))
    await begin(ready, faye)
    await ama.press("Write on your own", within=now(ama))
    await expect(panel(ama).get_by_label(COLUMN)).to_be_focused()
    await take(ama, "NHS")
    for row in (PROBLEM, TO_DO):
        await expect(field(ama, row)).to_be_in_viewport(ratio=1)
    await field(ama, TO_DO).fill("Not in time")
    await ama.is_saved()
    examiner = Examiner(ama)
    await examiner.look_at("filling one's own column on a phone")
    assert not examiner.findings, "\n".join(examiner.findings)
    await faye.press("End without revealing", within=panel(faye))
    await faye.press("End it", within=faye.dialog("End without revealing?"))
    await unfold(ama)
    late = ama.region("The round is over. Add these cards to the board?")
    await ama.sees("For How we each see it, What to do?, NHS", within=late)
    await ama.press("Add to the board", within=late)
    await expect(late).to_be_hidden()
    assert await cells(ready) == {(TO_DO, "NHS"): [("Not in time", None)]}


async def test_P8_two_windows_of_a_person_arrive_at_one_column_and_the_later_one_says_so(cast: Cast, ready: ReadyBoard):
    faye = await facilitator(cast, ready, outline=True)
    ama = await ready.let_in(await cast.person("Ama"))
    await begin(ready, faye)
    await take(ama, "NHS")
    await field(ama, PROBLEM).fill("We wait too long")
    await ama.is_saved()
    first = ama.page
    await ama.open(first.url)
    await expect(field(ama, PROBLEM)).to_have_value("We wait too long")
    other = ama.page
    ama.go_to(first)
    await take(ama, "Families")
    await ama.is_saved()
    ama.go_to(other)
    await expect(panel(ama).get_by_label(COLUMN)).to_have_value(await column_id(ready, "NHS"))
    await field(ama, TO_DO).fill("Ask families first")
    came_along = "You took “Families” in another window, and what you wrote here came along."
    await ama.sees(came_along, within=panel(ama))
    await expect(panel(ama).get_by_label(COLUMN)).to_have_value(await column_id(ready, "Families"))
    await expect(field(ama, TO_DO)).to_have_value("Ask families first")
    await ama.is_saved()
    await faye.sees("1 of 2 people has written, 2 cards.", within=panel(faye))
    await faye.press("Reveal all cards", within=panel(faye))
    await faye.press("Reveal now", within=faye.dialog("Reveal all cards?"))
    await faye.sees("Ask families first")
    assert await cells(ready) == {
        (PROBLEM, "Families"): [("We wait too long", None)],
        (TO_DO, "Families"): [("Ask families first", None)],
    }


async def column_id(ready: ReadyBoard, title: str) -> str:
    launches = (await ready.api.projection(ready.id))["launches"]
    grid = next(zone for launch in launches for zone in launch["zones"] if zone["kind"] == "grid")
    return str(next(column["id"] for column in grid["columns"] if column["title"] == title))
