"""A report in Markdown, read back as CommonMark with tables.

Markdown has no captions, and no signs for a table whose cells hold lists or stand in several columns: such a table is
written out, each row under its header and each cell under its columns.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from markdown_it import MarkdownIt

from board.reports.model import Cell, Flow, List, Picture, Row, Table
from board.text.richtext import Paragraph

from .nesting import Found
from .web import blocks_of

_CAPTION: Final = re.compile(r"Table \d+: ")
"""How the caption of every table of a whole report begins."""
_FIGURE: Final = re.compile(r"Figure \d+: ")
_CONTENTS: Final = ("Contents", "Figures", "Tables")
"""What stands over the lists at the beginning."""


def read(exported: bytes) -> Iterator[Found]:
    """Yield what the report says, without its list of contents; a table that is written out is put together."""
    page = MarkdownIt("commonmark").enable("table").render(exported.decode())
    blocks = deque(blocks_of(page))
    while blocks:
        first = blocks.popleft()
        label = _label(first)
        if label in _CONTENTS:
            blocks.popleft()
        elif _FIGURE.match(label):
            yield _figure(label, blocks)
        elif _CAPTION.match(label):
            yield _table(label, blocks)
        else:
            yield first


def _figure(caption: str, blocks: deque[Found]) -> Picture:
    """Take the words of a picture under its caption from the beginning of the blocks."""
    words = blocks.popleft()
    return Picture("", 0, 0, caption, "".join(run.text for run in words.runs) if isinstance(words, Paragraph) else "")


def _table(caption: str, blocks: deque[Found]) -> Table:
    """Take the table under a caption from the beginning of the blocks."""
    if isinstance(blocks[0], Table):
        table = blocks[0]
        blocks.popleft()
        return replace(table, caption=caption)
    rows = list(_rows(blocks))
    columns = max(([*cells] for _, cells in rows), key=len, default=[])
    placed = (Row(header, tuple(_placed(cells, columns))) for header, cells in rows)
    return Table(caption, ("", *columns), tuple(placed))


_Cells: TypeAlias = dict[str, list[Flow]]
"""What stands in the cells of a row, by the titles of the columns that each stands in."""


def _rows(blocks: deque[Found]) -> Iterator[tuple[str, _Cells]]:
    """Take rows from the blocks as long as there are any; where there is one column its title is nothing."""
    while blocks and (header := _label(blocks[0])) and not _CAPTION.match(header):
        blocks.popleft()
        cells: _Cells = {}
        while blocks and isinstance(block := blocks[0], Paragraph | List) and not _label(block):
            blocks.popleft()
            if columns := _columns(block):
                cells[columns] = []
            else:
                cells.setdefault(next(reversed(cells), ""), []).append(block)
        yield header, cells


def _placed(cells: _Cells, columns: Sequence[str]) -> Iterator[Cell]:
    """Yield the cells in the order of the columns, each once; an empty one where nothing is said."""
    seen = ""
    for column in columns:
        titles = next((titles for titles in cells if column in titles), None)
        if titles is None:
            yield Cell()
        elif titles != seen or not column:
            yield Cell(tuple(cells[titles]), sum(each in titles for each in columns))
        seen = titles or seen


def _label(block: Found) -> str:
    """The text of a paragraph that is bold from its beginning to its end, else nothing."""
    if isinstance(block, Paragraph) and all(run.bold for run in block.runs):
        return "".join(run.text for run in block.runs)
    return ""


def _columns(block: Flow) -> str:
    """The text of a paragraph in italics, which names columns, else nothing."""
    if isinstance(block, Paragraph) and all(run.italic and not run.bold for run in block.runs):
        return "".join(run.text for run in block.runs)
    return ""
