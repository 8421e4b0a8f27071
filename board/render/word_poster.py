"""How the parts of a page on its side are set in columns, so that one page holds them where it can.

Word lays a document out, we do not: here is estimated how high a text comes out in Arial, or a font of its widths.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from board.reports.model import Agreed, Block, Callout, Flow, List, Section, Table
from board.text.richtext import Paragraph

from .shape import flow_runs
from .word_styles import BODY_SIZE

COLUMNS: Final = 3
"""Of a page on its side: lines of some forty letters."""
SIZES: Final = (BODY_SIZE, 20, 19, 18, 17)
"""Half points, from that of other pages to one below which nobody reads; the first in which the page holds all."""
_ROOM: Final = 523.0
"""Points from the upper to the lower margin of A4 on its side."""
_WHOLE_WIDTH, _COLUMN_WIDTH = 770.0, 232.0
"""Points from margin to margin, and of one of three columns."""
_FULLEST: Final = 0.9
"""Of the columns: a heading never ends one, nor is a line of its own left over."""
_LETTER: Final = 0.5
"""Width of a letter of Arial in English text, in its size; measured, with the room that ends of lines leave."""
_LINE: Final = 1.21
"""Height of a line in its size: 1.15 of Arial, 1.05 of our spacing."""
_BELOW_PARAGRAPH, _BELOW_ITEM = 7.0, 4.0
_HEADING, _AROUND_HEADING = 13.0, 20.0
_LEAD_HEADING, _END_OF_LEAD = 42.0, 20.0
_INDENT: Final = 18.0


@dataclass(frozen=True, slots=True)
class Arranged:
    """The parts page by page, and the size of their letters in half points."""

    size: int
    pages: Sequence[Sequence[Block]]


def arranged(lead: Sequence[Block], parts: Sequence[Block]) -> Arranged:
    """Return the largest letters in which the fewest pages hold all; a page ends between two sections.

    `lead` stands over the columns of the first page, under the heading of the page.
    """
    above = _LEAD_HEADING + _END_OF_LEAD + _height(lead, SIZES[0], _WHOLE_WIDTH)
    ways = [Arranged(size, list(_pages(parts, size, above))) for size in SIZES]
    fewest = min(len(way.pages) for way in ways)
    return next(way for way in ways if len(way.pages) == fewest)


def _pages(parts: Sequence[Block], size: int, above: float) -> Iterator[Sequence[Block]]:
    """Yield what goes on each page; a section that no page holds begins one and goes on."""
    taken: list[Block] = []
    filled, free = 0.0, (_ROOM - above) * COLUMNS * _FULLEST
    for block in parts:
        height = _height([block], size, _COLUMN_WIDTH)
        if taken and isinstance(block, Section) and filled + height > free:
            yield taken
            taken, filled, free = [], 0.0, _ROOM * COLUMNS * _FULLEST
        taken.append(block)
        filled += height
    yield taken


def _height(blocks: Iterable[Block], size: int, width: float) -> float:
    """Points that blocks take in a column."""
    return sum(_height_of(block, size / 2, width) for block in blocks)


def _height_of(block: Block, size: float, width: float) -> float:
    match block:
        case Paragraph(runs) | Callout(runs):
            return _lines("".join(run.text for run in runs), size, width) + _BELOW_PARAGRAPH
        case List():
            return sum(_items(block, size, width))
        case Section():
            inner = sum(_height_of(each, size, width) for each in block.blocks)
            return _lines(block.title, _HEADING, width) + _AROUND_HEADING + inner
        case Table():
            return sum(_row_heights(block, size, width))
        case Agreed():
            return sum(_height_of(each, size, width) for each in block.flow)
        case _:
            return 0.0


def _items(block: List, size: float, width: float) -> Iterator[float]:
    inner = width - _INDENT
    for item in block.items:
        yield _lines("".join(run.text for run in item.runs), size, inner) + _BELOW_ITEM
        for below in item.lists:
            yield from _items(below, size, inner)


def _row_heights(table: Table, size: float, width: float) -> Iterator[float]:
    """As high as the longest cell of each row, in columns of one width."""
    narrow = width / len(table.columns)
    for texts in (table.columns, *((row.header, *(_text(cell.flow) for cell in row.cells)) for row in table.rows)):
        yield max(_lines(text, size, narrow) for text in texts) + _BELOW_ITEM


def _text(flow: Iterable[Flow]) -> str:
    return "\n".join(run.text for run in flow_runs(flow))


def _lines(text: str, size: float, width: float) -> float:
    """Points that a text takes, line by line."""
    letters = width / (size * _LETTER)
    return sum(max(1, math.ceil(len(line) / letters)) for line in text.split("\n")) * size * _LINE
