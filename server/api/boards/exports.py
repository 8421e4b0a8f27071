"""Exports: which there are, how one will read, and the file (SPEC X2 to X5)."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from board.progress import Progress
from board.render import FILE_FORMATS, data
from board.reports import LAYOUTS, InProgramme, Layout, Part, ReportOptions
from board.roles import Role
from server.api.http.bodies import ExportOptions, ExportPreview, NewExport
from server.api.http.files import File
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.snapshots import SnapshotContent
from server.programmes.present import who_was_present
from server.programmes.surroundings import provenance, surroundings
from server.workers.offloaded import Reported, previewed, rendered

from .findings import FindingAnswer, finding_answers

_PATH = "/api/boards/{board}/exports"


class LayoutRow(BaseModel):
    """A way to make a report: of boards that have a zone at one of the `slots` or of one of the `kinds`.

    Without slots and kinds it is for any board, or with `programme` for one that stands in a programme. `chooses` is
    what the options pick and put in order; `parts` are those that `include` may name.
    """

    id: str
    title: str
    hint: str
    slots: Sequence[str]
    kinds: Sequence[str]
    programme: bool
    chooses: Literal["areas", "launches", "nothing"]
    parts: Sequence[Part]


class FormatRow(BaseModel):
    """A kind of file."""

    id: str
    title: str
    extension: str


class Layouts(BaseModel):
    """What can be exported, and as what."""

    layouts: Sequence[LayoutRow]
    formats: Sequence[FormatRow]


class ReportSchema(BaseModel):
    """The JSON Schema of a report as `json`; its `version` is raised when a key goes or changes its meaning."""

    model_config = ConfigDict(extra="allow")

    title: str
    type: str
    properties: dict[str, Any]


class SnapshotName(BaseModel):
    """The snapshot that a report is made from."""

    id: str
    label: str


class Preview(BaseModel):
    """How the report will read: a fragment of HTML, the same as Markdown, and what to look at first."""

    snapshot: SnapshotName
    html: str
    text: str
    findings: Sequence[FindingAnswer]
    left_out: Sequence[str]


async def layouts(call: Call[NoBody]) -> Layouts:  # noqa: ARG001
    """List layouts and formats."""
    return Layouts(
        layouts=[_layout_row(key, each) for key, each in LAYOUTS.items()],
        formats=[FormatRow(id=key, title=each.title, extension=each.extension) for key, each in FILE_FORMATS.items()],
    )


def _layout_row(key: str, layout: Layout) -> LayoutRow:
    return LayoutRow(
        id=key,
        title=layout.title,
        hint=layout.hint,
        slots=sorted(layout.needs.slots),
        kinds=sorted(layout.needs.kinds),
        programme=layout.needs.programme is not None,
        chooses=layout.chooses,
        parts=layout.parts,
    )


async def report_schema(call: Call[NoBody]) -> ReportSchema:  # noqa: ARG001
    """Describe the report that comes as JSON."""
    return ReportSchema.model_validate(data.schema())


async def preview(call: Call[ExportPreview]) -> Preview:
    """Show how a report will read."""
    kept = await wanted_snapshot(call, call.body.snapshot)
    wanted = await _reported(call, kept)
    found = await call.services.workers.run_telling(call.tell, previewed, wanted)
    around = wanted.programme
    return Preview(
        snapshot=SnapshotName(id=kept.snapshot.id, label=kept.snapshot.label),
        html=found.html,
        text=found.text,
        findings=finding_answers(
            found.findings,
            board=call.board.id,
            programme=around.whole.programme.id if around else "",
            reads_all=around is not None and await call.services.directory.is_organiser(call.participant),
        ),
        left_out=found.left_out,
    )


async def export(call: Call[NewExport]) -> File:
    """Make a report as a file, and note that it was made."""
    body, services = call.body, call.services
    if body.format not in FILE_FORMATS:
        raise Problem(422, "body", f"There is no format ‘{body.format}’. Choose one of: {', '.join(FILE_FORMATS)}.")
    kept = await wanted_snapshot(call, body.snapshot)
    made = await services.workers.run_telling(call.tell, rendered, await _reported(call, kept), body.format)
    await services.directory.record_export(
        call.board.id, snapshot=kept.snapshot.id, layout=body.layout, file_format=body.format, by=call.participant
    )
    services.metrics.exported(body.layout, body.format)
    title = f"{kept.projection['title']} - {LAYOUTS[body.layout].title}"
    return File(title, made.extension, made.media_type, made.content, kept.snapshot.id)


async def wanted_snapshot(call: Call[Any], wanted: str | None) -> SnapshotContent:
    """Return a snapshot, without an id one of the board as it is now. Raises Problem where the board has no such."""
    services, board = call.services, call.board
    if wanted is None:
        call.tell(Progress("Keeping the board as it is now"))
        wanted = (await services.snapshots.current(board, by=call.participant)).id
    kept = await services.snapshots.kept(board, wanted)
    if kept is None:
        raise Problem(404, "unknown", "The board has no such snapshot.")
    return kept


async def _reported(call: Call[ExportPreview] | Call[NewExport], kept: SnapshotContent) -> Reported:
    if call.body.layout not in LAYOUTS:
        raise Problem(422, "body", f"There is no layout ‘{call.body.layout}’. Choose one of: {', '.join(LAYOUTS)}.")
    return Reported(
        layout=call.body.layout,
        projection=kept.projection,
        provenance=provenance(kept.snapshot),
        options=options_of(call.body.options),
        stage=kept.stage_state,
        attendance=await who_was_present(call.services.directory, call.board.id),
        programme=await _programme(call),
    )


async def _programme(call: Call[ExportPreview] | Call[NewExport]) -> InProgramme | None:
    """Return what stands around the board, for who may read it: somebody who facilitates it (SPEC G11)."""
    if call.access.role is not Role.FACILITATE:
        return None
    places = (await call.services.places.current()).places
    needed = LAYOUTS[call.body.layout].needs.programme is not None
    snapshots = call.services.snapshots if needed else None
    return await surroundings(call.services.directory, places, call.board.id, call.participant, snapshots)


def options_of(chosen: ExportOptions) -> ReportOptions:
    """Return the choices as the reports know them; `include` names all parts that are wanted."""
    parts = {} if chosen.include is None else {part: part in chosen.include for part in ExportOptions.PARTS}
    return ReportOptions(
        title=chosen.title,
        intro=chosen.intro,
        areas=None if chosen.areas is None else tuple(chosen.areas),
        launches=None if chosen.launches is None else tuple(chosen.launches),
        level=chosen.heading_level,
        attribution=chosen.attribution,
        **parts,
    )


ENDPOINTS = (
    Endpoint("GET", "/api/layouts", Who.KNOWN, "What can be exported", layouts, NoBody, Layouts),
    Endpoint("GET", "/api/schemas/report", Who.ANYONE, "What a report is in JSON", report_schema, NoBody, ReportSchema),
    Endpoint(
        "POST",
        f"{_PATH}/preview",
        Who.VIEW,
        "How a report will read",
        preview,
        ExportPreview,
        Preview,
        problems=(422,),
        long=True,
    ),
    Endpoint(
        "POST",
        _PATH,
        Who.VIEW,
        "Make a report",
        export,
        NewExport,
        media=sorted({each.media_type.partition(";")[0] for each in FILE_FORMATS.values()}),
        long=True,
    ),
)
