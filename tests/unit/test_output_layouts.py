"""Key steps, framework, poster and recommendations as parts of a report (SPEC X6, X7)."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board import edits
from board.edits import Place
from board.render import FORMATS, render
from board.reports import LAYOUTS, ReportOptions, build
from board.reports.model import Block, List, Report, Section, Table, sections
from board.text.richtext import Paragraph

from .output_boards import KEY_STEPS, OutputBoard, outputs
from .report_boards import PROVENANCE
from .report_shapes import text_in
from .reporting import lines, section
from .test_results import vote

BOXES = ("First box", "Second box", "Third box")


def made(layout: str, board: OutputBoard, **choices: object) -> Report:
    options = ReportOptions(**choices)  # type: ignore[arg-type]
    return build(layout, board.projection(), PROVENANCE, options)


def blocks(report: Report, kind: type[Block]) -> list[Block]:
    return [block for each in sections(report) for block in each.blocks if isinstance(block, kind)]


# Key steps


def test_X6_strands_are_columns_and_steps_are_rows_in_order():
    [table] = blocks(made("strand_table", outputs()), Table)
    assert isinstance(table, Table)
    assert table.columns == ("Step", *KEY_STEPS)
    assert [row.header for row in table.rows] == ["1", "2", "3"]
    found = [[" ".join(lines(cell.flow)) for cell in row.cells] for row in table.rows]
    first, second = KEY_STEPS.values()
    assert found == [[one, other] for one, other in zip(first, [*second, ""], strict=True)]


def test_X6_key_steps_are_also_a_numbered_list():
    report = made("strand_table", outputs())
    [found] = section(report, "The same steps as a list").blocks
    assert isinstance(found, List)
    assert [lines((Paragraph(item.runs),)) for item in found.items] == [[title] for title in KEY_STEPS]
    assert all(item.lists[0].ordered for item in found.items)
    assert [lines(item.lists) for item in found.items] == list(KEY_STEPS.values())
    assert "The same steps as a list" not in [
        each.title for each in sections(made("strand_table", outputs(), linear=False))
    ]


def test_X6_question_and_response_come_before_the_steps():
    report = made("strand_table", outputs())
    first, second, *_ = section(report, "Key steps").blocks
    assert lines((first, second)) == [
        "Question: How do parents come to decide with us?",
        "Response: By making taking part one part of how we decide.",
    ]


# Framework


def test_X6_a_box_has_its_number_its_title_and_its_passages_in_order():
    report = made("numbered_boxes", outputs())
    boxes = [each for each in sections(report) if each.role == "box"]
    assert [each.title for each in boxes] == [f"Box {at}: {title}" for at, title in enumerate(BOXES, 1)]
    assert lines(boxes[0].blocks) == [
        "Situation: No group of leaders has met since spring",
        "Ask: Name one lead in each place",
    ]
    assert lines(boxes[1].blocks) == ["Nothing is written in this box yet."]
    assert lines(boxes[2].blocks)[-1] == "Ask: The lead looks after this (see box 1: First box)"


def test_X6_without_labels_the_passages_are_the_groups_own_words():
    report = made("numbered_boxes", outputs(), labels=False)
    assert lines(section(report, "Box 1: First box").blocks)[0] == "No group of leaders has met since spring"


def test_X6_what_stands_beside_the_boxes_is_in_the_report_where_it_is_wanted():
    assert lines(section(made("numbered_boxes", outputs()), "Parking").blocks) == ["A word for all of it"]
    assert "Parking" not in [each.title for each in sections(made("numbered_boxes", outputs(), context=False))]


@given(order=st.permutations(BOXES))
@settings(max_examples=20, deadline=None)
def test_T6_a_reference_says_the_number_that_its_box_has_after_any_re_ordering(order: Sequence[str]):
    board = outputs()
    zone = board.zone("boxes").id
    ids = {title: board.column("boxes", title) for title in BOXES}
    for before, after in zip([None, *order], order, strict=False):
        edits.reorder_column(board.document, zone, ids[after], ids[before] if before else None)
    report = made("numbered_boxes", board)
    titles = [each.title for each in sections(report) if each.role == "box"]
    assert titles == [f"Box {at}: {title}" for at, title in enumerate(order, 1)]
    first = f"box {order.index('First box') + 1}: First box"
    assert f"Ask: The lead looks after this (see {first})" in lines(report.blocks)


def test_T6_a_card_without_a_text_is_referred_to_by_its_title():
    board = outputs()
    cited = board.cards[""]
    board.add("boxes", "As somebody wrote", lane="First box", refs=[cited])
    assert "As somebody wrote (see ‘A child-centred system’)" in lines(made("numbered_boxes", board).blocks)


# Poster


def test_X6_a_poster_has_its_parts_in_order_on_one_page():
    report = made("one_page", outputs())
    poster = section(report, "Poster")
    assert poster.role == "page"
    assert lines(poster.blocks[:1]) == ["What helps new fathers?"]
    parts = [each.title for each in poster.blocks if isinstance(each, Section)]
    assert parts == [
        *["Considerations", "Open questions", "References", "Examples by place"],
        *["What fathers say", "Who took part"],
    ]
    examples = section(report, "Examples by place").blocks[0]
    assert isinstance(examples, List)
    assert lines((examples,)) == [
        *["Bristol", "A navigator who was a new father himself", "Peers who are paid"],
        "Torbay: Walks with a pram",
    ]


def test_X6_a_poster_can_be_a_section_like_others():
    assert section(made("one_page", outputs(), landscape=False), "Poster").role == "part"


def test_X6_a_poster_without_words_of_its_own_says_who_was_present():
    board = outputs()
    board.text("participants", "")
    people = [{"name": "Ada", "organisation": "Devon"}]
    report = build("one_page", board.projection(), PROVENANCE, ReportOptions(), people)
    assert lines(section(report, "Who took part").blocks) == ["Present: 1 person; organisations given: Devon (1)"]


def test_X6_a_poster_of_agreed_cards_alone_says_how_many_it_leaves_off():
    board = outputs()
    edits.set_status(board.document, board.cards["Walks with a pram"], "agreed")
    report = made("one_page", board, unagreed=False)
    poster = section(report, "Poster")
    assert [each.title for each in poster.blocks if isinstance(each, Section)] == ["Examples by place", "Who took part"]
    assert lines(poster.blocks)[:3] == ["What helps new fathers?", "Examples by place", "Torbay: Walks with a pram"]
    assert lines(poster.blocks)[-1] == "Left off the page: 6 cards that are not agreed yet."
    assert "Left off" not in "\n".join(lines(made("one_page", board).blocks))


# What votes came to


@pytest.mark.parametrize(
    ("layout", "slot", "chosen"),
    [
        ("strand_table", "strands", "Publish what they changed"),
        ("numbered_boxes", "boxes", "Name one lead in each place"),
        ("one_page", "considerations", "Could visits be in the evening?"),
        ("one_page", "examples", "Walks with a pram"),
        ("one_page", "lists", "Somebody listens"),
    ],
)
def test_X12_the_dots_on_cards_stand_in_the_layout_of_their_zone(layout: str, slot: str, chosen: str):
    board = outputs()
    dots = vote("dots", board.zone(slot).id, {board.cards[chosen]: 3})
    report = build(layout, board.projection(), PROVENANCE, votes=[dots])
    assert f"3 dots: {chosen}" in "\n".join(lines(report.blocks))


# Recommendations

TITLES = {"National": ["Pay for longer"], "Regional": ["Meet across borders"], "Local": ["Name a lead in each place"]}


def test_X6_recommendations_stand_by_level_in_brief_and_in_full_alike():
    brief, full = made("recs_summary", outputs()), made("recs_full", outputs())
    assert {title: lines(section(brief, title).blocks) for title in TITLES} == TITLES
    assert [each.title for each in sections(brief)][:3] == list(TITLES)
    for level, titles in TITLES.items():
        assert [each.title for each in section(full, level).blocks if isinstance(each, Section)] == titles
    assert lines(section(full, "Pay for longer").blocks) == [
        "Three years at least.",
        "Why: Teams go when money goes",
        "How: By three-year grants",
        "Owner: The ministry",
    ]


def test_X6_a_recommendation_elsewhere_counts_where_it_names_its_level():
    board = outputs()
    board.add("considerations", "Share what works", kind="recommendation", fields={"level": " Regional "})
    board.add("considerations", "Think about it", kind="recommendation")
    assert lines(section(made("recs_summary", board), "Regional").blocks) == ["Meet across borders", "Share what works"]


@given(st.text(max_size=40), st.text(max_size=10))
@settings(max_examples=50, deadline=None)
def test_X6_whatever_is_written_both_lists_of_recommendations_have_the_same_titles(text: str, why: str):
    board = OutputBoard()
    board.launch("recommendations")
    edits.add_card(
        board.document, "r", "recommendation", edits.Place(board.zone("local").id), text=text, fields={"why": why}
    )
    brief, full = made("recs_summary", board), made("recs_full", board)
    titles = [each.title for each in sections(full) if each.title not in ("Local", "About this document")]
    found = [each for each in sections(brief) if each.title == "Local"]
    assert titles == (lines(found[0].blocks) if found else [])


# Themes


def test_X6_the_annex_of_a_theme_says_which_board_and_card_each_source_comes_from():
    board = OutputBoard()
    board.launch("themes", {"themes": ["Trust"]})
    sources, actions = (Place(board.zone_in("Trust", slot).id) for slot in ("sources", "actions"))
    copied = {"from_board": "Fairness, session 2", "from_card": "Learning strip"}
    edits.add_card(board.document, "s1", "source", sources, text="Trust comes from meeting", fields=copied)
    edits.add_card(board.document, "s2", "source", sources, text="Nobody knows from where")
    edits.add_card(board.document, "a1", "recommendation", actions, text="Meet each month")
    report = made("theme_sections", board)
    assert lines(section(report, "Trust").blocks)[-2:] == ["Actions:", "Meet each month"]
    [table] = blocks(report, Table)
    assert isinstance(table, Table)
    assert table.columns == ("No.", "Where", "What it says", "Comes from", "Kind", "State")
    assert [lines(row.cells[1].flow) for row in table.rows] == [
        ["Trust comes from meeting"],
        ["Nobody knows from where"],
        ["Meet each month"],
    ]
    assert [lines(row.cells[2].flow) for row in table.rows] == [
        ["From the board: Fairness, session 2. Card: Learning strip."],
        [],
        [],
    ]


# All of them

PLACES = {
    "strand_table": ["strands/First strand", "strands/Second strand"],
    "numbered_boxes": ["boxes/First box", "boxes/Second box"],
    "one_page": ["considerations", "open_questions", "references", "examples", "lists/What helps"],
    "recs_summary": ["national", "regional", "local"],
    "recs_full": ["national", "regional", "local"],
}
TEMPLATES = {"strand_table": "key_steps", "numbered_boxes": "framework", "one_page": "poster"}


def words_in(content: bytes) -> list[str]:
    return re.findall(r"zq\d+zq", text_in(content))


def first_met(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(words))


@pytest.mark.parametrize("layout", PLACES)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_X6_every_card_that_a_layout_promises_is_in_every_format_in_order(layout: str, data: st.DataObject):
    board = OutputBoard()
    board.launch(TEMPLATES.get(layout, "recommendations"))
    wanted: dict[str, list[str]] = {place: [] for place in PLACES[layout]}
    for number, place in enumerate(data.draw(st.lists(st.sampled_from(PLACES[layout]), max_size=8))):
        slot, _, lane = place.partition("/")
        wanted[place].append(f"zq{number}zq")
        board.add(slot, f"Words zq{number}zq.", lane=lane or None)
    report = made(layout, board)
    for form in FORMATS:
        found = words_in(render(report, form).content)
        for place, words in wanted.items():
            assert [each for each in first_met(found) if each in words] == words, f"{place} in {form}"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X7_a_layout_says_what_a_board_lacks_for_it(layout: str):
    people = [{"name": "Ada", "organisation": "Devon"}]
    report = build(layout, OutputBoard().projection(), PROVENANCE, ReportOptions(), people)
    said, about = report.blocks
    assert lines((said,)) == [LAYOUTS[layout].nothing]
    assert isinstance(about, Section)
