"""From a snapshot's projection to a report: one model, whatever the layout and the format (SPEC X3).

Pure and picklable throughout, so that a worker process can do it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from board.errors import ReportError
from board.projection import Projection

from . import grid_section, hats_section, manual_section, theme_sections
from .attendance import read_attendance
from .checker import Finding, check
from .model import Block, Provenance, Report
from .options import ReportOptions
from .origin import origin
from .prepared import prepared
from .prose import one_line, statement
from .source import Source

__all__ = ["LAYOUTS", "Finding", "Layout", "Provenance", "ReportOptions", "build", "check"]

UNTITLED = "Untitled board"


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to make a report of a board; `nothing` is what it says when there is nothing yet."""

    title: str
    hint: str
    nothing: str
    sections: Callable[[Source], tuple[Block, ...]]


LAYOUTS: Final[Mapping[str, Layout]] = {
    "manual_section": Layout(
        "Record of each area",
        "Parameters, goal, agreed text, differences, examples and references.",
        "There is nothing on this board yet.",
        manual_section.sections,
    ),
    "theme_sections": Layout(
        "Themes of a report",
        "The agreed text of each area under its heading, and actions.",
        "There is nothing in the areas of this board yet.",
        theme_sections.sections,
    ),
    "grid_section": Layout(
        "Dis-integration grid",
        "The grid as a table, the most important gaps and the connecting conversations.",
        "There is nothing in a grid on this board yet.",
        grid_section.sections,
    ),
    "hats_section": Layout(
        "Wearing different hats",
        "What each hat says, and what the group takes from it.",
        "There is nothing in a round of hats on this board yet.",
        hats_section.sections,
    ),
}
"""Every layout by name."""


def build(
    layout: str,
    projection: Projection,
    provenance: Provenance,
    options: ReportOptions | None = None,
    attendance: Iterable[Mapping[str, Any]] = (),
) -> Report:
    """Make a report of a snapshot.

    `attendance` lists who was present, each {name, organisation, role}. Raises ReportError for an
    unknown layout, or when a chosen area is not in the snapshot.
    """
    if layout not in LAYOUTS:
        raise ReportError(f"There is no layout ‘{layout}’. Choose one of: {', '.join(LAYOUTS)}.")
    chosen, options = LAYOUTS[layout], options or ReportOptions()
    source = Source(prepared(projection, options), options, read_attendance(attendance))
    said = chosen.sections(source)
    blocks = said or (statement(chosen.nothing),)
    title = one_line(options.title) or one_line(projection["title"]) or UNTITLED
    end = origin(projection, provenance, options)
    return Report(title, provenance, (*blocks, end))
