"""From a projection to a report: layouts, options, attribution, and the checker (SPEC X)."""

import pickle

import pytest

from board.content.cards import STATUS_NAMES
from board.errors import ReportError
from board.reports import LAYOUTS, ReportOptions, build
from board.reports.model import (
    Agreed,
    Callout,
    List,
    Report,
    Section,
    Table,
    sections,
)
from board.reports.parts.cards import status_word
from board.reports.prose import formatted
from board.text.richtext import Run

from .report_boards import EMPTY, PROVENANCE, area, card, emptied, example, zone
from .reporting import PEOPLE, lines, make, said, section

# Every layout


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X2_every_report_names_its_snapshot(layout):
    about = said(make(layout))
    assert "snapshot ‘12 March, after talking’ of the board ‘The structure of our report’" in about
    assert "12 March 2024 at 14:05 UTC" in about
    assert PROVENANCE.digest[:12] in about


@pytest.mark.parametrize("layout", LAYOUTS)
def test_X4_an_empty_board_gives_a_document_that_says_so(layout):
    report = build(layout, EMPTY, PROVENANCE)
    assert report.title == "Untitled board"
    assert lines(report.blocks)[0] == LAYOUTS[layout].nothing


@pytest.mark.parametrize("layout", LAYOUTS)
def test_reports_and_their_arguments_can_be_sent_to_a_worker(layout):
    report = make(layout)
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301
    assert pickle.loads(pickle.dumps(ReportOptions(areas=("a1",)))).areas == ("a1",)  # noqa: S301


def test_an_unknown_layout_is_refused_with_the_choices():
    with pytest.raises(ReportError, match="Choose one of: manual_section"):
        build("poster", EMPTY, PROVENANCE)


# Areas: which, in what order, at what level


def test_areas_come_in_the_chosen_order_and_the_others_are_named():
    titles = [each.title for each in sections(make("theme_sections")) if each.role == "area"]
    assert titles == ["Sustainability", "Prevention"]
    turned = make("theme_sections", areas=("a2", "a1", "a2"))
    titles = [each.title for each in sections(turned) if each.role == "area"]
    assert titles == ["Prevention", "Sustainability"]
    alone = make("theme_sections", areas=("a2",))
    assert "Areas of the board that were not chosen: ‘Sustainability’." in said(alone)


def test_an_area_that_is_not_on_the_board_is_refused():
    with pytest.raises(ReportError, match=r"1 of the chosen areas .* \(gone\)"):
        make("manual_section", areas=("a1", "gone"))


@pytest.mark.parametrize("level", [0, 7, -1, 100])
def test_a_level_that_no_heading_has_is_refused(level):
    with pytest.raises(ReportError, match="level from 1 to 6"):
        ReportOptions(level=level)


def test_headings_start_at_the_chosen_level_and_stop_at_the_sixth():
    report = make("manual_section", level=3)
    assert section(report, "Sustainability").level == 3
    assert section(report, "Agreed text").level == 4
    assert section(report, "Most important gaps").level == 5
    deep = make("manual_section", level=6)
    assert {each.level for each in sections(deep)} == {6}


def test_X4_areas_with_nothing_in_them_are_listed_as_left_out():
    board = example()
    holder = zone(board, "areas")
    holder["areas"].append(emptied(area(board, "Prevention"), "Wellbeing"))
    for layout in ("manual_section", "theme_sections"):
        report = make(layout, board)
        assert "Wellbeing" in lines(section(report, "Left out").blocks)
        assert "Wellbeing" not in [each.title for each in sections(report)]


def test_an_area_with_cards_alone_is_kept_and_says_that_its_text_is_missing():
    blocks = section(make("theme_sections"), "Prevention").blocks
    assert "No agreed text has been written here yet." in lines(blocks)


def test_X4_a_draft_is_marked_and_a_date_to_return_is_said():
    board = example()
    area(board, "Sustainability")["status"] = "draft"
    for layout in ("manual_section", "theme_sections"):
        report = make(layout, board)
        first = section(report, "Sustainability").blocks[0]
        assert first == Callout((Run("Draft, not yet agreed", bold=True),))
        first = section(report, "Prevention").blocks[0]
        assert first == Callout((Run("To be looked at again on 16 April 2024", bold=True),))
    assert "Draft" not in said(make("manual_section"))


# Layouts


def test_the_record_of_an_area_has_its_parts_in_order():
    report = make("manual_section", conversation=True)
    parts = [b.title for b in section(report, "Sustainability").blocks if isinstance(b, Section)]
    assert parts == [
        *["Parameters and goal", "Core conversation", "Agreed text", "Differences, fine for now"],
        *["Local examples", "References"],
        *["Who sees sustainability how?", "Sustainability through other eyes"],
    ]
    written = lines(section(report, "Sustainability").blocks)
    assert written[0] == "Agreed on 12 March 2024."
    assert "Goal: Agree what we would keep whatever happens" in written
    assert "In scope: What stays after March 2025" in written
    assert "What do we do? Train staff across agencies together" in written
    assert "Plymouth: Joint induction for hub staff" in written
    assert (
        "Lewing, Stanford and Redmond (2020). Planning early childhood services in 2020. "
        "A planning guide for early years services."
    ) in written


def test_parts_can_be_switched_off():
    bare = make(
        "manual_section",
        **dict.fromkeys(("context", "differences", "tools", "annex"), False),  # type: ignore[arg-type]
    )
    titles = {each.title for each in sections(bare)}
    kept = {"Sustainability", "Prevention", "Agreed text", "References", "Local examples"}
    always = {"Parameters and goal", "About this document", "Who was present"}
    assert titles == kept | always


def test_a_zone_of_its_own_in_an_area_is_not_dropped():
    board = example()
    extra = {**zone(board, "differences"), "id": "x", "slot": "dreams", "title": "Dreams"}
    extra["cards"] = [card("A hub in every town"), card("A bus that comes")]
    area(board, "Prevention")["zones"].append(extra)  # type: ignore[arg-type]
    found = lines(section(make("manual_section", board), "Dreams").blocks)
    assert found == ["A hub in every town", "A bus that comes"]


def test_a_card_with_a_place_of_its_own_is_said_once():
    board = example()
    zone(board, "differences")["cards"] = [
        card("Ask again", "commitment"),
        card("A shared shed", "example", place="Torbay"),
    ]
    text = said(make("manual_section", board, annex=False, conversation=True))
    assert text.count("Ask again") == text.count("A shared shed") == 1


def test_the_agreed_text_of_a_theme_is_as_it_was_written():
    report = make("theme_sections", tools=False, intro="Five *themes*.\n\n- one\n- two")
    assert lines(report.blocks)[:3] == ["Five themes.", "one", "two"]
    theme = section(report, "Sustainability")
    written = area(example(), "Sustainability")
    assert theme.blocks == (Agreed(written["id"], formatted(written["record"])),)
    assert lines(theme.blocks) == [
        "Funding for the programme is short-term. Planning for what stays starts now.",
        "Ask early which roles continue",
        "Share training across areas",
        "one joint day a year",
        "See the programme guide",
    ]


def test_commitments_of_an_area_follow_its_text_as_actions():
    board = example()
    goal = next(z for z in area(board, "Prevention")["zones"] if z["slot"] == "goal")
    what = {"what": "Ask two families", "by_when": "June", "who_may_ask": ""}
    goal["cards"] = [card("", "commitment", **what)]
    written = lines(section(make("theme_sections", board), "Prevention").blocks)
    assert written[-2:] == ["Actions:", "Ask two families. By when: June."]


@pytest.mark.parametrize(("status", "words"), STATUS_NAMES.items())
def test_X3_the_report_calls_the_state_of_a_card_what_the_page_calls_it(status, words):
    assert status_word(status) == words


def test_the_annex_names_every_card_of_the_areas_and_what_it_goes_with():
    annex = section(make("theme_sections"), "Annex: the cards behind the text")
    tables = [block for block in annex.blocks if isinstance(block, Table)]
    assert [len(table.rows) for table in tables] == [12, 3]
    rests = {row.header: lines(row.cells[-1].flow) for row in tables[0].rows if lines(row.cells[-1].flow)}
    assert rests == {"1.4": ["see 1.8"]}
    assert "calendar" in "".join(lines(tables[0].rows[7].cells[1].flow))


def test_the_grid_says_how_each_thing_is_known_and_what_it_comes_to():
    report = make("grid_section")
    grid, conversations = [b for b in lines_tables(report) if b.rows]
    assert grid.columns == ("Question", "Families", "Public health", "VCSE", "Taken together")
    first = [lines(cell.flow) for cell in grid.rows[0].cells]
    assert first == [
        ["Help stops when a project ends (they said it)"],
        ["Budgets are set a year at a time (our guess)"],
        [],
        ["Pulling apart"],
    ]
    assert lines(grid.rows[1].cells[2].flow) == ["Fund for three years (don’t know)"]
    assert lines(grid.rows[2].cells[-1].flow) == ["Not decided"]
    assert conversations.columns[:3] == ("Gap", "Between", "Who opens it")
    assert conversations.rows[0].header == "One-year budgets"


def lines_tables(report: Report) -> list[Table]:
    return [b for each in sections(report) for b in each.blocks if isinstance(b, Table)]


def test_the_three_most_important_gaps_come_first_and_none_is_dropped():
    board = example()
    zone(board, "gaps")["cards"] = [card(f"Gap {n}", "gap") for n in range(5)]
    first, also, rest = section(make("grid_section", board), "Most important gaps").blocks
    assert isinstance(first, List)
    assert first.ordered
    assert lines((first,)) == ["Gap 0", "Gap 1", "Gap 2"]
    assert lines((also, rest)) == ["Also named:", "Gap 3", "Gap 4"]


def test_cards_that_lost_their_row_are_still_told():
    board = example()
    zone(board, "grid")["unplaced"] = [card("From a column that is gone")]
    assert "From a column that is gone" in said(make("grid_section", board))


def test_X5_hats_say_first_that_they_are_imagined():
    report = make("hats_section")
    hats = section(report, "Sustainability through other eyes")
    assert "imagined" in lines(hats.blocks)[0]
    assert isinstance(hats.blocks[0], Callout)
    assert lines(section(report, "Parent or carer").blocks) == [
        "What I see: Many doors, and each asks for my story again"
    ]
    within = make("theme_sections", areas=("a1",))
    assert "imagined" in lines(section(within, "Sustainability through other eyes").blocks)[0]


def test_I4_hats_never_name_who_was_there():
    for attribution in (None, "name"):
        text = said(make("hats_section", attribution=attribution))
        assert not [p for p in PEOPLE if str(p["name"]) in text.split()]
        assert "Ada Verne" not in text


# Attribution


def present(attribution: str, asked: str | None) -> str:
    board = example()
    board["launches"][0]["attribution"] = attribution
    report = make("manual_section", board, attribution=asked)
    return " / ".join(lines(section(report, "Who was present").blocks))


def test_who_was_present_is_said_as_the_board_was_set():
    everyone = "Ada Verne, Chair, Plymouth City Council / Bo Lindqvist, NHS Devon"
    assert present("name", None).startswith(everyone)
    given = "NHS Devon (1) and Plymouth City Council (2)"
    assert present("organisation", None) == f"Present: 3 people; organisations given: {given}"
    assert present("hat", None) == present("none", None) == "Present: 3 people, not named here."
    assert present("something else", None) == "Present: 3 people, not named here."


def test_an_author_may_ask_for_more_discretion_and_never_for_less():
    assert "Ada" not in present("name", "organisation")
    assert "Plymouth" not in present("name", "none")
    assert present("none", "name") == "Present: 3 people, not named here."
    with pytest.raises(ReportError, match="choose one of name, organisation, hat, none"):
        ReportOptions(attribution="everybody")


def test_a_register_with_odd_values_is_read():
    register = [{"name": 3}, {}, {"name": " A \n B ", "organisation": None}]
    board = example()
    board["launches"][0]["attribution"] = "name"
    report = make("manual_section", board, people=register)
    assert lines(section(report, "Who was present").blocks) == ["A B"]
