"""SPEC B: reports built from many boards."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board import programmes
from board.building import (
    BoardContent,
    Change,
    FromBoard,
    FromProgramme,
    Gathered,
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
from board.reports import Provenance
from board.reports.model import Section
from board.reports.prose import shortened
from board.snapshots.projection import all_areas

from .built_reports import AT, built, content, headings, plan, tables, text
from .output_boards import OutputBoard
from .report_boards import example


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
    assert changes(before, after) == (
        Change("a", "Same", "changed", "Old words", "New words"),
        Change("c", "Came", "added", after="Came"),
        Change("b", "Gone", "removed", "Gone"),
    )


def test_B5_of_parts_in_another_order_the_fewest_are_said_to_be_moved() -> None:
    before = [Passage(part, f"Part {part}") for part in "abcd"]
    after = [Passage(part, f"Part {part}") for part in "dnabc"]
    assert changes(before, after) == (Change("d", "Part d", "moved"), Change("n", "Part n", "added", after="Part n"))


def test_B5_other_numbers_of_headings_and_figures_are_no_other_wording() -> None:
    parts = (
        FromBoard(id="one", board="one", layout="theme_sections", annex=True),
        Words(id="two", title="Why", text="We met."),
    )
    gathered = Gathered({("one", None): content()})
    first, then = (passages(assemble(plan(*order), gathered, AT).parts) for order in (parts, parts[::-1]))
    assert [each.what for each in changes(first, then)] == ["moved"]


def test_X9_what_is_found_of_a_part_without_a_title_is_called_by_its_heading() -> None:
    steps = FromBoard(id="board-2", board="one", layout="strand_table")
    found = assemble(plan(steps, Words(id="w", title="Why", text="[[gone]]")), Gathered({("one", None): content()}), AT)
    of_parts = {each.place for each in found.findings if each.what == "part"}
    assert of_parts == {content().projection["title"], "Why"}


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
    assert said[4:7] == ["Fairness, session 1", "Before lunch, 26 November 2026", "abababababab"]
    assert "What stays in the group is left out: ‘The issue’. Boards: Our set." in said
    assert "What nobody else shall read" not in text(report)


def test_X2_a_snapshot_that_nobody_named_is_called_by_its_day_once() -> None:
    unnamed = replace(content(), provenance=Provenance("26 November", AT, "ab" * 32))
    said = text(built(FromBoard(id="a", board="one", layout="manual_section"), boards={("one", None): unnamed}))
    assert "26 November 2026\nabababababab" in said
    assert "26 November, 26 November" not in said


def test_X2_what_is_left_out_of_several_boards_alike_is_said_once() -> None:
    sets: dict[tuple[str, str | None], BoardContent] = {}
    for title in ("First set, at noon", "Second set"):
        set_ = OutputBoard(title)
        set_.launch("action_learning_set", {})
        set_.add("issue", "What nobody else shall read")
        sets[title, None] = content(set_.projection())
    parts = [FromBoard(id=f"p{at}", board=board, layout="manual_section") for at, (board, _) in enumerate(sets)]
    said = text(built(*parts, boards=sets))
    assert said.count("What stays in the group is left out") == 1
    assert "‘The issue’. Boards: First set, at noon; Second set." in said


def test_B3_contents_that_would_need_more_than_a_page_leave_out_the_third_level() -> None:
    parts = [Words(id=f"p{at}", title=f"Part {at}", level=1 + at % 3, text="Words") for at in range(60)]
    every = [f"Part {at}" for at in range(60)]
    assert headings(built(*parts[:40], numbered=False)) == [*every[:40], "About this document"]
    fewer = [title for at, title in enumerate(every) if at % 3 < 2]
    assert headings(built(*parts, numbered=False)) == [*fewer, "About this document"]


@pytest.mark.parametrize(
    ("line", "most", "said"),
    [
        ("Short money makes plans", 23, "Short money makes plans"),
        ("Short money makes plans", 22, "Short money makes…"),
        ("Unbreakable", 6, "Unbre…"),
    ],
)
def test_what_is_shortened_ends_with_a_whole_word(line: str, most: int, said: str) -> None:
    assert shortened(line, most) == said
