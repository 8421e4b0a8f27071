"""Puts a picture of each area, as it is on the board, into the part of a report that is about it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from board.picture import draw
from board.reports.model import LOWEST_LEVEL, Agreed, Block, Report, Section
from board.reports.source.options import ReportOptions
from board.snapshots.projection import Projection

TITLE: Final = "As it is on the board"


def illustrated(report: Report, projection: Projection, options: ReportOptions) -> Report:
    """Return the report with pictures of those areas whose agreed text it has, each at the end of its area."""
    blocks = tuple(_with_picture(block, report, projection, options) for block in report.blocks)
    return replace(report, blocks=blocks)


def _with_picture(block: Block, report: Report, projection: Projection, options: ReportOptions) -> Block:
    area = next(_areas(block.blocks), None) if isinstance(block, Section) and block.role == "area" else None
    if not isinstance(block, Section) or area is None:
        return block
    picture = draw(projection, report.provenance, area, options)
    shown = Section("part", min(block.level + 1, LOWEST_LEVEL), TITLE, (picture,))
    return replace(block, blocks=(*block.blocks, shown))


def _areas(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the areas whose agreed text stands in these blocks."""
    for block in blocks:
        if isinstance(block, Agreed):
            yield block.area
        elif isinstance(block, Section):
            yield from _areas(block.blocks)
