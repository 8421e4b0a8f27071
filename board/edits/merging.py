"""Merging two areas: everything of both is in the one that stays, and the other can be brought back."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from board import limits
from board.content.areas import Area
from board.content.cards import Card, Cell
from board.content.document import Board, BoardDocument
from board.content.order import in_order
from board.content.withheld import is_withheld
from board.content.zones import Column, Zone
from board.errors import EditError

from .places import NewId, Place, cards_at, keys_after_all, own_zones, shown_area
from .zones import add_column

POURED: Final = frozenset({"text", "list", "lanes", "table"})
"""Kinds of zone whose content can go into another of the kind; the others move as a whole."""


def merge_areas(document: BoardDocument, one: str, other: str, when: str, new_id: NewId) -> str:
    """Put all of one area into the other: the one that comes first stays, with its title and place, and its id is
    returned.

    Cards go to the zone of the same kind and slot, and there to the column of the same title, which is made where it is
    missing; a zone without a like moves as it is. Texts are joined, the title of the other area between them; a record
    that was joined is a draft again. What pointed to the area that goes points to the one that stays. That area is
    marked as deleted. Raises EditError when the two do not stand in one list, or their records are too long for one.
    """
    board = document.read()
    if one == other:
        raise EditError("Choose another area to merge with.")
    stays, goes = in_order([shown_area(board, one), shown_area(board, other)])
    if stays.zone != goes.zone:
        raise EditError("Only areas of one list can be merged.")
    record = joined(stays.record, goes)
    if len(record) > limits.MAX_TEXT:
        raise EditError("The two records together are too long for one. Shorten one of them first.")
    with document.transaction():
        _merge_zones(document, board, stays, goes, new_id)
        _move_launches(document, board, stays.id, goes.id)
        _join_records(document, stays, record)
        _point_to(document, board, stays.id, goes.id)
        document.put("areas", goes.id, "deleted", when)
    return stays.id


def joined(text: str, goes: Area, more: str | None = None) -> str:
    """Return a text with what the other area has in its place (its record unless `more`) below it, and where that
    comes from.
    """
    added = goes.record if more is None else more
    if not added.strip():
        return text
    if not text.strip():
        return added
    return f"{text.rstrip()}\n\nFrom “{goes.title or 'an area without a title'}”:\n\n{added}"


def _merge_zones(document: BoardDocument, board: Board, stays: Area, goes: Area, new_id: NewId) -> None:
    there = own_zones(board, stays.id)
    for zone in own_zones(board, goes.id):
        like = _like(zone, there)
        if like is None or not _has_room(document.zone(like.id), zone, goes):
            [order] = keys_after_all(document, "zones", there, 1)
            document.put_all("zones", zone.id, {"parent": stays.id, "order": order})
            there = [*there, document.zone(zone.id)]
        else:
            document.write("zones", like.id, "text", joined(document.zone(like.id).text, goes, zone.text))
            _pour(document, board, zone, document.zone(like.id), new_id)


def _like(zone: Zone, others: Sequence[Zone]) -> Zone | None:
    """Return the zone that can take in what this one holds: of the same kind and slot, of the same title if there are
    several, and not where what is in one of the two alone stays in the group (SPEC T5).
    """
    if zone.kind not in POURED or zone.deleted is not None:
        return None
    alike = [other for other in others if _alike(other) == _alike(zone) and other.deleted is None]
    named = [other for other in alike if other.title == zone.title]
    return next(iter(named or (alike if zone.slot else [])), None)


def _alike(zone: Zone) -> tuple[str, str, bool]:
    return zone.kind, zone.slot, is_withheld(zone.config)


def _has_room(like: Zone, zone: Zone, goes: Area) -> bool:
    columns = {*_by_title(like), *_by_title(zone)}
    return len(columns) <= limits.MAX_LIST and len(joined(like.text, goes, zone.text)) <= limits.MAX_TEXT


def _pour(document: BoardDocument, board: Board, zone: Zone, into: Zone, new_id: NewId) -> None:
    columns = _columns(document, zone, into, new_id)
    cards = in_order(card for card in board.cards.values() if card.zone == zone.id)
    for cell, group in groupby(sorted(cards, key=_cell_key), key=lambda card: card.cell):
        _append(document, into.id, _moved(cell, columns), in_order(group))


def _cell_key(card: Card) -> str:
    return " ".join(key or "" for key in card.cell or ())


def _moved(cell: Cell | None, columns: Mapping[str, str]) -> Cell | None:
    return cell and (cell[0], columns.get(cell[1] or "", cell[1]))


def _append(document: BoardDocument, zone: str, cell: Cell | None, cards: Sequence[Card]) -> None:
    """Put cards last at a place, deleted ones too: whoever brings one back finds it there."""
    keys = keys_after_all(document, "cards", cards_at(document.read(), Place(zone, cell)), len(cards))
    for card, order in zip(cards, keys, strict=True):
        document.put_all("cards", card.id, {"zone": zone, "cell": cell, "order": order})


def _columns(document: BoardDocument, zone: Zone, into: Zone, new_id: NewId) -> Mapping[str, str]:
    """Return the columns of one zone by those of the other, of the same title; those that are missing are made."""
    there = _by_title(into)
    for column in zone.columns:
        if column.deleted is None and _folded(column) not in there:
            there[_folded(column)] = key = new_id()
            add_column(document, into.id, key, column.title, hint=column.hint)
    return {column.id: there[_folded(column)] for column in zone.columns if _folded(column) in there}


def _by_title(zone: Zone) -> dict[str, str]:
    return {_folded(column): column.id for column in zone.columns if column.deleted is None}


def _folded(column: Column) -> str:
    return " ".join(column.title.casefold().split())


def _move_launches(document: BoardDocument, board: Board, stays: str, goes: str) -> None:
    launches = {launch.id for launch in board.launches.values() if launch.area == goes}
    for launch in launches:
        document.put("launches", launch, "area", stays)
    for zone in board.zones.values():
        if zone.launch in launches and zone.parent == goes:
            document.put("zones", zone.id, "parent", stays)


def _join_records(document: BoardDocument, stays: Area, record: str) -> None:
    if record != stays.record:
        document.write("areas", stays.id, "record", record)
        document.put_all("areas", stays.id, {"status": "draft", "revisit_on": None})


def _point_to(document: BoardDocument, board: Board, stays: str, goes: str) -> None:
    for link in board.links.values():
        ends = {"from": link.source, "to": link.target}
        if goes in ends.values():
            document.put_all("links", link.id, {end: stays if key == goes else key for end, key in ends.items()})
    for card in board.cards.values():
        if goes in card.refs:
            refs = dict.fromkeys(stays if key == goes else key for key in card.refs)
            document.put("cards", card.id, "refs", tuple(refs))
