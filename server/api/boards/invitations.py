"""A board's links: making them, listing them, withdrawing them (SPEC I5)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from starlette.responses import Response

from server.access.digests import hash_secret, new_secret
from server.access.links import join_link
from server.api.http.answers import InvitationRow, Invitations, Invited
from server.api.http.bodies import Invite
from server.api.http.problem import Problem
from server.api.http.routes import STRENGTH, Call, Endpoint, NoBody, Who
from server.ports.directory import Invitation, NewInvitation, Revocation

_PATH = "/api/boards/{board}/invitations"
WITHDRAWN = "The link you joined with was withdrawn. Ask the facilitator for a new one."


async def listed(call: Call[NoBody]) -> Invitations:
    """List the board's links; those for one person's new device are not among them."""
    services, board = call.services, call.board.id
    found = [each for each in await services.directory.list_invitations(board) if each.participant is None]
    names = await _makers(call, found)
    joined = await services.directory.list_joined(board)
    rows = [_row(each, names, joined.get(each.id, ()), call.participant) for each in found]
    return Invitations(address=services.auth.address(call.request), invitations=rows)


async def _makers(call: Call[NoBody], invitations: Sequence[Invitation]) -> Mapping[str, str]:
    """Return what those who made the links are called on the board."""
    makers = {each.created_by for each in invitations if each.created_by is not None}
    people = await call.services.directory.get_participants(makers)
    return await call.services.auth.display_names(call.board.id, *people.values())


async def invite(call: Call[Invite]) -> Invited:
    """Make a link."""
    services, secret = call.services, new_secret()
    days = call.body.expires_in_days
    new = NewInvitation(
        call.board.id,
        call.body.role,
        hash_secret(secret),
        created_by=call.participant,
        expires_at=services.clock() + timedelta(days=days) if days else None,
    )
    invitation = await services.directory.create_invitation(new)
    await services.directory.record_audit(
        "invited",
        participant=call.participant,
        board=call.board.id,
        detail={"invitation": invitation.id, "role": call.body.role.value},
    )
    url = join_link(services.auth.address(call.request), secret)
    return Invited(id=invitation.id, role=invitation.role, url=url)


async def withdraw(call: Call[NoBody]) -> Response:
    """End a link and what it gave, and close the sessions of those who lose by it."""
    directory, wanted = call.services.directory, call.path("invitation")
    found = await directory.list_invitations(call.board.id)
    if not any(each.id == wanted for each in found):
        raise Problem(404, "unknown", "This board has no such link.")
    revocation = await directory.revoke_invitation(wanted)
    losers = [each for each in revocation.participants if await _loses(call, revocation, each)]
    await call.services.live.close_sessions(call.board.id, losers, WITHDRAWN)
    await directory.record_audit(
        "withdrew", participant=call.participant, board=call.board.id, detail={"invitation": wanted}
    )
    return Response(status_code=204)


async def _loses(call: Call[NoBody], revocation: Revocation, participant: str) -> bool:
    role = await call.services.auth.role_on(call.board.id, participant)
    return role is None or STRENGTH[role] < STRENGTH[revocation.invitation.role]


def _row(invitation: Invitation, names: Mapping[str, str], joined: Sequence[str], caller: str) -> InvitationRow:
    return InvitationRow(
        id=invitation.id,
        role=invitation.role,
        by=names.get(invitation.created_by or ""),
        joined=len(joined),
        yours=caller in joined,
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        revoked_at=invitation.revoked_at,
    )


ENDPOINTS = (
    Endpoint("GET", _PATH, Who.FACILITATE, "The board's links", listed, NoBody, Invitations),
    Endpoint("POST", _PATH, Who.FACILITATE, "Make a link", invite, Invite, Invited, status=201),
    Endpoint("DELETE", f"{_PATH}/{{invitation}}", Who.FACILITATE, "Withdraw a link", withdraw, NoBody, status=204),
)
