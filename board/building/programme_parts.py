"""What a programme says of itself in a report."""

from collections.abc import Callable, Mapping
from typing import Final

from board.programmes import Phase, WholeProgramme
from board.reports.model import Block, Cell, List, ListItem, Row, Table
from board.reports.parts.zones import cell_of
from board.reports.prose import bold, bullets, day, formatted, literal, statement
from board.text.richtext import Paragraph


def objectives(whole: WholeProgramme) -> tuple[Block, ...]:
    """The objectives, numbered in their order."""
    items = tuple(ListItem(literal(each.text)) for each in whole.programme.objectives)
    return (List(ordered=True, items=items),) if items else ()


def parameters(whole: WholeProgramme) -> tuple[Block, ...]:
    """The purpose, what is fixed, and what is left open."""
    found = whole.programme.parameters
    return (
        *formatted(whole.programme.purpose),
        *_listed("What is fixed", found.fixed),
        *_listed("What is left open on purpose", found.left_open),
    )


def _listed(label: str, items: tuple[str, ...]) -> tuple[Block, ...]:
    return (Paragraph((bold(label + ":"),)), *bullets(map(literal, items))) if items else ()


def phases(whole: WholeProgramme) -> tuple[Block, ...]:
    """The phases as a table, in their order."""
    rows = tuple(map(_phase, whole.programme.phases))
    return (Table("Phases of the programme", ("Phase", "From", "To", "Remark"), rows),) if rows else ()


def _phase(phase: Phase) -> Row:
    ends = Cell((statement(day(phase.ends.isoformat())),)) if phase.ends else Cell()
    begins = Cell((statement(day(phase.starts.isoformat())),))
    return Row(phase.title, (begins, ends, cell_of(literal(phase.note))))


SAYINGS: Final[Mapping[str, tuple[str, Callable[[WholeProgramme], tuple[Block, ...]]]]] = {
    "objectives": ("Objectives", objectives),
    "parameters": ("Purpose and parameters", parameters),
    "phases": ("Phases", phases),
}
"""By what a plan asks for: the heading where the plan has none, and the blocks."""
