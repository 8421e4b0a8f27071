"""A poster: what a group found out about its question, on one page on its side, or as a section like others."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from board.projection import LaunchView, ZoneView, cards_in
from board.richtext import Paragraph

from .attendance import who_was_present
from .cards import card_runs, written
from .examples import by_place
from .launched import about_area, further_zones, launch_title, launches_at, zones_at
from .model import Block, Section
from .prose import bold, bullets, formatted
from .source import Source
from .zones import below, lane_title, part, title_of, zone_blocks

NEEDED: Final = frozenset({"considerations", "open_questions"})
"""Slots that a poster has and no other template."""
_QUESTION, _LISTS, _PARTICIPANTS = "question", "lists", "participants"


def sections(source: Source) -> tuple[Block, ...]:
    """The chosen posters, each a page."""
    return tuple(block for launch in launches_at(source, NEEDED) for block in _poster(source, launch))


def _poster(source: Source, launch: LaunchView) -> tuple[Block, ...]:
    options, level = source.options, below(source.options.level)
    said = (
        *(block for zone in zones_at(launch, _QUESTION) for block in _question(zone)),
        *(block for slot, show in _PARTS.items() for zone in zones_at(launch, slot) for block in show(zone, level)),
        *further_zones(launch, (_QUESTION, _PARTICIPANTS, *_PARTS), options),
    )
    if not said:
        return ()
    place = about_area(source.projection, launch)
    blocks = (*place, *said, *_participants(source, launch))
    return (Section("page" if options.landscape else "part", options.level, launch_title(launch), blocks),)


def _question(zone: ZoneView) -> Iterator[Block]:
    for card in written(cards_in(zone)):
        yield Paragraph(tuple(bold(run.text) for run in card_runs(card)))


def _points(zone: ZoneView, level: int) -> tuple[Block, ...]:
    """The zone's cards as bullets under its title."""
    said = (*formatted(zone.get("text", "")), *bullets(map(card_runs, cards_in(zone))))
    return part(level, title_of(zone["title"]), said)


def _examples(zone: ZoneView, level: int) -> tuple[Block, ...]:
    return part(level, title_of(zone["title"]), by_place(written(cards_in(zone))))


def _lists(zone: ZoneView, level: int) -> Iterator[Block]:
    """Each list under its own heading."""
    for number, lane in enumerate(zone.get("lanes", []), 1):
        yield from part(level, lane_title(zone, number, lane["title"]), bullets(map(card_runs, lane["cards"])))
    yield from part(level, title_of(zone["title"]), bullets(map(card_runs, zone["unplaced"])))


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
