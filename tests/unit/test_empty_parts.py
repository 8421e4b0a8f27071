"""SPEC B2: a part of a report under whose heading nothing stands is found, and what to do about it."""

import pytest

from board.building import (
    BoardContent,
    Built,
    FromBoard,
    FromProgramme,
    Gathered,
    Part,
    References,
    Trail,
    Words,
    assemble,
)
from board.building.gathering import Wanted
from board.edits import Place, add_card
from board.launching.launch import Answers
from board.programmes import Programme, WholeProgramme
from board.reports import Finding
from board.snapshots.projection import Projection

from .built_reports import AT, board_of, card, content, plan, project_empty, text
from .output_boards import OutputBoard

MANUALIZE: Answers = {"areas": ["Housing", "Prevention"]}


def made(*parts: Part, board: Projection | None = None) -> Built:
    whole = WholeProgramme(programme=Programme(id="p", title="P"))
    boards: dict[Wanted, BoardContent] = {("one", None): content(board or project_empty())}
    return assemble(plan(*parts), Gathered(boards, whole), AT)


def empty(built: Built) -> list[Finding]:
    return [each for each in built.findings if each.code == "empty-part"]


def areas_of(board: OutputBoard) -> dict[str, str]:
    return {area.title: area.id for area in board.document.read().areas.values()}


def workshop() -> OutputBoard:
    """A Manualize board with two areas, in one of which somebody wrote."""
    board = OutputBoard()
    board.launch("manualize", MANUALIZE)
    goal = board.zone_in("Prevention", "goal")
    add_card(board.document, "goal", "goal", Place(goal.id), text="One page")
    return board


@pytest.mark.parametrize(
    "part",
    [
        Words(id="one", title="Nothing"),
        FromBoard(id="one", title="Nothing", board="one", layout="manual_section"),
        FromBoard(id="one", title="Nothing", board="one", layout="recs_full"),
        FromProgramme(id="one", title="Nothing", what="objectives"),
        References(id="one", title="Nothing"),
        Trail(id="one", title="Nothing"),
    ],
    ids=lambda part: part.kind,
)
def test_B2_a_part_without_anything_is_found_with_its_place_and_a_way_out(part: Part) -> None:
    [found] = empty(made(part))
    assert (found.place, found.what, found.id) == ("Nothing", "part", "one")
    assert "take the part out" in found.fix


def test_B2_an_empty_part_of_a_board_says_which_template_brings_what_it_needs() -> None:
    built = made(FromBoard(id="one", board="one", layout="recs_full"))
    [found] = empty(built)
    assert "Launch Recommendations" in found.message
    assert "Launch Recommendations" in text(built.report)


def test_B2_a_heading_above_deeper_parts_needs_no_words() -> None:
    built = made(Words(id="one", title="What we found"), Words(id="two", level=2, title="First", text="We met."))
    assert empty(built) == []
    assert "nothing to show" not in text(built.report)


def test_B2_a_part_whose_areas_are_all_empty_is_found() -> None:
    board = OutputBoard()
    board.launch("manualize", MANUALIZE)
    for layout in ("manual_section", "theme_sections"):
        [found] = empty(made(FromBoard(id="one", title="Areas", board="one", layout=layout), board=board.projection()))
        assert "any area of this part" in found.message


def test_B2_a_chosen_area_without_anything_is_found_by_name() -> None:
    board = workshop()
    known = areas_of(board)
    chosen = FromBoard(id="one", board="one", layout="theme_sections", areas=(known["Prevention"], known["Housing"]))
    [found] = empty(made(chosen, board=board.projection()))
    assert found.message == "‘Housing’ has nothing in it, and is left out."
    every = FromBoard(id="one", board="one", layout="theme_sections")
    assert empty(made(every, board=board.projection())) == []


def test_B2_what_says_something_is_not_found() -> None:
    cited = card("c", "reference", "", title="A book", year="2020")
    advice = card("r", "recommendation", "Pay for longer", level="national")
    parts = (
        Words(id="words", text="We met."),
        FromBoard(id="board", board="one", layout="recs_full"),
        References(id="references"),
        Trail(id="trail"),
    )
    assert empty(made(*parts, board=board_of("Sources", cited, advice))) == []
