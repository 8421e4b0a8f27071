"""The trail: which cards stand behind each area."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from board.reports.model import Block, Cell, Row, Section, Table
from board.reports.prose import literal, quoted, statement
from board.reports.source.options import ReportOptions
from board.snapshots.projection import AreaView, CardView, ZoneView, cards_in
from board.text.richtext import Runs

from .areas import area_title
from .cards import SOURCE_WORDS, kind_word, said_runs, status_word, with_fields, written
from .zones import cell_of, title_of

TITLE: Final = "Annex: the cards behind the text"
_COLUMNS: Final = ("No.", "Where", "What it says", "Kind", "State")
_SAYS: Final = 3
"""So many columns say what the card is: its origin follows."""
_COPIED: Final = "Comes from"
_LINKED: Final = "Goes with"


def annex(areas: Sequence[AreaView], options: ReportOptions) -> tuple[Block, ...]:
    """A table of cards for each area that has any, or nothing."""
    if not options.annex:
        return ()
    numbers = _numbers(areas)
    tables = [table for area in areas for table in _table(area, numbers)]
    intro = statement("The numbers show which card goes with which.")
    start = (intro,) if any(_LINKED in table.columns for table in tables) else ()
    return (Section("annex", options.level, TITLE, (*start, *tables)),) if tables else ()


def _numbers(areas: Sequence[AreaView]) -> dict[str, str]:
    """Number each card of each area: `2.3` is the third of the second area."""
    numbers: dict[str, str] = {}
    for first, area in enumerate(areas, start=1):
        cards = [card for zone in area["zones"] for card in written(cards_in(zone))]
        numbers |= {card["id"]: f"{first}.{second}" for second, card in enumerate(cards, start=1)}
    return numbers


def _table(area: AreaView, numbers: Mapping[str, str]) -> Iterator[Table]:
    cards = [(place, card) for zone in area["zones"] for place, card in _places(zone)]
    linked = any(_refs(card, numbers) for _, card in cards)
    copied = any(_copied_from(card) for _, card in cards)
    rows = (
        Row(
            numbers[card["id"]],
            (
                cell_of(literal(place)),
                cell_of(literal(card["text"]) if _copied_from(card) else said_runs(card)),
                *([cell_of(_copied_from(card))] if copied else []),
                cell_of(literal(kind_word(card["kind"]))),
                cell_of(literal(status_word(card["status"]))),
                *([_goes_with(card, numbers)] if linked else []),
            ),
        )
        for place, card in cards
    )
    origin = (_COPIED,) if copied else ()
    columns = (*_COLUMNS[:_SAYS], *origin, *_COLUMNS[_SAYS:], *([_LINKED] if linked else []))
    if cards:
        yield Table(f"Cards behind {quoted(area_title(area))}", columns, tuple(rows))


def _places(zone: ZoneView) -> Iterator[tuple[str, CardView]]:
    """Each card that says something, with the zone and lane it is in."""
    lane_of = {card["id"]: title_of(lane["title"]) for lane in zone.get("lanes", []) for card in lane["cards"]}
    for card in written(cards_in(zone)):
        lane = lane_of.get(card["id"])
        yield f"{title_of(zone['title'])}{f', {lane}' if lane else ''}", card


def _copied_from(card: CardView) -> Runs:
    """The board, session or card that a source was copied from, in words."""
    return with_fields((), card, SOURCE_WORDS) if card["kind"] == "source" else ()


def _refs(card: CardView, numbers: Mapping[str, str]) -> list[str]:
    return [f"see {numbers[each]}" for each in card["refs"] if each in numbers]


def _goes_with(card: CardView, numbers: Mapping[str, str]) -> Cell:
    return cell_of(literal("; ".join(_refs(card, numbers))))
