"""What admission takes for known, missing, foreign, torn or dead (SPEC A4 to A8)."""

import pytest
from pycrdt import Text

from board.admission import AdmissionIndex, Admitted
from board.errors import CausalityGap, CodecError
from board.yjs.structs import Deleted, Gc, Skip, String, Update
from board.yjs.update import decode_update, encode_update
from tests.unit.admitting import (
    HIGH,
    LATER,
    LOW,
    MAP,
    NULL,
    SCHEMA,
    TEXT,
    A,
    Person,
    admit,
    board,
    item,
    refusal,
    update_of,
)


def test_A6_what_is_known_needs_no_right_and_no_owner():
    person, index = board()
    repeat = admit(index, person.state(), may_write=False, owner_of=lambda _: "bob")
    assert repeat == Admitted(b"", frozenset(), covered=True)


def test_A6_each_update_once_then_covered():
    person, index = Person(), AdmissionIndex.empty(SCHEMA)
    person.meta["title"] = "x"
    person.meta["purpose"] = Text("why")
    person.meta["title"] = "y"
    del person.meta["purpose"][0:1]
    for update in person.sent:
        first = admit(index, update)
        assert (first.update, first.covered) == (encode_update(decode_update(update)), False)
    for update in [*person.sent, person.state()]:
        assert admit(index, update, may_write=False).covered


def test_A6_only_the_remainder_of_a_partly_known_update_is_logged():
    person = Person()
    person.meta["purpose"] = Text("one 😀")
    index = AdmissionIndex.rebuild(person.sent, SCHEMA)
    person.letters.insert(len(str(person.letters).encode()), " two")
    person.meta["title"] = "new"
    rest = decode_update(admit(index, person.state()).update)
    assert [struct.clock for struct in rest.structs[5]] == [7, 11]
    assert rest.structs[5][0] == item(String(" two"), 5, 7, origin=(5, 6))
    copy = Person(6, *person.sent[:1], encode_update(rest))
    assert copy.meta.to_py() == person.meta.to_py()


def test_A6_a_hole_over_what_is_known_is_no_gap():
    _, index = board()
    admit(index, update_of(item(String("abc"), origin=A)))
    rest = item(String("d"), clock=3, origin=(9, 2))
    assert admit(index, update_of(Skip(9, 0, 2), item(String("c"), clock=2, origin=(9, 1)), rest)).update == update_of(
        rest
    )
    assert admit(index, update_of(Skip(9, 0, 3), rest), may_write=False).covered
    with pytest.raises(CausalityGap):
        admit(index, update_of(Skip(9, 0, 5), item(String("f"), clock=5, origin=(9, 4))))


def test_A6_known_deletions_are_subtracted():
    person, index = board()
    del person.meta["purpose"][0:1]
    admit(index, person.state())
    del person.meta["purpose"][4:5]
    assert decode_update(admit(index, person.state()).update) == Update({}, {5: [(4, 5)]})


def test_A6_what_a_lost_race_deletes_is_known_too():
    ann, bob, viewer = Person(5), Person(6), Person(7)
    ann.meta["title"] = "ann's"
    bob.meta["title"] = "bob's"
    index = AdmissionIndex.empty(SCHEMA)
    for update in (ann.sent[0], bob.sent[0]):
        admit(index, update)
        viewer.take(update)
    assert decode_update(viewer.state()).deletes == {5: [(0, 1)]}
    assert admit(index, viewer.state(), may_write=False).covered


def test_A6_what_arrives_in_a_deleted_place_is_known_as_deleted():
    ann = Person(5)
    ann.card(text=Text("x"))
    bob = Person(6, ann.state())
    index = AdmissionIndex.rebuild(ann.sent, SCHEMA)
    viewer = Person(7, ann.state())
    letters = bob.cards["c1"]["text"]
    letters += "y"
    del ann.cards["c1"]
    for who, update in (("ann", ann.sent[-1]), ("bob", bob.sent[-1])):
        admit(index, update, participant=who, owner_of={5: "ann", 6: "bob"}.get)
        viewer.take(update)
    assert decode_update(viewer.state()).deletes[6] == [(0, 1)]
    assert admit(index, viewer.state(), may_write=False).covered


def test_I2_new_content_of_a_viewer_is_refused():
    person, index = board()
    person.meta["title"] = "new"
    assert refusal(index, person.state(), may_write=False) == "rights"
    assert refusal(index, update_of(deletes={5: [(1, 2)]}), may_write=False) == "rights"


def test_A5_a_client_id_of_somebody_else_is_refused():
    person, index = board()
    person.meta["title"] = "new"
    owners = {5: "ann"}
    assert refusal(index, person.state(), participant="bob", owner_of=owners.get) == "identity"
    admitted = admit(index, person.state(), participant="ann", owner_of=owners.get)
    assert admitted.new_clients == frozenset()


def test_A5_ids_without_an_owner_are_claimed():
    index = AdmissionIndex.empty(SCHEMA)
    update = update_of(item(TEXT, 8, parent="meta", key="purpose"), item(Deleted(), 9, parent="meta", key="schema"))
    assert admit(index, update, owner_of={9: "ann"}.get).new_clients == {8}


def test_A5_deleting_others_content_claims_nothing():
    _, index = board()
    admitted = admit(index, update_of(deletes={5: [(1, 2)]}), participant="bob", owner_of={5: "ann"}.get)
    assert admitted.new_clients == frozenset()


@pytest.mark.parametrize(
    ("what", "update"),
    [
        ("clocks", update_of(item(LATER, clock=3, origin=A))),
        ("the left neighbour", update_of(item(LATER, origin=(5, 99)))),
        ("the right neighbour", update_of(item(LATER, right=(6, 0)))),
        ("the parent", update_of(item(LATER, parent=(6, 0)))),
        ("what is deleted", update_of(deletes={5: [(1, 99)]})),
        ("whom it deletes", update_of(deletes={6: [(0, 1)]})),
        ("a hole inside", update_of(item(LATER, origin=A), Skip(9, 1, 2), item(LATER, clock=3, origin=A))),
        ("a hole at the start", update_of(Skip(9, 0, 1), item(LATER, clock=1, origin=A))),
    ],
)
def test_A4_a_missing_dependency_is_a_gap(what, update):
    person, index = board()
    before = dict(index.state_vector())
    with pytest.raises(CausalityGap):
        admit(index, update)
    assert index.state_vector() == before
    assert admit(index, person.state(), may_write=False).covered


def test_A4_a_gap_closes_when_what_was_missing_comes():
    person, index = Person(), AdmissionIndex.empty(SCHEMA)
    person.meta["purpose"] = Text("a")
    person.letters.insert(len(str(person.letters).encode()), "b")
    first, second = person.sent
    with pytest.raises(CausalityGap):
        admit(index, second)
    assert not admit(index, first).covered
    assert not admit(index, second).covered


def test_A4_dependencies_inside_of_one_update_may_come_in_any_order():
    update = update_of(
        item(TEXT, 3, parent="meta", key="purpose"),
        item(String("ac"), 3, 1, parent=(3, 0)),
        item(String("b"), 9, 0, origin=(3, 1), right=(3, 2)),
        item(String("d"), 3, 3, origin=(9, 0)),
    )
    index = AdmissionIndex.empty(SCHEMA)
    assert admit(index, update).update == update
    assert AdmissionIndex.rebuild([update], SCHEMA).state_vector() == index.state_vector()


def test_A4_what_refers_to_itself_is_refused_for_good():
    circle = update_of(item(LATER, 8, origin=(9, 0)), item(LATER, 9, origin=(8, 0)))
    for update in (circle, update_of(item(LATER, origin=(9, 0))), update_of(item(LATER, parent=(9, 4)))):
        assert refusal(AdmissionIndex.empty(SCHEMA), update) == "schema"


@pytest.mark.parametrize(
    ("what", "update"),
    [
        ("after the first half", update_of(item(LATER, origin=HIGH))),
        ("before the second half", update_of(item(LATER, right=LOW))),
        ("deleting the first half", update_of(deletes={5: [(1, 3)]})),
        ("deleting the second half", update_of(deletes={5: [(3, 5)]})),
        (
            "a pair of the same update",
            update_of(item(String("😀"), origin=A), item(LATER, clock=2, origin=(9, 0))),
        ),
    ],
)
def test_A7_splitting_a_surrogate_pair_is_refused(what, update):
    _, index = board()
    assert refusal(index, update) == "text"


def test_A7_beside_and_around_a_pair_all_is_well():
    _, index = board()
    assert not admit(index, update_of(item(LATER, origin=A, right=HIGH), item(LATER, 8, origin=LOW))).covered
    assert not admit(index, update_of(deletes={5: [(2, 4)]})).covered


def test_A7_a_state_vector_is_rounded_down_to_whole_characters():
    _, index = board()
    assert index.clamp({5: 3, 6: 9}) == {5: 2}
    assert index.clamp({5: 4}) == {5: 4}
    assert index.clamp({5: 10**6}) == index.state_vector()


COLLECTED = update_of(
    Gc(4, 0, 3), item(TEXT, 5, parent="meta", key="purpose"), item(String("ab"), 5, 1, parent=(5, 0)),
    deletes={4: [(0, 3)]},
)  # fmt: skip


@pytest.mark.parametrize(
    "struct",
    [
        item(LATER, origin=(4, 1)),
        item(LATER, right=(4, 1)),
        item(LATER, origin=(4, 0), right=(4, 1)),
        item(LATER, parent=(4, 2)),
        item(MAP, parent=(4, 2), key="whatever"),
    ],
)
def test_A8_what_builds_on_collected_content_is_dead(struct):
    index = AdmissionIndex.rebuild([COLLECTED], SCHEMA)
    update = update_of(struct)
    assert admit(index, update).update == update
    person = Person(6, COLLECTED, update)
    assert person.meta.to_py() == {"purpose": "ab"}
    assert admit(index, person.state(), may_write=False).covered


def test_A8_children_of_the_dead_are_dead():
    index = AdmissionIndex.rebuild([COLLECTED], SCHEMA)
    update = update_of(item(TEXT, parent=(4, 2), key="k"), item(LATER, clock=1, parent=(9, 0)))
    assert not admit(index, update).covered
    assert admit(index, Person(6, COLLECTED, update).state(), may_write=False).covered


def test_A8_half_dead_is_refused_where_the_other_half_lives():
    """Yjs drops such an item and yrs shows it."""
    index = AdmissionIndex.rebuild([COLLECTED], SCHEMA)
    for struct in (item(LATER, origin=(4, 1), right=(5, 1)), item(LATER, origin=(5, 2), right=(4, 1))):
        assert refusal(index, update_of(struct)) == "schema"
        assert not admit(AdmissionIndex.rebuild([COLLECTED], SCHEMA), update_of(struct, deletes={5: [(0, 1)]})).covered


def test_a_refused_update_leaves_no_trace():
    person, index = board()
    person.meta["title"] = "fits"
    honest = decode_update(person.sent[-1])
    bad = Update({**honest.structs, 9: [item(NULL, parent="cards", key="c9")]}, honest.deletes)
    assert refusal(index, encode_update(bad)) == "schema"
    admitted = admit(index, person.sent[-1])
    assert decode_update(admitted.update) == honest
    assert not admit(index, update_of(item(MAP, parent="cards", key="c9"))).covered


def test_rows_of_the_log_are_taken_in_without_the_schema_of_today():
    old = update_of(
        item(MAP, parent="timers", key="t1"), item(NULL, clock=1, parent=(9, 0), key="x"),
        item(TEXT, clock=2, parent=(9, 0), key="note"), item(LATER, clock=3, parent=(9, 2)),
        item(NULL, clock=4, parent="meta", key="colour"),
    )  # fmt: skip
    index = AdmissionIndex.rebuild([old], SCHEMA)
    assert admit(index, old, may_write=False).covered
    assert refusal(index, update_of(item(NULL, 8, origin=(9, 1)))) == "schema"
    assert refusal(index, update_of(item(NULL, 8, parent="timers", key="t2"))) == "schema"
    assert not admit(index, update_of(deletes={9: [(0, 1)]})).covered


def test_a_row_that_cannot_have_been_admitted_is_not_taken_in():
    index = AdmissionIndex.empty(SCHEMA)
    with pytest.raises(CausalityGap):
        index.integrate(update_of(item(LATER, clock=7, origin=(9, 6))))
    with pytest.raises(CodecError):
        index.integrate(b"\x01")
    assert index.state_vector() == {}


def test_taking_in_a_row_twice_changes_nothing():
    person, index = board()
    index.integrate(person.state())
    del person.meta["purpose"][0:1]
    index.integrate(person.sent[-1])
    index.integrate(person.sent[-1])
    assert admit(index, person.state(), may_write=False).covered
