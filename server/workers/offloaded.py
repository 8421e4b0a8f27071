"""What the worker process does: functions of plain values, importable by name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import pycrdt

from board.building.illustrating import illustrated
from board.content.document import BoardDocument
from board.progress import Progress, Tell
from board.render import Rendered, render
from board.reports import LAYOUTS, Finding, InProgramme, Provenance, ReportOptions, build, check, taken
from board.reports.model import List, Report, sections
from board.snapshots.attribution import as_said_now, said_now
from board.snapshots.projection import Projection
from board.snapshots.snapshot import changes_back, project, projection_hash
from board.stage.votes import StageVotes, Vote

READING_OVER: Final = Progress("Reading it over")


def projected(content: bytes) -> tuple[Projection, str]:
    """Return the projection of a content document's state, and its hash (SPEC X1)."""
    projection = project(document(content))
    return projection, projection_hash(projection)


def document(state: bytes) -> "pycrdt.Doc[Any]":
    """Return a document of its own with this state."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    doc.apply_update(state)
    return doc


def said_by_now(kept: Projection, content: bytes) -> Projection:
    """Return a snapshot that says no more of who wrote than this content does (SPEC P5)."""
    return as_said_now(kept, said_now(BoardDocument.from_state(content).read()))


def sentences_back(content: bytes, snapshot: bytes) -> list[str]:
    """Return in sentences what restoring a snapshot's state would change in this content."""
    return [change.sentence for change in changes_back(document(content), document(snapshot))]


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report is made from: `attendance` are {name, organisation, role}, `stage` is the stage's state.

    `programme` is what stands around the board.
    """

    layout: str
    projection: Mapping[str, Any]
    provenance: Provenance
    options: ReportOptions
    attendance: Sequence[Mapping[str, Any]]
    programme: InProgramme | None = None
    stage: bytes | None = None


@dataclass(frozen=True, slots=True)
class Previewed:
    """How a report will read, what to look at before it goes out, and the titles of areas that are left out."""

    html: str
    text: str
    findings: Sequence[Finding]
    left_out: Sequence[str]


def rendered(tell: Tell, wanted: Reported, file_format: str) -> Rendered:
    """Return the report as a file of a format. Raises ReportError."""
    report = _report(tell, wanted)
    tell(writing(file_format))
    return render(report, file_format)


def writing(file_format: str) -> Progress:
    """Return the step in which a file of this format is made: the longest is to set a PDF."""
    return Progress("Setting the pages of the PDF" if file_format == "pdf" else "Writing the file")


def previewed(tell: Tell, wanted: Reported) -> Previewed:
    """Return how the report will read. Raises ReportError."""
    report = _report(tell, wanted)
    tell(READING_OVER)
    programme = taken(LAYOUTS[wanted.layout], wanted.programme)
    found = check(cast(Projection, wanted.projection), wanted.attendance, programme)
    return Previewed(
        html=render(report, "html_fragment").content.decode(),
        text=render(report, "markdown").content.decode(),
        findings=found,
        left_out=list(_left_out(report)),
    )


def _report(tell: Tell, wanted: Reported) -> Report:
    tell(Progress("Putting the report together"))
    projection = cast(Projection, wanted.projection)
    report = build(
        wanted.layout,
        projection,
        wanted.provenance,
        wanted.options,
        wanted.attendance,
        wanted.programme,
        votes_of(wanted.stage),
    )
    if not wanted.options.pictures:
        return report
    tell(Progress("Drawing the pictures"))
    return illustrated(report, projection, wanted.options)


def votes_of(stage: bytes | None) -> list[Vote]:
    """Return the closed votes of a stage document's state."""
    votes = StageVotes(document(stage)).all().values() if stage is not None else ()
    return [vote for vote in votes if vote.state == "closed"]


def _left_out(report: Report) -> Iterator[str]:
    for section in sections(report):
        if section.role == "left_out":
            lists = (block for block in section.blocks if isinstance(block, List))
            yield from ("".join(run.text for run in item.runs) for each in lists for item in each.items)
