"""Reports of a programme: their plans, how one will read, and the built file (SPEC B)."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Literal

from pydantic import BaseModel
from starlette.responses import Response

from board.building import ReportPlan, faults_of
from board.errors import ProgrammeError
from board.render import FILE_FORMATS
from server.api.boards.findings import FindingAnswer, finding_answers
from server.api.http.bodies import Body
from server.api.http.files import File
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.builds import NewBuild
from server.ports.programmes import Change, Kept
from server.workers.building import previewed_build, rendered_build

from .answers import KeptAnswer
from .bodies import Put
from .in_programme import PATH, check_id, check_room, discarded, programme_of, stored, with_id
from .in_report import REPORT, gather, report_of


class PutReport(Put[ReportPlan]):
    """A report's plan."""


class NewReportFile(Body):
    """The kind of file to build a report as."""

    format: str


class KeptReport(KeptAnswer[ReportPlan]):
    """A report's plan; `built_at` is when it was built last."""

    built_at: datetime | None = None


class ReportRow(BaseModel):
    """A report in a list."""

    id: str
    title: str


class ReportList(BaseModel):
    """All reports of a programme, in the order in which they were begun."""

    reports: Sequence[ReportRow]


class PassageChange(BaseModel):
    """A passage that came, went or reads otherwise, or a part that was moved; `title` is the heading of its part."""

    part: str
    title: str
    what: Literal["added", "removed", "changed", "moved"]
    before: str
    after: str


class BuildPreview(BaseModel):
    """How a report will read.

    `changes` are those since it was built last, which was `built_at`; none where it never was.
    """

    html: str
    text: str
    findings: Sequence[FindingAnswer]
    built_at: datetime | None
    changes: Sequence[PassageChange]


async def listed(call: Call[NoBody]) -> ReportList:
    """List the reports of a programme."""
    kept = await programme_of(call)
    return ReportList(reports=[ReportRow(id=each.entity.id, title=each.entity.title) for each in kept.reports])


async def one(call: Call[NoBody]) -> KeptReport:
    """Return a report's plan."""
    _, found = await report_of(call)
    newest = await call.services.directory.newest_build(call.path("programme"), found.entity.id)
    return KeptReport(revision=found.revision, entity=found.entity, built_at=newest.at if newest else None)


async def put(call: Call[PutReport]) -> KeptReport:
    """Store a report's plan."""
    plan = call.body.entity
    check_id(call, "report", plan.id)
    if faults := [(f"entity.{place}", sentence) for place, sentence in faults_of(plan)]:
        raise ProgrammeError(faults)
    kept = await programme_of(call)
    if with_id(kept.reports, plan.id) is None:
        check_room(plan, kept.reports)
    made: Kept[ReportPlan] = await stored(call, "report", Change(plan, call.body.revision))
    return KeptReport(revision=made.revision, entity=made.entity)


async def remove(call: Call[NoBody]) -> Response:
    """Take out a report's plan; no board is touched."""
    wanted = call.path("report")
    await discarded(call, "report", with_id((await programme_of(call)).reports, wanted), [wanted])
    return Response(status_code=204)


async def preview(call: Call[NoBody]) -> BuildPreview:
    """Show how a report will read, and what changed since it was built last."""
    kept, found = await report_of(call)
    gathered = await gather(call, kept, found.entity)
    newest = await call.services.directory.newest_build(call.path("programme"), found.entity.id)
    at, before = call.services.clock().isoformat(), newest.wording if newest else None
    made = await call.services.workers.run_telling(call.tell, previewed_build, found.entity, gathered, at, before)
    return BuildPreview(
        html=made.html,
        text=made.text,
        findings=finding_answers(
            made.findings, programme=call.path("programme"), report=found.entity.id, reads_all=True
        ),
        built_at=newest.at if newest else None,
        changes=[PassageChange.model_validate(asdict(each)) for each in made.changes],
    )


async def build(call: Call[NewReportFile]) -> File:
    """Build a report as a file, and keep its wording for the next time."""
    wanted = call.body.format
    if wanted not in FILE_FORMATS:
        raise Problem(422, "body", f"There is no format ‘{wanted}’. Choose one of: {', '.join(FILE_FORMATS)}.")
    kept, found = await report_of(call)
    gathered = await gather(call, kept, found.entity)
    at = call.services.clock().isoformat()
    made = await call.services.workers.run_telling(call.tell, rendered_build, found.entity, gathered, at, wanted)
    programme = kept.programme.entity.id
    await call.services.directory.note_build(
        NewBuild(programme, found.entity.id, found.revision, call.participant, made.wording)
    )
    call.services.metrics.exported("report", wanted)
    return File(found.entity.title, made.file.extension, made.file.media_type, made.file.content)


ENDPOINTS = (
    Endpoint("GET", f"{PATH}/reports", Who.ORGANISER, "The reports of a programme", listed, NoBody, ReportList),
    Endpoint("GET", REPORT, Who.ORGANISER, "A report's plan", one, NoBody, KeptReport),
    Endpoint("PUT", REPORT, Who.ORGANISER, "Store a report's plan", put, PutReport, KeptReport, problems=(409, 422)),
    Endpoint("DELETE", REPORT, Who.ORGANISER, "Take out a report's plan", remove, NoBody, status=204, problems=(409,)),
    Endpoint(
        "POST", f"{REPORT}/preview", Who.ORGANISER, "How a report will read", preview, NoBody, BuildPreview, long=True
    ),
    Endpoint(
        "POST",
        f"{REPORT}/builds",
        Who.ORGANISER,
        "Build a report",
        build,
        NewReportFile,
        media=sorted({each.media_type.partition(";")[0] for each in FILE_FORMATS.values()}),
        long=True,
    ),
)
