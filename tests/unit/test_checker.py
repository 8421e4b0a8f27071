"""What the checker finds in a board before a report of it goes out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.reports import Finding, check
from board.reports.checks.spelling import alike

from .report_boards import EMPTY, area, card, example, zone
from .reporting import PEOPLE


def codes(found: list[Finding]) -> list[str]:
    return [each.code for each in found]


def test_a_board_in_order_has_no_findings():
    board = example()
    area(board, "Prevention")["record"] = "Early means before two."
    assert check(board) == []


def test_areas_without_a_record_and_drafts_are_found():
    board = example()
    area(board, "Sustainability")["status"] = "draft"
    draft, missing = check(board)
    assert (draft.code, draft.what, draft.id) == ("draft-area", "area", "a1")
    assert (missing.code, missing.id) == ("area-without-record", "a2")
    assert missing.place == "Prevention"
    assert missing.fix


def test_a_reference_without_a_year_is_found_with_its_place():
    board = example()
    zone(board, "resources")["cards"] = [
        card("", "reference", author="Munro", title="The Munro review", year=" "),
        card("", "reference", author="", title="", year=""),
    ]
    found = [each for each in check(board) if each.code == "reference-without-year"]
    assert [each.place for each in found] == ["Resources"]
    assert "‘The Munro review’" in found[0].message


def test_a_reference_to_a_card_that_is_gone_is_found():
    board = example()
    note = card("See there")
    note["refs"] = ["c4", "c90"]
    zone(board, "differences")["cards"] = [note]
    found = [each for each in check(board) if each.code == "orphan-reference"]
    assert [(each.id, each.place) for each in found] == [(note["id"], "Sustainability, Differences")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NHS Devon", "nhs devon"),
        ("NHS  Devon", "NHS Devon"),
        ("Zoë Martin", "Zoe Martin"),
        ("Rachael Lee", "Rachel Lee"),
        ("Catherine", "Katherine"),
        ("Plymouth", "Plymuoth"),
        ("St. Austell", "St Austell"),
    ],
)
def test_names_that_may_be_one_are_alike(one, other):
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann", "Anne"), ("Dan", "Ian"), ("Group 1", "Group 2"), ("Devon", "Dorset"), ("🙂", "🙃")],
)
def test_names_that_differ_are_left_alone(one, other):
    assert not alike(one, other)
    assert not alike(other, one)


@settings(max_examples=200)
@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_mutual_and_total(one, other):
    assert alike(one, other) == alike(other, one)


def test_names_spelt_two_ways_are_found_among_people_and_organisations():
    people = [
        {"name": "Rachel Lee", "organisation": "NHS Devon"},
        {"name": "Rachael Lee", "organisation": "NHS devon"},
        {"name": "Sam", "organisation": "NHS Devon"},
    ]
    found = [each for each in check(EMPTY, people) if each.code == "spelt-two-ways"]
    assert [each.place for each in found] == ["People", "Organisations"]


def test_a_person_named_without_consent_is_found():
    board = example()
    zone(board, "resources")["cards"] = [
        card("ada  VERNE said so"),
        card("Cycling is what Cy likes"),
        card("cy is a prefix, Adaverne is not a name"),
    ]
    found = [each for each in check(board, PEOPLE) if each.code == "person-named"]
    assert [each.message.split("’")[0] for each in found] == ["‘ada VERNE", "‘Cy"]
    consenting = [{**each, "consented": True} for each in PEOPLE]
    assert "person-named" not in codes(check(board, consenting))


def test_X9_a_person_named_in_a_title_or_heading_is_found():
    board = example()
    board["title"] = "What Ada Verne began"
    board["launches"][0]["title"] = "Ada Verne asks"
    zone(board, "parameters")["lanes"][0]["title"] = "Ada Verne leads"
    found = [each for each in check(board, PEOPLE) if each.code == "person-named"]
    parameters = zone(board, "parameters")
    assert [(each.place, each.what, each.id) for each in found] == [
        ("Board", "board", ""),
        ("Ada Verne asks", "launch", board["launches"][0]["id"]),
        (parameters["title"], "zone", parameters["id"]),
    ]
