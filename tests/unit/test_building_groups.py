"""SPEC B6: groups of the programme as parts of a report, and what is to be looked at in them."""

from dataclasses import replace

import pytest

from board.building import (
    BoardContent,
    FromBoard,
    FromGroup,
    FromProgramme,
    Gathered,
    Part,
    Words,
    assemble,
    boards_of,
)
from board.programmes import Objective

from .built_reports import AT, SUMMARY, content, headings, of_programme, plan, tables, text
from .programme_boards import WHOLE, learning_board
from .report_boards import example


def test_B6_a_group_without_a_board_needs_all_boards_of_its_sessions() -> None:
    named = replace(SUMMARY, id="named", board="leaders")
    assert list(boards_of(plan(SUMMARY, named), {"one": ["first", "second"]})) == [
        ("first", None),
        ("second", None),
        ("leaders", None),
    ]


def test_B6_the_table_of_a_group_has_what_all_its_boards_learned_and_no_others() -> None:
    report = of_programme(SUMMARY).report
    (table,) = tables(report.blocks)
    assert table.caption == "Table 1: Group 1: Fairness"
    assert "Fair rooms" in text(report)
    assert "to disagree" in text(report)
    assert "Lead as many" not in text(report)
    assert headings(report)[0] == "1 Fairness"


def test_B6_a_part_may_name_the_board_that_says_what_was_learned() -> None:
    report = of_programme(replace(SUMMARY, board="second")).report
    assert "Fair rooms" not in text(report)
    assert "to disagree" in text(report)


def test_B6_the_sessions_of_a_group_stand_side_by_side() -> None:
    (table,) = tables(of_programme(FromGroup(id="lead", group="lead", layout="session_matrix")).report.blocks)
    assert table.columns == ("Session", "1: Leading together", "2")


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (replace(SUMMARY, group="gone"), "The group of this part cannot be read any more."),
        (replace(SUMMARY, layout="one_page"), "There is no layout ‘one_page’ for groups."),
        (replace(SUMMARY, board="gone"), "The board of this part cannot be read any more."),
    ],
)
def test_B2_a_group_that_cannot_be_shown_says_so_and_is_found(part: FromGroup, sentence: str) -> None:
    made = of_programme(part)
    assert sentence in text(made.report)
    assert [(found.code, found.id) for found in made.findings if found.code == "missing-source"] == [
        ("missing-source", "fair")
    ]


def test_B6_the_authors_words_stand_in_front_and_refer_to_parts() -> None:
    report = of_programme(
        replace(SUMMARY, intro="As [[fair:table]] shows."),
        FromBoard(id="said", board="first", layout="manual_section", intro="See [[fair]] and [[lost]]."),
    )
    assert "As Table 1 shows." in text(report.report)
    assert "See section ‘1 Fairness’ and (this part is not in the report)." in text(report.report)
    assert [found.id for found in report.findings if found.code == "orphan-cross-reference"] == ["said"]


def test_X9_what_is_to_be_looked_at_in_the_groups_of_a_report_is_found_once():
    board = learning_board("Ben Baker said so", title="Meeting")
    ben = {"name": "Ben Baker", "organisation": "", "role": ""}
    boards: dict[tuple[str, str | None], BoardContent] = {
        ("one", None): content(board, attendance=(ben,), meeting="one1")
    }
    gathered = Gathered(boards, WHOLE)
    parts = [FromGroup(id=each, group=each, layout="group_summary") for each in ("one", "two")]
    found = assemble(plan(*parts), gathered, AT).findings
    assert [each.place for each in found if each.code == "person-named"] == [
        "Meeting: Learning strip: what generalises?"
    ]
    assert [(each.board, each.what) for each in found if each.code == "person-named"] == [("one", "card")]
    assert [each.code for each in found if each.code == "totals-differ"] == ["totals-differ"]
    assert not [each for each in assemble(plan(), gathered, AT).findings if each.what == "group"]


@pytest.mark.parametrize(
    ("part", "given", "opens"),
    [
        (Words(id="a", title="Why", text="As Ben Baker says."), {}, ("part", "a")),
        (Words(id="a", title="Ben Baker's view"), {}, ("part", "a")),
        (FromBoard(id="a", board="one", layout="manual_section", intro="Ben Baker wrote it."), {}, ("part", "a")),
        (FromProgramme(id="a", what="objectives"), {}, ("part", "a")),
        (Words(id="a", title="Why"), {"subtitle": "With Ben Baker"}, ("", "")),
    ],
)
def test_G6_somebody_named_without_consent_is_found_wherever_a_report_says_it(
    part: Part, given: dict[str, str], opens: tuple[str, str]
) -> None:
    objective = Objective(id="o", text="Do as Ben Baker does.")
    whole = replace(WHOLE, programme=replace(WHOLE.programme, objectives=(objective,)))
    gathered = Gathered({("one", None): content()}, whole)
    found = [each for each in assemble(plan(part, **given), gathered, AT).findings if each.code == "person-named"]
    assert [(each.what, each.id) for each in found] == [opens]


def test_G6_somebody_of_the_programme_is_found_on_a_board_that_they_did_not_come_to() -> None:
    gathered = Gathered({("one", None): content(learning_board("Ben Baker said so", title="Meeting"))}, WHOLE)
    made = assemble(plan(FromBoard(id="a", board="one", layout="manual_section")), gathered, AT)
    assert [each.place for each in made.findings if each.code == "person-named"] == [
        "Meeting: Learning strip: what generalises?"
    ]


def test_X9_whether_facilitators_count_is_asked_of_a_board_only_where_no_group_says_it() -> None:
    present = (
        {"name": "Fay Field", "organisation": "", "role": "Facilitator"},
        {"name": "Ann Able", "organisation": ""},
    )
    part = FromBoard(id="a", board="one", layout="manual_section")
    alone = content(example(), attendance=present)

    def counted(board: BoardContent) -> list[str]:
        made = assemble(plan(part), Gathered({("one", None): board}, WHOLE), AT)
        return [found.message for found in made.findings if found.code == "facilitator-counted"]

    assert counted(alone) == ["The facilitator is among the 2 who were present."]
    assert counted(replace(alone, meeting="one1")) == []
