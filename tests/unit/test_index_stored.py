"""An index that was stored beside a checkpoint is the one that the checkpoint's state would give (SPEC S13)."""

import hashlib
import zlib
from collections.abc import Callable

import pytest

from board import limits
from board.admission import AdmissionIndex, stored
from board.content.schema import CONTENT, META
from tests.unit.admitting import LATER, PURPOSE, SCHEMA, A, Person, admit, board, item, refusal, update_of


def again(index: AdmissionIndex) -> AdmissionIndex:
    restored = AdmissionIndex.restored(index.stored(), SCHEMA)
    assert restored is not None
    return restored


def emptied(person: Person) -> None:
    person.letters.clear()


def replaced(person: Person) -> None:
    person.card(pos=[3, 4])


def removed(person: Person) -> None:
    del person.cards["c1"]


@pytest.mark.parametrize("change", [emptied, replaced, removed])
def test_S13_an_index_that_was_stored_knows_what_it_knew(change: Callable[[Person], None]) -> None:
    person, index = board()
    change(person)
    for update in person.sent[2:]:
        index.integrate(update)
    assert again(index).stored() == index.stored()
    assert again(index).state_vector() == index.state_vector()
    assert admit(again(index), person.state(), may_write=False).covered


def test_S13_an_index_that_was_stored_goes_on_as_before() -> None:
    _, index = board()
    restored = again(index)
    for each in (index, restored):
        assert not admit(each, update_of(item(LATER, origin=A))).covered
        assert refusal(each, update_of(item(LATER, clock=1, parent="meta", key="purpose"))) == "schema"
    assert restored.stored() == index.stored()
    assert restored.clamp({5: PURPOSE[1] + 3}) == index.clamp({5: PURPOSE[1] + 3}) == {5: 2}


def test_S13_what_a_slot_may_hold_comes_from_the_schema_of_today() -> None:
    _, index = board()
    older = AdmissionIndex.restored(index.stored(), {"meta": META})
    assert older is not None
    assert refusal(older, update_of(item(LATER, origin=A), item(LATER, clock=1, parent="cards", key="c2"))) == "schema"
    assert not admit(again(index), update_of(item(LATER, origin=A))).covered


def test_S13_what_another_version_stored_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    _, index = board()
    kept = index.stored()
    monkeypatch.setattr(stored, "VERSION", stored.VERSION + 1)
    assert AdmissionIndex.restored(kept, SCHEMA) is None


def test_S13_the_form_of_a_stored_index_changes_only_with_its_version() -> None:
    """Where this fails, raise the version, and put what it is now here: an older index must not be read as a newer."""
    person, _ = board()
    for change in (replaced, emptied, removed):
        change(person)
    index = AdmissionIndex.rebuild(person.sent, {"meta": META, "cards": CONTENT["cards"]})
    form = hashlib.sha256(zlib.decompress(index.stored())).hexdigest()
    assert (stored.VERSION, form[:16]) == (3, "268e631883386568")


def test_A2_a_board_that_is_opened_again_is_as_full_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    person, index = board()
    monkeypatch.setattr(limits, "MAX_DOCUMENT_BYTES", 200)
    person.letters.insert(0, "x")
    opened = [index, again(index), AdmissionIndex.rebuild([Person(6, *[person.state()]).state()], SCHEMA)]
    assert [refusal(each, update_of(item(LATER, origin=A))) for each in opened] == ["limit"] * 3
