"""The groups of a programme, with the history of their key question (SPEC G5)."""

from collections.abc import Sequence

from starlette.responses import Response

from board.errors import ProgrammeError
from board.programmes import Group, faults_of_questions
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.programmes import Change, Kept, KeptProgramme

from .answers import GroupAnswer, KeptGroup, KeptSession
from .bodies import PutGroup
from .in_programme import (
    PATH,
    boards_by_session,
    check_entity,
    check_id,
    check_room,
    days_of,
    discarded,
    group_figures,
    known,
    programme_of,
    somebody,
    stored,
    with_id,
)

_ONE = f"{PATH}/groups/{{group}}"


async def one(call: Call[NoBody]) -> GroupAnswer:
    """Return a group with its sessions and what their registers come to."""
    kept = await programme_of(call)
    found = known(kept.groups, call.path("group"))
    whole, boards = kept.whole(), await boards_by_session(call, kept)
    sessions = whole.sessions_of(found.entity.id)
    revisions = {each.entity.id: each.revision for each in kept.sessions}
    return GroupAnswer(
        programme=whole.programme.title,
        group=KeptGroup(revision=found.revision, entity=found.entity),
        facilitators=somebody(whole, found.entity.facilitators),
        sessions=[KeptSession(revision=revisions[each.id], entity=each) for each in sessions],
        figures=await group_figures(call, whole, found.entity),
        boards={each.id: boards[each.id] for each in sessions if each.id in boards},
    )


async def put(call: Call[PutGroup]) -> KeptGroup:
    """Store a group."""
    entity = call.body.entity
    check_id(call, "group", entity.id)
    kept = await programme_of(call)
    before = with_id(kept.groups, entity.id)
    if before is None:
        check_room(entity, kept.groups)
    elif before.revision == call.body.revision:
        _check_history(entity, before.entity)
    known_questions = len(before.entity.key_questions) if before else 0
    check_entity(faults_of_questions(entity, days_of(call, kept), known=known_questions))
    _check_facilitators(entity, kept)
    await _check_icbs(call, entity, before.entity.icbs if before else None)
    made: Kept[Group] = await stored(call, "group", Change(entity, call.body.revision))
    return KeptGroup(revision=made.revision, entity=made.entity)


async def remove(call: Call[NoBody]) -> Response:
    """Take out a group that has no session."""
    wanted = call.path("group")
    await discarded(call, "group", with_id((await programme_of(call)).groups, wanted), [wanted])
    return Response(status_code=204)


def _check_history(entity: Group, before: Group) -> None:
    """Wordings that were stored stay as they are; a new one comes behind them."""
    old = before.key_questions
    if entity.key_questions[: len(old)] != old:
        raise ProgrammeError([("entity.key_questions", "The history is kept: add a new wording behind the others.")])


def _check_facilitators(entity: Group, kept: KeptProgramme) -> None:
    people = {each.entity.id for each in kept.people}
    unknown = [each for each in entity.facilitators if each not in people]
    if unknown:
        raise ProgrammeError([("entity.facilitators", f"The programme has no person '{unknown[0]}'.")])


async def _check_icbs(call: Call[PutGroup], entity: Group, before: Sequence[str] | None) -> None:
    """What was right when it was stored stays right, also where the places file no longer has it."""
    there = {*(before or ()), *(await call.services.places.current()).places.icbs}
    unknown = [each for each in entity.icbs or () if each not in there]
    if unknown:
        raise ProgrammeError([("entity.icbs", f"There is no ICB '{unknown[0]}' in the places file.")])


ENDPOINTS = (
    Endpoint("GET", _ONE, Who.GROUP, "A group and what its registers come to", one, NoBody, GroupAnswer),
    Endpoint("PUT", _ONE, Who.ORGANISER, "Store a group", put, PutGroup, KeptGroup, problems=(409,)),
    Endpoint(
        "DELETE", _ONE, Who.ORGANISER, "Take out a group without sessions", remove, NoBody, status=204, problems=(409,)
    ),
)
