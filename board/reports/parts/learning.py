"""What boards say was learned, as bullets: in their zones for it, or else on cards of that kind wherever they are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from board.reports.model import Flow, List, ListItem
from board.reports.prose import bold, clean, formatted, literal, one_line
from board.snapshots.projection import CardView, LaneView, Projection, ZoneView, all_zones, cards_in

from .cards import card_runs, said_runs, with_remark, written
from .zones import lane_title

SLOT: Final = "learning"
_SIGNS: Final = "-*•–"
"""What people type in front of a point below another."""


def learning(boards: Iterable[Projection]) -> tuple[Flow, ...]:
    """The learning of these boards in their order; nothing where none is written."""
    flow = [block for board in boards for block in _of_board(board)]
    return tuple(_joined(flow))


def _of_board(board: Projection) -> list[Flow]:
    zones = [zone for zone in all_zones(board) if zone["slot"] == SLOT]
    said = [block for zone in zones for block in _of_zone(zone)]
    if said:
        return said
    cards = [card for zone in all_zones(board) for card in cards_in(zone) if card["kind"] == "learning"]
    return list(_points(cards))


def _of_zone(zone: ZoneView) -> Iterator[Flow]:
    yield from formatted(zone.get("text", ""))
    lanes = zone.get("lanes", [])
    if items := tuple(_lanes(zone, lanes)):
        yield List(ordered=False, items=items)
    in_lanes = {card["id"] for lane in lanes for card in lane["cards"]}
    yield from _points(card for card in cards_in(zone) if card["id"] not in in_lanes)


def _lanes(zone: ZoneView, lanes: Sequence[LaneView]) -> Iterator[ListItem]:
    """Each lane that says something, with its cards below it."""
    for number, lane in enumerate(lanes, 1):
        if said := tuple(ListItem(card_runs(card)) for card in written(lane["cards"])):
            yield ListItem((bold(lane_title(zone, number, lane["title"])),), (List(ordered=False, items=said),))


def _points(cards: Iterable[CardView]) -> Iterator[List]:
    if items := tuple(map(point, written(cards))):
        yield List(ordered=False, items=items)


def point(card: CardView) -> ListItem:
    """A card as an item: lines of its text that begin as bullets do are a list below it."""
    first, *lines = clean(card["text"]).strip().split("\n")
    below = [line.strip() for line in lines if line.strip()]
    if not below or not all(line[0] in _SIGNS for line in below) or one_line(first)[:1] in _SIGNS:
        return ListItem(card_runs(card))
    said: CardView = {**card, "text": first}
    points = tuple(ListItem(literal(line[1:])) for line in below if line[1:].strip())
    return ListItem(with_remark(said_runs(said), card), (List(ordered=False, items=points),) if points else ())


def _joined(flow: Iterable[Flow]) -> Iterator[Flow]:
    """Lists with bullets that follow one another are one."""
    waiting: list[ListItem] = []
    for block in flow:
        if isinstance(block, List) and not block.ordered:
            waiting += block.items
            continue
        if waiting:
            yield List(ordered=False, items=tuple(waiting))
            waiting = []
        yield block
    if waiting:
        yield List(ordered=False, items=tuple(waiting))
