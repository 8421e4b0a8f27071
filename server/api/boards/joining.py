"""Joining by a link: what it gives, and using it (SPEC I)."""

from dataclasses import replace

from starlette.responses import Response

from board.roles import Role
from server.access.digests import hash_secret
from server.access.limits import Attempts
from server.api.http.answers import BoardName, CheckedInvitation, Joined, Notice, Person
from server.api.http.bodies import CheckInvitation, Join
from server.api.http.problem import FieldError, Problem, refused_link
from server.api.http.routes import Call, Endpoint, Who, json_response
from server.api.http.services import Services
from server.ports.directory import Invitation, Participant

from .participants import reaches

WHO_SEES = (
    "Everyone on the same board sees your name, your organisation and what you write there. "
    "What you write as a hat is shown with the hat's name, not yours."
)
REMINDER = "Write nothing that could identify a client, patient, child or family."


async def check(call: Call[CheckInvitation]) -> CheckedInvitation:
    """Say what a link gives, without using it."""
    invitation = await _find(call, call.body.secret)
    board = await call.services.directory.get_board(invitation.board) if invitation.board else None
    known = call.identity_or_none
    return CheckedInvitation(
        role=invitation.role,
        board=BoardName.of(board) if board else None,
        participant=Person.of(known.participant) if known else None,
        notice=Notice(who_sees=WHO_SEES, kept=call.services.settings.retention_note, reminder=REMINDER),
    )


async def join(call: Call[Join]) -> Response:
    """Use a link: sign in, and gain what it gives."""
    invitation = await _find(call, call.body.secret)
    if invitation.participant is not None:
        return await _relink(call, invitation)
    services = call.services
    known = call.identity_or_none
    participant = await _renamed(call, known.participant) if known else await _new(call)
    await services.directory.accept_invitation(invitation.id, participant.id)
    if invitation.board is not None:
        await services.auth.note_present(invitation.board, participant.id)
    await services.directory.record_audit(
        "joined", participant=participant.id, board=invitation.board, detail={"invitation": invitation.id}
    )
    return await _signed_in(call, participant, invitation, new_login=known is None)


async def _relink(call: Call[Join], invitation: Invitation) -> Response:
    """Sign this browser in as the participant of the link, in place of whoever it was."""
    services = call.services
    await _check_still_reaches(services, invitation)
    participant = await services.directory.use_relink(invitation.id)
    if call.identity_or_none is not None and call.identity_or_none.via == "cookie":
        await services.auth.sign_out(call.identity_or_none)
    await services.directory.record_audit("relinked", participant=participant.id, board=invitation.board)
    return await _signed_in(call, participant, invitation, new_login=True)


async def _check_still_reaches(services: Services, relink: Invitation) -> None:
    """Hold the link against what its maker and its participant may do by now."""
    board, maker, participant = relink.board, relink.created_by, relink.participant
    if board is None or maker is None or participant is None:
        raise refused_link("unknown")
    if not await reaches(services.directory, board, maker, participant):
        raise refused_link("revoked")


async def _signed_in(
    call: Call[Join], participant: Participant, invitation: Invitation, *, new_login: bool
) -> Response:
    auth = call.services.auth
    secret = await auth.sign_in(participant.id) if new_login or call.body.want_token else None
    answer = Joined(
        participant=Person.of(participant),
        board_id=invitation.board,
        role=await _role(call.services, participant, invitation),
        token=secret if call.body.want_token else None,
    )
    response = json_response(answer)
    if new_login and secret is not None:
        auth.set_cookie(response, call.request, secret)
    return response


async def _role(services: Services, participant: Participant, invitation: Invitation) -> Role:
    if invitation.board is None:
        return invitation.role
    return await services.auth.role_on(invitation.board, participant.id) or invitation.role


async def _find(call: Call[CheckInvitation] | Call[Join], secret: str) -> Invitation:
    services, address = call.services, _address(call)
    _check_limit(services.auth.failed_links, address)
    try:
        invitation = await services.directory.find_invitation(hash_secret(secret))
    except ValueError:
        invitation = None
    reason = invitation.refusal(services.clock()) if invitation else "unknown"
    if invitation is None or reason is not None:
        services.auth.failed_links.note(address)
        raise refused_link(reason or "unknown")
    return invitation


async def _new(call: Call[Join]) -> Participant:
    body, people = call.body, call.services.auth.new_people
    if body.name is None:
        message = "Write the name others should see."
        raise Problem(422, "body", message, errors=[FieldError(field="name", message=message)])
    _check_limit(people, _address(call))
    people.note(_address(call))
    return await call.services.directory.create_participant(body.name, body.organisation, body.job)


async def _renamed(call: Call[Join], participant: Participant) -> Participant:
    """Take over what a known person wrote about themselves this time."""
    given = {
        key: getattr(call.body, key) for key in ("name", "organisation", "job") if key in call.body.model_fields_set
    }
    if given.get("name", "") is None:
        del given["name"]
    changed = replace(participant, **given)
    if changed != participant:
        await call.services.directory.update_participant(changed)
    return changed


def _check_limit(attempts: Attempts, address: str) -> None:
    if attempts.exhausted(address):
        detail = "There were too many tries from your network. Wait a minute, then open the link again."
        raise Problem(429, "too-many-tries", detail, headers={"Retry-After": "60"})


def _address(call: Call[CheckInvitation] | Call[Join]) -> str:
    return call.request.client.host if call.request.client else "unknown"


_PROBLEMS = (404, 410, 429)

ENDPOINTS = (
    Endpoint(
        "POST",
        "/api/invitations/check",
        Who.ANYONE,
        "What a link gives",
        check,
        CheckInvitation,
        CheckedInvitation,
        problems=_PROBLEMS,
    ),
    Endpoint("POST", "/api/join", Who.ANYONE, "Use a link", join, Join, Joined, problems=_PROBLEMS),
)
