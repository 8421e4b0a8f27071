"""What requests about programmes share: the programme of the path, storing one of its entities, and showing it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from board.building import MAX_REPORTS, ReportPlan
from board.errors import ProgrammeError
from board.programmes import (
    Days,
    Group,
    Organisation,
    Person,
    Session,
    WholeProgramme,
    figures_of,
    sensible_days,
    written,
)
from board.programmes.model import MAX_GROUPS, MAX_PEOPLE, MAX_REGISTER, MAX_SESSIONS
from server.api.http.answers import BoardName
from server.api.http.problem import Problem, Stored
from server.api.http.routes import Call
from server.ports.audit import Note
from server.ports.programmes import Change, E, Entity, Kept, KeptProgramme, Kind, Mark

from .answers import GroupFigures, SomebodyAnswer

PATH: Final = "/api/programmes/{programme}"


async def programme_of(call: Call[Any]) -> KeptProgramme:
    """Return the programme of the path. Raises Problem."""
    found = await call.services.directory.read_programme(call.path("programme"))
    if found is None:
        raise no_programme()
    return found


def no_programme() -> Problem:
    """Return the problem of a programme that never was, or was taken out while somebody wrote into a form of it."""
    detail = (
        "There is no such programme (any more). If you were changing something in it, that was not stored: copy your "
        "words if you still need them."
    )
    return Problem(404, "unknown", detail)


async def stored(call: Call[Any], kind: Kind, change: Change[E]) -> Kept[E]:
    """Store one entity of the programme of the path, and note who did; returns it with its revision."""
    note = noting(call, f"stored {kind}", **{name: call.path(name) for name in call.request.path_params})
    [kept] = await call.services.directory.store_entities(call.path("programme"), [change], note)
    return Kept(change.entity, kept.revision)


async def discarded(call: Call[Any], kind: Kind, kept: Kept[Entity] | None, ids: Sequence[str]) -> None:
    """Take an entity out, as it was just read, and note who did."""
    if kept is not None:
        await call.services.directory.discard_entity(call.path("programme"), kind, ids, kept.revision)
        await noted(call, f"took out {kind}", **{name: call.path(name) for name in call.request.path_params})


def noting(call: Call[Any], action: str, **detail: str) -> Note:
    """Return the note of an action; ids alone, for an entry outlives a person's removal."""
    return Note(action, call.participant, detail)


async def noted(call: Call[Any], action: str, **detail: str) -> None:
    """Note an action that stores nothing by itself."""
    note = noting(call, action, **detail)
    await call.services.directory.record_audit(note.action, participant=note.participant, detail=note.detail)


def check_id(call: Call[Any], name: str, entity_id: str) -> None:
    """Raise Problem unless the entity has the id of the path."""
    if call.path(name) != entity_id:
        raise ProgrammeError([("entity.id", "This must be the id in the address.")])


_MOST: Final[Mapping[type, int]] = {
    Organisation: MAX_PEOPLE,
    Person: MAX_PEOPLE,
    Group: MAX_GROUPS,
    Session: MAX_SESSIONS,
    Mark: MAX_REGISTER,
    ReportPlan: MAX_REPORTS,
}


def check_room(entity: Entity, held: Collection[object]) -> None:
    """Raise Problem where there are as many of its kind as a programme can have, or a session's register."""
    most = _MOST[type(entity)]
    if len(held) >= most:
        raise Problem(409, "full", f"There are {most} already, and no more can be added.")


def days_of(call: Call[Any], kept: KeptProgramme) -> Days:
    """Return the days that make sense for what is written down of this programme now (SPEC G13)."""
    return sensible_days(call.services.clock().date(), kept.programme.entity)


def check_entity(faults: Iterable[tuple[str, str]]) -> None:
    """Raise ProgrammeError where the entity that was sent has faults."""
    if found := [(f"entity.{where}", sentence) for where, sentence in faults]:
        raise ProgrammeError(found)


def same_name(there: Kept[Any], sentence: str) -> Problem:
    """Return the problem of a name that is in the programme already."""
    return Problem(409, "same-name", sentence, alike=Stored(revision=there.revision, entity=written(there.entity)))


def with_id(entities: Iterable[Kept[Any]], wanted: str) -> Kept[Any] | None:
    """Return the one with this id, or None."""
    return next((each for each in entities if each.entity.id == wanted), None)


def known(entities: Iterable[Kept[Any]], wanted: str) -> Kept[Any]:
    """Return the one with this id. Raises Problem."""
    found = with_id(entities, wanted)
    if found is None:
        raise Problem(404, "unknown", "The programme has no such thing (any more).")
    return found


async def boards_by_session(call: Call[Any], kept: KeptProgramme) -> Mapping[str, Sequence[BoardName]]:
    """Return the boards of each session that has some, by title."""
    found: dict[str, list[BoardName]] = {}
    for board_id, session in kept.boards.items():
        board = await call.services.directory.get_board(board_id)
        if board is not None:
            found.setdefault(session, []).append(BoardName.of(board))
    return {session: sorted(boards, key=lambda each: each.title.casefold()) for session, boards in found.items()}


async def group_figures(call: Call[Any], whole: WholeProgramme, group: Group) -> GroupFigures:
    """Return what the group's registers come to, with the places that hold now."""
    in_use = await call.services.places.current()
    return GroupFigures.of(group, figures_of(whole, group, in_use.places))


def somebody(whole: WholeProgramme, ids: Iterable[str]) -> Sequence[SomebodyAnswer]:
    """Return who these are, by name."""
    people, organisations = whole.people_by_id, whole.organisations_by_id
    found = [people[each] for each in ids if each in people]
    rows = [
        SomebodyAnswer(
            id=person.id,
            name=person.shown,
            job=person.job,
            organisation=organisations[person.organisation].name if person.organisation else "",
        )
        for person in found
    ]
    return sorted(rows, key=lambda row: row.name.casefold())
