"""What a part of a report takes of its board, chosen on the page (SPEC B1, B2, G8)."""

import re
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect

from board.content.document import BoardDocument
from board.edits import delete, restore
from client.sdk import Programmes, Reports
from tests.browser.boards import ReadyBoard
from tests.browser.conftest import PICTURES, Cast
from tests.browser.examiner import Examiner
from tests.browser.people import Person
from tests.browser.test_accessibility import LOOKS, NARROW, TOO_WIDE
from tests.browser.test_programmes import CONFLICT, document, look_at, organiser

TITLE = "What we learned"
AREAS = ["Housing", "Prevention", "Transport"]
WHEN = "2026-11-26T10:00:00+00:00"
CHANGE = "Change the part: From a board"
GONE = re.compile("status of 404")


@dataclass(frozen=True, slots=True)
class Planned:
    """A report with one part, from a board with three areas; `ids` are those of the areas by title."""

    ready: ReadyBoard
    programme: str
    ids: dict[str, str]

    @property
    def reports(self) -> Reports:
        return Reports(self.ready.api, self.programme)

    async def part(self) -> dict[str, Any]:
        """The part as it is stored."""
        found: dict[str, Any] = (await self.reports.plan("year"))["entity"]["parts"][0]
        return found

    async def change(self, **changed: Any) -> None:
        """Store the part otherwise, as somebody else does."""
        found = await self.reports.plan("year")
        parts = [{**found["entity"]["parts"][0], **changed}]
        await self.reports.store({**found["entity"], "parts": parts}, found["revision"])

    async def keep(self, label: str) -> str:
        """Keep the board as it is; returns the snapshot's id."""
        return str((await self.ready.api.snapshot(self.ready.id, label))["id"])

    async def delete_area(self, title: str) -> None:
        """Somebody deletes an area on the board."""
        async with self.ready.remote() as remote:
            board = BoardDocument(remote.doc)
            await remote.until(lambda: self.ids[title] in board.read().areas)
            delete(board, "areas", self.ids[title], WHEN)
            await remote.saved()


@pytest_asyncio.fixture
async def planned(ready: ReadyBoard) -> Planned:
    """A report of one part, all of a board with three areas."""
    programme, api = token_hex(6), ready.api
    board = await api.create_board("Integration", template="manualize", answers={"areas": AREAS})
    own = ReadyBoard(ready.server, api, board, await api.invite(board, "edit"), await api.invite(board, "view"))
    await Programmes(api).import_document(document(programme))
    await Programmes(api).place_board(programme, "s1", board)
    reports = Reports(api, programme)
    part = {"kind": "board", "id": "themes", "title": "Themes", "board": board, "layout": "theme_sections"}
    await reports.store({"id": "year", "title": TITLE, "parts": [part]}, 0)
    ids = {each["title"]: each["id"] for each in (await reports.choices(board))["areas"]}
    return Planned(own, programme, ids)


async def opened(cast: Cast, planned: Planned, **options: Any) -> Person:
    """Somebody looks at the report."""
    olu = await organiser(cast, planned.ready, **options)
    await look_at(olu, planned.ready, f"/{planned.programme}/reports/year", TITLE)
    return olu


async def form(olu: Person) -> Locator:
    """Open the part's form, once the board was looked at."""
    await olu.press("Change Themes")
    found = olu.dialog(CHANGE)
    await expect(found.get_by_role("group", name="Which areas")).to_be_visible()
    await expect(found.get_by_text("Looking at the board…")).to_have_count(0)
    return found


async def test_B1_areas_are_chosen_and_ordered_by_keyboard_and_seen_before_the_build(
    cast: Cast, planned: Planned
) -> None:
    olu = await opened(cast, planned)
    found = await form(olu)
    every = found.get_by_role("radio", name="All, also those that come later")
    await expect(every).to_be_checked()
    await every.focus()
    await olu.page.keyboard.press("ArrowDown")
    await expect(found.get_by_role("radio", name="Only those ticked, in this order")).to_be_checked()
    await found.get_by_role("checkbox", name="Prevention").focus()
    await olu.page.keyboard.press("Space")
    await olu.button("Up Transport", within=found).focus()
    await olu.page.keyboard.press("Enter")
    await expect(found.get_by_role("status").filter(has_text="Transport is now 2 of 3.")).to_have_count(1)
    await expect(olu.button("Up Transport", within=found)).to_be_focused()
    await olu.page.keyboard.press("Enter")
    await olu.press("Save", within=found)
    await expect(found).to_be_hidden()
    await olu.sees("2 areas: Transport; Housing.", within=olu.region("Parts"))
    assert (await planned.part())["areas"] == [planned.ids["Transport"], planned.ids["Housing"]]
    preview = olu.region("Preview of the report")
    await olu.sees("Transport", within=preview)
    await olu.misses("Prevention", within=preview)


async def test_B1_a_moment_that_was_kept_is_pinned_and_a_newer_one_is_told(cast: Cast, planned: Planned) -> None:
    kept = await planned.keep("Before lunch")
    await planned.delete_area("Housing")
    await planned.keep("After lunch")
    olu = await opened(cast, planned)
    found = await form(olu)
    await found.get_by_label("Which state of the board").select_option(kept)
    await olu.sees("There is a newer snapshot, “After lunch”", within=found)
    # The list is that of the kept moment.
    await found.get_by_role("radio", name="Only those ticked, in this order").check()
    await expect(found.get_by_role("checkbox", name="Housing")).to_be_checked()
    await olu.press("Save", within=found)
    await expect(found).to_be_hidden()
    await olu.sees("From the snapshot “Before lunch” of", within=olu.region("Parts"))
    await olu.sees("There is a newer snapshot, “After lunch”", within=olu.region("Parts"))
    assert (await planned.part())["snapshot"] == kept
    await olu.sees("Housing", within=olu.region("Preview of the report"))


async def test_P5_who_is_named_in_a_part_is_chosen(cast: Cast, planned: Planned) -> None:
    olu = await opened(cast, planned)
    found = await form(olu)
    who = found.get_by_label("Who is named in it")
    await expect(who).to_have_value("")
    await who.select_option("none")
    await olu.press("Save", within=found)
    await expect(found).to_be_hidden()
    await olu.sees("Names nobody.", within=olu.region("Parts"))
    assert (await planned.part())["attribution"] == "none"


async def test_B2_a_deleted_area_is_said_at_its_part_and_in_the_report_and_mended_by_one_press(
    cast: Cast, planned: Planned
) -> None:
    await planned.change(areas=[planned.ids["Housing"], planned.ids["Transport"]])
    await planned.delete_area("Housing")
    olu = await opened(cast, planned)
    parts = olu.region("Parts")
    await olu.sees("“Housing” is not on the board any more, and is left out.", within=parts)
    await olu.sees("‘Housing’ is not on this board any more", within=olu.region("Preview of the report"))
    await olu.press("Do not choose it any more in Themes")
    await olu.misses("left out", within=parts)
    await expect(parts.locator(".taking-lines")).to_be_focused()
    assert (await planned.part())["areas"] == [planned.ids["Transport"]]
    await olu.misses("is not on this board any more", within=olu.region("Preview of the report"))


async def test_B2_what_was_brought_back_on_the_board_is_seen_by_looking_again(cast: Cast, planned: Planned) -> None:
    await planned.change(areas=[planned.ids["Housing"], planned.ids["Transport"]])
    await planned.delete_area("Housing")
    olu = await opened(cast, planned)
    parts = olu.region("Parts")
    await olu.sees("“Housing” is not on the board any more", within=parts)
    await olu.sees("‘Housing’ is not on this board any more", within=olu.region("Preview of the report"))
    async with planned.ready.remote() as remote:
        board = BoardDocument(remote.doc)
        await remote.until(lambda: planned.ids["Housing"] in board.read().areas)
        restore(board, "areas", planned.ids["Housing"])
        await remote.saved()
    await olu.press("Look again")
    await olu.sees("2 areas: Housing; Transport.", within=parts)
    await olu.misses("left out", within=parts)


async def test_B6_a_part_about_a_group_names_the_board_that_says_what_was_learned(cast: Cast, planned: Planned) -> None:
    olu = await opened(cast, planned)
    await olu.page.get_by_label("What to add").select_option("group")
    await olu.press("Add a part")
    found = olu.dialog("A new part: About a group")
    boards = found.get_by_label("Which boards say what was learned")
    await expect(boards).to_have_value("")
    await boards.select_option(planned.ready.id)
    await olu.press("Save", within=found)
    await expect(found).to_be_hidden()
    added = (await planned.reports.plan("year"))["entity"]["parts"][-1]
    assert (added["kind"], added["board"]) == ("group", planned.ready.id)


async def test_B2_a_snapshot_that_is_gone_is_said_and_mended(cast: Cast, planned: Planned) -> None:
    await planned.change(snapshot="long-gone")
    olu = await opened(cast, planned)
    await olu.sees("The snapshot that was chosen is not there any more", within=olu.region("Parts"))
    await olu.sees(
        "The snapshot of this part, or its board, cannot be read", within=olu.region("Preview of the report")
    )
    found = await form(olu)
    await expect(found.get_by_label("Which state of the board")).to_have_value("long-gone")
    await olu.leave(found)
    await olu.press("Take the board as it is instead in Themes")
    await olu.misses("is not there any more", within=olu.region("Parts"))
    assert (await planned.part())["snapshot"] is None


async def test_B2_a_board_that_is_gone_is_said_at_its_part(cast: Cast, planned: Planned) -> None:
    await planned.change(board="long-gone")
    olu = await opened(cast, planned)
    olu.expect_in_console(GONE)
    await olu.sees("There is no such board any more.", within=olu.region("Parts"))
    await olu.press("Change Themes")
    found = olu.dialog(CHANGE)
    await olu.sees("There is no such board any more.", within=found)
    await found.get_by_label("Board", exact=True).select_option(planned.ready.id)
    await olu.misses("There is no such board any more.", within=found)
    await olu.press("Save", within=found)
    await expect(found).to_be_hidden()
    await olu.misses("There is no such board any more.", within=olu.region("Parts"))


async def test_G8_of_two_who_change_one_part_each_keeps_what_only_they_changed(cast: Cast, planned: Planned) -> None:
    kept = await planned.keep("Before lunch")
    olu = await opened(cast, planned)
    found = await form(olu)
    await found.get_by_role("radio", name="Only those ticked, in this order").check()
    await found.get_by_role("checkbox", name="Housing").uncheck()
    await planned.change(snapshot=kept, areas=[planned.ids["Housing"]])
    olu.expect_in_console(CONFLICT)
    await olu.press("Save", within=found)
    await olu.sees("Somebody else changed this too.", within=found)
    await expect(found.locator("dd")).to_have_text("Housing")
    await expect(found.get_by_role("checkbox", name="Housing")).not_to_be_checked()
    await expect(found.get_by_label("Which state of the board")).to_have_value(kept)
    await olu.press("Save", within=found)
    await expect(found).to_be_hidden()
    part = await planned.part()
    assert (part["snapshot"], part["areas"]) == (kept, [planned.ids["Prevention"], planned.ids["Transport"]])


async def test_B1_what_was_chosen_comes_back_after_a_look_at_another_board(cast: Cast, planned: Planned) -> None:
    other = await planned.ready.api.create_board("Early help", template="manualize", answers={"areas": ["Feeding"]})
    await Programmes(planned.ready.api).place_board(planned.programme, "s1", other)
    await planned.change(areas=[planned.ids["Housing"]])
    olu = await opened(cast, planned)
    found = await form(olu)
    board = found.get_by_label("Board", exact=True)
    await board.select_option(other)
    await expect(found.get_by_role("radio", name="All, also those that come later")).to_be_checked()
    await found.get_by_role("radio", name="Only those ticked, in this order").check()
    await expect(found.get_by_role("checkbox", name="Feeding")).to_be_checked()
    await board.select_option(planned.ready.id)
    await expect(found.get_by_role("checkbox", name="Housing")).to_be_checked()
    await expect(found.get_by_role("checkbox", name="Transport")).not_to_be_checked()


async def test_B1_uses_of_a_template_are_chosen_where_the_layout_picks_from_them(cast: Cast, planned: Planned) -> None:
    api, board = planned.ready.api, planned.ready.id
    first, second = [await api.launch(board, "recommendations") for _ in range(2)]
    olu = await opened(cast, planned)
    await olu.press("Change Themes")
    found = olu.dialog(CHANGE)
    await found.get_by_label("What to make of it").select_option("recs_full")
    await expect(found.get_by_role("group", name="Which areas")).to_have_count(0)
    await found.get_by_role("radio", name="Only those ticked, in this order").check()
    boxes = found.get_by_role("group", name="Which uses of templates").get_by_role("checkbox")
    await expect(boxes).to_have_count(2)
    await boxes.first.uncheck()
    await olu.press("Save", within=found)
    await expect(found).to_be_hidden()
    assert (await planned.part())["launches"] == [second]
    assert first != second


@pytest.mark.parametrize("look", LOOKS)
async def test_axe_finds_nothing_at_what_a_part_takes(cast: Cast, planned: Planned, look: str) -> None:
    kept = await planned.keep("Before lunch")
    await planned.delete_area("Housing")
    await planned.keep("After lunch")
    await planned.change(areas=[planned.ids["Prevention"], "long-gone"], attribution="organisation", snapshot=kept)
    olu = await opened(cast, planned, bypass_csp=True, **LOOKS[look])
    examiner = Examiner(olu)
    await olu.sees("There is a newer snapshot", within=olu.region("Parts"))
    await examiner.look_at("parts of a report")
    await olu.look(PICTURES, f"report-parts-{look}")
    found = await form(olu)
    await olu.sees("There is a newer snapshot", within=found)
    await examiner.look_at("what a part takes")
    await found.get_by_role("group", name="Which areas").scroll_into_view_if_needed()
    await olu.look(PICTURES, f"report-part-form-{look}")
    await found.get_by_label("Who is named in it").focus()
    await olu.look(PICTURES, f"report-part-names-{look}")
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


async def test_nothing_of_a_part_is_wider_than_a_narrow_window(cast: Cast, planned: Planned) -> None:
    kept = await planned.keep("A name of a moment that is so long that it must be broken into several lines")
    await planned.change(areas=["long-gone", planned.ids["Housing"]], snapshot=kept)
    olu = await opened(cast, planned, **NARROW)
    await olu.sees("1 area: Housing.", within=olu.region("Parts"))
    assert await olu.page.evaluate(TOO_WIDE) == []
    await form(olu)
    assert await olu.page.evaluate(TOO_WIDE) == []
