"""What the index takes for deleted is what pycrdt deletes, however the items of one key are ordered (SPEC A6)."""

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from pycrdt import Doc, Map

from board.admission import AdmissionIndex
from board.admission.history import Ranges
from board.yjs.structs import Id, Item, Values, covers, joined
from board.yjs.update import decode_update
from tests.unit.admitting import SCHEMA, admit, item, update_of

TITLE = Values(("x",), (b"w\x01x",))
TWO_TITLES = Values(("x", "y"), (b"w\x01x", b"w\x01y"))

writers = st.integers(2, 5)
behind = st.none() | st.integers(0, 60)
"""Which of the values so far the next one follows, in the order of their making; None for none of them."""


def _document(updates: list[bytes]) -> Doc[Any]:
    doc: Doc[Any] = Doc(client_id=1)
    doc.get("meta", type=Map)
    for update in updates:
        doc.apply_update(update)
    return doc


def _written(choices: list[tuple[int, int | None, bool]]) -> list[bytes]:
    """Return one update for each value of the key `title`; any author may follow any value, honest or not."""
    ids: list[Id] = []
    clocks = dict.fromkeys(range(2, 6), 0)
    updates = []
    for client, follows, twice in choices:
        origin = ids[follows % len(ids)] if ids and follows is not None else None
        struct = _value(client, clocks[client], origin, TWO_TITLES if twice else TITLE)
        ids += [(client, clock) for clock in range(struct.clock, struct.end)]
        clocks[client] = struct.end
        updates.append(update_of(struct, deletes={client: [(struct.clock, struct.end)]} if twice else {}))
    return updates


def _value(client: int, clock: int, origin: Id | None, content: Values) -> Item:
    if origin is not None:
        return item(content, client, clock, origin=origin)
    return item(content, client, clock, parent="meta", key="title")


def _deleted(index: AdmissionIndex) -> dict[int, list[tuple[int, int]]]:
    histories = index._records.clients
    return {client: found for client, history in histories.items() if (found := list(history.deleted))}


LOST_THEN_JOINED = [(2, None, False), (2, None, False), (2, 0, False), (3, 1, False)]
LOST_BEFORE_OVERTAKING = [(3, None, False), (2, 0, False), (3, None, False), (3, 0, False), (4, 2, False)]
LOST_INSIDE_OF_ITS_OWN = [(2, None, False), (2, 0, False), (2, 0, False), (2, 1, False)]


@example(LOST_THEN_JOINED)
@example(LOST_BEFORE_OVERTAKING)
@example(LOST_INSIDE_OF_ITS_OWN)
@example(LOST_INSIDE_OF_ITS_OWN[:3])
@given(st.lists(st.tuples(writers, behind, st.booleans()), max_size=25))
def test_A6_the_index_deletes_the_values_that_pycrdt_deletes(choices):
    updates = _written(choices)
    index = AdmissionIndex.empty(SCHEMA)
    for update in updates:
        assert not admit(index, update).covered
    state = _document(updates).get_update()
    assert _deleted(index) == {client: list(ranges) for client, ranges in decode_update(state).deletes.items()}
    assert admit(index, state, may_write=False).covered
    assert _deleted(AdmissionIndex.rebuild([state], SCHEMA)) == _deleted(index)


@given(st.lists(st.tuples(writers, behind, st.booleans()), min_size=1, max_size=25))
def test_A6_the_value_that_is_left_is_new_to_delete(choices):
    updates = _written(choices)
    index = AdmissionIndex.rebuild(updates, SCHEMA)
    doc = _document(updates)
    title = doc.get("meta", type=Map).get("title")
    if title is None:
        return
    del doc.get("meta", type=Map)["title"]
    left = decode_update(admit(index, doc.get_update()).update)
    assert (dict(left.structs), sum(end - start for found in left.deletes.values() for start, end in found)) == ({}, 1)


spans = st.tuples(st.integers(0, 80), st.integers(1, 9)).map(lambda span: (span[0], sum(span)))


@given(st.lists(st.lists(spans, max_size=12), max_size=8), st.lists(spans, max_size=6))
def test_ranges_are_a_set_of_clocks(additions, asked):
    ranges = Ranges()
    held: set[int] = set()
    for addition in additions:
        clocks = {clock for start, end in addition for clock in range(start, end)}
        new = ranges.add(joined(addition))
        assert {clock for start, end in new for clock in range(start, end)} == clocks - held
        held |= clocks
    assert {clock for start, end in ranges for clock in range(start, end)} == held
    assert list(ranges) == joined(list(ranges))
    missing = ranges.missing(joined(asked))
    wanted = {clock for start, end in asked for clock in range(start, end)}
    assert {clock for start, end in missing for clock in range(start, end)} == wanted - held
    assert all(covers(list(ranges), clock, clock + 1) == (clock in held) for clock in range(90))
