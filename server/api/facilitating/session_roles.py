"""Roles of a session: who is chair, scribe or presenter today, for everybody to read (SPEC F10)."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import BaseModel

from board.stage.session_roles import Holding, LaunchRoles, session_roles
from server.api.boards.templates import RoleRow
from server.api.http.bodies import Body
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.facilitation.session_roles import FreeRoles, GiveRole, TakeRole
from server.ports.directory import UnknownEntry
from server.rooms.live import Command
from server.workers.offloaded import document

_PATH = "/api/boards/{board}/session-roles"
_LAUNCH = f"{_PATH}/{{launch}}"
_HOLDER = f"{_LAUNCH}/{{role}}/{{participant}}"


class RolesChoice(Body):
    """Whether people may take a role of a launch by themselves."""

    free: bool


class RoleHolder(BaseModel):
    """Somebody who has a role today."""

    participant: str
    name: str


class HeldRole(RoleRow):
    """A role of a launch, and who has it today, in the order of taking it."""

    holders: Sequence[RoleHolder]


class RolesOfLaunch(BaseModel):
    """The roles of a launch; `free`: people may take one by themselves.

    `warnings` are sentences on those who have two roles that are better with two people.
    """

    launch: str
    free: bool
    roles: Sequence[HeldRole]
    warnings: Sequence[str]


class SessionRoles(BaseModel):
    """The roles of every launch that has any, on this day."""

    day: str
    launches: Sequence[RolesOfLaunch]


async def listed(call: Call[NoBody]) -> SessionRoles:
    """List who has which role today."""
    return await _shown(call)


async def give(call: Call[NoBody]) -> SessionRoles:
    """Give somebody who is on the day's register a role, or take one oneself, where that is free.

    The register notes it once the stage has taken it; where that fails, asking again completes it.
    """
    launch, held = call.path("launch"), _holding(call)
    found = await _launch(call, launch)
    role = found.role(held.role)
    if not (call.access.role.may_facilitate or (found.free and held.participant == call.participant)):
        raise Problem(403, "roles-given", "Only a facilitator gives roles here. Ask one to give you this role.")
    await _check_here(call, held.participant)
    answer = await _changed(call, GiveRole(launch, held))
    try:
        await call.services.directory.note_role(call.board.id, held.participant, _day(call), role.title)
    except UnknownEntry:  # They were taken off the register this moment.
        await _changed(call, TakeRole(launch, held))
        raise _not_here() from None
    return answer


async def take(call: Call[NoBody]) -> SessionRoles:
    """Take a role off somebody, or lay down one's own. The register keeps that they had it."""
    held = _holding(call)
    if not (call.access.role.may_facilitate or held.participant == call.participant):
        raise Problem(403, "roles-given", "Only a facilitator takes a role off somebody else.")
    return await _changed(call, TakeRole(call.path("launch"), held))


async def choose(call: Call[RolesChoice]) -> SessionRoles:
    """Say whether people may take a role of this launch by themselves."""
    return await _changed(call, FreeRoles(call.path("launch"), free=call.body.free))


async def _launch(call: Call[NoBody], launch: str) -> LaunchRoles:
    return (await _all(call)).get(launch, LaunchRoles())


async def _check_here(call: Call[NoBody], participant: str) -> None:
    """Raise Problem for somebody who is not on the day's register."""
    rows = await call.services.directory.list_attendance(call.board.id)
    if not any(row.participant == participant and row.date == _day(call) for row in rows):
        raise _not_here()


def _not_here() -> Problem:
    detail = "Only who is on today's register can have a role. They are on it once they have opened the board."
    return Problem(409, "not-here", detail)


async def _changed(call: Call[NoBody] | Call[RolesChoice], command: Command) -> SessionRoles:
    await call.services.live.edit(call.access.document("stage"), command, request_id=secrets.token_urlsafe(12))
    return await _shown(call)


async def _shown(call: Call[NoBody] | Call[RolesChoice]) -> SessionRoles:
    day, found = _today(call), await _all(call)
    people = {each.participant for roles in found.values() for each in roles.held if each.day == day}
    known = await call.services.directory.get_participants(people)
    names = await call.services.auth.display_names(call.board.id, *known.values())
    return SessionRoles(day=day, launches=[_row(launch, roles, day, names) for launch, roles in found.items()])


async def _all(call: Call[NoBody] | Call[RolesChoice]) -> Mapping[str, LaunchRoles]:
    state = await call.services.live.read(call.access.document("stage"))
    return session_roles(document(state.state))


def _holding(call: Call[NoBody]) -> Holding:
    return Holding(call.path("role"), call.path("participant"), _today(call))


def _today(call: Call[NoBody] | Call[RolesChoice]) -> str:
    return _day(call).isoformat()


def _day(call: Call[NoBody] | Call[RolesChoice]) -> date:
    return call.services.clock().date()


def _row(launch: str, roles: LaunchRoles, day: str, names: Mapping[str, str]) -> RolesOfLaunch:
    people = dict.fromkeys(each.participant for each in roles.held if each.day == day)
    return RolesOfLaunch(
        launch=launch,
        free=roles.free,
        roles=[
            HeldRole(
                **RoleRow.of(role).model_dump(),
                holders=[RoleHolder(participant=each, name=names[each]) for each in roles.holders(role.id, day)],
            )
            for role in roles.offered
        ],
        warnings=[sentence for each in people for sentence in roles.warnings(each, names[each], day)],
    )


ENDPOINTS = (
    Endpoint("GET", _PATH, Who.VIEW, "Who has which role today", listed, NoBody, SessionRoles),
    Endpoint("PUT", _HOLDER, Who.EDIT, "Give a role, or take one", give, NoBody, SessionRoles, problems=(409,)),
    Endpoint(
        "DELETE", _HOLDER, Who.EDIT, "Take a role off, or lay it down", take, NoBody, SessionRoles, problems=(409,)
    ),
    Endpoint(
        "PUT",
        _LAUNCH,
        Who.FACILITATE,
        "Let people take roles by themselves, or not",
        choose,
        RolesChoice,
        SessionRoles,
        problems=(409,),
    ),
)
