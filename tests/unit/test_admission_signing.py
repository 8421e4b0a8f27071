"""The server signs cards as it admits them, where their maker was told so; nobody else does (SPEC P10)."""

from typing import Any

import pycrdt
import pytest

from board.admission import AdmissionIndex, Admitted, Signer
from board.content.document import BoardDocument
from board.content.schema import ATTRIBUTIONS
from board.edits import Place, add_card, move_card
from board.errors import Refusal
from board.steps import STEP, Steps
from tests.unit.admitting import SCHEMA

SERVER, SIGNER, ANN, BEN = 3, 4, 7, 8
MANY = 2 * STEP
"""Cards that nobody signs in one step."""
OWNERS = {SERVER: "server", SIGNER: "server", ANN: "ann", BEN: "ben"}
NAMES: dict[str, dict[str, str | None]] = {
    "ann": {"name": "Ann Lee", "organisation": "Leeds Council"},
    "ben": {"name": "Ben", "organisation": None},
}


class Gate:
    """A board with an activity that attributes in each way, and a zone without one, and its index."""

    def __init__(self) -> None:
        self.index = AdmissionIndex.empty(SCHEMA)
        self.state = pycrdt.Doc[Any]().get_update()
        with self.by(SERVER) as document:
            document.begin(1, "Who waits")
            for each in ATTRIBUTIONS:
                document.add("launches", f"L-{each}", {"attribution": each})
                document.add("zones", each, {"launch": f"L-{each}"})
            document.add("zones", "ring", {"launch": "L-name", "kind": "ring"})
            document.add("zones", "free", {})

    def by(self, client: int) -> "Change":
        return Change(self, client)

    def admit(self, client: int, update: bytes) -> bytes:
        who = OWNERS[client]
        admitted = self.index.admit(
            update,
            owner_of=OWNERS.get,
            participant=who,
            may_write=True,
            stamps=client == SERVER,
            signer=Signer(SIGNER, NAMES[who].get) if who in NAMES else None,
        )
        return admitted.update

    def said(self, card: str) -> tuple[str | None, str | None]:
        found = self.document.card(card)
        return found.by, found.written_in

    @property
    def document(self) -> BoardDocument:
        return BoardDocument.from_state(self.state)


class Change:
    """What somebody does in their own copy, sent when it is done; `sent` is what the server made of it."""

    def __init__(self, gate: Gate, client: int) -> None:
        self.gate, self.client = gate, client
        self.sent = b""

    def __enter__(self) -> BoardDocument:
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=self.client)
        self.doc.apply_update(self.gate.state)
        self.before = self.doc.get_state()
        return BoardDocument(self.doc)

    def __exit__(self, failed: object, *_: object) -> None:
        if not failed:
            self.sent = self.gate.admit(self.client, self.doc.get_update(self.before))
            self.doc.apply_update(self.gate.state)
            self.doc.apply_update(self.sent)
            self.gate.state = self.doc.get_update()


@pytest.fixture
def gate() -> Gate:
    return Gate()


def made(gate: Gate, zone: str | None, told: str | None, client: int = ANN) -> tuple[str | None, str | None]:
    with gate.by(client) as document:
        add_card(document, "c", "note", Place(zone), text="We wait", told=told, may_be_gone=True)
    return gate.said("c")


@pytest.mark.parametrize(
    ("zone", "told", "by"),
    [
        ("name", "name", "Ann Lee"),
        ("name", "organisation", "Leeds Council"),
        ("organisation", "name", "Leeds Council"),
        ("organisation", "organisation", "Leeds Council"),
    ],
)
def test_P10_a_card_is_signed_as_the_more_discreet_of_what_was_told_and_what_holds(
    gate: Gate, zone: str, told: str, by: str
) -> None:
    assert made(gate, zone, told) == (by, f"L-{zone}")


@pytest.mark.parametrize("told", [None, "name", "organisation"])
@pytest.mark.parametrize("zone", ["hat", "none", "ring", "free", None])
def test_P10_where_nobody_is_named_nothing_is_signed(gate: Gate, zone: str | None, told: str | None) -> None:
    clients = gate.index.state_vector().keys()
    assert made(gate, zone, told) == (None, None)
    assert gate.index.state_vector().keys() == {*clients, ANN}
    assert b"Ann Lee" not in gate.state
    assert b"Leeds" not in gate.state


@pytest.mark.parametrize("zone", ATTRIBUTIONS)
def test_P10_who_was_told_nothing_is_not_named(gate: Gate, zone: str) -> None:
    assert made(gate, zone, None) == (None, None)


def test_P10_who_gave_no_organisation_is_not_named_by_name_instead(gate: Gate) -> None:
    assert made(gate, "organisation", "organisation", BEN) == (None, None)


def test_P10_what_signs_a_card_is_in_the_same_update_as_the_card(gate: Gate) -> None:
    change = gate.by(ANN)
    with change as document:
        add_card(document, "c", "note", Place("name"), told="name")
    alone: pycrdt.Doc[Any] = pycrdt.Doc()
    alone.apply_update(change.sent)
    assert alone.get("cards", type=pycrdt.Map).to_py()["c"]["by"] == "Ann Lee"
    again = AdmissionIndex.rebuild([gate.state], SCHEMA)
    assert again.state_vector() == gate.index.state_vector()


def test_P10_a_page_that_does_not_write_the_fields_is_signed_as_well(gate: Gate) -> None:
    with gate.by(ANN) as document:
        card = {"kind": "note", "text": pycrdt.Text("We wait"), "zone": "name", "order": "a", "told": "name"}
        document.doc.get("cards", type=pycrdt.Map)["c"] = pycrdt.Map(card)
    assert gate.said("c") == ("Ann Lee", "L-name")


@pytest.mark.parametrize("to", ["name", "hat", "none", "free"])
def test_P10_a_card_that_was_moved_before_it_came_is_not_signed(gate: Gate, to: str) -> None:
    """What its maker was told may have been of another activity."""
    with gate.by(ANN) as document:
        add_card(document, "c", "note", Place("organisation"), told="organisation")
        move_card(document, "c", Place(to))
    assert gate.said("c") == (None, None)


def test_P10_several_cards_of_one_edit_are_signed_each_as_its_place_says(gate: Gate) -> None:
    with gate.by(ANN) as document:
        for zone in ("name", "organisation", "none"):
            add_card(document, zone, "note", Place(zone), told="name")
    assert [gate.said(zone)[0] for zone in ("name", "organisation", "none")] == ["Ann Lee", "Leeds Council", None]


def test_P10_a_zone_that_is_made_in_the_same_edit_counts(gate: Gate) -> None:
    with gate.by(ANN) as document:
        document.add("zones", "new", {"launch": "L-name"})
        add_card(document, "c", "note", Place("new"), told="name")
    assert gate.said("c") == ("Ann Lee", "L-name")


@pytest.mark.parametrize("client", [ANN, BEN])
@pytest.mark.parametrize("first", [None, "name"])
@pytest.mark.parametrize("field", ["told", "by", "written_in"])
def test_P10_nobody_says_later_whose_a_card_is(gate: Gate, field: str, first: str | None, client: int) -> None:
    made(gate, "name", first)
    before = gate.index.state_vector()
    with pytest.raises(Refusal, match=f"writes c/{field}, which the server alone does"), gate.by(client) as document:
        document.put("cards", "c", field, "organisation" if field == "told" else "L-none")
    assert gate.index.state_vector() == before


@pytest.mark.parametrize("field", ["told", "by", "written_in"])
def test_P10_nobody_takes_a_signature_away(gate: Gate, field: str) -> None:
    made(gate, "name", "name")
    with pytest.raises(Refusal, match=f"removes c/{field}"), gate.by(ANN) as document:
        del document.doc.get("cards", type=pycrdt.Map)["c"][field]


@pytest.mark.parametrize("client", [ANN, BEN])
def test_P10_nothing_is_told_of_a_card_of_an_older_page_afterwards(gate: Gate, client: int) -> None:
    """Its card has no such field, so that there is nothing in its place yet."""
    with gate.by(ANN) as document:
        document.doc.get("cards", type=pycrdt.Map)["c"] = pycrdt.Map({"zone": "name", "order": "a"})
    with pytest.raises(Refusal, match="writes c/told"), gate.by(client) as document:
        document.put("cards", "c", "told", "name")


@pytest.mark.parametrize("claimed", ["by", "written_in"])
def test_P10_who_claims_a_signature_is_refused(gate: Gate, claimed: str) -> None:
    with pytest.raises(Refusal, match="which the server alone does"), gate.by(ANN) as document:
        document.add("cards", "c", {"zone": "name", "told": "name", claimed: "Ben"})


def test_P10_a_signature_stands_whatever_others_do_to_the_card(gate: Gate) -> None:
    made(gate, "name", "name")
    with gate.by(BEN) as document:
        move_card(document, "c", Place("none"))
        document.write("cards", "c", "text", "Rewritten")
        document.put("cards", "c", "deleted", "2026-03-12T10:00:00Z")
    assert gate.said("c") == ("Ann Lee", "L-name")


def test_P10_what_was_made_is_taken_back_with_its_signature_and_made_again(gate: Gate) -> None:
    made(gate, "name", "name")
    with gate.by(ANN) as document:
        del document.doc.get("cards", type=pycrdt.Map)["c"]
    assert made(gate, "organisation", "name") == ("Leeds Council", "L-organisation")


@pytest.mark.parametrize("restored", [False, True])
def test_P10_it_is_known_of_a_board_that_is_opened_again_and_whatever_changed_since(gate: Gate, restored: bool) -> None:
    with gate.by(SERVER) as document:
        document.put("launches", "L-name", "attribution", "organisation")
    if restored:
        index = AdmissionIndex.restored(gate.index.stored(), SCHEMA)
        assert index is not None
        gate.index = index
    else:
        gate.index = AdmissionIndex.rebuild([gate.state], SCHEMA)
    assert made(gate, "name", "name") == ("Leeds Council", "L-name")


def test_P10_a_zone_of_which_it_is_no_longer_said_to_what_it_belongs_names_nobody(gate: Gate) -> None:
    with gate.by(BEN) as document:
        del document.doc.get("zones", type=pycrdt.Map)["name"]["launch"]
    assert made(gate, "name", "name") == (None, None)


def test_P10_an_edit_of_the_server_is_signed_by_nobody(gate: Gate) -> None:
    assert made(gate, "name", "name", SERVER) == (None, None)


def test_P10_what_is_signed_counts_once_all_of_it_is_admitted(gate: Gate) -> None:
    """An edit that is worked out while a large one is half admitted must be found to know nothing of its signatures."""
    steps, before = admitting_many(gate), gate.index.signed
    counted = [gate.index.signed for _ in steps]
    assert len(counted) > MANY // STEP
    assert set(counted) == {before}
    assert gate.index.signed > before


def test_P10_signing_many_cards_is_done_in_steps(gate: Gate) -> None:
    """Each step reads the clock of the signer when it signs, and then no more of it than one step may."""
    clock, largest = gate.index.clock_of(SIGNER), 0
    for _ in admitting_many(gate):
        largest = max(largest, gate.index.clock_of(SIGNER) - clock)
        clock = gate.index.clock_of(SIGNER)
    assert 0 < largest <= STEP


def admitting_many(gate: Gate) -> Steps[Admitted]:
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=ANN)
    doc.apply_update(gate.state)
    before, document = doc.get_state(), BoardDocument(doc)
    with doc.transaction():
        for number in range(MANY):
            document.add("cards", f"c{number}", {"zone": "name", "order": f"a{number}", "told": "name"})
    return gate.index.admitting(
        doc.get_update(before),
        owner_of=OWNERS.get,
        participant=OWNERS[ANN],
        may_write=True,
        signer=Signer(SIGNER, NAMES[OWNERS[ANN]].get),
    )
