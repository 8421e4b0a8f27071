"""What is taken out of a zone that stays in the group stays there still: the server marks it (SPEC T5)."""

from collections.abc import Callable
from typing import Any

import pycrdt
import pytest

from board.admission import AdmissionIndex
from board.content.document import BoardDocument
from board.edits import Place, add_card, group_cards, move_card, place_card, set_status
from board.errors import Refusal
from tests.unit.admitting import SCHEMA
from tests.unit.test_admission_signing import ANN, BEN, SERVER, Gate

CASE: Any = {"kind": "list", "config": {"withheld": True, "card": "note"}}


@pytest.fixture
def gate() -> Gate:
    gate = Gate()
    with gate.by(SERVER) as document:
        document.add("zones", "case", CASE)
        document.add("zones", "moment", CASE)
        document.add("zones", "areas", {"kind": "areas"})
        document.add("areas", "area", {"zone": "areas", "title": "Money"})
        document.add("zones", "talk", {"kind": "list", "parent": "area", "slot": "conversation"})
    return gate


def written(document: BoardDocument, key: str, zone: str | None, **values: Any) -> None:
    """Write as a client does that knows nothing of what stays in the group."""
    add_card(document, key, "note", Place(zone), text="Sam told me", **{"withheld_in": None, **values})


def mark(gate: Gate, card: str = "c") -> str | None:
    return gate.document.card(card).withheld_in


WAYS_OUT: dict[str, Callable[[BoardDocument], None]] = {
    "moved": lambda document: move_card(document, "c", Place("free")),
    "onto the open board": lambda document: place_card(document, "c", (0.0, 0.0)),
    "grouped": lambda document: group_cards(document, ["c"], "area"),
    "to a zone that is not there": lambda document: document.put("cards", "c", "zone", "nowhere"),
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_T5_a_card_that_leaves_what_stays_in_the_group_is_marked_in_the_same_update(gate: Gate, way: str) -> None:
    with gate.by(ANN) as document:
        written(document, "c", "case")
    assert mark(gate) is None
    moving = gate.by(BEN)
    with moving as document:
        WAYS_OUT[way](document)
    assert mark(gate) == "case"
    gate.index = AdmissionIndex.rebuild([gate.state], SCHEMA)
    assert not gate.admit(BEN, moving.sent), "the mark was a part of what was admitted"


def test_T5_an_index_that_was_stored_knows_what_stays_in_the_group(gate: Gate) -> None:
    with gate.by(ANN) as document:
        written(document, "c", "case")
        written(document, "other", "free")
    stored = AdmissionIndex.restored(gate.index.stored(), SCHEMA)
    assert stored is not None
    gate.index = stored
    with gate.by(BEN) as document:
        move_card(document, "c", Place("name"))
        move_card(document, "other", Place("name"))
    assert (mark(gate), mark(gate, "other")) == ("case", None)


def test_T5_a_card_that_stays_among_what_stays_in_the_group_needs_no_mark_until_it_leaves(gate: Gate) -> None:
    with gate.by(ANN) as document:
        written(document, "c", "case")
    with gate.by(ANN) as document:
        move_card(document, "c", Place("moment"))
        document.put("cards", "c", "order", "b")
    assert mark(gate) is None
    with gate.by(ANN) as document:
        move_card(document, "c", Place("free"))
    assert mark(gate) == "moment"


def test_T5_the_first_mark_stays_wherever_the_card_goes_and_whatever_is_said_of_it(gate: Gate) -> None:
    with gate.by(ANN) as document:
        written(document, "c", "case")
    for place in ("free", "moment", "free", "case", "talk"):
        with gate.by(BEN) as document:
            move_card(document, "c", Place(place))
            set_status(document, "c", "in_report" if place == "moment" else "agreed")
    assert mark(gate) == "case"


@pytest.mark.parametrize("zone", ["case", "free", None])
def test_T5_who_makes_a_card_there_says_so_in_its_making_and_takes_it_out_unsent(gate: Gate, zone: str | None) -> None:
    with gate.by(ANN) as document:
        add_card(document, "c", "note", Place(zone), text="Sam told me")
        move_card(document, "c", Place("talk"))
    assert mark(gate) == ("case" if zone == "case" else None)


@pytest.mark.parametrize("claim", [None, "free"])
def test_T5_no_client_takes_the_mark_away_or_gives_it_later(gate: Gate, claim: str | None) -> None:
    with gate.by(ANN) as document:
        written(document, "c", "case", withheld_in="case")
    with pytest.raises(Refusal, match="server alone"), gate.by(ANN) as document:
        document.put("cards", "c", "withheld_in", claim)
    with pytest.raises(Refusal, match="removes c/withheld_in"), gate.by(ANN) as document:
        del document.doc.get("cards", type=pycrdt.Map)["c"]["withheld_in"]
    assert mark(gate) == "case"


@pytest.mark.parametrize("out", [ANN, BEN])
def test_T5_of_two_who_move_a_card_at_once_one_out_of_it_none_lets_it_out(gate: Gate, out: int) -> None:
    with gate.by(ANN) as document:
        written(document, "c", "case")
    inside, outside = gate.by(ANN + BEN - out), gate.by(out)
    with outside as document, inside as other:
        move_card(document, "c", Place("free"))
        move_card(other, "c", Place("moment"))
    found = gate.document.card("c")
    assert (found.zone, found.withheld_in) == (("free", "moment") if out == BEN else ("moment", None))
