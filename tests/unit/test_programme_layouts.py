"""What a programme says of its groups and sessions, in a report (SPEC X8)."""

import pickle
from dataclasses import replace

import pytest

from board.building import FromGroup
from board.programmes import HeldBoard, commitments_of
from board.render import FORMATS, render
from board.reports import InProgramme, ReportOptions, SessionBoard, build
from board.reports.model import List, Report, Table, sections
from board.reports.parts.learning import point
from board.snapshots.projection import all_cards

from .built_reports import content, of_programme, text
from .output_boards import OutputBoard
from .programme_boards import LEARNED, WHOLE, learning_board, place
from .report_boards import PROVENANCE, card
from .report_shapes import text_in
from .reporting import lines, said


def tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


def made(layout: str, where: InProgramme | None, *learned: str, **choices: object) -> Report:
    options = ReportOptions(**choices)  # type: ignore[arg-type]
    return build(layout, learning_board(*learned), PROVENANCE, options, programme=where)


def fields(table: Table) -> dict[str, list[str]]:
    return {row.header: lines(row.cells[0].flow) for row in table.rows}


def test_X8_each_group_of_a_kind_has_a_table_with_its_fields_in_order():
    first, second = tables(made("group_summary", place("one1"), LEARNED, "Trust grows"))
    assert (first.caption, first.columns) == ("Group 1: Fairness", ("Group", "1"))
    assert (second.caption, second.columns) == ("Group 2: Fathers", ("Group", "2"))
    assert list(fields(first)) == [
        *["Theme", "Family hub pillar", "Facilitated by", "Attendees", "Key question", "Summary of learning"],
        *["County council and unitary authorities involved", "ICBs involved"],
    ]
    assert fields(first) == {
        "Theme": ["Health inequalities"],
        "Family hub pillar": ["Access"],
        "Facilitated by": ["Fay Field and 1 person not named here"],
        "Attendees": ["3 attendees (on average 2 per session)"],
        "Key question": ["What would families choose?"],
        "Summary of learning": ["Groups need time", "to listen", "to disagree", "Trust grows"],
        "County council and unitary authorities involved": ["Bristol and Plymouth; also Ministry of Health"],
        "ICBs involved": ["Bristol, North Somerset and South Gloucestershire; Devon"],
    }
    assert fields(second)["Attendees"] == ["1 attendee (1 attended every session)"]
    assert fields(second)["Summary of learning"] == ["Nothing is written on a board of this group yet."]


def test_X8_the_learning_of_a_group_is_that_of_all_its_sessions_in_order():
    where = place("one2", ("one1", learning_board("Before")), ("two1", learning_board("Elsewhere")))
    first, second = tables(made("group_summary", where, "After"))
    assert fields(first)["Summary of learning"] == ["Before", "After"]
    assert fields(second)["Summary of learning"] == ["Elsewhere"]


def test_G6_a_facilitator_who_did_not_consent_is_named_in_no_format():
    for form in FORMATS:
        found = text_in(render(made("group_summary", place("one1")), form).content)
        assert "Fay Field" in found
        assert "Gus" not in found
    assert "2 people not named here" in said(made("group_summary", place("one1"), attribution="none"))


def test_X8_sessions_stand_side_by_side_and_their_attendance_is_one_cell():
    where = place("lead1", ("lead2", learning_board("Second")))
    [matrix] = tables(made("session_matrix", where, LEARNED))
    assert (matrix.caption, matrix.columns) == ("Leaders", ("Session", "1: Leading together", "2"))
    areas, attendees, learning = matrix.rows
    assert [lines(cell.flow) for cell in areas.cells] == [
        ["Bristol and Plymouth; also Ministry of Health"],
        ["Bristol"],
    ]
    [merged] = attendees.cells
    assert (merged.span, lines(merged.flow)) == (2, ["3 unique attendees (average of 2 attendees per session)"])
    assert [lines(cell.flow) for cell in learning.cells] == [
        ["Groups need time", "to listen", "to disagree"],
        ["Second"],
    ]


def test_X8_a_session_that_is_still_to_come_has_no_column():
    assert [table.columns[1:] for table in tables(made("session_matrix", place("lead3")))] == [
        ("1: Leading together", "2")
    ]
    empty = replace(WHOLE, sessions=tuple(replace(each, register=()) for each in WHOLE.sessions))
    assert tables(made("session_matrix", place("lead1", whole=empty))) == []


@pytest.mark.parametrize("layout", ["group_summary", "session_matrix"])
def test_X8_without_a_programme_the_report_says_what_it_needs(layout: str):
    report = made(layout, None, LEARNED)
    assert "a board that belongs to a session" in said(report)
    assert not tables(report)


def test_X2_a_report_of_a_programme_names_the_snapshot_of_every_board_and_how_many_are_missing():
    where = place("one1", ("one2", learning_board(title="The other one")), unread=("one2", "two1"))
    about = next(each for each in sections(made("group_summary", where)) if each.role == "provenance")
    text = "\n".join(lines(about.blocks))
    assert "‘Session board’" in text
    assert "‘The other one’" in text
    assert "2 boards of sessions" in text


def test_T5_what_stays_in_another_board_of_the_group_is_not_in_its_summary():
    other = learning_board()
    zone = next(each for launch in other["launches"] for each in launch["zones"] if each["slot"] == "learning")
    zone["config"]["withheld"] = True
    zone["cards"] = [card("Of the case", "learning")]
    where = place("one1", ("one2", other))
    assert "Of the case" not in said(made("group_summary", where))
    assert "Of the case" in said(made("group_summary", where, withheld=True))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("layout", ["group_summary", "session_matrix"])
def test_X8_every_learning_is_in_every_format_in_order(layout: str, form: str):
    learned = [f"Learned {number}zq" for number in range(5)]
    where = place("one1", ("one2", learning_board(*learned[3:])))
    found = text_in(render(made(layout, where, *learned[:3]), form).content)
    places = [found.find(f"{number}zq") for number in range(5)]
    assert -1 not in places
    assert places == sorted(places)


def test_the_place_in_a_programme_can_be_sent_to_a_worker():
    where = place("one1", ("one2", learning_board("x")))
    assert pickle.loads(pickle.dumps(where)) == where  # noqa: S301


@pytest.mark.parametrize(
    ("text", "first", "below"),
    [
        ("Alone", "Alone", []),
        ("It is for:\n- one\n• two", "It is for:", ["one", "two"]),
        ("Two\nlines", "Two\nlines", []),
        ("- all\n- of it", "- all\n- of it", []),
        ("Mixed\n- one\ntwo", "Mixed\n- one\ntwo", []),
    ],
)
def test_X8_lines_of_a_card_that_begin_as_bullets_are_bullets_below_it(text: str, first: str, below: list[str]):
    item = point(card(text, "learning"))
    assert "".join(run.text for run in item.runs) == first
    assert lines(item.lists) == below
    assert all(isinstance(each, List) for each in item.lists)


def test_G12_the_commitments_of_a_group_say_session_by_session_what_became_of_them() -> None:
    first, second = OutputBoard("First session"), OutputBoard("Second session")
    for board in (first, second):
        board.launch("action_learning_set", {"question": "Why?"})
    first.add("commitments", "Ask *three* groups", kind="commitment", fields={"by_when": "March"})
    first.add("commitments", "Rest", kind="commitment")
    second.add("check_in", "Came back", kind="progress", fields={"outcome": "Partly", "what_did_not": "Time"})
    born, later = first.projection(), second.projection()
    asked, _ = commitments_of([HeldBoard(next(s for s in WHOLE.sessions if s.id == "one1"), "first", born)])
    (back,) = [card for card in all_cards(later) if card["kind"] == "progress"]
    back["id"] = asked.brought_as
    around = replace(place("one2"), boards=(SessionBoard("first", "one1", born, PROVENANCE),), board="second")
    (table,) = tables(build("commitments", later, PROVENANCE, ReportOptions(), programme=around))
    told = {row.header: [lines(cell.flow) for cell in row.cells] for row in table.rows}
    assert told["Ask *three* groups"] == [
        ["1, 12 January 2024"],
        ["March"],
        ["Session 2: Partly. What did not: Time."],
    ]
    assert told["Rest"][2] == ["Nothing was said of it yet."]
    # The board of the report may itself be the one on which a commitment was born.
    around = replace(place("one1"), boards=(SessionBoard("second", "one2", later, PROVENANCE),), board="first")
    assert tables(build("commitments", born, PROVENANCE, ReportOptions(), programme=around)) == [table]


def test_B6_the_commitments_of_a_group_are_a_part_of_a_report() -> None:
    set_ = OutputBoard("First session")
    set_.launch("action_learning_set", {"question": "Why?"})
    set_.add("commitments", "Ask three groups", kind="commitment")
    boards = {"first": content(set_.projection(), meeting="one1")}
    part = FromGroup(id="took", group="one", layout="commitments")
    assert "Ask three groups" in text(of_programme(part, boards=boards).report)
    nothing = of_programme(replace(part, group="lead"), boards=boards)
    assert "empty-part" in {found.code for found in nothing.findings}
