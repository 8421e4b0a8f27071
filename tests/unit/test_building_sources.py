"""SPEC B4: what a report rests on: its references, and the trail behind its recommendations."""

import pytest

from board.building import (
    FromBoard,
    References,
    Trail,
    passages,
)
from board.render.shape import flow_runs
from board.reports.model import Row, Section
from board.snapshots.projection import all_areas

from .built_reports import board_of, built, card, content, tables, text
from .report_boards import example


def test_B4_each_reference_is_listed_once_by_author() -> None:
    one = board_of(
        "One",
        card("r1", "reference", "", author="Zane", year="2020", title="Later"),
        card("r2", "reference", "", author="Abel", year="2021", title="First"),
    )
    two = board_of("Two", card("r3", "reference", "Read it first", author="Zane", year="2020", title="Later"))
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
    theme = card("s1", "source", "A theme", from_board="One", from_card="What we learned")
    two = board_of("Two", card("rec", "recommendation", "Do this", ["s1"]), theme)
    one = board_of("One", card("l1", "learning", "What we learned", ["l2"]), card("l2", "note", "First note", ["l1"]))
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
    assert [kind_of(row) for row in table.rows] == ["Source", "Learning", "Note"]
    assert "What we learned" in said
    assert "First note" in said
    assert sum("Integration, session 2" in each for each in said) == 2


def test_B4_a_recommendation_without_a_source_says_so() -> None:
    board = board_of("Two", card("rec", "recommendation", "Do this"))
    report = built(
        Trail(id="t"), FromBoard(id="b", board="one", layout="theme_sections"), boards={("one", None): content(board)}
    )
    assert "Nothing is named as its source." in text(report)


def test_B4_a_recommendation_is_named_in_the_trail_by_its_first_line() -> None:
    board = board_of("Two", card("rec", "recommendation", "Do this\nBecause it helps."))
    report = built(
        Trail(id="t"), FromBoard(id="b", board="one", layout="theme_sections"), boards={("one", None): content(board)}
    )
    (trail,) = [each for each in tables(report.blocks) if "comes from" in each.caption]
    assert [row.header for row in trail.rows] == ["Do this"]


def test_B4_a_source_without_the_name_of_a_card_leads_to_what_says_the_same() -> None:
    copied = "Plans are   made for a year"
    two = board_of(
        "Two",
        card("rec", "recommendation", "Do this", ["s1"]),
        card("s1", "source", copied, from_board="One"),
        card("s2", "source", copied, from_board="One"),
    )
    one = board_of("One", card("l1", "learning", "Plans are made for a year"))
    report = built(
        FromBoard(id="a", board="two", layout="theme_sections"),
        FromBoard(id="b", board="one", layout="theme_sections"),
        Trail(id="trail"),
        boards={("two", None): content(two), ("one", None): content(one, session="Fairness, session 2")},
    )
    (trail,) = [each for each in tables(report.blocks) if "comes from" in each.caption]
    said = [passage.text for passage in passages([("t", Section("part", 1, "", (trail,)))])]
    assert [row.header for row in trail.rows] == ["Do this"]
    assert kind_of(trail.rows[0]) == "Learning"
    assert any("Fairness, session 2" in each for each in said)


def test_B4_a_card_that_was_copied_between_boards_is_in_the_trail_once_with_all_its_places() -> None:
    said = "Plans are made for a year"
    two = board_of(
        "Two",
        card("rec", "recommendation", "Do this", ["s1", "s2", "c2", "s3"]),
        card("s1", "source", said, from_board="One", from_card="l1"),
        card("s2", "source", "", from_board="One", from_card=said),
        card("c2", "commitment", "", ["c1"], what="Ask them", by_when="May"),
        card("s3", "source", "Plans are short", from_board="One", from_card="l1"),
    )
    one = board_of(
        "One",
        card("l1", "learning", said),
        card("c1", "commitment", "", what="Ask them", by_when="May"),
    )
    report = built(
        FromBoard(id="a", board="two", layout="theme_sections"),
        FromBoard(id="b", board="one", layout="theme_sections"),
        Trail(id="trail"),
        boards={("two", None): content(two), ("one", None): content(one, session="Fairness, session 2")},
    )
    (trail,) = [each for each in tables(report.blocks) if "comes from" in each.caption]
    assert [kind_of(row) for row in trail.rows] == ["Learning", "Commitment", "Source"]
    assert [places_of(row) for row in trail.rows] == [
        ["Two, Cards", "Fairness, session 2, Cards"],
        ["Two, Cards", "Fairness, session 2, Cards"],
        ["Two, Cards"],
    ]


def test_B4_the_trail_leads_to_an_area() -> None:
    board = example()
    area = next(iter(all_areas(board)))
    rec = card("rec", "recommendation", "Do this", [area["id"]])
    report = built(
        FromBoard(id="b", board="one", layout="theme_sections"),
        Trail(id="t"),
        boards={("one", None): content({**board, "notes": [rec]}, session="Fairness, session 2")},
    )
    (trail,) = [each for each in tables(report.blocks) if "comes from" in each.caption]
    assert [(kind_of(row), places_of(row)) for row in trail.rows] == [("Area", ["Fairness, session 2"])]
    assert [run.text for run in flow_runs(trail.rows[0].cells[0].flow)] == [area["title"]]


def test_B4_the_trail_goes_on_from_an_area_to_what_it_rests_on() -> None:
    board = example()
    area = next(iter(all_areas(board)))
    area["refs"] = ["seen"]
    notes = [card("rec", "recommendation", "Do this", [area["id"]]), card("seen", "learning", "What we saw")]
    report = built(
        FromBoard(id="b", board="one", layout="theme_sections"),
        Trail(id="t"),
        boards={("one", None): content({**board, "notes": notes})},
    )
    (trail,) = [each for each in tables(report.blocks) if "comes from" in each.caption]
    assert [kind_of(row) for row in trail.rows] == ["Area", "Learning"]


@pytest.mark.parametrize("kept", ["note", "reference", "recommendation"])
def test_T5_what_stays_in_the_group_is_in_no_trail_and_no_list_of_references(kept: str) -> None:
    board = board_of("Set", card("case", kept, "Of the case", title="Of the case", year="2026"))
    board["zones"][0]["config"]["withheld"] = True
    rec = card("rec", "recommendation", "Do this", ["case"])
    report = built(
        FromBoard(id="b", board="one", layout="theme_sections"),
        References(id="refs"),
        Trail(id="t"),
        boards={("one", None): content({**board, "notes": [rec]})},
    )
    assert "Of the case" not in text(report)
    assert "Nothing is named as its source." in text(report)


def kind_of(row: Row) -> str:
    (kind,) = [run.text for run in flow_runs(row.cells[1].flow)]
    return kind


def places_of(row: Row) -> list[str]:
    return [run.text for run in flow_runs(row.cells[2].flow)]
