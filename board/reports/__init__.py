"""From a snapshot's projection to a report: one model, whatever the layout and the format (SPEC X3).

Pure and picklable throughout, so that a worker process can do it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from board.errors import ReportError
from board.snapshots.projection import Projection
from board.stage.votes import Vote

from .checks import check
from .checks.findings import Finding
from .layouts import LAYOUTS, Layout, taken
from .model import Provenance, Report
from .origin import origin
from .parts.areas import introduction
from .parts.results import newest, with_results
from .prose import one_line, statement
from .source import Source
from .source.attendance import read_attendance
from .source.in_programme import InProgramme, SessionBoard
from .source.options import Part, ReportOptions
from .source.prepared import prepared

__all__ = [
    "LAYOUTS",
    "Finding",
    "InProgramme",
    "Layout",
    "Part",
    "Provenance",
    "ReportOptions",
    "SessionBoard",
    "build",
    "check",
    "taken",
]

UNTITLED = "Untitled board"


def build(
    layout: str,
    projection: Projection,
    provenance: Provenance,
    options: ReportOptions | None = None,
    attendance: Iterable[Mapping[str, Any]] = (),
    programme: InProgramme | None = None,
    votes: Iterable[Vote] = (),
) -> Report:
    """Make a report of a snapshot.

    `attendance` lists who was present, each {name, organisation, role}; `programme` is where the board stands in one;
    `votes` are those of the board, of which the results are said. Raises ReportError for an unknown layout, or when a
    chosen area is not in the snapshot.
    """
    if layout not in LAYOUTS:
        raise ReportError(f"There is no layout ‘{layout}’. Choose one of: {', '.join(LAYOUTS)}.")
    chosen, options = LAYOUTS[layout], options or ReportOptions()
    results = newest(votes) if options.results else {}
    shown = prepared(with_results(projection, results), options)
    source = Source(shown, options, read_attendance(attendance), taken(chosen, programme))
    said = chosen.sections(source) or (statement(chosen.nothing),)
    title = one_line(options.title) or one_line(projection["title"]) or UNTITLED
    end = origin(projection, provenance, options, source.programme)
    return Report(title, provenance, (*introduction(options), *said, end))
