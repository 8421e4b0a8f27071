"""The caller: who they are here, and signing out."""

from starlette.responses import Response

from server.api.http.answers import BoardRow, Me, Person
from server.api.http.routes import Call, Endpoint, NoBody, Who, json_response


async def me(call: Call[NoBody]) -> Response:
    """Say who is asking; a browser's cookie is renewed."""
    identity = call.identity_or_none
    if identity is None:
        return json_response(Me(participant=None, organiser=False, boards=[]))
    directory = call.services.directory
    boards = await directory.list_boards(identity.participant.id)
    answer = Me(
        participant=Person.of(identity.participant),
        organiser=await directory.is_organiser(identity.participant.id),
        boards=[BoardRow.of(access) for access in boards],
    )
    response = json_response(answer)
    if identity.via == "cookie":
        call.services.auth.renew_cookie(response, call.request)
    return response


async def logout(call: Call[NoBody]) -> Response:
    """Sign out; doing it again does nothing."""
    auth = call.services.auth
    if call.identity_or_none is not None:
        await auth.sign_out(call.identity_or_none)
    response = Response(status_code=204)
    auth.clear_cookie(response, call.request)
    return response


ENDPOINTS = (
    Endpoint("GET", "/api/me", Who.ANYONE, "Who I am, and my boards", me, NoBody, Me),
    Endpoint("POST", "/api/logout", Who.ANYONE, "Sign out", logout, NoBody, status=204),
)
