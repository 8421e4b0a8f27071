"""Updates and state vectors read as Yjs and yrs write them, and nothing else reads (SPEC A1, A2)."""

import contextlib
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from board import limits
from board.errors import BoardError, CodecError, Refusal
from board.yjs.structs import (
    Content,
    Deleted,
    Gc,
    Id,
    Item,
    Skip,
    String,
    Type,
    Update,
    Values,
    covers,
    joined,
    slice_struct,
)
from board.yjs.update import FROM_THE_LOG, decode_state_vector, decode_update, encode_state_vector, encode_update
from board.yjs.varint import write_var_uint

# Yjs 13.6: getMap("cards").set("k", null) by client 5.
ONE_VALUE = bytes.fromhex("010105002801056361726473016b017e00")


def _item(
    content: Content,
    length: int = 1,
    *,
    clock: int = 0,
    origin: Id | None = None,
    right: Id | None = None,
    parent: str | Id | None = None,
    key: str | None = None,
) -> Item:
    return Item(5, clock, length, content, origin, right, parent, key)


def test_an_item_reads_with_its_place():
    update = decode_update(ONE_VALUE)
    assert update.structs == {5: [_item(Values((None,), (b"\x7e",)), parent="cards", key="k")]}
    assert update.deletes == {}


EVERY_KIND = Update(
    {
        5: [
            _item(Type(2), parent="meta", key="purpose"),
            _item(String("a😀b"), 4, clock=1, parent=(5, 0)),
            _item(Deleted(), 3, clock=5, origin=(5, 4), right=(5, 1)),
            _item(Values(("x", 2), (b"\x77\x01x", b"\x7d\x02")), 2, clock=8, right=(7, 0)),
        ],
        7: [Gc(7, 0, 9), Skip(7, 9, 2), Gc(7, 11, 1)],
    },
    {7: [(0, 9), (11, 12)]},
)


def test_every_kind_of_struct_reads_as_it_was_written():
    data = encode_update(EVERY_KIND)
    assert decode_update(data) == EVERY_KIND
    assert encode_update(decode_update(data)) == data


def test_what_pycrdt_writes_encodes_to_the_same_bytes():
    doc: Doc[Any] = Doc(client_id=7)
    meta = doc.get("meta", type=Map)
    meta["purpose"] = Text("a😀é")
    meta["title"] = "x"
    meta["purpose"].insert(1, "b")
    doc.get("cards", type=Map)["c"] = Map({"pos": [1, 2.5, None], "tags": [], "config": {"a": True}})
    data = doc.get_update()
    assert encode_update(decode_update(data)) == data


def test_texts_count_utf16_units_as_pycrdt_does():
    doc: Doc[Any] = Doc(client_id=7)
    doc.get("meta", type=Map)["purpose"] = Text("a😀é👩\u200d👧")
    structs = decode_update(doc.get_update()).structs[7]
    assert structs[-1].end == decode_state_vector(doc.get_state())[7]


def test_A1_every_cut_of_an_update_is_refused():
    data = encode_update(EVERY_KIND)
    for length in range(len(data)):
        with pytest.raises(CodecError):
            decode_update(data[:length])


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("a client twice", "0201050028010161016b017e01050128010161016b017e00"),
        ("no structs of a client", "01000500" + "00"),
        ("an empty string", "0101050004010161" + "00" + "00"),
        ("no values", "010105002801016101" + "6b00" + "00"),
        ("nothing collected", "010105000000" + "00"),
        ("a hole at the end", "010105000a0700"),
        ("flags on collected content", "01010500800500" + "0700"),
        ("a parent of kind 2", "010105002802016101" + "6b017e00"),
        ("an unknown content", "010105000b010161" + "00"),
        ("content bits beyond the known", "0101050018010161" + "017e00"),
        ("an empty deleted range", "0001050105" + "00"),
        ("deletions of a client twice", "00020501000105010001"),
        ("a clock over the top", "010105ffffffff07" + "28010161016b017e00"),
        ("a deletion over the top", "00010501" + "ffffffff07" + "01"),
        ("one byte more", ONE_VALUE.hex() + "00"),
    ],
)
def test_A1_what_is_no_update_is_refused(what, data):
    with pytest.raises(CodecError):
        decode_update(bytes.fromhex(data))


@pytest.mark.parametrize("kind", [2, 3, 5, 6, 9])
def test_A3_contents_that_boards_do_not_use_are_named(kind):
    with pytest.raises(Refusal) as refused:
        decode_update(bytes([1, 1, 5, 0, kind, 1, 1, 97, 0, 0]))
    assert refused.value.code == "schema"


@pytest.mark.parametrize("kind", [0, 3, 4, 5, 6, 7, 9])
def test_A3_types_that_boards_do_not_use_are_named(kind):
    with pytest.raises(Refusal) as refused:
        decode_update(bytes([1, 1, 5, 0, 0x27, 1, 1, 97, 1, 107, kind, 0]))
    assert refused.value.code == "schema"


def _many_structs(count: int) -> bytes:
    return encode_update(Update({5: [Gc(5, clock, 1) for clock in range(count)]}))


def test_A2_too_many_structs_are_refused_from_clients_alone():
    assert len(decode_update(_many_structs(limits.MAX_STRUCTS)).structs[5]) == limits.MAX_STRUCTS
    too_many = _many_structs(limits.MAX_STRUCTS + 1)
    with pytest.raises(Refusal) as refused:
        decode_update(too_many)
    assert refused.value.code == "limit"
    assert len(decode_update(too_many, FROM_THE_LOG).structs[5]) == limits.MAX_STRUCTS + 1


def test_A2_too_many_deleted_ranges_and_clients_are_refused():
    ranges = {5: [(clock, clock + 1) for clock in range(0, 2 * limits.MAX_DELETE_RANGES + 2, 2)]}
    clients = {client: [Gc(client, 0, 1)] for client in range(limits.MAX_CLIENTS_PER_UPDATE + 1)}
    for update in (Update({}, ranges), Update(clients)):
        with pytest.raises(Refusal) as refused:
            decode_update(encode_update(update))
        assert refused.value.code == "limit"


def test_deleted_ranges_are_sorted_and_joined():
    data = bytes.fromhex("00" + "0105" + "04" + "0902" + "0001" + "0102" + "0a05")
    assert decode_update(data).deletes == {5: [(0, 3), (9, 15)]}


ranges = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)).map(lambda pair: (pair[0], sum(pair))))


@given(ranges, st.integers(0, 40), st.integers(1, 5))
def test_joined_ranges_hold_the_same_clocks(given_ranges, start, length):
    result = joined(given_ranges)
    held = {clock for first, last in given_ranges for clock in range(first, last)}
    assert {clock for first, last in result for clock in range(first, last)} == held
    assert all(one[1] < two[0] for one, two in itertools.pairwise(result))
    assert covers(result, start, start + length) == (held >= set(range(start, start + length)))


def test_a_struct_is_cut_as_yjs_cuts_it():
    text = _item(String("a😀b"), 4, parent="meta", key="x", clock=10)
    assert slice_struct(text, 1) == _item(String("😀b"), 3, clock=11, origin=(5, 10))
    assert slice_struct(text, 3) == _item(String("b"), 1, clock=13, origin=(5, 12))
    values = _item(Values((1, 2), (b"1", b"2")), 2, right=(7, 1))
    assert slice_struct(values, 1) == _item(Values((2,), (b"2",)), 1, clock=1, origin=(5, 0), right=(7, 1))
    assert slice_struct(_item(Deleted(), 5), 2) == _item(Deleted(), 3, clock=2, origin=(5, 1))
    assert slice_struct(Gc(5, 3, 4), 1) == Gc(5, 4, 3)


def test_A7_a_cut_through_a_surrogate_pair_is_refused():
    with pytest.raises(Refusal) as refused:
        slice_struct(_item(String("a😀b"), 4), 2)
    assert refused.value.code == "text"


@given(st.dictionaries(st.integers(0, 2**53 - 1), st.integers(0, 2**31 - 1)))
def test_a_state_vector_reads_back(vector):
    assert decode_state_vector(encode_state_vector(vector)) == vector


def _claims(clients: int) -> bytes:
    out = bytearray()
    write_var_uint(out, clients)
    return bytes(out) + bytes(40)


@pytest.mark.parametrize(
    "data",
    [
        bytes.fromhex("8080808008"),
        bytes.fromhex("01ff"),
        b"",
        _claims(2**40),
        _claims(limits.MAX_STATE_VECTOR_CLIENTS + 1),
        bytes.fromhex("0205010502"),
        bytes.fromhex("0105ffffffff0f"),
        bytes.fromhex("01050100"),
    ],
)
def test_A1_what_is_no_state_vector_is_refused(data):
    with pytest.raises(CodecError):
        decode_state_vector(data)


@given(st.binary(max_size=80))
def test_A1_any_bytes_read_or_raise_our_errors(data):
    for decode in (decode_update, decode_state_vector):
        with contextlib.suppress(BoardError):
            decode(data)
