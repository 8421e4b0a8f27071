"""Where things stand: cells that a zone has, siblings in order, and keys for new places among
them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from board.content.areas import Area
from board.content.cards import Card, Cell
from board.content.document import Board, BoardDocument
from board.content.order import NoRoom, between, in_order, sequence
from board.content.zones import WITH_COLUMNS, WITH_ROWS, Column, Zone
from board.errors import EditError

NewId: TypeAlias = Callable[[], str]
"""Gives a new id, unlike all before, each time it is called."""

OrderedRoot = Literal["launches", "zones", "areas", "cards"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card lies: a zone and, where the zone has them, a row and a column; or the open
    board.
    """

    zone: str | None
    cell: Cell | None = None


class Standing(Protocol):
    """An entity that stands in a list."""

    @property
    def id(self) -> str: ...
    @property
    def order(self) -> str: ...
    @property
    def deleted(self) -> str | None: ...


def check_place(document: BoardDocument, place: Place) -> None:
    """Raise EditError unless the zone is there and has this cell."""
    if place.zone is None:
        if place.cell is not None:
            raise EditError("A note on the open board has no cell.")
        return
    check_cell(shown_zone(document, place.zone), place.cell)


def shown_zone(document: BoardDocument, key: str) -> Zone:
    """Return the zone. Raises EditError when there is none, or it is deleted."""
    zone = document.zone(key)
    if zone.deleted is not None:
        raise EditError(f"The zone '{zone.title}' is deleted. Restore it first.")
    return zone


def check_cell(zone: Zone, cell: Cell | None) -> None:
    """Raise EditError unless the zone has this cell: none at all in a zone without columns."""
    if zone.kind not in WITH_COLUMNS:
        if cell is not None:
            raise EditError(f"The zone '{zone.title}' has no columns.")
        return
    row, column = cell if cell is not None else (None, None)
    _check_column(zone, zone.columns, column, "column")
    if zone.kind in WITH_ROWS:
        _check_column(zone, zone.rows, row, "row")
    elif row is not None:
        raise EditError(f"The zone '{zone.title}' has no rows.")


def _check_column(zone: Zone, columns: Sequence[Column], key: str | None, word: str) -> None:
    if not any(column.id == key and column.deleted is None for column in columns):
        raise EditError(f"Choose a {word} of the zone '{zone.title}'.")


def cards_at(board: Board, place: Place) -> list[Card]:
    """Return the cards at a place in order, without the deleted."""
    there = (c for c in board.cards.values() if c.zone == place.zone and c.cell == place.cell)
    return in_order(card for card in there if card.deleted is None)


def siblings(board: Board, root: OrderedRoot, key: str) -> list[Standing]:
    """Return the list in which this entity stands, itself included, in order, without the deleted."""
    return in_order(item for item in _fellows(board, root, key) if item.deleted is None)


def _fellows(board: Board, root: OrderedRoot, key: str) -> Sequence[Standing]:
    match root:
        case "launches":
            return list(board.launches.values())
        case "zones":
            own = board.zones[key]
            held = (own.launch, own.parent)
            return [zone for zone in board.zones.values() if (zone.launch, zone.parent) == held]
        case "areas":
            holder = board.areas[key].zone
            return [area for area in board.areas.values() if area.zone == holder]
        case "cards":
            card = board.cards[key]
            return cards_at(board, Place(card.zone, card.cell))


def end_of_place(document: BoardDocument, place: Place) -> str:
    """Return the order key of a new last card at this place."""
    return end_of(document, "cards", cards_at(document.read(), place))


def end_of_areas(document: BoardDocument, zone: str) -> str:
    """Return the order key of a new last area in this zone."""
    areas = [area for area in document.read().areas.values() if area.zone == zone]
    return end_of(document, "areas", in_order(areas))


def end_of(document: BoardDocument, root: OrderedRoot, items: Sequence[Standing]) -> str:
    """Return a key after these items; numbers them anew when the last has an odd one."""
    return key_after(document, root, items, len(items))


def key_after(document: BoardDocument, root: OrderedRoot, items: Sequence[Standing], place: int) -> str:
    """Return a key that stands before the item at `place`; numbers the items anew where it must."""
    before = items[place - 1].order if place else None
    behind = items[place].order if place < len(items) else None
    try:
        return between(before, behind)
    except NoRoom:
        keys = sequence(len(items) + 1)
        for item, key in zip(items, keys[:place] + keys[place + 1 :], strict=True):
            document.put(root, item.id, "order", key)
        return keys[place]


def keys_after_all(document: BoardDocument, root: OrderedRoot, items: Sequence[Standing], count: int) -> list[str]:
    """Return `count` growing keys after these items, which are numbered anew where the last has an odd one."""
    try:
        return sequence(count, items[-1].order if items else None)
    except NoRoom:
        keys = sequence(len(items) + count)
        for item, key in zip(items, keys, strict=False):
            document.put(root, item.id, "order", key)
        return keys[len(items) :]


def own_zones(board: Board, area: str) -> list[Zone]:
    """Return the zones of an area in order, deleted ones too, without those of what was launched on it."""
    launched = {launch.id for launch in board.launches.values() if launch.area == area}
    return in_order(zone for zone in board.zones.values() if zone.parent == area and zone.launch not in launched)


def shown_area(board: Board, key: str) -> Area:
    """Return the area. Raises EditError when there is none, or it is deleted."""
    area = board.areas.get(key)
    if area is None or area.deleted is not None:
        raise EditError("There is no such area on this board. Somebody may have deleted it, or merged it with another.")
    return area
