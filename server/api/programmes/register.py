"""A session's register: who was present, who sent apologies, and who joined its boards on the day (SPEC G10)."""

from collections.abc import Sequence
from functools import partial
from secrets import token_hex
from typing import Any

from board.programmes import RegisterEntry
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.programmes import Change, Entity, Kept, Mark, Stale
from server.programmes.arrivals import Arrival, Arrivals, joined

from .answers import Arrived, SessionAnswer
from .bodies import NewMark, PutMark
from .in_programme import check_room, discarded, known, noted, programme_of, stored
from .sessions import SESSION, shown

_new_id = partial(token_hex, 8)
_TRIES = 3
"""How often taking over works it out again, where the register was changed in this very moment."""


async def put(call: Call[PutMark]) -> SessionAnswer:
    """Say whether somebody was there, or take their row off."""
    kept = await programme_of(call)
    session, person = call.path("session"), call.path("person")
    known(kept.sessions, session)
    known(kept.people, person)
    rows = [each for each in kept.marks if each.entity.session == session]
    before = next((each for each in rows if each.entity.entry.person == person), None)
    if call.body.attended is None:
        _check_seen(call.body.revision, before)
        await discarded(call, "mark", before, [session, person])
        return await shown(call)
    mark = Mark(session, RegisterEntry(person=person, attended=call.body.attended, role=call.body.role or ""))
    if before is None:
        check_room(mark, rows)
    await stored(call, "mark", Change(mark, call.body.revision))
    return await shown(call)


async def add(call: Call[NewMark]) -> SessionAnswer:
    """Put somebody on the register by name."""
    body = call.body
    arrival = Arrival(
        name=body.name,
        organisation=body.organisation or "",
        job=body.job or "",
        attended=body.attended,
        role=body.role or "",
    )
    await _arrive(call, [arrival])
    await noted(call, "added to register", programme=call.path("programme"), session=call.path("session"))
    return await shown(call)


async def take_over(call: Call[NoBody]) -> Arrived:
    """Put everybody who is on the day's list of one of the session's boards on the register, as present."""
    kept = await programme_of(call)
    session = known(kept.sessions, call.path("session")).entity
    boards = [board for board, of in kept.boards.items() if of == session.id]
    lists = [await call.services.directory.list_attendance(board) for board in boards]
    found = joined(row for rows in lists for row in rows if row.date == session.date)
    marks = [each for each in await _arrive(call, found) if isinstance(each.entity, Mark)]
    await noted(call, "took over who joined", programme=call.path("programme"), session=session.id)
    added = sum(each.seen == 0 for each in marks)
    return Arrived(added=added, changed=len(marks) - added, session=await shown(call))


async def _arrive(call: Call[Any], arrivals: Sequence[Arrival]) -> Sequence[Change[Entity]]:
    """Store what these arrivals come to; returns the changes."""
    for _ in range(_TRIES):
        kept = await programme_of(call)
        known(kept.sessions, call.path("session"))
        changes = Arrivals(kept, call.path("session"), _new_id).changes(arrivals)
        _check_all_fit(call, kept.marks, changes)
        try:
            await call.services.directory.store_entities(call.path("programme"), changes)
        except Stale:
            continue
        return changes
    raise Problem(409, "stale", "Others are changing this register right now. Try again in a moment.")


def _check_all_fit(call: Call[Any], marks: Sequence[Kept[Mark]], changes: Sequence[Change[Entity]]) -> None:
    rows: list[object] = [each for each in marks if each.entity.session == call.path("session")]
    for change in changes:
        if isinstance(change.entity, Mark) and change.seen == 0:
            check_room(change.entity, rows)
            rows.append(change)


def _check_seen(seen: int, before: Kept[Mark] | None) -> None:
    if before is not None and before.revision != seen:
        raise Stale(before)


ENDPOINTS = (
    Endpoint(
        "PUT",
        f"{SESSION}/register/{{person}}",
        Who.SESSION,
        "Say who was at a session",
        put,
        PutMark,
        SessionAnswer,
        problems=(409,),
    ),
    Endpoint(
        "POST",
        f"{SESSION}/register",
        Who.SESSION,
        "Put somebody on the register by name",
        add,
        NewMark,
        SessionAnswer,
        problems=(409,),
    ),
    Endpoint(
        "POST",
        f"{SESSION}/joined",
        Who.SESSION,
        "Take over who joined the session's boards",
        take_over,
        NoBody,
        Arrived,
        problems=(409,),
    ),
)
