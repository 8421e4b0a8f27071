"""What was launched beside Manualize, onto an area or onto the whole board."""

from collections.abc import Iterable, Iterator

from board.reports.model import Block
from board.reports.parts.launched import launch_title
from board.reports.parts.zones import below, part, zone_part
from board.reports.source.options import ReportOptions
from board.snapshots.projection import LaunchView, Projection

from . import grid_section, hats_section


def tool_sections(
    projection: Projection, launches: Iterable[LaunchView], options: ReportOptions, level: int
) -> tuple[Block, ...]:
    """The launches as sections with headings of `level`, if the options want them."""
    return tuple(_sections(projection, launches, options, level)) if options.tools else ()


def _sections(
    projection: Projection, launches: Iterable[LaunchView], options: ReportOptions, level: int
) -> Iterator[Block]:
    for launch in launches:
        if options.launches is not None and launch["id"] not in options.launches:
            continue
        if hats_section.is_round(launch):
            yield from hats_section.launch_section(projection, launch, level, about=False)
        elif grid_section.is_grid(launch):
            yield from grid_section.launch_section(projection, launch, level, about=False)
        else:
            said = [b for zone in launch["zones"] for b in zone_part(zone, below(level))]
            yield from part(level, launch_title(launch), said)
