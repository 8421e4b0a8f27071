"""What new content has to fit: the schema of its slot (SPEC A3), and the caps on growth (SPEC A2)."""

from typing import Final, assert_never

from board import limits
from board.content.schema import Stamp, Text, TextMap, ValueMap
from board.errors import Refusal
from board.yjs.structs import MAP_TYPE, TEXT_TYPE, Content, Deleted, Item, String, Type, Values

from .places import Entities, Fields, Letters, Place, PlaceShape, Slot

MAX_TEXT_UNITS: Final = 4 * limits.MAX_TEXT
"""UTF-16 code units of one text that are not deleted. The page stops at MAX_TEXT code points, two units each at most;
as much again lets two people fill one text at the same time without either being refused."""

ITEM_WEIGHT: Final = 24
"""Bytes that an item costs in a stored document beside its content: its ids and its share of the delete set."""


def place_shape(slot: Slot) -> PlaceShape | None:
    """Return the shape of a shared type made in this slot; None when the slot holds something else."""
    match slot.holds:
        case Fields() | TextMap() | ValueMap() | Text() as shape:
            return shape
        case _:
            return None


def check_content(slot: Slot, item: Item) -> None:
    """Raise Refusal unless the item may be in the slot."""
    if slot.holds is None or not _fits(slot, item.content):
        raise Refusal("schema", f"The update has something at {path_of(slot)} that does not belong there.")
    if slot.key is not None and item.right_origin is not None:
        raise Refusal("schema", f"The update puts a value at {path_of(slot)} before another.")


def says_something(item: Item) -> bool:
    """True when the item is a value that is not null."""
    return isinstance(item.content, Values) and any(value is not None for value in item.content.values)


def check_stamp(slot: Slot, stamp: Stamp, item: Item, *, at_birth: bool) -> None:
    """Raise Refusal where a client writes what the server alone may, or may only be said `at_birth`."""
    may_be_given = stamp.at_birth and at_birth
    if slot.last is not None or (says_something(item) and not may_be_given):
        raise Refusal("schema", f"The update writes {path_of(slot)}, which the server alone does.")


def _fits(slot: Slot, content: Content) -> bool:
    holds = slot.holds
    match content:
        case Deleted():
            return True
        case String():
            return isinstance(holds, Letters)
        case Type(kind):
            return _type_of(place_shape(slot)) == kind
        case Values(values):
            if holds is None or isinstance(holds, Letters | Fields | TextMap | ValueMap | Text):
                return False
            return all(map(holds.fits, values))
        case _:
            assert_never(content)


def _type_of(shape: PlaceShape | None) -> int | None:
    match shape:
        case None:
            return None
        case Text():
            return TEXT_TYPE
        case Fields() | TextMap() | ValueMap() | Entities():
            return MAP_TYPE
        case _:
            assert_never(shape)


def check_slots(place: Place, more: int) -> None:
    """Raise Refusal when `more` new keys are too many for the place."""
    most = limits.MAX_ENTITIES if isinstance(place.shape, Entities) else limits.MAX_MAP_KEYS
    if place.size + more > most:
        raise Refusal("limit", f"There may be {most} entries in one place; the update has more.")


def check_text(place: Place, more: int) -> None:
    """Raise Refusal when `more` UTF-16 code units are too many for the text."""
    if more > 0 and place.units + more > MAX_TEXT_UNITS:
        raise Refusal("limit", f"A text may have {limits.MAX_TEXT} characters; this one gets longer.")


def weight_of(item: Item) -> int:
    """Return about how many bytes the item adds to the stored document."""
    match item.content:
        case String(text):
            return ITEM_WEIGHT + len(text)
        case Values(_, raw):
            return ITEM_WEIGHT + sum(map(len, raw))
        case Deleted() | Type():
            return ITEM_WEIGHT
        case _:
            assert_never(item.content)


def path_of(slot: Slot) -> str:
    """Return the keys that lead to the slot, for a message."""
    keys: list[str] = []
    at: Slot | None = slot
    while at is not None:
        if at.key is not None:
            keys.append(at.key[: limits.MAX_KEY_LENGTH])
        at = at.place.slot
    return "/".join(reversed(keys)) or "a text"
