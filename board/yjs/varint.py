"""The lib0 primitives that every Yjs message is made of: strict, bounded reading and writing.

Reading never allocates by a count it was told: every length is compared first with the bytes that
are left. Wrong bytes raise CodecError, whatever they are. Format: lib0's `encoding.js` and
`decoding.js`.
"""

import math
import struct
from typing import Any

from board import limits
from board.errors import CodecError

MAX_SAFE_INTEGER = 2**53 - 1
"""Above this JavaScript loses integers, so no honest client writes one."""

_LONGEST = 8
"""Bytes of the longest 53-bit number."""

_FLOAT32 = struct.Struct(">f")
_FLOAT64 = struct.Struct(">d")

_ANY_ARRAY = 117
_ANY_OBJECT = 118
_ANY_STRING = 119
_ANY_TRUE = 120
_ANY_FALSE = 121
_ANY_FLOAT64 = 123
_ANY_FLOAT32 = 124
_ANY_INTEGER = 125
_ANY_NULL = 126

UNSAFE_KEY = "__proto__"
"""lib0 assigns an object's keys one by one; assigning this one changes its prototype instead."""


class Reader:
    """Reads one buffer from front to back. Every method raises CodecError on other bytes."""

    __slots__ = ("_any_items", "_data", "_end", "position")

    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        self._data = bytes(data)
        self._end = len(self._data)
        self._any_items = 0
        self.position = 0

    @property
    def left(self) -> int:
        """Bytes not read yet."""
        return self._end - self.position

    def done(self) -> None:
        """Raise CodecError unless everything was read."""
        if self.position != self._end:
            raise CodecError(f"{self.left} bytes are left over")

    def slice(self, start: int) -> bytes:
        """Return the bytes read since `start`, a former `position`."""
        return self._data[start : self.position]

    def u8(self) -> int:
        """Read one byte, 0 to 255."""
        position = self.position
        if position >= self._end:
            raise CodecError("the message ends too early")
        self.position = position + 1
        return self._data[position]

    def var_uint(self) -> int:
        """Read an unsigned integer of at most 53 bits, written in its shortest form."""
        position = self.position
        if position < self._end and self._data[position] < 0x80:
            self.position = position + 1
            return self._data[position]
        return self._continue(0, 0)

    def var_int(self) -> int:
        """Read a signed integer of at most 53 bits in its shortest form. Minus zero reads as 0."""
        first = self.u8()
        value = first & 0x3F
        if first & 0x80:
            value = self._continue(value, 6)
        return -value if first & 0x40 else value

    def _continue(self, value: int, shift: int) -> int:
        """Read the seven-bit groups that belong on top of the `shift` bits of `value`."""
        byte = 0x80
        for position in range(self.position, min(self._end, self.position + _LONGEST)):
            byte = self._data[position]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                self.position = position + 1
                break
            shift += 7
        if byte >= 0x80:
            raise CodecError("a number ends too early or never")
        if value > MAX_SAFE_INTEGER or (byte == 0 and shift):
            raise CodecError("a number is beyond 53 bits or not in its shortest form")
        return value

    def count(self, most: int, smallest: int) -> int:
        """Read how many things of at least `smallest` bytes each follow.

        There may be `most`, and no more than fit into the bytes that are left.
        """
        count = self.var_uint()
        if count > most:
            raise CodecError(f"{count} entries where {most} are the most")
        if count * smallest > self.left:
            raise CodecError(f"{count} entries do not fit in {self.left} bytes")
        return count

    def raw(self, length: int) -> bytes:
        """Read exactly `length` bytes."""
        start = self.position
        if length > self._end - start:
            raise CodecError("the message ends too early")
        self.position = start + length
        return self._data[start : self.position]

    def var_bytes(self) -> bytes:
        """Read bytes with their length before them."""
        return self.raw(self.var_uint())

    def var_string(self) -> str:
        """Read a string, valid UTF-8, with its length in bytes before it."""
        try:
            return self.var_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise CodecError("a string is not valid UTF-8") from None

    def any(self) -> Any:
        """Read one JSON value: null, bool, int, finite float, str, list or dict.

        lib0's undefined, BigInt and byte arrays are no JSON and raise CodecError, as do too deep a
        nesting, too many items, a repeated key and a key that JavaScript objects cannot hold.
        """
        self._any_items = 0
        return self._any(1)

    def _any(self, depth: int) -> Any:
        if depth > limits.MAX_ANY_DEPTH:
            raise CodecError(f"a value is nested more than {limits.MAX_ANY_DEPTH} deep")
        kind = self.u8()
        if kind == _ANY_STRING:
            return self.var_string()
        if kind == _ANY_INTEGER:
            return self.var_int()
        if kind == _ANY_ARRAY:
            return [self._any(depth + 1) for _ in range(self._any_count(1))]
        if kind == _ANY_OBJECT:
            return self._any_object(depth)
        return self._any_plain(kind)

    def _any_plain(self, kind: int) -> bool | float | None:
        if kind == _ANY_NULL:
            return None
        if kind in (_ANY_TRUE, _ANY_FALSE):
            return kind == _ANY_TRUE
        if kind in (_ANY_FLOAT32, _ANY_FLOAT64):
            return self._float(_FLOAT32 if kind == _ANY_FLOAT32 else _FLOAT64)
        raise CodecError(f"a value of kind {kind} is not JSON")

    def _float(self, form: struct.Struct) -> float:
        value: float = form.unpack(self.raw(form.size))[0]
        if not math.isfinite(value):
            raise CodecError("a number is not finite")
        return value

    def _any_object(self, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for _ in range(self._any_count(2)):
            key = self.var_string()
            if key in result or key == UNSAFE_KEY:
                raise CodecError(f"an object may not have the key {key[:40]!r} here")
            result[key] = self._any(depth + 1)
        return result

    def _any_count(self, smallest: int) -> int:
        count = self.count(limits.MAX_ANY_ITEMS, smallest)
        self._any_items += count
        if self._any_items > limits.MAX_ANY_ITEMS:
            raise CodecError(f"a value has more than {limits.MAX_ANY_ITEMS} items")
        return count


def write_var_uint(out: bytearray, value: int) -> None:
    """Append `value`, 0 to 2^53 - 1. Raises ValueError outside of that."""
    if not 0 <= value <= MAX_SAFE_INTEGER:
        raise ValueError(f"{value} is not an unsigned 53-bit integer")
    while value > 0x7F:
        out.append(0x80 | (value & 0x7F))
        value >>= 7
    out.append(value)


def write_var_int(out: bytearray, value: int) -> None:
    """Append `value` with its sign, at most 53 bits. Raises ValueError outside of that."""
    size = abs(value)
    if size > MAX_SAFE_INTEGER:
        raise ValueError(f"{value} is not a 53-bit integer")
    first = (0x40 if value < 0 else 0) | (size & 0x3F)
    size >>= 6
    out.append(first | (0x80 if size else 0))
    if size:
        write_var_uint(out, size)


def write_var_bytes(out: bytearray, value: bytes | bytearray | memoryview) -> None:
    """Append the length of `value` and `value`."""
    write_var_uint(out, len(value))
    out += value


def write_var_string(out: bytearray, value: str) -> None:
    """Append `value` as UTF-8, its length in bytes first. A lone surrogate: UnicodeEncodeError."""
    write_var_bytes(out, value.encode("utf-8"))


def any_string(text: str) -> bytes:
    """Return a string as the JSON value that `Reader.any` reads. A lone surrogate: UnicodeEncodeError."""
    out = bytearray([_ANY_STRING])
    write_var_string(out, text)
    return bytes(out)
