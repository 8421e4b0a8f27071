"""The record of a Manualize board, area by area."""

from collections.abc import Iterator
from typing import Final

from board.reports.model import Block, Flow, Section
from board.reports.parts.annex import annex
from board.reports.parts.areas import agreed_text, area_title, choose, launches_on, left_out, status_callouts
from board.reports.parts.cards import card_runs, written
from board.reports.parts.examples import by_place
from board.reports.parts.zones import below, part, title_of, zone_blocks, zone_part
from board.reports.prose import bullets, day, labelled, statement
from board.reports.source import Source
from board.reports.source.attendance import who_was_present
from board.reports.source.options import ReportOptions
from board.snapshots.projection import AreaView, CardView, LaunchView, Projection, ZoneView, cards_in
from board.text.richtext import Paragraph

from .layout import Layout
from .tools import tool_sections

_KNOWN_SLOTS = ("parameters", "goal", "conversation", "differences")
_LISTED_APART = ("example", "reference", "commitment", "recommendation")
"""Kinds that have a place of their own in the section of an area."""
_BEFORE = ("purpose", "issue", "parts")
"""Zones of the board that are read before the areas."""


def sections(source: Source) -> tuple[Block, ...]:
    """Purpose and people, the chosen areas, the rest of the board, and the cards behind it all."""
    projection, options = source.projection, source.options
    chosen = choose(projection, options)
    before, after = _context(projection, options)
    areas = [_area(projection, area, options) for area in chosen.filled]
    rest = (*after, *left_out(chosen, options), *annex(chosen.filled, options))
    if not (before or areas or rest):
        return ()
    people = who_was_present(source.people, _attribution(projection, options))
    present = part(options.level, "Who was present", people)
    return (*before, *present, *areas, *rest)


def _attribution(projection: Projection, options: ReportOptions) -> str:
    """The setting of the launch that holds the areas; without one, nobody is named."""
    holding = (launch for launch in projection["launches"] if _holds_areas(launch))
    found = next(holding, None)
    return options.discreet(found["attribution"] if found else "none")


def _holds_areas(launch: LaunchView) -> bool:
    return any(zone["kind"] == "areas" for zone in launch["zones"])


def _context(projection: Projection, options: ReportOptions) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What stands around the areas on the board: before them, and after."""
    if not options.context:
        return (), ()
    holding = [launch for launch in projection["launches"] if _holds_areas(launch)]
    others = [each for each in projection["launches"] if not each["area"] and each not in holding]
    zones = [zone for launch in holding for zone in launch["zones"]] + projection["zones"]
    before = (zone for zone in zones if zone["slot"] in _BEFORE)
    after = (zone for zone in zones if zone["slot"] not in _BEFORE)
    return (
        tuple(block for zone in before for block in zone_part(zone, options.level)),
        (
            *(block for zone in after for block in zone_part(zone, options.level)),
            *tool_sections(projection, others, options, options.level),
        ),
    )


def _area(projection: Projection, area: AreaView, options: ReportOptions) -> Section:
    level = below(options.level)
    blocks = (
        *status_callouts(area),
        *_date(area),
        *part(level, "Parameters and goal", tuple(_parameters_and_goal(area))),
        *(_conversation(area, level) if options.conversation else ()),
        *part(level, "Agreed text", agreed_text(area)),
        *part(level, "Actions", _of_kinds(area, "commitment", "recommendation")),
        *(_differences(area, level) if options.differences else ()),
        *part(level, "Local examples", by_place(_cards(area, "example"))),
        *part(level, "References", _references(area)),
        *_other_zones(area, level),
        *tool_sections(projection, launches_on(projection, area), options, level),
    )
    return Section("area", options.level, area_title(area), blocks)


def _date(area: AreaView) -> tuple[Block, ...]:
    if not area["date"]:
        return ()
    label = "Agreed on" if area["status"] == "agreed" else "Discussed on"
    return (statement(f"{label} {day(area['date'])}."),)


def _parameters_and_goal(area: AreaView) -> Iterator[Block]:
    for zone in _zones_at(area, "goal"):
        for card in written(cards_in(zone)):
            if card["kind"] not in _LISTED_APART:
                yield Paragraph(labelled("Goal", card_runs(card)))
    yield from _slot_blocks(area, "parameters", 1)


def _conversation(area: AreaView, level: int) -> tuple[Block, ...]:
    return part(level, "Core conversation", _slot_blocks(area, "conversation", level))


def _differences(area: AreaView, level: int) -> tuple[Block, ...]:
    return part(level, "Differences, fine for now", _slot_blocks(area, "differences", level))


def _zones_at(area: AreaView, slot: str) -> list[ZoneView]:
    return [zone for zone in area["zones"] if zone["slot"] == slot]


def _slot_blocks(area: AreaView, slot: str, level: int) -> tuple[Block, ...]:
    zones = _zones_at(area, slot)
    return tuple(block for zone in zones for block in zone_blocks(zone, level, _LISTED_APART))


def _of_kinds(area: AreaView, *kinds: str) -> tuple[Flow, ...]:
    return bullets(map(card_runs, _cards(area, *kinds)))


def _cards(area: AreaView, *kinds: str) -> list[CardView]:
    cards = (card for zone in area["zones"] for card in cards_in(zone))
    return [card for card in cards if card["kind"] in kinds]


def _references(area: AreaView) -> tuple[Flow, ...]:
    cited = [card_runs(card) for card in _cards(area, "reference")]
    return bullets(sorted(cited, key=lambda runs: "".join(r.text for r in runs).casefold()))


def _other_zones(area: AreaView, level: int) -> Iterator[Block]:
    for zone in area["zones"]:
        if zone["slot"] not in _KNOWN_SLOTS:
            said = zone_blocks(zone, level, _LISTED_APART)
            yield from part(level, title_of(zone["title"]), said)


LAYOUT: Final = Layout(
    "Record of each area",
    "Parameters, goal, agreed text, differences, examples and references.",
    "There is nothing on this board yet. Launch a template, or write on it.",
    sections,
    ("context", "conversation", "differences", "tools", "annex", "pictures", "results", "withheld"),
    chooses="areas",
)
