"""Wearing different hats as a section. It names hats, never who wore them (SPEC I4, X5)."""

from collections.abc import Iterator
from typing import Final

from board.reports.model import Block
from board.reports.parts.launched import about_area, chosen_launches, launch_title
from board.reports.parts.zones import below, part, title_of, zone_blocks, zone_part
from board.reports.prose import callout
from board.reports.source import Source
from board.reports.source.options import ReportOptions
from board.snapshots.projection import LaunchView, Projection

from .layout import Layout, Needs

IMAGINED = "What a hat says is imagined by the group. It is not evidence: check it with real people."


def sections(source: Source) -> tuple[Block, ...]:
    """All chosen rounds of hats of the board, each under its own heading."""
    return tuple(_rounds(source.projection, source.options))


def _rounds(projection: Projection, options: ReportOptions) -> Iterator[Block]:
    for launch in chosen_launches(projection, options):
        if is_round(launch):
            yield from launch_section(projection, launch, options.level, about=True)
    for zone in projection["zones"] if options.launches is None else ():
        if zone["kind"] == "ring" and (said := zone_blocks(zone, options.level)):
            title = title_of(zone["title"])
            yield from part(options.level, title, (callout(IMAGINED), *said), "hats")


def is_round(launch: LaunchView) -> bool:
    """True when the launch has a ring of hats."""
    return any(zone["kind"] == "ring" for zone in launch["zones"])


def launch_section(projection: Projection, launch: LaunchView, level: int, *, about: bool) -> tuple[Block, ...]:
    """One round of hats under its heading, or nothing when nothing is written.

    `about` says which area it belongs to, for when the area's own heading is not above it.
    """
    said: list[Block] = []
    for zone in launch["zones"]:
        ring = zone["kind"] == "ring"
        said += zone_blocks(zone, level) if ring else zone_part(zone, below(level))
    if not said:
        return ()
    place = about_area(projection, launch) if about else ()
    return part(level, launch_title(launch), (callout(IMAGINED), *place, *said), "hats")


LAYOUT: Final = Layout(
    "Wearing different hats",
    "What each hat says, and what the group takes from it.",
    "There is nothing in a round of hats on this board yet. Launch Wearing different hats, and write as a hat.",
    sections,
    ("results", "withheld"),
    needs=Needs(kinds=frozenset({"ring"})),
)
