"""The dis-integration grid as a section: the grid, its gaps, and the conversations to come."""

from collections.abc import Iterator
from typing import Final

from board.reports.model import Block, List, ListItem, Section
from board.reports.parts.cards import card_runs, written
from board.reports.parts.launched import about_area, chosen_launches, launch_title
from board.reports.parts.results import zone_result
from board.reports.parts.zones import below, part, title_of, zone_blocks, zone_part
from board.reports.prose import statement
from board.reports.source import Source
from board.reports.source.options import ReportOptions
from board.snapshots.projection import LaunchView, Projection, ZoneView, cards_in

from .layout import Layout, Needs

MOST_GAPS = 3
"""The group names at most three gaps as the most important ones."""
_HOW_KNOWN = "After each statement stands how the group knows it: they said it, our guess, or don’t know."


def sections(source: Source) -> tuple[Block, ...]:
    """All chosen grids of the board, each under its own heading."""
    return tuple(_grids(source.projection, source.options))


def _grids(projection: Projection, options: ReportOptions) -> Iterator[Block]:
    """The grids of launches, and then those that stand on the board by themselves."""
    for launch in chosen_launches(projection, options):
        if is_grid(launch):
            yield from launch_section(projection, launch, options.level, about=True)
    for zone in projection["zones"] if options.launches is None else ():
        if zone["kind"] == "grid":
            yield from part(options.level, title_of(zone["title"]), _grid(zone), "grid")


def is_grid(launch: LaunchView) -> bool:
    """True when the launch has a grid."""
    return any(zone["kind"] == "grid" for zone in launch["zones"])


def launch_section(projection: Projection, launch: LaunchView, level: int, *, about: bool) -> tuple[Block, ...]:
    """One launch of a grid under its heading, or nothing when nothing is written.

    `about` says which area it belongs to, for when the area's own heading is not above it.
    """
    grids = [zone for zone in launch["zones"] if zone["kind"] == "grid"]
    tables = [block for zone in grids for block in _grid(zone)]
    others = (zone for zone in launch["zones"] if zone["kind"] != "grid")
    rest = [block for zone in others for block in _other_zone(zone, below(level))]
    if not tables and not rest:
        return ()
    place = about_area(projection, launch) if about else ()
    return part(level, launch_title(launch), (*place, *tables, *rest), "grid")


def _grid(zone: ZoneView) -> tuple[Block, ...]:
    table = zone_blocks(zone, 1)
    known = any(card["certainty"] for card in cards_in(zone))
    return (statement(_HOW_KNOWN), *table) if table and known else table


def _other_zone(zone: ZoneView, level: int) -> tuple[Block, ...]:
    return _gaps(zone, level) if zone["slot"] == "gaps" else zone_part(zone, level)


def _gaps(zone: ZoneView, level: int) -> tuple[Block, ...]:
    items = [ListItem(card_runs(card)) for card in written(cards_in(zone))]
    if not items:
        return ()
    blocks: list[Block] = [List(ordered=True, items=tuple(items[:MOST_GAPS]))]
    if further := items[MOST_GAPS:]:
        blocks += [statement("Also named:"), List(ordered=False, items=tuple(further))]
    return (Section("part", level, "Most important gaps", (*blocks, *zone_result(zone))),)


LAYOUT: Final = Layout(
    "Dis-integration grid",
    "The grid as a table, the most important gaps and the connecting conversations.",
    "There is nothing in a grid on this board yet. Launch Dis-integration grid, and write in its cells.",
    sections,
    ("results", "withheld"),
    needs=Needs(kinds=frozenset({"grid"})),
)
