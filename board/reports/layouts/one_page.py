"""A poster: what a group found out about its question, on one page on its side, or as a section like others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from board.reports.model import Block, Section
from board.reports.parts.cards import card_runs, written
from board.reports.parts.examples import by_place
from board.reports.parts.launched import about_area, further_zones, launch_title, launches_at, zones_at
from board.reports.parts.results import zone_result
from board.reports.parts.zones import below, lane_title, part, title_of, zone_blocks
from board.reports.prose import bold, bullets, formatted, statement
from board.reports.source import Source
from board.reports.source.attendance import who_was_present
from board.snapshots.projection import CardView, LaunchView, ZoneView, cards_in
from board.text.richtext import Paragraph

from .layout import Layout, Needs

NEEDED: Final = frozenset({"considerations", "open_questions"})
"""Slots that a poster has and no other template."""
_QUESTION, _LISTS, _PARTICIPANTS = "question", "lists", "participants"
_AGREED: Final = ("agreed", "in_report")


def sections(source: Source) -> tuple[Block, ...]:
    """The chosen posters, each a page."""
    return tuple(block for launch in launches_at(source, NEEDED) for block in _poster(source, launch))


def _poster(source: Source, launch: LaunchView) -> tuple[Block, ...]:
    options, level = source.options, below(source.options.level)
    zones = [zone for slot in _PARTS for zone in zones_at(launch, slot)]
    shown = zones if options.unagreed else [_agreed(zone) for zone in zones]
    said = (
        *(block for zone in zones_at(launch, _QUESTION) for block in _question(zone)),
        *(block for zone in shown for block in _PARTS[zone["slot"]](zone, level)),
        *further_zones(launch, (_QUESTION, _PARTICIPANTS, *_PARTS), options),
    )
    absent = sum(len(written(cards_in(zone))) for zone in zones) - sum(len(written(cards_in(zone))) for zone in shown)
    if not said and not absent:
        return ()
    place = about_area(source.projection, launch)
    blocks = (*place, *said, *_participants(source, launch), *_left_off(absent))
    return (Section("page" if options.landscape else "part", options.level, launch_title(launch), blocks),)


def _agreed(zone: ZoneView) -> ZoneView:
    """The zone with the cards alone that the group agreed for the page."""
    copied: ZoneView = {**zone, "unplaced": _of_those_agreed(zone["unplaced"])}
    if "cards" in zone:
        copied["cards"] = _of_those_agreed(zone["cards"])
    if "lanes" in zone:
        copied["lanes"] = [{**lane, "cards": _of_those_agreed(lane["cards"])} for lane in zone["lanes"]]
    return copied


def _of_those_agreed(cards: Sequence[CardView]) -> list[CardView]:
    return [card for card in cards if card["status"] in _AGREED]


def _left_off(count: int) -> tuple[Block, ...]:
    if not count:
        return ()
    cards = "1 card that is" if count == 1 else f"{count} cards that are"
    return (statement(f"Left off the page: {cards} not agreed yet."),)


def _question(zone: ZoneView) -> Iterator[Block]:
    for card in written(cards_in(zone)):
        yield Paragraph(tuple(bold(run.text) for run in card_runs(card)))


def _points(zone: ZoneView, level: int) -> tuple[Block, ...]:
    """The zone's cards as bullets under its title."""
    said = (*formatted(zone.get("text", "")), *bullets(map(card_runs, cards_in(zone))))
    return part(level, title_of(zone["title"]), (*said, *zone_result(zone)))


def _examples(zone: ZoneView, level: int) -> tuple[Block, ...]:
    return part(level, title_of(zone["title"]), (*by_place(written(cards_in(zone))), *zone_result(zone)))


def _lists(zone: ZoneView, level: int) -> Iterator[Block]:
    """Each list under its own heading."""
    for number, lane in enumerate(zone.get("lanes", []), 1):
        yield from part(level, lane_title(zone, number, lane["title"]), bullets(map(card_runs, lane["cards"])))
    yield from part(level, title_of(zone["title"]), (*bullets(map(card_runs, zone["unplaced"])), *zone_result(zone)))


def _participants(source: Source, launch: LaunchView) -> tuple[Block, ...]:
    """Who took part in the group's own words; else who was present, said as the activity allows."""
    zones = zones_at(launch, _PARTICIPANTS)
    level = below(source.options.level)
    said = tuple(block for zone in zones for block in zone_blocks(zone, level))
    present = said or who_was_present(source.people, source.options.discreet(launch["attribution"]))
    return part(level, title_of(zones[0]["title"]) if zones else "Who took part", present)


_PARTS: Final[Mapping[str, Callable[[ZoneView, int], tuple[Block, ...] | Iterator[Block]]]] = {
    "considerations": _points,
    "open_questions": _points,
    "references": _points,
    "examples": _examples,
    _LISTS: _lists,
}
"""What stands on a poster between its question and who took part, in this order."""


LAYOUT: Final = Layout(
    "Poster",
    "Considerations, open questions, references, examples and lists on one page.",
    "There is no poster on this board yet. Launch Poster, and write in its parts.",
    sections,
    ("landscape", "unagreed", "context", "results", "withheld"),
    needs=Needs(slots=NEEDED),
)
