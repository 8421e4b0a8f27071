"""Handing a board over: who facilitates it (SPEC F8)."""

from board.roles import Role
from server.api.boards.participants import listed
from server.api.http.answers import Members
from server.api.http.bodies import NewRole
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, Who
from server.ports.handover import LastFacilitator


async def change(call: Call[NewRole]) -> Members:
    """Give somebody who has joined another role; their sessions have it at once."""
    services, board, participant = call.services, call.board.id, call.path("participant")
    role = Role(call.body.role)
    may_leave_none = await services.directory.is_organiser(call.participant)
    try:
        await services.directory.change_role(board, participant, role, keep_one=not may_leave_none)
    except LastFacilitator:
        detail = "Nobody else who joined facilitates this board. Make somebody else a facilitator first."
        raise Problem(409, "last-facilitator", detail) from None
    held = await services.auth.role_on(board, participant)
    if held is not None:
        await services.live.change_role(board, participant, held)
    await services.directory.record_audit(
        "changed role",
        participant=call.participant,
        board=board,
        detail={"participant": participant, "role": role.value},
    )
    return await listed(call)


ENDPOINTS = (
    Endpoint(
        "PUT",
        "/api/boards/{board}/participants/{participant}/role",
        Who.FACILITATE,
        "Make somebody a facilitator, or no longer one",
        change,
        NewRole,
        Members,
        problems=(409,),
    ),
)
