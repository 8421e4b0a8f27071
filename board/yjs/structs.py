"""What a Yjs update is made of: structs, their contents, and how a struct is cut.

Lengths and clocks count UTF-16 code units in texts, as JavaScript does. Only what a document of ours
can hold has a class here.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias, assert_never

from board.errors import Refusal

Id: TypeAlias = tuple[int, int]
"""Client and clock."""

Range: TypeAlias = tuple[int, int]
"""First clock, and the clock after the last."""

MAP_TYPE: Final = 1
TEXT_TYPE: Final = 2


@dataclass(frozen=True, slots=True)
class Deleted:
    """Content that was deleted and collected; only its length is known."""


@dataclass(frozen=True, slots=True)
class String:
    """A piece of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Values:
    """JSON values, one clock each, beside the bytes they came as."""

    values: tuple[Any, ...]
    raw: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Type:
    """A new shared map (`MAP_TYPE`) or text (`TEXT_TYPE`)."""

    kind: int


Content: TypeAlias = Deleted | String | Values | Type


@dataclass(frozen=True, slots=True)
class Span:
    """`length` clocks of a client, from `clock` on."""

    client: int
    clock: int
    length: int

    @property
    def end(self) -> int:
        """The clock after the last."""
        return self.clock + self.length


@dataclass(frozen=True, slots=True)
class Item(Span):
    """Content at a place: after `origin`, before `right_origin`.

    `parent` (the name of a root or the id of a type) and `key` are known only where both origins
    are None; else the place is that of the origins.
    """

    content: Content
    origin: Id | None
    right_origin: Id | None
    parent: str | Id | None
    key: str | None


@dataclass(frozen=True, slots=True)
class Gc(Span):
    """Clocks whose content and place were collected."""


@dataclass(frozen=True, slots=True)
class Skip(Span):
    """Clocks that the update does not tell about."""


Struct: TypeAlias = Item | Gc | Skip


@dataclass(frozen=True, slots=True)
class Update:
    """Structs by client, in clock order and without holes; deleted ranges by client, sorted and joined."""

    structs: Mapping[int, Sequence[Struct]] = field(default_factory=dict)
    deletes: Mapping[int, Sequence[Range]] = field(default_factory=dict)


def joined(ranges: Iterable[Range]) -> list[Range]:
    """Return the ranges sorted, those that overlap or touch made one."""
    result: list[Range] = []
    for start, end in sorted(ranges):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def covers(ranges: Sequence[Range], start: int, end: int) -> bool:
    """True when one of the sorted, joined `ranges` holds all of `start` to `end`."""
    at = bisect_right(ranges, start, key=_first) - 1
    return at >= 0 and end <= ranges[at][1]


def _first(clocks: Range) -> int:
    return clocks[0]


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pair_offsets(text: str) -> list[int]:
    """Return where surrogate pairs begin in `text`, in UTF-16 code units."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return []
    offsets: list[int] = []
    for position, character in enumerate(text):
        if character > "\uffff":
            offsets.append(position + len(offsets))
    return offsets


def after(run: Sequence[Struct], clock: int) -> Sequence[Struct]:
    """Return the structs of a run from `clock` on, the first one cut if need be. Raises Refusal("text")."""
    if run[-1].end <= clock:
        return []
    rest = [struct for struct in run if struct.end > clock]
    if rest[0].clock < clock:
        rest[0] = slice_struct(rest[0], clock - rest[0].clock)
    return rest


def following(updates: Iterable[Update]) -> Update:
    """Return updates that follow on each other as one; what comes again is in it once. Raises Refusal("text")."""
    structs: dict[int, list[Struct]] = {}
    deletes: dict[int, list[Range]] = {}
    for update in updates:
        for client, run in update.structs.items():
            known = structs.setdefault(client, [])
            known += after(run, known[-1].end) if known else run
        for client, ranges in update.deletes.items():
            deletes.setdefault(client, []).extend(ranges)
    return Update(structs, {client: joined(ranges) for client, ranges in deletes.items()})


def slice_struct(struct: Struct, offset: int) -> Struct:
    """Return `struct` without its first `offset` clocks, 0 < offset < its length.

    Raises Refusal("text") when that would tear a surrogate pair apart.
    """
    clock, length = struct.clock + offset, struct.length - offset
    if not isinstance(struct, Item):
        return replace(struct, clock=clock, length=length)
    content = _slice_content(struct.content, offset)
    origin = (struct.client, clock - 1)
    return Item(struct.client, clock, length, content, origin, struct.right_origin, parent=None, key=None)


def _slice_content(content: Content, offset: int) -> Content:
    match content:
        case Deleted():
            return content
        case String(text):
            return String(_slice_text(text, offset))
        case Values(values, raw):
            return Values(values[offset:], raw[offset:])
        case Type():
            raise ValueError("a type has one clock")
        case _:
            assert_never(content)


def _slice_text(text: str, offset: int) -> str:
    try:
        return text.encode("utf-16-le")[2 * offset :].decode("utf-16-le")
    except UnicodeDecodeError:
        raise Refusal("text", "The update tears a character apart.") from None
