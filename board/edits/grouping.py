"""Edits that sort cards into areas: grouping them, and splitting an area."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from board.content.cards import Card
from board.content.document import Board, BoardDocument
from board.content.order import in_order
from board.content.zones import WITH_COLUMNS, Column, Zone
from board.errors import EditError

from .areas import add_area
from .places import NewId, Place, cards_at, check_place, key_after, keys_after_all, own_zones, shown_area, siblings

FOR_SORTING: Final = frozenset({"list", "lanes", "scale"})
"""Kinds of zone of an area that cards can be sorted into."""

Headings = Mapping[str, str]
"""The id of a column or row by the id of the one that it is made after."""


def group_cards(document: BoardDocument, cards: Sequence[str], area: str) -> None:
    """Move cards into an area, last in the first column of its conversation; raw ones are then grouped."""
    board = document.read()
    shown_area(board, area)
    place = _conversation(board, area)
    check_place(document, place)
    moved = [_movable(board, card) for card in cards]
    with document.transaction():
        _append(document, board, moved, place)


def group_into_new_area(
    document: BoardDocument, cards: Sequence[str], key: str, zone: str, title: str, new_id: NewId
) -> None:
    """Make an area with these cards in its conversation. Raises EditError where its zone's blueprint has no place
    for them.
    """
    for card in cards:
        _movable(document.read(), card)
    if not any(seed["kind"] in FOR_SORTING for seed in document.zone(zone).config.get("blueprint", [])):
        raise EditError("The areas of this zone have no place for cards.")
    with document.transaction():
        add_area(document, key, zone, title, new_id)
        group_cards(document, cards, key)


def split_area(document: BoardDocument, area: str, cards: Sequence[str], key: str, title: str, new_id: NewId) -> None:
    """Make an area right after this one, with the same zones and headings, and move these of its cards there.

    Each card keeps its zone, column and row, by name; raw ones are then grouped. The record stays where it is.
    """
    board = document.read()
    source = shown_area(board, area)
    zones = {zone.id: zone for zone in own_zones(board, area) if zone.deleted is None}
    moved = in_order(_of_area(board, card, zones) for card in dict.fromkeys(cards))
    if not moved:
        raise EditError("Choose the cards that go to the new area.")
    document.check_new("areas", key, {"title": title})
    with document.transaction():
        there = siblings(board, "areas", area)
        order = key_after(document, "areas", there, there.index(source) + 1)
        document.add("areas", key, {"title": title, "zone": source.zone, "order": order})
        mirrors = {zone.id: _mirror(document, zone, key, new_id) for zone in zones.values()}
        for card in moved:
            _carry_over(document, card, *mirrors[card.zone or ""])


def _movable(board: Board, key: str) -> Card:
    card = board.cards.get(key)
    if card is None or card.deleted is not None:
        raise EditError("One of these cards is not on the board any more.")
    if card.kind == "hat":
        raise EditError("What a hat said stays on its ring.")
    return card


def _of_area(board: Board, key: str, zones: Mapping[str, Zone]) -> Card:
    card = _movable(board, key)
    if card.zone not in zones:
        raise EditError("Only cards of the area itself can go to the new one.")
    return card


def _append(document: BoardDocument, board: Board, cards: Sequence[Card], place: Place) -> None:
    there = cards_at(board, place)
    keys = keys_after_all(document, "cards", there, len(cards))
    for card, order in zip(cards, keys, strict=True):
        where = {"order": order, "zone": place.zone, "cell": place.cell, "pos": None}
        document.put_all("cards", card.id, {**where, "status": _sorted(card)})


def _sorted(card: Card) -> str:
    return "grouped" if card.status == "raw" else card.status


def _carry_over(document: BoardDocument, card: Card, zone: str, headings: Headings) -> None:
    """Move a card to the same place of another zone; one in a column that is gone stays so."""
    values: dict[str, Any] = {"zone": zone, "status": _sorted(card)}
    if card.cell is not None:
        values |= {"cell": tuple(key and headings.get(key, key) for key in card.cell)}
    document.put_all("cards", card.id, values)


def _mirror(document: BoardDocument, zone: Zone, area: str, new_id: NewId) -> tuple[str, Headings]:
    """Make an empty zone like this one in an area. Returns its id, and its headings by those of this one."""
    shown = [heading for heading in (*zone.columns, *zone.rows) if heading.deleted is None]
    headings = {heading.id: new_id() for heading in shown}
    alike = {name: getattr(zone, name) for name in ("kind", "title", "hint", "launch", "rect", "order", "slot")}
    maps = {name: _mirrored(getattr(zone, name), headings) for name in ("columns", "rows")}
    key = new_id()
    document.add("zones", key, {**alike, **maps, "config": dict(zone.config), "parent": area})
    return key, headings


def _mirrored(columns: Sequence[Column], headings: Headings) -> dict[str, dict[str, str]]:
    return {
        headings[column.id]: {"title": column.title, "order": column.order, "hint": column.hint}
        for column in columns
        if column.id in headings
    }


def _conversation(board: Board, area: str) -> Place:
    """Return where cards go that are sorted into an area: the first column of its conversation, else of what else takes
    cards.
    """
    zones = [
        zone for zone in own_zones(board, area) if zone.deleted is None and zone.kind in ("list", "lanes", "scale")
    ]
    if not zones:
        raise EditError(f"The area '{board.areas[area].title}' has no zone that holds cards.")
    zone = next((zone for zone in zones if zone.slot == "conversation"), zones[0])
    columns = [column.id for column in zone.columns if column.deleted is None]
    return Place(zone.id, (None, columns[0]) if zone.kind in WITH_COLUMNS and columns else None)
