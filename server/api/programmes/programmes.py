"""Programmes: all of them, one with all that belongs to it, and one as a document to be exported and imported."""

from collections.abc import Sequence

from starlette.responses import Response

from board.programmes import Programme, faults_of_phases
from board.programmes.reading import faults_of_programme
from board.reports.prose import spoken_list
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.programmes import Change, Kept, KeptProgramme

from .answers import (
    ExportedProgramme,
    KeptGroup,
    KeptOrganisation,
    KeptPerson,
    KeptProgrammeAnswer,
    KeptSession,
    ProgrammeAnswer,
    ProgrammeList,
    ProgrammeRow,
    StoppedImport,
)
from .bodies import ImportedProgramme, PutProgramme
from .importing import imported, stop
from .in_programme import (
    PATH,
    boards_by_session,
    check_entity,
    check_id,
    discarded,
    group_figures,
    programme_of,
    stored,
)


async def listed(call: Call[NoBody]) -> ProgrammeList:
    """List all programmes."""
    found = await call.services.directory.list_programmes()
    return ProgrammeList(programmes=[ProgrammeRow(id=each.entity.id, title=each.entity.title) for each in found])


async def one(call: Call[NoBody]) -> ProgrammeAnswer:
    """Return a programme with all that belongs to it."""
    kept = await programme_of(call)
    whole = kept.whole()
    revisions = {each.entity.id: each.revision for each in kept.sessions}
    return ProgrammeAnswer(
        programme=KeptProgrammeAnswer(revision=kept.programme.revision, entity=kept.programme.entity),
        organisations=[KeptOrganisation(revision=each.revision, entity=each.entity) for each in kept.organisations],
        people=[KeptPerson(revision=each.revision, entity=each.entity) for each in kept.people],
        groups=[KeptGroup(revision=each.revision, entity=each.entity) for each in kept.groups],
        sessions=[KeptSession(revision=revisions[each.id], entity=each) for each in whole.sessions],
        figures={group.id: await group_figures(call, whole, group) for group in whole.groups},
        boards=await boards_by_session(call, kept),
    )


async def put(call: Call[PutProgramme]) -> KeptProgrammeAnswer:
    """Store a programme, without what belongs to it."""
    entity: Programme = call.body.entity
    check_id(call, "programme", entity.id)
    check_entity(faults_of_programme(entity))
    before = await call.services.directory.read_programme(entity.id)
    check_entity(faults_of_phases(entity, call.services.clock().date(), before.programme.entity if before else None))
    kept: Kept[Programme] = await stored(call, "programme", Change(entity, call.body.revision))
    return KeptProgrammeAnswer(revision=kept.revision, entity=kept.entity)


async def remove(call: Call[NoBody]) -> Response:
    """Take out a programme that has nothing in it."""
    kept = await programme_of(call)
    if inside := _what_is_in(kept):
        raise _not_empty(inside)
    await discarded(call, "programme", kept.programme, [kept.programme.entity.id])
    return Response(status_code=204)


def _what_is_in(kept: KeptProgramme) -> list[str]:
    """Return how many reports, sessions, groups, organisations and people there are, those of which there are any."""
    counted = (
        ("report", "reports", kept.reports),
        ("session", "sessions", kept.sessions),
        ("group", "groups", kept.groups),
        ("organisation", "organisations", kept.organisations),
        ("person", "people", kept.people),
    )
    return [f"{len(found)} {one if len(found) == 1 else many}" for one, many, found in counted if found]


def _not_empty(inside: Sequence[str]) -> Problem:
    detail = (
        f"This programme has {spoken_list(inside)} in it, and only an empty one is taken out like this. To take out "
        "all of it, use its page, or “programme take-out-all” on the command line: both say first what goes."
    )
    return Problem(409, "still-used", detail)


async def exported(call: Call[NoBody]) -> ExportedProgramme:
    """Return a programme as one document, without its boards."""
    return ExportedProgramme((await programme_of(call)).whole())


ENDPOINTS = (
    Endpoint("GET", "/api/programmes", Who.ORGANISER, "All programmes", listed, NoBody, ProgrammeList),
    Endpoint(
        "POST",
        "/api/programmes",
        Who.ORGANISER,
        "Import a programme",
        imported,
        ImportedProgramme,
        KeptProgrammeAnswer,
        status=201,
        problems=(409,),
        long=True,
    ),
    Endpoint("POST", f"{PATH}/import/stop", Who.ORGANISER, "Stop importing a programme", stop, NoBody, StoppedImport),
    Endpoint("GET", PATH, Who.ORGANISER, "A programme with all that belongs to it", one, NoBody, ProgrammeAnswer),
    Endpoint("PUT", PATH, Who.ORGANISER, "Store a programme", put, PutProgramme, KeptProgrammeAnswer, problems=(409,)),
    Endpoint("DELETE", PATH, Who.ORGANISER, "Take out an empty programme", remove, NoBody, status=204, problems=(409,)),
    Endpoint(
        "GET", f"{PATH}/document", Who.ORGANISER, "A programme as a document", exported, NoBody, ExportedProgramme
    ),
)
