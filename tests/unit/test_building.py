"""SPEC B: reports built from many boards."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pycrdt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from board import programmes
from board.building import (
    BoardContent,
    Built,
    FromBoard,
    FromGroup,
    FromProgramme,
    Gathered,
    Part,
    Passage,
    References,
    ReportPlan,
    Trail,
    Words,
    assemble,
    boards_of,
    changes,
    faults_of,
    passages,
)
from board.errors import ProgrammeError
from board.programmes import Objective, Parameters, Programme, WholeProgramme
from board.projection import Projection, all_areas
from board.reports import Provenance
from board.reports.model import Contents, Report, Section, Table
from board.snapshot import project

from .output_boards import OutputBoard
from .programme_boards import LEARNED, WHOLE, learning_board
from .report_boards import example

AT = "2026-11-26T10:00:00+00:00"


def content(projection: Projection | None = None, **given: Any) -> BoardContent:
    return BoardContent(projection or example(), Provenance("Before lunch", AT, "ab" * 32), **given)


def plan(*parts: Part, **given: Any) -> ReportPlan:
    return ReportPlan(id="plan", title="A year of learning", parts=parts, **given)


def built(*parts: Part, boards: Mapping[tuple[str, str | None], BoardContent] | None = None, **given: Any) -> Report:
    return assemble(plan(*parts, **given), Gathered(boards or {("one", None): content()}), AT).report


def headings(report: Report) -> list[str]:
    (contents,) = [block for block in report.blocks if isinstance(block, Contents)]
    return [entry.title for entry in contents.entries]


def tables(blocks: Any) -> list[Table]:
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Section) and block.role != "provenance":
            found += tables(block.blocks)
    return found


def text(report: Report) -> str:
    parts = [(block.anchor, block) for block in report.blocks if isinstance(block, Section)]
    return "\n".join(passage.text for passage in passages(parts))


def test_B1_a_plan_comes_back_as_it_was_kept() -> None:
    kept = plan(
        Words(id="intro", title="Introduction", text="Why we *met*."),
        FromBoard(id="themes", level=2, board="one", layout="theme_sections", areas=("a1",), attribution="none"),
        FromProgramme(id="aims", what="objectives"),
        References(id="refs"),
        Trail(id="trail"),
        subtitle="What we found",
    )
    assert programmes.read(ReportPlan, programmes.written(kept)) == kept


@pytest.mark.parametrize(
    "parts",
    [
        [{"kind": "picture", "id": "one"}],
        [{"kind": "words", "id": "one", "level": 9}],
        [{"kind": "board", "id": "one", "layout": "theme_sections"}],
        [{"kind": "words", "id": "one", "color": "red"}],
    ],
)
def test_B1_a_plan_that_is_none_is_refused_with_its_place(parts: list[dict[str, object]]) -> None:
    with pytest.raises(ProgrammeError) as refused:
        programmes.read(ReportPlan, {"id": "p", "title": "T", "parts": parts})
    assert all("parts.0" in where for where, _ in refused.value.faults)


def test_B1_two_parts_of_one_id_are_told() -> None:
    assert list(faults_of(plan(Words(id="one"), Words(id="one")))) == [("parts", "'one' is there twice.")]


def test_B1_a_board_is_wanted_once_for_each_snapshot() -> None:
    wanted = plan(
        FromBoard(id="a", board="one", layout="theme_sections"),
        FromBoard(id="b", board="one", layout="manual_section"),
        FromBoard(id="c", board="one", layout="manual_section", snapshot="old"),
    )
    assert list(boards_of(wanted)) == [("one", None), ("one", "old")]


def test_B2_parts_stand_in_the_order_of_the_plan_under_the_title() -> None:
    report = built(
        Words(id="intro", title="Introduction", text="Why we met."),
        FromBoard(id="themes", title="What we learned", board="one", layout="theme_sections"),
        subtitle="A report",
        by="The leadership group",
    )
    assert report.title == "A year of learning"
    assert report.front is not None
    assert report.front.lines == ("A report", "The leadership group")
    found = headings(report)
    assert found[0] == "1 Introduction"
    assert found[1] == "2 What we learned"
    assert found[-1] == "About this document"


def test_B2_what_cannot_be_read_is_said_and_found() -> None:
    made = assemble(
        plan(
            FromBoard(id="gone", title="Gone", board="two", layout="theme_sections"),
            FromBoard(id="odd", title="Odd", board="one", layout="nonsense"),
            FromProgramme(id="aims", what="objectives"),
        ),
        Gathered({("one", None): content()}),
        AT,
    )
    lost = [each for each in made.findings if each.code == "missing-source"]
    assert [each.id for each in lost] == ["gone", "odd", "aims"]
    assert "cannot be read any more" in text(made.report)
    assert "no layout ‘nonsense’" in text(made.report)


def test_B2_every_snapshot_is_named() -> None:
    other = replace(content(), provenance=Provenance("After lunch", AT, "cd" * 32))
    report = built(
        FromBoard(id="a", board="one", layout="theme_sections"),
        FromBoard(id="b", board="two", layout="theme_sections"),
        boards={("one", None): content(), ("two", None): other},
    )
    said = text(report)
    assert "Before lunch, 26 November 2026" in said
    assert "After lunch, 26 November 2026" in said


def test_B3_headings_are_numbered_by_their_level() -> None:
    report = built(
        Words(id="a", title="One"),
        Words(id="b", title="Two", level=2),
        Words(id="c", title="Three", level=2),
        Words(id="d", title="Four", level=3),
        Words(id="e", title="Five"),
        Words(id="f", title="Six", level=2),
    )
    expected = ["1 One", "1.1 Two", "1.2 Three", "1.2.1 Four", "2 Five", "2.1 Six"]
    assert headings(report)[:-1] == expected


def test_B3_numbers_can_be_left_out() -> None:
    assert headings(built(Words(id="a", title="One"), numbered=False))[0] == "One"


def test_B3_tables_are_numbered_through_the_whole_report() -> None:
    whole = FromBoard(id="a", board="one", layout="manual_section", annex=True)
    report = built(whole, replace(whole, id="b"))
    captions = [table.caption for table in tables(report.blocks)]
    assert len(captions) >= 2
    assert [caption.partition(":")[0] for caption in captions] == [f"Table {n}" for n in range(1, len(captions) + 1)]


def test_B3_references_in_the_authors_words_follow_a_new_order() -> None:
    words = Words(id="a", title="Start", text="See [[c]] and [[c:table]].")
    other = FromBoard(id="b", title="Other", board="one", layout="manual_section", annex=True)
    meant = replace(other, id="c", title="Meant")
    first, second = text(built(words, other, meant)), text(built(words, meant, other))
    assert "See section ‘3 Meant’ and Table " in first
    assert "See section ‘2 Meant’ and Table 1." in second


def test_B3_a_reference_that_leads_nowhere_is_found() -> None:
    made = assemble(plan(Words(id="a", title="Start", text="See [[nothing]].")), Gathered(), AT)
    assert [each.id for each in made.findings if each.code == "orphan-cross-reference"] == ["a"]
    assert "(this part is not in the report)" in text(made.report)


def test_B3_what_others_wrote_is_no_reference() -> None:
    board = example()
    board["areas"] = []
    for launch in board["launches"]:
        for zone in launch["zones"]:
            for area in zone.get("areas", []):
                area["record"] = "We said [[a]] aloud."
    report = built(
        Words(id="a", title="Start", text="Nothing."),
        FromBoard(id="b", board="one", layout="theme_sections"),
        boards={("one", None): content(board)},
    )
    assert "We said [[a]] aloud." in text(report)


def test_B4_the_programme_speaks_of_itself() -> None:
    whole = WholeProgramme(
        programme=Programme(
            id="p",
            title="Programme",
            parameters=Parameters(fixed=("Four meetings",), left_open=("The question",)),
            objectives=(Objective(id="o", text="Learn together."),),
        )
    )
    made = assemble(
        plan(FromProgramme(id="a", what="objectives"), FromProgramme(id="b", what="parameters")),
        Gathered(whole=whole),
        AT,
    )
    said = text(made.report)
    assert all(words in said for words in ("1 Objectives", "Learn together.", "Four meetings", "The question"))


def _card(card_id: str, kind: str, words: str, refs: list[str] | None = None, **fields: str) -> dict[str, Any]:
    return {
        "id": card_id,
        "kind": kind,
        "text": words,
        "fields": fields,
        "status": "raw",
        "certainty": None,
        "colour": "sand",
        "tags": [],
        "refs": refs or [],
        "pos": None,
        "size": None,
    }


def _board(title: str, *cards: dict[str, Any]) -> Projection:
    empty = project_empty()
    zone = {
        "id": f"z-{title}",
        "kind": "list",
        "title": "Cards",
        "hint": "",
        "slot": "",
        "rect": [0, 0, 1, 1],
        "config": {},
        "unplaced": [],
        "cards": list(cards),
    }
    return {**empty, "title": title, "zones": [zone]}  # type: ignore[list-item]


def project_empty() -> Projection:
    return project(pycrdt.Doc())


def test_B4_each_reference_is_listed_once_by_author() -> None:
    one = _board(
        "One",
        _card("r1", "reference", "", author="Zane", year="2020", title="Later"),
        _card("r2", "reference", "", author="Abel", year="2021", title="First"),
    )
    two = _board("Two", _card("r3", "reference", "Read it first", author="Zane", year="2020", title="Later"))
    report = built(
        FromBoard(id="a", board="one", layout="theme_sections"),
        FromBoard(id="b", board="two", layout="theme_sections"),
        References(id="refs"),
        boards={("one", None): content(one), ("two", None): content(two)},
    )
    (section,) = [block for block in report.blocks if isinstance(block, Section) and block.title.endswith("References")]
    said = [each.text for each in passages([("refs", section)])]
    assert said == ["3 References", "Abel (2021). First.", "Zane (2020). Later."]


def test_B4_the_trail_leads_from_a_recommendation_to_the_last_card_on_any_board() -> None:
    theme = _card("s1", "source", "A theme", from_board="One", from_card="What we learned")
    two = _board("Two", _card("rec", "recommendation", "Do this", ["s1"]), theme)
    one = _board("One", _card("l1", "learning", "What we learned", ["l2"]), _card("l2", "note", "First note", ["l1"]))
    report = built(
        FromBoard(id="a", board="two", layout="theme_sections"),
        FromBoard(id="b", board="one", layout="theme_sections"),
        Trail(id="trail"),
        boards={
            ("two", None): content(two),
            ("one", None): content(one, session="Integration, session 2"),
        },
    )
    (table,) = [each for each in tables(report.blocks) if "comes from" in each.caption]
    said = [passage.text for passage in passages([("t", Section("part", 1, "", (table,)))])]
    assert [row.header for row in table.rows] == ["Do this"] * 3
    assert "What we learned" in said
    assert "First note" in said
    assert sum("Integration, session 2" in each for each in said) == 2


def test_B4_a_recommendation_without_a_source_says_so() -> None:
    board = _board("Two", _card("rec", "recommendation", "Do this"))
    report = built(
        Trail(id="t"), FromBoard(id="b", board="one", layout="theme_sections"), boards={("one", None): content(board)}
    )
    assert "No card is named as its source." in text(report)


WORDS = st.lists(st.sampled_from("abcd"), max_size=6)


@given(before=WORDS, after=WORDS)
def test_B5_changes_take_one_wording_to_the_other(before: list[str], after: list[str]) -> None:
    old, new = [Passage("p", each) for each in before], [Passage("p", each) for each in after]
    found = changes(old, new)
    assert (not found) == (before == after)
    gone = [each.before for each in found if each.before]
    came = [each.after for each in found if each.after]
    assert sorted([*before, *came]) == sorted([*after, *gone])


def test_B5_what_changed_is_said_part_by_part() -> None:
    before = [Passage("a", "Same"), Passage("a", "Old words"), Passage("b", "Gone")]
    after = [Passage("a", "Same"), Passage("a", "New words"), Passage("c", "Came")]
    found = [(each.part, each.what, each.before, each.after) for each in changes(before, after)]
    assert found == [
        ("a", "changed", "Old words", "New words"),
        ("c", "added", "", "Came"),
        ("b", "removed", "Gone", ""),
    ]


def of_programme(*parts: Part, boards: Mapping[str, BoardContent] | None = None) -> Built:
    kept: dict[tuple[str, str | None], BoardContent] = {
        (board, None): each for board, each in (boards or LEARNING).items()
    }
    return assemble(plan(*parts), Gathered(kept, WHOLE), AT)


LEARNING = {
    "first": content(learning_board("Fair rooms"), meeting="one1"),
    "second": content(learning_board(LEARNED), meeting="one2"),
    "leaders": content(learning_board("Lead as many"), meeting="lead1"),
}
SUMMARY = FromGroup(id="fair", group="one", layout="group_summary")


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


def test_B3_the_only_use_of_a_template_on_a_board_has_no_second_heading() -> None:
    board = OutputBoard("Our answer")
    board.launch("key_steps", {"question": "What now?", "strands": ["One", "Two"]})
    board.add("strands", "Begin", lane="One")
    steps = FromBoard(id="steps", level=2, board="one", layout="strand_table")
    once = built(steps, boards={("one", None): content(board.projection())})
    assert headings(once) == ["1.1 Our answer", "1.1.1 The same steps as a list", "About this document"]
    board.launch("key_steps", {"question": "And then?", "strands": ["One", "Two"]})
    board.add("strands", "Go on", lane="One")
    twice = built(steps, boards={("one", None): content(board.projection())})
    assert headings(twice)[:2] == ["1.1 Our answer", "1.1.1 Key steps"]


def test_B3_a_board_with_one_area_keeps_its_heading() -> None:
    first = next(iter(all_areas(example())))
    area = FromBoard(id="a", board="one", layout="theme_sections", areas=(first["id"],))
    assert len([entry for entry in headings(built(area)) if entry.startswith("1")]) > 1


def test_X2_a_report_names_the_snapshot_of_every_board_and_what_is_not_included() -> None:
    set_ = OutputBoard("Our set")
    set_.launch("action_learning_set", {})
    set_.add("issue", "What nobody else shall read")
    of_set = content(set_.projection(), session="Fairness, session 1")
    report = built(FromBoard(id="a", board="one", layout="manual_section"), boards={("one", None): of_set})
    about = report.blocks[-1]
    assert isinstance(about, Section)
    (table,) = tables(about.blocks)
    (row,) = table.rows
    assert row.header == "Our set"
    said = [passage.text for passage in passages([("about", about)])]
    assert "Before lunch, 26 November 2026 at 10:00 UTC, abababababab" in said
    assert "Fairness, session 1" in said
    assert "What stays in the group is left out: ‘The issue’." in said
    assert "What nobody else shall read" not in text(report)


def test_B4_a_recommendation_is_named_in_the_trail_by_its_first_line() -> None:
    board = _board("Two", _card("rec", "recommendation", "Do this\nBecause it helps."))
    report = built(
        Trail(id="t"), FromBoard(id="b", board="one", layout="theme_sections"), boards={("one", None): content(board)}
    )
    (trail,) = [each for each in tables(report.blocks) if "comes from" in each.caption]
    assert [row.header for row in trail.rows] == ["Do this"]


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
    assert [each.what for each in found if each.code == "person-named"] == ["card"]
    assert [each.code for each in found if each.code == "totals-differ"] == ["totals-differ"]
    assert not [each for each in assemble(plan(), gathered, AT).findings if each.what == "group"]


def test_B4_a_source_without_the_name_of_a_card_leads_to_what_says_the_same() -> None:
    copied = "Plans are   made for a year"
    two = _board(
        "Two",
        _card("rec", "recommendation", "Do this", ["s1"]),
        _card("s1", "source", copied, from_board="One"),
        _card("s2", "source", copied, from_board="One"),
    )
    one = _board("One", _card("l1", "learning", "Plans are made for a year"))
    report = built(
        FromBoard(id="a", board="two", layout="theme_sections"),
        FromBoard(id="b", board="one", layout="theme_sections"),
        Trail(id="trail"),
        boards={("two", None): content(two), ("one", None): content(one, session="Fairness, session 2")},
    )
    (trail,) = [each for each in tables(report.blocks) if "comes from" in each.caption]
    said = [passage.text for passage in passages([("t", Section("part", 1, "", (trail,)))])]
    assert [row.header for row in trail.rows] == ["Do this", "Do this"]
    assert any("Fairness, session 2" in each for each in said)


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
