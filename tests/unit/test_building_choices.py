"""SPEC B1, B2: what a part of a report takes of its board, and what of that is gone."""

from dataclasses import replace

import pytest

from board.building import BoardContent, Built, Choice, FromBoard, Gathered, assemble, choices_of
from board.building.gathering import Wanted
from board.edits import Place, add_card, delete
from board.launching.launch import Answers
from board.reports import LAYOUTS, Finding
from board.snapshots.projection import Projection

from .built_reports import AT, content, plan, text
from .output_boards import OutputBoard

MANUALIZE: Answers = {"areas": ["Housing", "Prevention", "Transport"]}
WHEN = "2026-11-26T10:00:00+00:00"


def workshop() -> OutputBoard:
    """A Manualize board with three areas, something written in each."""
    board = OutputBoard()
    board.launch("manualize", MANUALIZE)
    for area in MANUALIZE["areas"]:
        add_card(board.document, f"goal{area}", "goal", Place(board.zone_in(area, "goal").id), text=f"Goal of {area}")
    return board


def ids_of(board: OutputBoard) -> dict[str, str]:
    return {area.title: area.id for area in board.document.read().areas.values()}


def made(part: FromBoard, board: Projection) -> Built:
    boards: dict[Wanted, BoardContent] = {("one", part.snapshot): content(board)}
    return assemble(plan(part), Gathered(boards), AT)


def gone(built: Built) -> list[Finding]:
    return [each for each in built.findings if each.code == "missing-choice"]


def of_areas(*areas: str) -> FromBoard:
    return FromBoard(id="one", title="Themes", board="one", layout="manual_section", areas=areas)


def test_B1_a_part_takes_the_chosen_areas_in_their_order() -> None:
    board = workshop()
    ids = ids_of(board)
    said = text(made(of_areas(ids["Transport"], ids["Housing"]), board.projection()).report)
    assert said.index("Goal of Transport") < said.index("Goal of Housing")
    assert "Goal of Prevention" not in said


def test_B2_a_chosen_area_that_was_deleted_is_said_by_name_and_the_others_are_there() -> None:
    board = workshop()
    ids = ids_of(board)
    delete(board.document, "areas", ids["Housing"], WHEN)
    built = made(of_areas(ids["Housing"], ids["Transport"]), board.projection())
    sentence = "‘Housing’ is not on this board any more, and is left out."
    assert sentence in text(built.report)
    assert "Goal of Transport" in text(built.report)
    [found] = gone(built)
    assert (found.message, found.what, found.id) == (sentence, "part", "one")
    assert [each for each in built.findings if each.code == "missing-source"] == []


def test_B2_where_all_that_was_chosen_is_gone_nothing_else_is_shown_in_its_place() -> None:
    board = workshop()
    built = made(of_areas("long-gone", "gone-too"), board.projection())
    said = text(built.report)
    assert "2 chosen areas are not on this board any more, and are left out." in said
    assert "Goal of" not in said
    assert len(gone(built)) == 1


def test_B2_what_came_after_a_pinned_snapshot_is_not_said_to_be_there_no_more() -> None:
    board = workshop()
    part = replace(of_areas("later", ids_of(board)["Housing"]), snapshot="old")
    assert "One chosen area is not in this snapshot of the board" in text(made(part, board.projection()).report)


def test_B1_a_part_takes_the_chosen_uses_of_a_template() -> None:
    board = OutputBoard()
    launches = []
    for words in ("Fund it.", "Staff it."):
        launches.append(board.launch("recommendations"))
        board.add("local", words, kind="recommendation")
    part = FromBoard(id="one", title="What to do", board="one", layout="recs_full", launches=(launches[1],))
    said = text(made(part, board.projection()).report)
    assert "Staff it." in said
    assert "Fund it." not in said


def test_B2_a_chosen_use_that_is_gone_is_said_and_so_is_that_nothing_is_left() -> None:
    board = OutputBoard()
    launch = board.launch("recommendations")
    part = FromBoard(id="one", title="What to do", board="one", layout="recs_full", launches=(launch, "gone"))
    built = made(part, board.projection())
    said = text(built.report)
    assert "One chosen use of a template is not on this board any more" in said
    assert LAYOUTS["recs_full"].nothing in said
    assert len(gone(built)) == 1


def test_B1_what_a_layout_does_not_pick_from_changes_nothing() -> None:
    board = workshop()
    part = FromBoard(id="one", title="Themes", board="one", layout="manual_section", launches=("gone",))
    built = made(part, board.projection())
    assert "Goal of Housing" in text(built.report)
    assert gone(built) == []


def test_B2_a_snapshot_that_is_gone_is_said_as_such() -> None:
    part = FromBoard(id="one", title="Themes", board="one", layout="manual_section", snapshot="old")
    built = assemble(plan(part), Gathered({}), AT)
    [found] = [each for each in built.findings if each.code == "missing-source"]
    assert "snapshot" in found.message
    assert found.message in text(built.report)


def test_B1_what_a_part_may_take_is_told_with_what_was_deleted() -> None:
    board = workshop()
    ids = ids_of(board)
    use = board.launch("recommendations")
    delete(board.document, "areas", ids["Housing"], WHEN)
    found = choices_of(board.projection())
    assert [each.title for each in found.areas] == ["Prevention", "Transport"]
    assert Choice(ids["Housing"], "Housing") in found.deleted
    assert {each.id: each.layouts for each in found.launches}[use] == ("recs_summary", "recs_full")


@pytest.mark.parametrize("layout", ["manual_section", "theme_sections"])
def test_B2_an_empty_area_beside_one_that_is_gone_is_found_too(layout: str) -> None:
    board = OutputBoard()
    board.launch("manualize", MANUALIZE)
    ids = ids_of(board)
    add_card(board.document, "goal", "goal", Place(board.zone_in("Housing", "goal").id), text="One page")
    part = FromBoard(id="one", title="T", board="one", layout=layout, areas=("gone", ids["Housing"], ids["Transport"]))
    built = made(part, board.projection())
    assert [each.message for each in built.findings if each.code == "empty-part"] == [
        "‘Transport’ has nothing in it, and is left out."
    ]
