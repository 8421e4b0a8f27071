"""A report as a Word document, read back by its styles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby
from typing import Final

import docx
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph as WordParagraph

from board.reports.model import Callout, Cell, Flow, Heading, List, ListItem, Picture, Row, Table
from board.text.richtext import Paragraph, Run, Runs, join_runs

from .nesting import Found

_HEADING: Final = re.compile(r"Heading (?P<level>\d)")
_ITEM: Final = re.compile(r"List (?P<kind>Bullet|Number)(?P<below> 2)?")
_CONTENTS: Final = re.compile(r"(?i)toc .*|table of figures")
_WORDS_OF_PICTURE: Final = ".//wp:docPr/@descr"


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list; `depth` is 0 or 1."""

    ordered: bool
    depth: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class _Caption:
    """The name of the table that follows, or of the picture before it."""

    text: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """The words of a picture."""

    words: str


def read(exported: bytes) -> Iterator[Found]:
    """Yield what the document says, without headers, footers and its list of contents."""
    caption, words = "", ""
    for each in _gathered(docx.Document(BytesIO(exported)).iter_inner_content()):
        match each:
            case _Shown(words):
                pass
            case _Caption(text) if words:
                yield Picture("", 0, 0, text, words)
                words = ""
            case _Caption(caption):
                pass
            case Table():
                yield replace(each, caption=caption)
            case _:
                yield each


def _gathered(items: Iterable[WordParagraph | WordTable]) -> Iterator["Found | _Caption | _Shown"]:
    """Yield what says something, with items of lists that follow one another in lists."""
    read = [
        _table(each) if isinstance(each, WordTable) else _paragraph(each) for each in items if _says_something(each)
    ]
    for _, group in groupby(enumerate(read), key=lambda each: -1 if isinstance(each[1], _Item) else each[0]):
        found = [each for _, each in group]
        yield from _lists([each for each in found if isinstance(each, _Item)])
        yield from (each for each in found if not isinstance(each, _Item))


def _says_something(item: WordParagraph | WordTable) -> bool:
    if isinstance(item, WordTable):
        return True
    return bool(item.text.strip() or _words_of_picture(item)) and not _CONTENTS.fullmatch(_style(item))


def _words_of_picture(paragraph: WordParagraph) -> str:
    # python-docx has no other way to the words of a picture.
    return "".join(paragraph._p.xpath(_WORDS_OF_PICTURE))  # noqa: SLF001


def _style(paragraph: WordParagraph) -> str:
    return (paragraph.style.name if paragraph.style is not None else None) or ""


def _paragraph(paragraph: WordParagraph) -> "Found | _Caption | _Item | _Shown":
    style, runs = _style(paragraph), _runs(paragraph)
    if words := _words_of_picture(paragraph):
        return _Shown(words)
    if heading := _HEADING.fullmatch(style):
        return Heading(int(heading["level"]), paragraph.text, "")
    if item := _ITEM.fullmatch(style):
        return _Item(item["kind"] == "Number", 1 if item["below"] else 0, runs)
    match style:
        case "Title":
            return Heading(0, paragraph.text, "")
        case "Caption":
            return _Caption(paragraph.text)
        case "Intense Quote":
            return Callout(runs)
        case _:
            return Paragraph(runs)


def _runs(paragraph: WordParagraph) -> Runs:
    pieces = paragraph.iter_inner_content()
    runs = (run for each in pieces for run in (each.runs if isinstance(each, Hyperlink) else [each]))
    return join_runs(Run(run.text, bool(run.bold), bool(run.italic)) for run in runs)


def _lists(items: Sequence[_Item]) -> Iterator[List]:
    """Yield the lists that items in a row make: a deeper one belongs to the one before it."""
    families: list[list[_Item]] = []
    for item in items:
        if item.depth == 0 or not families:
            families.append([item])
        else:
            families[-1].append(replace(item, depth=item.depth - 1))
    for ordered, group in groupby(families, key=lambda family: family[0].ordered):
        yield List(ordered, tuple(ListItem(first.runs, tuple(_lists(below))) for first, *below in group))


def _table(table: WordTable) -> Table:
    head, *body = table.rows
    rows = (Row(header.text, tuple(map(_cell, cells))) for header, *cells in map(_cells, body))
    return Table("", tuple(cell.text for cell in _cells(head)), tuple(rows))


def _cells(row: WordRow) -> list[WordCell]:
    """The cells of a row, one that stands in several columns once."""
    cells, found, at = row.cells, list[WordCell](), 0
    while at < len(cells):
        found.append(cells[at])
        at += cells[at].grid_span
    return found


def _cell(cell: WordCell) -> Cell:
    blocks = _gathered(cell.iter_inner_content())
    flow: list[Flow] = [each for each in blocks if isinstance(each, Paragraph | List)]
    return Cell(tuple(flow), cell.grid_span)
