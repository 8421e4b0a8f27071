"""The boards that a report was built from, as of which snapshots, and what of each is not in it (SPEC X2)."""

from typing import Final

from board.reports import ReportOptions
from board.reports.model import Block, Row, Section, Table
from board.reports.origin import TITLE, left_out_of, shown_digest
from board.reports.parts.zones import cell_of
from board.reports.prose import literal, moment, one_line, statement

from .gathering import BoardContent, Gathered

_CAPTION: Final = "Boards that this report was built from"
_COLUMNS: Final = ("Board", "Session", "Snapshot and its fingerprint", "Not included")


def origin_of(gathered: Gathered) -> Section:
    """The section that ends a report: every board with its snapshot."""
    made: tuple[Block, ...] = (statement("This report was built from the boards of its programme."),)
    rows = tuple(map(_board_row, gathered.boards.values()))
    named = (Table(_CAPTION, _COLUMNS, rows),) if rows else ()
    return Section("provenance", 1, TITLE, (*made, *named), anchor="about")


def _board_row(content: BoardContent) -> Row:
    provenance = content.provenance
    label, taken = one_line(provenance.label), moment(provenance.taken)
    # One that nobody named is called by its day.
    named = "" if taken.startswith(label) else label
    said = (
        content.session,
        ", ".join(filter(None, (named, taken, shown_digest(provenance)))),
        " ".join(left_out_of(content.projection, ReportOptions())),
    )
    title = one_line(content.projection["title"]) or "Untitled board"
    return Row(title, tuple(cell_of(literal(text)) for text in said))
