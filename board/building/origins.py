"""The boards that a report was built from, as of which snapshots, and what of each is not in it (SPEC X2)."""

from collections.abc import Iterator, Sequence
from typing import Final

from board.reports import ReportOptions
from board.reports.model import Block, Row, Section, Table
from board.reports.origin import TITLE, left_out_of, shown_digest
from board.reports.parts.zones import cell_of
from board.reports.prose import day, literal, moment, one_line, spoken_names, statement

from .gathering import BoardContent, Gathered

_MADE: Final = "This report was built from the boards of its programme, each as it was saved in a snapshot."
_CAPTION: Final = "Boards that this report was built from"
_COLUMNS: Final = ("Board", "Session", "Snapshot", "Fingerprint")


def origin_of(gathered: Gathered) -> Section:
    """The section that ends a report: every board with its snapshot, a line each, and what was not taken from them."""
    boards = tuple(gathered.boards.values())
    named = (Table(_CAPTION, _COLUMNS, tuple(map(_board_row, boards))),) if boards else ()
    return Section("provenance", 1, TITLE, (statement(_MADE), *named, *_left_out(boards)), anchor="about")


def _board_row(content: BoardContent) -> Row:
    said = (content.session, _snapshot(content), shown_digest(content.provenance))
    return Row(_title(content), tuple(cell_of(literal(text)) for text in said))


def _snapshot(content: BoardContent) -> str:
    """Its name and day; one that nobody named is called by its day."""
    label, taken = one_line(content.provenance.label), content.provenance.taken
    named = "" if moment(taken).startswith(label) else label
    return ", ".join(filter(None, (named, day(taken))))


def _left_out(boards: Sequence[BoardContent]) -> Iterator[Block]:
    """What is said alike of several boards is said once."""
    titles: dict[str, list[str]] = {}
    for content in boards:
        for sentence in left_out_of(content.projection, ReportOptions()):
            titles.setdefault(sentence, []).append(_title(content))
    for sentence, of in titles.items():
        yield statement(f"{sentence} Boards: {spoken_names(of)}.")


def _title(content: BoardContent) -> str:
    return one_line(content.projection["title"]) or "Untitled board"
