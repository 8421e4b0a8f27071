"""Who has joined a board, and links that bring somebody back on a new device."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from board.roles import Role
from server.access.digests import hash_secret, new_secret
from server.access.links import join_link
from server.api.http.answers import LinkAnswer, MemberRow, Members
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.ports.directory import Directory, Member, NewInvitation

RELINK_LIFE = timedelta(days=2)
"""Long enough for somebody to reach their other device, short for a link that is a key to a person's rights."""
_PATH = "/api/boards/{board}/participants"


async def listed(call: Call[Any]) -> Members:
    """List who has joined, the organiser who made the board and organisers who have it open among them."""
    services, board = call.services, call.board.id
    members = await services.directory.list_members(board)
    present = set(services.live.present(board))
    organisers = await _organisers(call, present, members)
    names = await services.auth.display_names(board, *(each.participant for each in organisers))
    return Members(participants=[_row(each, names[each.participant.id], present) for each in (*organisers, *members)])


async def _organisers(call: Call[Any], here: set[str], members: Sequence[Member]) -> list[Member]:
    """Return those who are on the board without a link of its own: who made it, and who has it open."""
    joined = {each.participant.id for each in members}
    wanted = (here | {call.board.created_by} if call.board.created_by else here) - joined
    found = await call.services.directory.get_participants(sorted(wanted))
    return [Member(person, Role.FACILITATE, call.board.created_at) for person in found.values()]


async def relink(call: Call[NoBody]) -> LinkAnswer:
    """Make a link that signs one browser in as this participant, once."""
    directory, wanted = call.services.directory, call.path("participant")
    members = await directory.list_members(call.board.id)
    if not any(each.participant.id == wanted for each in members):
        raise Problem(404, "unknown", "This person has not joined the board.")
    await _check_reach(call, wanted)
    secret = new_secret()
    await directory.create_invitation(
        NewInvitation(
            call.board.id,
            Role.VIEW,
            hash_secret(secret),
            created_by=call.participant,
            expires_at=call.services.clock() + RELINK_LIFE,
            participant=wanted,
        )
    )
    await directory.record_audit(
        "made relink", participant=call.participant, board=call.board.id, detail={"participant": wanted}
    )
    return LinkAnswer(url=join_link(call.services.auth.address(call.request), secret))


async def _check_reach(call: Call[NoBody], participant: str) -> None:
    if not await reaches(call.services.directory, call.board.id, call.participant, participant):
        detail = "This person also works on boards that you do not facilitate. Ask an organiser to make the link."
        raise Problem(403, "reach", detail)


async def reaches(directory: Directory, board: str, maker: str, participant: str) -> bool:
    """True when `maker` may let somebody sign in as `participant`, who may do nothing that `maker` may not.

    Nobody gains rights by becoming somebody who has more: a link for a new device opens all that the person may do.
    """
    if await directory.is_organiser(maker):
        return True
    mine = await directory.list_boards(maker)
    facilitated = {access.board.id for access in mine if access.role.may_facilitate}
    theirs = {access.board.id for access in await directory.list_boards(participant)}
    return board in facilitated and theirs <= facilitated and not await directory.is_organiser(participant)


def _row(member: Member, name: str, present: set[str]) -> MemberRow:
    person = member.participant
    return MemberRow(
        id=person.id,
        name=person.name,
        organisation=person.organisation,
        job=person.job,
        display_name=name,
        role=member.role,
        joined_at=member.joined_at,
        present=person.id in present,
    )


ENDPOINTS = (
    Endpoint("GET", _PATH, Who.VIEW, "Who has joined", listed, NoBody, Members),
    Endpoint(
        "POST",
        f"{_PATH}/{{participant}}/relink",
        Who.FACILITATE,
        "Make a link for somebody's new device",
        relink,
        NoBody,
        LinkAnswer,
    ),
)
