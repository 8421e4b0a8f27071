"""Makes the projection of a board from one reading of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from board.content.areas import Area
from board.content.cards import Card
from board.content.document import Board
from board.content.order import in_order
from board.content.references import references
from board.content.schema import CARD_FIELDS
from board.content.shown import Shown
from board.content.zones import WITH_COLUMNS, WITH_ROWS, Column, Launch, Zone, has_cell

from .projection import (
    FORMAT,
    AreaView,
    BrokenView,
    CardView,
    CellView,
    ColumnView,
    DeletedView,
    LaneView,
    LaunchView,
    Projection,
    Referring,
    RowView,
    ZoneKind,
    ZoneView,
)

T = TypeVar("T")

LONGEST_TITLE = 80
"""Code points of a card's text that name it in the Deleted list."""


def project_board(board: Board) -> Projection:
    """Return the projection of a board; the same content always gives the same one."""
    return _Projector(board).projection()


class _Projector:
    """Walks the board once, and remembers what it placed: odd loops end, and nothing is left out."""

    def __init__(self, board: Board) -> None:
        shown = Shown(board)
        self._board = board
        self._launches = [x for x in in_order(board.launches.values()) if shown.launch(x.id)]
        self._zones = [x for x in in_order(board.zones.values()) if shown.zone(x.id)]
        self._areas = [x for x in in_order(board.areas.values()) if shown.area(x.id)]
        self._cards: dict[str | None, list[Card]] = defaultdict(list)
        self._refs = references(board)
        for card in in_order(board.cards.values()):
            if shown.card(card.id):
                self._cards[card.zone].append(replace(card, refs=self._refs.get(card.id, ())))
        self._of_launch = _grouped((zone.launch, zone) for zone in self._zones if not zone.parent)
        self._of_area = _grouped((zone.parent, zone) for zone in self._zones)
        self._of_zone = _grouped((area.zone, area) for area in self._areas)
        self._placed: set[str] = set()

    def projection(self) -> Projection:
        board = self._board
        return {
            "format": FORMAT,
            "title": board.meta.title,
            "purpose": board.meta.purpose,
            "launches": [self._launch(launch) for launch in self._launches],
            "zones": [view for zone in self._zones for view in self._zone(zone)],
            "areas": [view for area in self._areas for view in self._area(area)],
            "notes": _card_views(self._cards[None]),
            "unplaced": self._without_zone(),
            "deleted": _deleted_views(board),
            "broken": [_broken_view(odd.what, odd.id, odd.field) for odd in board.broken],
        }

    def _launch(self, launch: Launch) -> LaunchView:
        zones = self._of_launch.get(launch.id, [])
        return {
            "id": launch.id,
            "template": launch.template,
            "version": launch.version,
            "title": launch.title,
            "area": launch.area,
            "attribution": launch.attribution,
            "zones": [view for zone in zones for view in self._zone(zone)],
        }

    def _zone(self, zone: Zone) -> list[ZoneView]:
        """Return the zone's view, or nothing when it is placed already."""
        if zone.id in self._placed:
            return []
        self._placed.add(zone.id)
        view = _zone_view(zone, self._cards[zone.id])
        self._refer(view, zone.id)
        if zone.kind == "text":
            bound = zone.config.get("bind") == "purpose"
            view["text"] = self._board.meta.purpose if bound else zone.text
        if zone.kind == "areas":
            areas = self._of_zone.get(zone.id, [])
            view["areas"] = [found for area in areas for found in self._area(area)]
        return [view]

    def _area(self, area: Area) -> list[AreaView]:
        """Return the area's view, or nothing when it is placed already."""
        if area.id in self._placed:
            return []
        self._placed.add(area.id)
        zones = self._of_area.get(area.id, [])
        view: AreaView = {
            "id": area.id,
            "title": area.title,
            "status": area.status,
            "revisit_on": area.revisit_on,
            "date": area.date,
            "record": area.record,
            "zones": [view for zone in zones for view in self._zone(zone)],
            "launches": [launch.id for launch in self._launches if launch.area == area.id],
        }
        self._refer(view, area.id)
        return [view]

    def _refer(self, view: Referring, key: str) -> None:
        """Say what an area or zone refers to, where it does."""
        if key in self._refs:
            view["refs"] = list(self._refs[key])

    def _without_zone(self) -> list[CardView]:
        lost = (cards for zone, cards in self._cards.items() if zone and zone not in self._board.zones)
        return _card_views(in_order(card for cards in lost for card in cards))


def _grouped(pairs: Iterable[tuple[str | None, T]]) -> dict[str | None, list[T]]:
    groups: dict[str | None, list[T]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return groups


def _zone_view(zone: Zone, cards: Sequence[Card]) -> ZoneView:
    view: ZoneView = {
        "id": zone.id,
        "kind": cast(ZoneKind, zone.kind),
        "title": zone.title,
        "hint": zone.hint,
        "slot": zone.slot,
        "rect": list(zone.rect),
        "config": {key: value for key, value in zone.config.items() if key != "blueprint"},
        "unplaced": [],
    }
    columns = [column for column in zone.columns if column.deleted is None]
    rows = [row for row in zone.rows if row.deleted is None]
    if zone.kind in WITH_ROWS:
        view["columns"] = [_column_view(column) for column in columns]
        view["rows"] = [_row_view(zone, row, columns, cards) for row in rows]
    elif zone.kind in WITH_COLUMNS:
        view["lanes"] = [_lane_view(column, cards) for column in columns]
    else:
        view["cards"] = _card_views(cards)
        return view
    view["unplaced"] = _card_views(card for card in cards if not has_cell(zone, card.cell))
    return view


def _column_view(column: Column) -> ColumnView:
    return {"id": column.id, "title": column.title, "hint": column.hint}


def _lane_view(column: Column, cards: Sequence[Card]) -> LaneView:
    there = (card for card in cards if card.cell is not None and card.cell[1] == column.id)
    return {**_column_view(column), "cards": _card_views(there)}


def _row_view(zone: Zone, row: Column, columns: Sequence[Column], cards: Sequence[Card]) -> RowView:
    return {
        **_column_view(row),
        "verdict": zone.verdicts.get(row.id),
        "cells": [_cell_view(row, column, cards) for column in columns],
    }


def _cell_view(row: Column, column: Column, cards: Sequence[Card]) -> CellView:
    there = (card for card in cards if card.cell == (row.id, column.id))
    return {"column": column.id, "cards": _card_views(there)}


def _card_views(cards: Iterable[Card]) -> list[CardView]:
    return [_card_view(card) for card in cards]


def _card_view(card: Card) -> CardView:
    view: CardView = {
        "id": card.id,
        "kind": card.kind,
        "text": card.text,
        "fields": {name: card.fields[name] for name in CARD_FIELDS.get(card.kind, ())},
        "status": card.status,
        "certainty": card.certainty,
        "colour": card.colour,
        "tags": list(card.tags),
        "refs": list(card.refs),
        "pos": list(card.pos) if card.pos is not None else None,
        "size": list(card.size) if card.size is not None else None,
    }
    if card.by is not None:
        view["by"] = card.by
    if card.withheld_in is not None:
        view["withheld_in"] = card.withheld_in
    return view


def _deleted_views(board: Board) -> list[DeletedView]:
    views = [_deleted_view(what, key, title, when) for what, key, title, when in _marked(board) if when is not None]
    return sorted(views, key=lambda view: (view["deleted"], view["what"], view["id"]))


def _marked(board: Board) -> Iterator[tuple[str, str, str, str | None]]:
    for launch in board.launches.values():
        yield "launch", launch.id, launch.title, launch.deleted
    for zone in board.zones.values():
        yield "zone", zone.id, zone.title, zone.deleted
        for what, columns in (("column", zone.columns), ("row", zone.rows)):
            for column in columns:
                yield what, f"{zone.id}/{column.id}", column.title, column.deleted
    for area in board.areas.values():
        yield "area", area.id, area.title, area.deleted
    for card in board.cards.values():
        yield "card", card.id, card.text[:LONGEST_TITLE], card.deleted


def _deleted_view(what: str, key: str, title: str, when: str) -> DeletedView:
    return {"what": what, "id": key, "title": title, "deleted": when}


def _broken_view(what: str, key: str, field: str) -> BrokenView:
    return {"what": what, "id": key, "field": field}
