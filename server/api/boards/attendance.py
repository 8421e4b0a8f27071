"""The register: who was present. People who join are on it by themselves; facilitators add and correct."""

import datetime as dt
from dataclasses import replace

from starlette.responses import Response

from board.programmes import fault_of_day, sensible_days
from server.api.http.answers import AttendanceRow, Register
from server.api.http.bodies import ChangedAttendance, NewAttendance
from server.api.http.problem import FieldError, Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.directory import Attendance
from server.programmes.placed import programme_around

_PATH = "/api/boards/{board}/attendance"
_ROW = f"{_PATH}/{{row}}"


async def listed(call: Call[NoBody]) -> Register:
    """List who was present."""
    rows = await call.services.directory.list_attendance(call.board.id)
    return Register(attendance=[_row(each) for each in rows])


async def add(call: Call[NewAttendance]) -> AttendanceRow:
    """Add somebody by hand."""
    body = call.body
    if body.date is not None:
        await _check_day(call, body.date)
    entry = await call.services.directory.add_attendance(
        call.board.id,
        body.date or call.services.clock().date(),
        body.name,
        organisation=body.organisation,
        role_in_session=body.role_in_session,
    )
    return _row(entry)


async def change(call: Call[ChangedAttendance]) -> AttendanceRow:
    """Correct a row."""
    before = await _entry(call)
    entry = replace(before, **call.body.changes())
    if entry.date != before.date:
        await _check_day(call, entry.date)
    try:
        return _row(await call.services.directory.edit_attendance(entry))
    except ValueError:
        raise Problem(409, "twice", "This person is on the register for that day already.") from None


async def remove(call: Call[NoBody]) -> Response:
    """Take a row off the register."""
    await call.services.directory.edit_attendance(replace(await _entry(call), removed=True))
    return Response(status_code=204)


async def _check_day(call: Call[NewAttendance] | Call[ChangedAttendance], day: dt.date) -> None:
    """Refuse what can be no day of a meeting: by the programme around the board, where there is one (SPEC G13)."""
    around = await programme_around(call.services.directory, call.board.id)
    programme = around[0].programme.entity if around else None
    fault = fault_of_day(day, sensible_days(call.services.clock().date(), programme))
    if fault is not None:
        raise Problem(422, "day", fault, errors=[FieldError(field="date", message=fault)])


async def _entry(call: Call[NoBody] | Call[ChangedAttendance]) -> Attendance:
    rows = await call.services.directory.list_attendance(call.board.id)
    found = next((each for each in rows if each.id == call.path("row")), None)
    if found is None:
        raise Problem(404, "unknown", "The register has no such row (any more).")
    return found


def _row(entry: Attendance) -> AttendanceRow:
    return AttendanceRow(
        id=entry.id,
        date=entry.date,
        participant=entry.participant,
        name=entry.name,
        organisation=entry.organisation,
        role_in_session=entry.role_in_session,
        source=entry.source,
    )


ENDPOINTS = (
    Endpoint("GET", _PATH, Who.VIEW, "Who was present", listed, NoBody, Register),
    Endpoint("POST", _PATH, Who.FACILITATE, "Add to the register", add, NewAttendance, AttendanceRow, status=201),
    Endpoint(
        "PATCH",
        _ROW,
        Who.FACILITATE,
        "Correct the register",
        change,
        ChangedAttendance,
        AttendanceRow,
        problems=(409,),
    ),
    Endpoint("DELETE", _ROW, Who.FACILITATE, "Take off the register", remove, NoBody, status=204),
)
