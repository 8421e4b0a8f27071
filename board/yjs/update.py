"""Yjs V1 updates and state vectors: strict decoding into values, and encoding.

An update is runs of structs by client, each run without holes, and a set of deleted ids. Contents
that Yjs knows and no document of ours can hold (arrays of JSON, embeds, formats, XML, subdocuments,
byte arrays) raise Refusal; anything else that is no update raises CodecError.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from board import limits
from board.errors import CodecError, Refusal
from board.steps import STEP, Steps, finished, in_steps

from .structs import (
    MAP_TYPE,
    TEXT_TYPE,
    Content,
    Deleted,
    Gc,
    Id,
    Item,
    Range,
    Skip,
    String,
    Struct,
    Type,
    Update,
    Values,
    joined,
    utf16_length,
)
from .varint import Reader, any_string, write_var_string, write_var_uint

MAX_CLOCK: Final = 2**31 - 1
"""yrs keeps clocks in 32 bits; nobody types two thousand million letters."""

_GC = 0
_DELETED = 1
_STRING = 4
_TYPE = 7
_ANY = 8
_SKIP = 10
_OTHER_CONTENTS = {2: "JSON", 3: "bytes", 5: "embed", 6: "format", 9: "subdocument"}

_HAS_ORIGIN = 0x80
_HAS_RIGHT_ORIGIN = 0x40
_HAS_KEY = 0x20
_KIND = 0x1F

_SMALLEST_STRUCT = 2
_SMALLEST_CLIENT = 3
_SMALLEST_RANGE = 2


_COLLECTED = Deleted()
_TYPES = {MAP_TYPE: Type(MAP_TYPE), TEXT_TYPE: Type(TEXT_TYPE)}


@dataclass(frozen=True, slots=True)
class Caps:
    """The most that one update may hold."""

    structs: int
    clients: int
    ranges: int


FROM_CLIENTS: Final = Caps(limits.MAX_STRUCTS, limits.MAX_CLIENTS_PER_UPDATE, limits.MAX_DELETE_RANGES)
FROM_THE_LOG: Final = Caps(MAX_CLOCK, MAX_CLOCK, MAX_CLOCK)
"""A checkpoint holds as much as all the admitted updates together; its own bytes bound it."""


def decode_update(data: bytes, caps: Caps = FROM_CLIENTS) -> Update:
    """Read one whole update.

    Raises CodecError when it is none, Refusal ("schema", "limit") when it has contents that are not
    used here or more of something than `caps` allows.
    """
    return finished(decoding(data, caps))


def decoding(data: bytes, caps: Caps = FROM_CLIENTS) -> Steps[Update]:
    """Read one whole update in steps; see `decode_update`."""
    reader = Reader(data)
    structs = yield from _reading_structs(reader, caps)
    deletes = yield from _reading_deletes(reader, caps)
    reader.done()
    return Update(structs, deletes)


def _count(reader: Reader, most: int, smallest: int, what: str) -> int:
    count = reader.count(reader.left, smallest)
    if count > most:
        raise Refusal("limit", f"The update has {count} {what}; {most} are the most.")
    return count


def _reading_structs(reader: Reader, caps: Caps) -> Steps[dict[int, list[Struct]]]:
    sections: dict[int, list[Struct]] = {}
    left = caps.structs
    unpaused = 0
    for _ in range(_count(reader, caps.clients, _SMALLEST_CLIENT + _SMALLEST_STRUCT, "clients")):
        count = _count(reader, left, _SMALLEST_STRUCT, "structs")
        left -= count
        client = reader.var_uint()
        if client in sections or count == 0:
            raise CodecError("a client's structs are empty or come twice")
        sections[client] = yield from _reading_run(reader, client, count)
        unpaused += count
        if unpaused >= STEP:
            unpaused = 0
            yield
    return sections


def _reading_run(reader: Reader, client: int, count: int) -> Steps[list[Struct]]:
    clock = reader.var_uint()
    run: list[Struct] = []
    for _ in range(count):
        struct = _read_struct(reader, client, clock)
        clock += struct.length
        if struct.length == 0 or clock > MAX_CLOCK:
            raise CodecError("a struct is empty or its clock too high")
        run.append(struct)
        if not len(run) % STEP:
            yield
    if isinstance(run[-1], Skip):
        raise CodecError("a run of structs ends with a hole")
    return run


def _read_struct(reader: Reader, client: int, clock: int) -> Struct:
    info = reader.u8()
    if info == _GC:
        return Gc(client, clock, reader.var_uint())
    if info == _SKIP:
        return Skip(client, clock, reader.var_uint())
    origin = (reader.var_uint(), reader.var_uint()) if info & _HAS_ORIGIN else None
    right = (reader.var_uint(), reader.var_uint()) if info & _HAS_RIGHT_ORIGIN else None
    parent: str | Id | None = None
    key = None
    if origin is None and right is None:
        parent = _read_parent(reader)
        key = reader.var_string() if info & _HAS_KEY else None
    length, content = _read_content(reader, info & _KIND)
    return Item(client, clock, length, content, origin, right, parent, key)


def _read_parent(reader: Reader) -> str | Id:
    match reader.var_uint():
        case 1:
            return reader.var_string()
        case 0:
            return (reader.var_uint(), reader.var_uint())
        case other:
            raise CodecError(f"a parent of kind {other}")


def _read_content(reader: Reader, kind: int) -> tuple[int, Content]:
    if kind == _STRING:
        text = reader.var_string()
        return utf16_length(text), String(text)
    if kind == _ANY:
        return _read_values(reader)
    if kind == _TYPE:
        return 1, _read_type(reader)
    if kind == _DELETED:
        return reader.var_uint(), _COLLECTED
    if kind in _OTHER_CONTENTS:
        raise Refusal("schema", f"Content of the kind {_OTHER_CONTENTS[kind]} is not used on boards.")
    raise CodecError(f"a struct of kind {kind}")


def _read_type(reader: Reader) -> Type:
    kind = reader.var_uint()
    if kind not in _TYPES:
        raise Refusal("schema", f"Shared types of kind {kind} are not used on boards.")
    return _TYPES[kind]


def _read_values(reader: Reader) -> tuple[int, Values]:
    values = []
    raw = []
    for _ in range(_count(reader, limits.MAX_STRUCTS, 1, "values")):
        start = reader.position
        values.append(reader.any())
        raw.append(reader.slice(start))
    return len(values), Values(tuple(values), tuple(raw))


def _reading_deletes(reader: Reader, caps: Caps) -> Steps[dict[int, list[Range]]]:
    deletes: dict[int, list[Range]] = {}
    left = caps.ranges
    for _ in range(_count(reader, caps.clients, _SMALLEST_RANGE, "clients with deletions")):
        client = reader.var_uint()
        count = _count(reader, left, _SMALLEST_RANGE, "deleted ranges")
        left -= count
        if client in deletes:
            raise CodecError("a client's deletions come twice")
        deletes[client] = joined((yield from _reading_ranges(reader, count)))
    return deletes


def _reading_ranges(reader: Reader, count: int) -> Steps[list[Range]]:
    ranges: list[Range] = []
    for _ in range(count):
        ranges.append(_read_range(reader))
        if not len(ranges) % STEP:
            yield
    return ranges


def _read_range(reader: Reader) -> Range:
    start = reader.var_uint()
    end = start + reader.var_uint()
    if not start < end <= MAX_CLOCK:
        raise CodecError("a deleted range is empty or its clock too high")
    return start, end


def encode_update(update: Update) -> bytes:
    """Return `update` as bytes, clients in falling order as Yjs writes them."""
    return finished(encoding(update))


def encoding(update: Update) -> Steps[bytes]:
    """Write an update in steps; see `encode_update`."""
    out = bytearray()
    write_var_uint(out, len(update.structs))
    for client in sorted(update.structs, reverse=True):
        run = update.structs[client]
        write_var_uint(out, len(run))
        write_var_uint(out, client)
        write_var_uint(out, run[0].clock)
        for part in in_steps(run):
            _write_structs(out, part)
            if len(part) == STEP:
                yield
    write_var_uint(out, len(update.deletes))
    for client in sorted(update.deletes, reverse=True):
        _write_ranges(out, client, update.deletes[client])
    return bytes(out)


def _write_structs(out: bytearray, structs: Sequence[Struct]) -> None:
    for struct in structs:
        if isinstance(struct, Item):
            _write_item(out, struct)
        else:
            out.append(_GC if isinstance(struct, Gc) else _SKIP)
            write_var_uint(out, struct.length)


def _write_ranges(out: bytearray, client: int, ranges: Iterable[Range]) -> None:
    ranges = list(ranges)
    write_var_uint(out, client)
    write_var_uint(out, len(ranges))
    for start, end in ranges:
        write_var_uint(out, start)
        write_var_uint(out, end - start)


def _write_item(out: bytearray, item: Item) -> None:
    start = len(out)
    out.append(0)
    flags = 0
    if item.origin is not None:
        flags |= _HAS_ORIGIN
        _write_id(out, item.origin)
    if item.right_origin is not None:
        flags |= _HAS_RIGHT_ORIGIN
        _write_id(out, item.right_origin)
    if item.parent is not None:
        flags |= _write_parent(out, item.parent, item.key)
    out[start] = flags | _write_content(out, item.content, item.length)


def _write_id(out: bytearray, id_: Id) -> None:
    write_var_uint(out, id_[0])
    write_var_uint(out, id_[1])


def _write_parent(out: bytearray, parent: str | Id, key: str | None) -> int:
    if isinstance(parent, str):
        out.append(1)
        write_var_string(out, parent)
    else:
        out.append(0)
        _write_id(out, parent)
    if key is None:
        return 0
    write_var_string(out, key)
    return _HAS_KEY


def _write_content(out: bytearray, content: Content, length: int) -> int:
    """Append the content; return its kind."""
    match content:
        case Deleted():
            write_var_uint(out, length)
            return _DELETED
        case String(text):
            write_var_string(out, text)
            return _STRING
        case Values(_, raw):
            write_var_uint(out, length)
            out += b"".join(raw)
            return _ANY
        case Type(kind):
            out.append(kind)
            return _TYPE
        case _:
            assert_never(content)


def string_value(text: str) -> Values:
    """Return the content that is this one string, as a value of a map has it."""
    return Values((text,), (any_string(text),))


def decode_state_vector(data: bytes) -> dict[int, int]:
    """Read a state vector: the next clock of each client. Raises CodecError when it is none."""
    reader = Reader(data)
    vector: dict[int, int] = {}
    for _ in range(reader.count(limits.MAX_STATE_VECTOR_CLIENTS, _SMALLEST_RANGE)):
        client, clock = reader.var_uint(), reader.var_uint()
        if client in vector or clock > MAX_CLOCK:
            raise CodecError("a client comes twice or its clock is too high")
        vector[client] = clock
    reader.done()
    return vector


def encode_state_vector(vector: Mapping[int, int]) -> bytes:
    """Return `vector` as bytes, clients in falling order as Yjs writes them."""
    out = bytearray()
    write_var_uint(out, len(vector))
    for client in sorted(vector, reverse=True):
        write_var_uint(out, client)
        write_var_uint(out, vector[client])
    return bytes(out)
