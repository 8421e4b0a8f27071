"""What the formats decide alike about a report's shape."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from board.reports.model import (
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    Block,
    Cell,
    Contents,
    Flow,
    Report,
    Row,
    Section,
    Table,
    sections,
)
from board.text.richtext import Paragraph, Run

WIDE_COLUMNS = 6
"""A table with more columns than this is unreadable on an upright A4 page."""


def is_wide(section: Section) -> bool:
    """True when the section is to stand on a page on its side, or holds a table that needs one."""
    if section.role == "page":
        return True
    tables = (block for block in section.blocks if isinstance(block, Table))
    return any(len(table.columns) > WIDE_COLUMNS for table in tables)


def is_plain(table: Table) -> bool:
    """True when every cell holds paragraphs alone and stands in one column."""
    cells = [cell for row in table.rows for cell in row.cells]
    return all(cell.span == 1 and all(isinstance(each, Paragraph) for each in cell.flow) for cell in cells)


def placed(row: Row) -> Iterator[tuple[range, Cell]]:
    """Each cell of a row with the numbers of the columns that it stands in; that of the headers is 0."""
    at = 1
    for cell in row.cells:
        yield range(at, at + cell.span), cell
        at += cell.span


def flow_runs(flow: Iterable[Flow]) -> Iterator[Run]:
    """Every stretch of text in reading order."""
    for block in flow:
        if isinstance(block, Paragraph):
            yield from block.runs
        else:
            for item in block.items:
                yield from item.runs
                yield from flow_runs(item.lists)


def levels_below_title(report: Report) -> int:
    """How many levels its sections move down in a page of its own, whose title is the only first
    heading.
    """
    highest = min((section.level for section in sections(report)), default=LOWEST_LEVEL)
    return 1 if highest == HIGHEST_LEVEL else 0


def without_gaps(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with levels from 1 on, of which none is skipped; a contents list has those of what it lists."""
    return _without_gaps(blocks, [], HIGHEST_LEVEL)


def _without_gaps(blocks: Sequence[Block], above: list[int], least: int) -> tuple[Block, ...]:
    """`above` are the levels of the headings over the place that was reached; `least` is below the section around."""
    return tuple(_block_without_gaps(block, above, least) for block in blocks)


def _block_without_gaps(block: Block, above: list[int], least: int) -> Block:
    match block:
        case Section(level=level, blocks=inner):
            # What would be deeper than the lowest level stands at that one, like the section around it.
            own = max(level, least)
            return replace(block, level=_depth(own, above), blocks=_without_gaps(inner, above, own + 1))
        case Contents(entries):
            over: list[int] = []
            return Contents(tuple(replace(entry, level=_depth(entry.level, over)) for entry in entries))
        case _:
            return block


def _depth(level: int, above: list[int]) -> int:
    """How many headings a heading of this level has over it, itself included; it stands over what follows."""
    while above and above[-1] >= level:
        above.pop()
    above.append(level)
    return len(above)


def is_right_to_left(text: str) -> bool:
    """True when the first letter with a direction is written from right to left (Unicode UAX 9, P2
    and P3).
    """
    directions = (unicodedata.bidirectional(c) for c in text)
    return next((d != "L" for d in directions if d in {"L", "R", "AL"}), False)
