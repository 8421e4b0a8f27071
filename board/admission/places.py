"""Where content sits in a document: places (roots and shared types), their slots, and what a slot may hold.

A slot is one key of a map, or the one sequence of a text. All that the index knows of an item is its slot; an item
that makes a shared type is known as the place it makes. Collected content has no place any more: `DEAD`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, Self, TypeAlias, assert_never

from board.content import schema
from board.content.schema import Entity, Flag, Items, Json, Num, Str, Text, TextMap, ValueMap
from board.ids import ENTITY_ID
from board.yjs.structs import Id, Range
from board.yjs.varint import UNSAFE_KEY

META_ROOT: Final = "meta"
"""The one root that is an entity itself; all others hold entities by id."""


@dataclass(frozen=True, slots=True)
class Entities:
    """A map of entities by id."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class Fields:
    """One entity."""

    fields: Entity


@dataclass(frozen=True, slots=True)
class Letters:
    """The sequence of a text."""


PlaceShape: TypeAlias = Entities | Fields | TextMap | ValueMap | Text
Holds: TypeAlias = Fields | TextMap | ValueMap | Text | Letters | Str | schema.Id | Num | Flag | Items | Json

LETTERS: Final = Letters()
_TEXT: Final = Text()


class Grave(Enum):
    """The place of what was collected together with its parent."""

    DEAD = "dead"


DEAD: Final = Grave.DEAD


def held_at(shape: PlaceShape | None, key: str | None) -> Holds | None:
    """Return what a place of this shape holds under `key`, None when nothing may be there."""
    match shape:
        case None:
            return None
        case Text():
            return LETTERS if key is None else None
        case Fields(fields):
            return fields.get(key) if key is not None else None
        case Entities() | TextMap() | ValueMap():
            return _member(shape) if key is not None and _is_id(key) else None
        case _:
            assert_never(shape)


def _is_id(key: str) -> bool:
    return ENTITY_ID.fullmatch(key) is not None and key != UNSAFE_KEY


def _member(shape: Entities | TextMap | ValueMap) -> Holds:
    match shape:
        case Entities(entity):
            return Fields(entity)
        case TextMap():
            return _TEXT
        case ValueMap(value):
            return value
        case _:
            assert_never(shape)


class Place:
    """A root or a shared type: its slots, and the slot it sits in itself."""

    __slots__ = ("_slots", "deleted", "shape", "slot", "units")

    def __init__(self, shape: PlaceShape | None, slot: "Slot | None" = None) -> None:
        self.shape = shape
        self.slot = slot
        self.deleted = False
        self.units = 0
        """Of a text: UTF-16 code units that are not deleted."""
        # A text has one slot, many maps have none: most places need no dict.
        self._slots: dict[str | None, Slot] | Slot | None = None

    @property
    def gone(self) -> bool:
        """True when the place or one around it is deleted."""
        return any(place.deleted for place in self.around())

    def around(self) -> Iterator["Place"]:
        """Yield the place, the one it is in, and so on up to the root."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.slot.place if place.slot else None

    def slot_at(self, key: str | None) -> "Slot | None":
        """Return the slot of this key; the one of a text has the key None."""
        slots = self._slots
        if isinstance(slots, dict):
            return slots.get(key)
        return slots if slots is not None and slots.key == key else None

    def attach(self, slot: "Slot") -> None:
        """Add a slot whose key is new here."""
        match self._slots:
            case None:
                self._slots = slot
            case Slot() as only:
                self._slots = {only.key: only, slot.key: slot}
            case slots:
                slots[slot.key] = slot

    @property
    def size(self) -> int:
        """How many slots there are."""
        slots = self._slots
        return len(slots) if isinstance(slots, dict) else int(slots is not None)


Segment: TypeAlias = tuple[int, int, int]
"""Client, first clock, last clock."""


class Slot:
    """One key of a map or the sequence of a text, with what is needed to know which of several values of a key wins.

    Yjs orders the items of a key like those of a text; the last one is the value, all others are deleted. Without right
    origins the order is that of a tree: an item follows its origin, and of several with one origin the higher client id
    is last. `_chain` is the way from the root of that tree to its last leaf; one segment goes without a list.
    """

    __slots__ = ("_chain", "_closed", "holds", "key", "pieces", "place")

    def __init__(self, place: Place, key: str | None, holds: Holds | None) -> None:
        self.place = place
        self.key = key
        self.holds = holds
        self.pieces = 0
        """Items that came one by one: the length of the list that an insertion may have to be compared with."""
        self._chain: Segment | list[Segment] | None = None
        # After a lost item of the last segment's client, whose clock must not come to lie inside of that segment.
        self._closed = False

    @classmethod
    def of(
        cls,
        place: Place,
        key: str | None,
        holds: Holds | None,
        pieces: int,
        segments: Sequence[Segment],
        *,
        closed: bool,
    ) -> Self:
        """Return the slot that had so many `pieces` and this `order`."""
        slot = cls(place, key, holds)
        slot.pieces = pieces
        slot._chain = list(segments) if len(segments) > 1 else segments[0] if segments else None
        slot._closed = closed
        return slot

    @property
    def order(self) -> tuple[Sequence[Segment], bool]:
        """What is known of the order of its items: the segments of the chain, and whether the last one is closed."""
        chain = self._chain
        return (chain if isinstance(chain, list) else [chain] if chain else []), self._closed

    @property
    def last(self) -> Id | None:
        """The id of the item that is the value of this key."""
        if self._chain is None:
            return None
        client, _, clock = self._chain[-1] if isinstance(self._chain, list) else self._chain
        return client, clock

    def settle(self, client: int, clocks: Range, origin: Id | None) -> tuple[int, Range] | None:
        """Order a new item among those of this key. Returns what that deletes: the old value, or the item itself."""
        last = self.last
        if last is not None and origin != last and not self._overtakes(client, origin):
            self._closed = self._closed or last[0] == client
            return client, clocks
        self._append((client, clocks[0], clocks[1] - 1))
        return (last[0], (last[1], last[1] + 1)) if last else None

    def _append(self, new: Segment) -> None:
        chain = self._chain
        before = chain[-1] if isinstance(chain, list) and chain else chain
        if isinstance(before, tuple) and before[0] == new[0] and not self._closed:
            new = (new[0], before[1], new[2])
            if isinstance(chain, list):
                chain[-1] = new
            else:
                self._chain = new
        elif chain:
            self._segments().append(new)
        else:
            self._chain = new
        self._closed = False

    def _segments(self) -> list[Segment]:
        if not isinstance(self._chain, list):
            self._chain = [self._chain] if self._chain else []
        return self._chain

    def _overtakes(self, client: int, origin: Id | None) -> bool:
        """Tell whether an item that does not follow the last one wins; if so, cut the chain back to its origin."""
        if origin is None:
            return self._cut(client, 0)
        segments = self._segments()
        for at in reversed(range(len(segments))):
            owner, first, last = segments[at]
            if owner != origin[0] or not first <= origin[1] <= last:
                continue
            if origin[1] == last:
                return self._cut(client, at + 1)
            if client > owner:
                segments[at:] = [(owner, first, origin[1])]
            return client > owner
        return False

    def _cut(self, client: int, at: int) -> bool:
        segments = self._segments()
        wins = client > segments[at][0]
        if wins:
            del segments[at:]
            self._closed = True
        return wins


Node: TypeAlias = Slot | Place | Literal[Grave.DEAD]
"""What the index knows of an item."""


def slot_of(node: Node) -> Slot | None:
    """Return the slot that an item sits in; None when it is dead."""
    match node:
        case Slot():
            return node
        case Place():
            return node.slot
        case Grave.DEAD:
            return None
        case _:
            assert_never(node)


def roots(schema: Mapping[str, Entity]) -> dict[str, Place]:
    """Return the empty roots of a document of this schema."""
    return {name: Place(Fields(entity) if name == META_ROOT else Entities(entity)) for name, entity in schema.items()}
