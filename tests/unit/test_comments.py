"""Comments as the documents know them (SPEC C)."""

from typing import Any

import pycrdt
import pytest

from board.content.attribution import more_discreet
from board.content.schema import ATTRIBUTIONS
from board.edits import Place, add_card
from board.errors import EditError
from board.stage.comments import attribution_at, show_revision, shown_revision
from tests.unit.boards import begun, manualized


def test_C6_the_stage_says_how_new_the_newest_change_is_and_nothing_else() -> None:
    stage: pycrdt.Doc[Any] = pycrdt.Doc()
    assert shown_revision(stage) == 0
    show_revision(stage, 3)
    show_revision(stage, 2)
    assert shown_revision(stage) == 3
    before = stage.get_state()
    show_revision(stage, 3)
    assert stage.get_state() == before
    assert stage.get("comments", type=pycrdt.Map).to_py() == {"now": {"revision": 3.0}}


def test_C4_a_place_names_people_as_its_activity_does() -> None:
    document, _ = manualized()
    board = document.read()
    [launch] = board.launches
    area = next(iter(board.areas))
    zone = next(zone.id for zone in board.zones.values() if zone.kind == "list")
    own = next(zone.id for zone in board.zones.values() if zone.parent == area)
    add_card(document, "k", "note", Place(zone))
    for attribution in ATTRIBUTIONS:
        document.put("launches", launch, "attribution", attribution)
        for root, place in (("zones", zone), ("zones", own), ("areas", area), ("cards", "k")):
            assert attribution_at(document, root, place) == attribution


def test_C4_outside_of_activities() -> None:
    document = begun()
    add_card(document, "free", "note", Place(None), pos=(1.0, 2.0))
    document.add("zones", "z", {"kind": "list", "title": "Loose", "order": "V"})
    add_card(document, "held", "note", Place("z"))
    assert attribution_at(document, "cards", "free") == "name"
    assert attribution_at(document, "zones", "z") == "none"
    assert attribution_at(document, "cards", "held") == "none"


def test_C1_a_place_has_to_be_there_deleted_or_not() -> None:
    document = begun()
    add_card(document, "k", "note", Place(None), pos=(1.0, 2.0))
    document.put("cards", "k", "deleted", "2026-03-12T14:00:00Z")
    assert attribution_at(document, "cards", "k") == "name"
    for root, place in (("cards", "other"), ("zones", "k"), ("launches", "k"), ("meta", "k")):
        with pytest.raises(EditError):
            attribution_at(document, root, place)


@pytest.mark.parametrize(
    ("one", "other", "less"),
    [("name", "none", "none"), ("organisation", "name", "organisation"), ("hat", "organisation", "hat")],
)
def test_C4_the_more_discreet_of_two(one: str, other: str, less: str) -> None:
    assert more_discreet(one, other) == more_discreet(other, one) == less


def test_C4_the_document_is_only_read() -> None:
    document, _ = manualized()
    before = document.doc.get_state()
    attribution_at(document, "zones", next(iter(document.read().zones)))
    assert document.doc.get_state() == before
