"""The lib0 primitives: what is written reads back, and nothing else reads (SPEC A1)."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.errors import CodecError
from board.yjs.varint import MAX_SAFE_INTEGER, Reader, write_var_bytes, write_var_int, write_var_string, write_var_uint


@given(st.integers(0, MAX_SAFE_INTEGER))
def test_A1_unsigned_integers_read_back(value):
    out = bytearray()
    write_var_uint(out, value)
    reader = Reader(out)
    assert reader.var_uint() == value
    reader.done()


@given(st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER))
def test_A1_signed_integers_read_back(value):
    out = bytearray()
    write_var_int(out, value)
    reader = Reader(out)
    assert reader.var_int() == value
    reader.done()


@given(st.text(), st.binary())
def test_A1_strings_and_bytes_read_back(text, data):
    out = bytearray()
    write_var_string(out, text)
    write_var_bytes(out, data)
    reader = Reader(memoryview(out))
    assert reader.var_string() == text
    assert reader.var_bytes() == data
    reader.done()


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("7e", None),
        ("78", True),
        ("79", False),
        ("7d41", -1),
        ("7d40", 0),
        ("7c3fc00000", 1.5),
        ("7b3ff8000000000000", 1.5),
        ("770161", "a"),
        ("75027e78", [None, True]),
        ("760101617d05", {"a": 5}),
    ],
)
def test_A1_json_values_read_as_lib0_writes_them(data, value):
    reader = Reader(bytes.fromhex(data))
    assert reader.any() == value
    reader.done()


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("a longer form than needed", "8000"),
        ("a number of 54 bits", "ffffffffffffff7f"),
        ("a number without end", "ff" * 40),
        ("a truncated number", "80"),
        ("nothing", ""),
    ],
)
def test_A1_inexact_integers_are_refused(what, data):
    with pytest.raises(CodecError):
        Reader(bytes.fromhex(data)).var_uint()
    with pytest.raises(CodecError):
        Reader(bytes.fromhex(data)).var_int()


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("undefined", "7f"),
        ("a big integer", "7a0000000000000001"),
        ("bytes", "740161"),
        ("an unknown kind", "00"),
        ("not a number", "7c7fc00000"),
        ("infinity", "7b7ff0000000000000"),
        ("a truncated float", "7b00"),
        ("more items than bytes", "7505" + "7e" * 4),
        ("a repeated key", "7602" + "01617e" * 2),
        ("the prototype as a key", "7601095f5f70726f746f5f5f7e"),
        ("nine levels", "7501" * 8 + "7e"),
        ("too many items in all", "7502" + ("75e807" + "7e" * 1000) * 2),
        ("half a character", "7702f09f"),
        ("an encoded surrogate", "7703eda080"),
    ],
)
def test_A1_values_that_are_not_json_are_refused(what, data):
    with pytest.raises(CodecError):
        Reader(bytes.fromhex(data)).any()


def test_A1_leftover_bytes_are_refused():
    reader = Reader(b"\x01\x02")
    reader.u8()
    with pytest.raises(CodecError):
        reader.done()


def test_A1_a_count_is_held_against_the_cap_and_the_bytes_left():
    assert Reader(bytes.fromhex("02") + b"ab").count(2, 1) == 2
    for most, smallest in ((1, 1), (2, 2)):
        with pytest.raises(CodecError):
            Reader(bytes.fromhex("02") + b"ab").count(most, smallest)


@given(st.binary(max_size=60))
def test_A1_any_bytes_read_or_raise_a_codec_error(data):
    for read in (Reader.any, Reader.var_string, Reader.var_bytes, Reader.var_int):
        with contextlib.suppress(CodecError):
            read(Reader(data))


def test_numbers_out_of_range_are_not_written():
    for value in (-1, MAX_SAFE_INTEGER + 1):
        with pytest.raises(ValueError):
            write_var_uint(bytearray(), value)
    with pytest.raises(ValueError):
        write_var_int(bytearray(), -MAX_SAFE_INTEGER - 1)
