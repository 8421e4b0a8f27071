"""The tables of a report for spreadsheets: a CSV file (RFC 4180) for each, in a zip file that says where they are from.

Excel takes UTF-8 for what it is only after a byte order mark, and runs what begins like a formula: such a cell gets an
apostrophe before it, which spreadsheets take for "this is text" (OWASP, CSV injection).
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from board.errors import ReportError
from board.reports.model import Flow, List, Report, Row, Table, sections
from board.text.richtext import Paragraph, Runs

from .zipped import zipped

ABOUT: Final = "About these tables.txt"
_BOM: Final = "\ufeff"
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠|%\t\r]")
"""What a spreadsheet may take for a formula, the broad signs of East Asian keyboards and DDE's included."""
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_LONGEST_NAME: Final = 60
"""Of a file in the zip: with the folder it is unpacked into it stays below the 260 characters of Windows."""


def render(report: Report) -> bytes:
    """The zip file. Raises ReportError for a report without a table."""
    tables = [block for each in _places(report) for block in each if isinstance(block, Table)]
    if not tables:
        raise ReportError("This report has no table. Choose another kind of report, or take it as Word.")
    files = {_name(number, table): _file(table) for number, table in enumerate(tables, 1)}
    return zipped({**files, ABOUT: _about(report).encode()}, report.provenance.taken)


def _places(report: Report) -> Iterator[Iterable[object]]:
    yield report.blocks
    yield from (section.blocks for section in sections(report))


def _name(number: int, table: Table) -> str:
    words = " ".join(_FORBIDDEN.sub(" ", table.caption).split())[:_LONGEST_NAME].strip(" .")
    return f"{number:02} {words}.csv" if words else f"{number:02}.csv"


def _file(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(map(harmless, table.columns))
    writer.writerows(map(harmless, _values(row)) for row in table.rows)
    return (_BOM + out.getvalue()).encode()


def _values(row: Row) -> Iterator[str]:
    """The cells of a row; one that stands in several columns is in the first of them."""
    yield row.header
    for cell in row.cells:
        yield "\n".join(_lines(cell.flow))
        yield from [""] * (cell.span - 1)


def _lines(flow: Iterable[Flow], indent: str = "") -> Iterator[str]:
    for block in flow:
        if isinstance(block, Paragraph):
            yield indent + _plain(block.runs)
        else:
            yield from _items(block, indent)


def _items(block: List, indent: str) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        yield f"{indent}{f'{number}.' if block.ordered else '•'} {_plain(item.runs)}"
        yield from _lines(item.lists, indent + "  ")


def _plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _about(report: Report) -> str:
    said = (block for each in sections(report) if each.role == "provenance" for block in each.blocks)
    lines = [report.title, *(_plain(block.runs) for block in said if isinstance(block, Paragraph)), ""]
    return _BOM + "\r\n".join(lines)
