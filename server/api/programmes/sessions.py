"""The sessions of a programme's groups, and the boards that belong to them (SPEC G9)."""

from typing import Any

from starlette.responses import Response

from board.errors import ProgrammeError
from board.programmes import Days, Session, WholeProgramme, fault_of_day
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.programmes import Change, Kept
from server.programmes.placed import programme_around

from .answers import BoardPlaceAnswer, BoardPlaceOrNone, KeptGroup, KeptMark, KeptSession, SessionAnswer
from .bodies import PutSession
from .in_programme import (
    PATH,
    boards_by_session,
    check_entity,
    check_id,
    check_room,
    days_of,
    discarded,
    known,
    noted,
    programme_of,
    somebody,
    stored,
    with_id,
)

SESSION = f"{PATH}/sessions/{{session}}"
_BOARD = f"{SESSION}/boards/{{board}}"


async def one(call: Call[NoBody]) -> SessionAnswer:
    """Return a session with its register."""
    return await shown(call)


async def shown(call: Call[Any]) -> SessionAnswer:
    """Return the session of the path with its register, as it is now."""
    kept = await programme_of(call)
    found = known(kept.sessions, call.path("session"))
    whole = kept.whole()
    session = next(each for each in whole.sessions if each.id == found.entity.id)
    group = known(kept.groups, session.group)
    return SessionAnswer(
        programme=whole.programme.title,
        group=KeptGroup(revision=group.revision, entity=group.entity),
        session=KeptSession(revision=found.revision, entity=session),
        marks=[KeptMark.of(mark) for mark in kept.marks if mark.entity.session == session.id],
        people=somebody(whole, _people_of(whole, session)),
        boards=(await boards_by_session(call, kept)).get(session.id, ()),
    )


async def put(call: Call[PutSession]) -> KeptSession:
    """Store a session."""
    entity = call.body.entity
    check_id(call, "session", entity.id)
    if entity.register:
        raise ProgrammeError([("entity.register", "Leave this out: rows of the register are stored one by one.")])
    kept = await programme_of(call)
    if with_id(kept.groups, entity.group) is None:
        raise ProgrammeError([("entity.group", "The programme has no such group.")])
    before = with_id(kept.sessions, entity.id)
    if before is None:
        check_room(entity, kept.sessions)
    if before is None or before.entity.date != entity.date:
        _check_day(entity, days_of(call, kept))
    made: Kept[Session] = await stored(call, "session", Change(entity, call.body.revision))
    return KeptSession(revision=made.revision, entity=made.entity)


async def remove(call: Call[NoBody]) -> Response:
    """Take out a session that has no board and nobody on its register."""
    wanted = call.path("session")
    await discarded(call, "session", with_id((await programme_of(call)).sessions, wanted), [wanted])
    return Response(status_code=204)


async def place(call: Call[NoBody]) -> Response:
    """Let a board belong to this session."""
    board = call.path("board")
    await call.services.directory.place_board(board, call.path("programme"), call.path("session"))
    await noted(call, "placed board", programme=call.path("programme"), session=call.path("session"), board=board)
    return Response(status_code=204)


async def unplace(call: Call[NoBody]) -> Response:
    """Let a board of this session belong to none."""
    board, directory = call.path("board"), call.services.directory
    found = await directory.place_of(board)
    if found is not None and (found.programme, found.session) == (call.path("programme"), call.path("session")):
        await directory.unplace_board(board)
        await noted(call, "unplaced board", programme=found.programme, session=found.session, board=board)
    return Response(status_code=204)


async def of_board(call: Call[NoBody]) -> BoardPlaceOrNone:
    """Return the session that a board belongs to."""
    around = await programme_around(call.services.directory, call.board.id)
    if around is None:
        return BoardPlaceOrNone(place=None)
    kept, found = around
    group, session = known(kept.groups, found.group).entity, known(kept.sessions, found.session).entity
    return BoardPlaceOrNone(
        place=BoardPlaceAnswer(
            programme=found.programme,
            group=found.group,
            session=found.session,
            programme_title=kept.programme.entity.title,
            group_title=group.title,
            number=session.number,
            date=session.date,
        )
    )


def _check_day(entity: Session, sensible: Days) -> None:
    if (fault := fault_of_day(entity.date, sensible)) is not None:
        check_entity([("date", fault)])


def _people_of(whole: WholeProgramme, session: Session) -> list[str]:
    """Who is on a register of the session's group, or facilitates it; who was removed only where they were here."""
    group = next(each for each in whole.groups if each.id == session.group)
    here = {entry.person for entry in session.register}
    others = {entry.person for each in whole.sessions_of(group.id) for entry in each.register} | {*group.facilitators}
    people = whole.people_by_id
    return [each for each in here | others if each in here or (each in people and not people[each].removed)]


ENDPOINTS = (
    Endpoint("GET", SESSION, Who.SESSION, "A session and its register", one, NoBody, SessionAnswer),
    Endpoint("PUT", SESSION, Who.ORGANISER, "Store a session", put, PutSession, KeptSession, problems=(409,)),
    Endpoint(
        "DELETE", SESSION, Who.ORGANISER, "Take out an empty session", remove, NoBody, status=204, problems=(409,)
    ),
    Endpoint("PUT", _BOARD, Who.ORGANISER, "Put a board into a session", place, NoBody, status=204, problems=(409,)),
    Endpoint("DELETE", _BOARD, Who.ORGANISER, "Take a board out of a session", unplace, NoBody, status=204),
    Endpoint(
        "GET",
        "/api/boards/{board}/session",
        Who.FACILITATE,
        "The session of a board",
        of_board,
        NoBody,
        BoardPlaceOrNone,
    ),
)
