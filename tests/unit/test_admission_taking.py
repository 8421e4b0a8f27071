"""Nobody takes away what another made, or puts something else in its place (SPEC A11)."""

from collections.abc import Callable
from typing import Any

import pycrdt
import pytest

from board.admission import AdmissionIndex
from board.errors import Refusal
from board.yjs.structs import Type
from tests.unit.admitting import SCHEMA, item, update_of

SERVER, ANN, ANNS_TAB, BEN, LAST = 3, 7, 8, 5, 4_000_000_000
OWNERS = {SERVER: "server", ANN: "ann", ANNS_TAB: "ann", BEN: "ben", LAST: "ben"}

Change = Callable[["pycrdt.Doc[Any]"], None]


def made(by: str | None) -> Change:
    """A card is made, or another in its place."""

    def change(doc: "pycrdt.Doc[Any]") -> None:
        fields = {"kind": "note", "order": "a1", "by": by, "text": pycrdt.Text("We wait too long")}
        doc.get("cards", type=pycrdt.Map)["c"] = pycrdt.Map(fields)

    return change


def launched(attribution: str) -> Change:
    def change(doc: "pycrdt.Doc[Any]") -> None:
        doc.get("launches", type=pycrdt.Map)["c"] = pycrdt.Map({"order": "a1", "attribution": attribution})

    return change


def taken(root: str = "cards") -> Change:
    def change(doc: "pycrdt.Doc[Any]") -> None:
        del doc.get(root, type=pycrdt.Map)["c"]

    return change


class Gate:
    """A document and its index, which several people change one after the other."""

    def __init__(self) -> None:
        self.index = AdmissionIndex.empty(SCHEMA)
        self.state = pycrdt.Doc[Any]().get_update()

    def change(self, client: int, *changes: Change) -> None:
        doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=client)
        doc.apply_update(self.state)
        before = doc.get_state()
        for change in changes:
            change(doc)
        self.send(client, doc.get_update(before))
        self.state = doc.get_update()

    def send(self, client: int, update: bytes) -> None:
        who = OWNERS[client]
        self.index.admit(update, owner_of=OWNERS.get, participant=who, may_write=True, stamps=client == SERVER)


def gate(client: int, change: Change) -> Gate:
    made = Gate()
    made.change(client, change)
    return made


@pytest.mark.parametrize("client", [ANN, LAST])
@pytest.mark.parametrize("change", [made(None), taken()])
def test_A11_P5_who_wrote_a_card_is_not_hidden_by_another_in_its_place(client: int, change: Change) -> None:
    board = gate(SERVER, made("Leeds Council"))
    before = board.index.state_vector()
    with pytest.raises(Refusal, match="takes away c, which somebody else made"):
        board.change(client, change)
    assert board.index.state_vector() == before


def test_A11_P5_an_activity_is_not_replaced_by_one_that_names_people() -> None:
    with pytest.raises(Refusal, match="somebody else made"):
        gate(SERVER, launched("none")).change(ANN, launched("name"))


@pytest.mark.parametrize("client", [ANN, LAST])
def test_A11_an_item_that_claims_to_have_come_at_the_same_time_is_refused_too(client: int) -> None:
    board = gate(SERVER, made("Leeds Council"))
    with pytest.raises(Refusal, match="somebody else made"):
        board.send(client, update_of(item(Type(1), client, parent="cards", key="c")))


@pytest.mark.parametrize("change", [made(None), taken()])
def test_A11_nobody_takes_away_what_another_person_made(change: Change) -> None:
    with pytest.raises(Refusal, match="somebody else made"):
        gate(ANN, made(None)).change(BEN, change)


def test_A9_A11_whoever_made_a_card_undoes_that_and_makes_it_again_from_any_tab() -> None:
    board = gate(ANN, made(None))
    board.change(BEN, lambda doc: doc.get("cards", type=pycrdt.Map)["c"].__setitem__("order", "b"))
    board.change(ANN, taken())
    board.change(ANN, made(None))
    board.change(ANNS_TAB, made(None))
    board.change(ANNS_TAB, taken(), made(None))
    board.change(ANNS_TAB, taken())


def test_A9_A11_where_nothing_is_left_anybody_may_begin() -> None:
    board = gate(ANN, made(None))
    board.change(ANN, taken())
    board.change(BEN, made(None))


def test_A9_A11_what_is_known_to_be_gone_is_repeated_by_anybody() -> None:
    board = gate(ANN, made(None))
    board.change(ANN, taken())
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=BEN)
    doc.apply_update(board.state)
    board.send(BEN, doc.get_update())


def test_A11_the_server_takes_away_and_replaces() -> None:
    board = gate(ANN, made(None))
    board.change(SERVER, made("Leeds Council"))
    board.change(SERVER, taken())


def test_A11_letters_and_values_of_others_are_changed_by_everybody() -> None:
    board = gate(SERVER, made("Leeds Council"))

    def rewrite(doc: "pycrdt.Doc[Any]") -> None:
        card = doc.get("cards", type=pycrdt.Map)["c"]
        text = card["text"]
        text.clear()
        text += "Better"
        card["order"] = "a2"

    board.change(BEN, rewrite)
