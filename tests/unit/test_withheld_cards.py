"""A card that was moved out of what stays in the group is let out nowhere but by who means it (SPEC T5)."""

import pytest

from board import edits
from board.building import FromBoard, References, Trail
from board.content.document import BoardDocument
from board.edits import Place
from board.launching.launch import launch
from board.picture import draw
from board.programmes import commitments_of
from board.render import FORMATS, render
from board.reports import LAYOUTS, Provenance, ReportOptions, build
from board.snapshots.snapshot import project, restore, restore_part
from board.templates import bundled_templates
from tests.unit.boards import WHEN, counted, manualized, state, zone_of
from tests.unit.built_reports import built, content
from tests.unit.report_shapes import text_in
from tests.unit.test_commitments import SET, Board, brought
from tests.unit.test_launch import started

PROVENANCE = Provenance("After the session", "2026-03-12T14:05:00Z", "ab" * 32)
CASE, OUT = "CANARYcase", "CANARYreleased"
LATER = "2026-03-13T10:00:00Z"


@pytest.fixture
def board() -> BoardDocument:
    """A board with a case of which two cards were moved to an area, one to the open board, and one was let out."""
    document, launched = manualized()
    template = bundled_templates()["thinking_together"]
    launch(document.doc, template, launch_id="t", new_id=counted("t"), answers={}, area=launched.areas[0])
    for key, words in (("kept", CASE), ("note", CASE), ("asked", f"{CASE}?"), ("out", OUT)):
        edits.add_card(document, key, "note", Place(case(document)), text=words)
    edits.group_cards(document, ["kept", "asked", "out"], launched.areas[0])
    edits.place_card(document, "note", (0.0, 0.0))
    edits.set_status(document, "out", "in_report")
    edits.add_card(document, "refers", "recommendation", talk(document), text="Ask sooner", refs=("kept", "out"))
    return document


def case(document: BoardDocument) -> str:
    return next(zone.id for zone in document.read().zones.values() if zone.slot == "case")


def talk(document: BoardDocument) -> Place:
    [zone] = [each for each in document.read().zones.values() if each.id == document.card("kept").zone]
    return Place(zone.id, document.card("kept").cell)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_T5_no_layout_has_what_was_moved_out(board: BoardDocument, layout: str) -> None:
    assert CASE not in repr(build(layout, project(board.doc), PROVENANCE, ReportOptions(conversation=True)))


@pytest.mark.parametrize("form", FORMATS)
def test_T5_no_format_has_what_was_moved_out(board: BoardDocument, form: str) -> None:
    report = build("manual_section", project(board.doc), PROVENANCE, ReportOptions(conversation=True))
    text = text_in(render(report, form).content)
    assert OUT in text
    assert CASE not in text


def test_T5_what_was_moved_out_is_there_where_it_is_asked_for_or_let_out_and_else_the_report_says_so(
    board: BoardDocument,
) -> None:
    usual = repr(build("manual_section", project(board.doc), PROVENANCE, ReportOptions(conversation=True)))
    asked = ReportOptions(conversation=True, withheld=True)
    assert OUT in usual
    assert "What stays in the group is left out: ‘2. State the case’." in usual
    assert CASE in repr(build("manual_section", project(board.doc), PROVENANCE, asked))
    for card in ("kept", "asked", "note"):
        edits.set_status(board, card, "in_report")
    usual = repr(build("manual_section", project(board.doc), PROVENANCE, ReportOptions(conversation=True)))
    assert CASE in usual
    assert "stays in the group" not in usual


def test_T5_a_report_says_that_something_is_left_out_also_where_its_zone_is_gone(board: BoardDocument) -> None:
    edits.delete(board, "launches", "t", WHEN)
    usual = repr(build("manual_section", project(board.doc), PROVENANCE, ReportOptions(conversation=True)))
    assert CASE not in usual
    assert "What stays in the group is left out: a part that is not on the board any more." in usual


def test_T5_no_picture_trail_or_list_of_references_has_what_was_moved_out(board: BoardDocument) -> None:
    edits.set_kind(board, "asked", "reference")
    edits.set_field(board, "asked", "title", CASE)
    assert CASE not in draw(project(board.doc), PROVENANCE).svg
    assert CASE in draw(project(board.doc), PROVENANCE, options=ReportOptions(withheld=True)).svg
    parts = (FromBoard(id="a", board="one", layout="manual_section"), References(id="r"), Trail(id="t"))
    report = repr(built(*parts, boards={("one", None): content(project(board.doc))}))
    assert "Ask sooner" in report
    assert OUT in report
    assert CASE not in report


def test_T5_what_a_next_pass_carries_over_stays_in_the_group_as_what_it_comes_from() -> None:
    first = Board(1)
    edits.add_card(first.document, "c1", "commitment", Place(first.zones["review"]), text="Tell Sam")
    first.commits("c2", "Ask the midwives")
    edits.move_card(first.document, "c1", Place(first.zones["commitments"]))
    assert [each.what for each in commitments_of([first.held])] == ["Ask the midwives"]
    assert [each.text for each in brought([first.held], 2)] == ["Ask the midwives"]
    again = started(first.document, SET, {}, launch_id="2", new_id=counted("2"), again=SET)
    marks = {c.text: c.withheld_in for c in first.document.read().cards.values() if c.zone == again.zones["check_in"]}
    assert marks == {"Ask the midwives": None, "Tell Sam": first.zones["review"]}
    edits.set_status(first.document, "c1", "in_report")
    assert len(commitments_of([first.held])) == 2


def test_T5_going_back_leaves_the_mark_and_what_is_sent_back_keeps_its_words_in_the_group(board: BoardDocument) -> None:
    there = talk(board)
    edits.add_card(board, "plain", "note", there, text="Said in the open")
    board.put("cards", "kept", "withheld_in", None)
    before = state(board)
    edits.move_card(board, "plain", Place(case(board)))
    edits.set_card_text(board, "plain", CASE)
    board.put("cards", "kept", "withheld_in", case(board))
    restore_part(board.doc, before, ("zones", case(board)), LATER)
    assert (board.card("plain").zone, board.card("plain").withheld_in) == (there.zone, case(board))
    restore(board.doc, before, LATER)
    assert board.card("kept").withheld_in == case(board)
    assert board.card("plain").text == "Said in the open"


def test_T5_merging_areas_pours_nothing_out_of_what_stays_in_the_group() -> None:
    document, launched = manualized()
    first, second = launched.areas[:2]
    goal = zone_of(document, second, "goal")
    document.put("zones", goal, "config", {"withheld": True})
    edits.add_card(document, "kept", "goal", Place(goal), text=CASE)
    edits.merge_areas(document, first, second, WHEN, counted("m"))
    assert document.card("kept").zone == goal
    assert document.zone(goal).parent == first
    assert CASE not in repr(build("manual_section", project(document.doc), PROVENANCE, ReportOptions()))
