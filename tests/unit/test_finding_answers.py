"""Where a finding of a report is mended: the page that opens there, for who may read it (SPEC X9)."""

import pytest

from board.reports import Finding
from server.api.boards.findings import finding_answers


def address(what: str, identity: str = "", *, field: str = "", board: str = "", reads_all: bool = True) -> str:
    found = Finding("code", "Place", "Message.", "Fix.", what, identity, field, board)
    [answer] = finding_answers([found], board="own", programme="p", report="year", reads_all=reads_all)
    return answer.address


@pytest.mark.parametrize("what", ["launch", "area", "zone", "card"])
def test_X9_a_part_of_a_board_opens_on_the_board_that_it_is_on(what: str) -> None:
    assert address(what, "a1") == f"/b/own#{what}-a1"
    assert address(what, "a1", board="other") == f"/b/other#{what}-a1"


def test_X9_what_has_no_id_on_a_board_opens_by_its_name() -> None:
    assert address("people") == "/b/own#people"
    assert address("board", board="other") == "/b/other#board"


def test_X9_what_is_of_a_programme_opens_at_its_field() -> None:
    assert address("session", "s1", field="register") == "/programmes/p/sessions/s1#register"
    assert address("group", "set", field="icbs") == "/programmes/p/groups/set#icbs"
    assert address("group", "set") == "/programmes/p/groups/set"
    assert address("programme", field="groups") == "/programmes/p#groups"
    assert address("person", "ada") == "/programmes/p#person-ada"
    assert address("organisation", "nhs") == "/programmes/p#organisation-nhs"
    assert address("part", "intro") == "/programmes/p/reports/year#part-intro"


@pytest.mark.parametrize("what", ["programme", "person", "organisation"])
def test_X9_the_page_of_the_programme_is_named_to_organisers_alone(what: str) -> None:
    assert address(what, "x", reads_all=False) == ""
    assert address("group", "set", reads_all=False) == "/programmes/p/groups/set"


def test_X9_what_cannot_be_opened_has_no_address() -> None:
    assert address("") == ""
