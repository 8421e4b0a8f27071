"""The route table's row, and how every row is answered: origin, identity, rights, body, handler, in this order.

Rights are denied by default: a row has to say who may use it, and everyone else is refused before the body is read.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

import structlog
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from board.ids import ENTITY_ID, DocumentName
from board.limits import KIB
from board.progress import Tell, untold
from board.roles import Role
from server.access.auth import Identity
from server.ports.directory import Board

from . import telling
from .files import File
from .problem import Problem, invalid_body, problem_of
from .services import Services
from .wanted import while_wanted

MAX_BODY_BYTES = 512 * KIB
"""The longest text (100,000 code points) in four-byte characters, with room for its neighbours."""
MAX_DIGITS = 15
"""Of a number in a parameter: what every program can still hold exactly."""
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")

_SAFE = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""An answer is data: it is neither kept, nor shown as a page, nor read by other sites."""

_log = structlog.get_logger(__name__)


class Who(StrEnum):
    """Who may use a row of the table. The last three are about the board in its path.

    GROUP and SESSION are for organisers, and for who facilitates a board of the group or session in the path.
    """

    ANYONE = "anyone"
    KNOWN = "known"
    ORGANISER = "organiser"
    GROUP = "group"
    SESSION = "session"
    VIEW = "view"
    EDIT = "edit"
    FACILITATE = "facilitate"

    @property
    def role(self) -> Role | None:
        """The weakest role on the board that will do, or None for rows that are not about a board."""
        return Role(self.value) if self in (Who.VIEW, Who.EDIT, Who.FACILITATE) else None


STRENGTH: Mapping[Role, int] = {role: strength for strength, role in enumerate(Role)}
_MAY = {
    Role.VIEW: "look at this board",
    Role.EDIT: "write on this board",
    Role.FACILITATE: "facilitate this board",
}

B = TypeVar("B", bound=BaseModel)


class NoBody(BaseModel):
    """Stands for the body of rows that have none."""


@dataclass(frozen=True, slots=True)
class Access:
    """The board of the path, and what the caller may do there."""

    board: Board
    role: Role

    def document(self, kind: str) -> DocumentName:
        """Return the name of one of the board's documents."""
        return DocumentName(self.board.id, self.board.epoch, kind)


@dataclass(frozen=True, slots=True)
class Call(Generic[B]):
    """One request whose sender may make it. `content` is the file that it sent, for rows that take one.

    `tell` is told how far the work is, in rows of long work.
    """

    services: Services
    request: Request
    body: B
    identity_or_none: Identity | None
    access_or_none: Access | None
    content: bytes = b""
    tell: Tell = untold

    @property
    def identity(self) -> Identity:
        """Who calls. Only for rows that are not for anyone."""
        if self.identity_or_none is None:
            raise _unknown_person()
        return self.identity_or_none

    @property
    def participant(self) -> str:
        """The caller's id. Only for rows that are not for anyone."""
        return self.identity.participant.id

    @property
    def access(self) -> Access:
        """The board. Only for rows about one."""
        if self.access_or_none is None:
            raise _unknown_board()
        return self.access_or_none

    @property
    def board(self) -> Board:
        """The board. Only for rows about one."""
        return self.access.board

    def number(self, name: str) -> int:
        """Return a parameter that is a whole number from 0 on, 0 where it is not given. Raises Problem for another."""
        given = self.request.query_params.get(name, "0")
        if not (given.isascii() and given.isdigit() and len(given) <= MAX_DIGITS):
            raise Problem(422, "parameter", f"{name}: Send a whole number from 0 on.")
        return int(given)

    def path(self, name: str) -> str:
        """Return a part of the path, such as a snapshot's id."""
        return str(self.request.path_params[name])


Handled = BaseModel | File | Response
Handler = Callable[[Call[B]], Awaitable[Handled]]


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[B]):
    """One row of the route table.

    `answer` is the model of the JSON answer; None for an empty answer (204) or, with `media`, a file of one of these
    media types. `problems` are statuses that the handler itself may answer, beside those that follow from the row.
    `query` names parameters behind the path that may be given, whole numbers (`Call.number`). `takes` is the media type
    of the file that the row takes in place of a JSON body, of at most `most` bytes. `long` work tells how far it is to
    whoever asks, and is stopped when its sender goes away (SPEC L).
    """

    method: str
    path: str
    who: Who
    summary: str
    handler: Handler[B]
    body: type[B]
    answer: type[BaseModel] | None = None
    status: int = 200
    media: Sequence[str] = ()
    problems: Sequence[int] = ()
    query: Sequence[str] = ()
    takes: str = ""
    most: int = MAX_BODY_BYTES
    long: bool = False

    @property
    def has_body(self) -> bool:
        """True when the row reads a JSON body."""
        return self.body is not NoBody


def resource_routes(services: Services, endpoints: Iterable[Endpoint[Any]]) -> list[BaseRoute]:
    """Return one route a path, which answers every method, and one for all that is unknown under /api."""
    by_path: dict[str, dict[str, Endpoint[Any]]] = {}
    for endpoint in endpoints:
        by_path.setdefault(endpoint.path, {})[endpoint.method] = endpoint
    routes = [Route(path, Resource(services, path, methods)) for path, methods in by_path.items()]
    return [*routes, Route("/api/{rest:path}", _UnknownAddress())]


class _UnknownAddress:
    """Answers a path of the API that does not exist."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = "The API has no such address. See /api/openapi.json for those it has."
        await Problem(404, "unknown-address", detail).response()(scope, receive, send)


class Resource:
    """The rows of one path, as an ASGI application."""

    def __init__(self, services: Services, path: str, methods: Mapping[str, Endpoint[Any]]) -> None:
        self._services = services
        self._path = path
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        with self._services.metrics.timed(self._path):
            try:
                response = await self._answer(request)
            except ClientDisconnect:
                return
            for name, value in _SAFE.items():
                response.headers.setdefault(name, value)
            await response(scope, receive, send)
        self._services.metrics.answered(self._path, request.method, response.status_code)

    async def _answer(self, request: Request) -> Response:
        try:
            _check_ids(request)
            return await self._carry_out(self._endpoint(request.method), request)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001
            return self._failed(error).response()

    def _failed(self, error: Exception) -> Problem:
        problem = problem_of(error)
        if problem is None:
            _log.error("a request failed", route=self._path, exc_info=error)
            problem = Problem(500, "internal", "The server made a mistake. Nothing you wrote is lost; try again.")
        return problem

    def _endpoint(self, method: str) -> Endpoint[Any]:
        endpoint = self._methods.get("GET" if method == "HEAD" else method)
        if endpoint is None:
            allow = ", ".join(sorted(self._methods))
            raise Problem(405, "method", f"Only {allow} can be used here.", headers={"Allow": allow})
        return endpoint

    async def _carry_out(self, endpoint: Endpoint[Any], request: Request) -> Response:
        identity = await self._identify(endpoint, request)
        access = await self._admit(endpoint, request, identity)
        body = await _read_body(endpoint.body, request) if endpoint.has_body else NoBody()
        content = await _read_file(endpoint, request) if endpoint.takes else b""
        call = Call(self._services, request, body, identity, access, content)
        if not endpoint.long:
            return _response(await endpoint.handler(call), endpoint.status)
        if telling.is_wanted(request):
            return telling.Telling(lambda tell: endpoint.handler(replace(call, tell=tell)), self._failed)
        return _response(await while_wanted(request, endpoint.handler(call)), endpoint.status)

    async def _identify(self, endpoint: Endpoint[Any], request: Request) -> Identity | None:
        auth = self._services.auth
        identity = await auth.authenticate(request)
        if endpoint.method in UNSAFE and not auth.origin_allowed(request, identity.via if identity else None):
            raise Problem(403, "origin", "This came from another website. Open the board itself and try again.")
        if identity is None and endpoint.who is not Who.ANYONE:
            raise _unknown_person()
        return identity

    async def _admit(self, endpoint: Endpoint[Any], request: Request, identity: Identity | None) -> Access | None:
        if endpoint.who in (Who.ANYONE, Who.KNOWN) or identity is None:
            return None
        if endpoint.who is Who.ORGANISER:
            await self._admit_organiser(identity)
            return None
        if endpoint.who in (Who.GROUP, Who.SESSION):
            await self._admit_to_session(endpoint.who, request.path_params, identity)
            return None
        return await self._admit_to_board(endpoint.who, request.path_params["board"], identity)

    async def _admit_organiser(self, identity: Identity) -> None:
        if not await self._services.directory.is_organiser(identity.participant.id):
            raise Problem(403, "organisers-only", "Only organisers can do this. Ask the person who runs this server.")

    async def _admit_to_session(self, who: Who, path: Mapping[str, str], identity: Identity) -> None:
        person, directory = identity.participant.id, self._services.directory
        if await directory.is_organiser(person):
            return
        for board, place in (await directory.places_in(path["programme"])).items():
            inside = place.group == path["group"] if who is Who.GROUP else place.session == path["session"]
            role = await self._services.auth.role_on(board, person) if inside else None
            if role is not None and role.may_facilitate:
                return
        detail = "Only organisers can do this, and who facilitates a board of this session or group."
        raise Problem(403, "session-facilitators-only", detail)

    async def _admit_to_board(self, who: Who, board_id: str, identity: Identity) -> Access:
        role = await self._services.auth.role_on(board_id, identity.participant.id)
        board = await self._services.directory.get_board(board_id) if role else None
        if role is None or board is None:
            raise _unknown_board()
        needed = who.role
        if needed is None or STRENGTH[role] < STRENGTH[needed]:
            raise Problem(403, "role", f"To do this you need a link to {_MAY[needed or Role.FACILITATE]}.")
        return Access(board, role)


def _check_ids(request: Request) -> None:
    if not all(ENTITY_ID.fullmatch(value) for value in request.path_params.values()):
        raise Problem(404, "unknown-address", "There is no such thing here. Check the address.")


def _response(answer: Handled, status: int) -> Response:
    match answer:
        case Response():
            return answer
        case File():
            return answer.response()
        case _:
            return json_response(answer, status)


def json_response(answer: BaseModel, status: int = 200) -> Response:
    """Return a JSON answer."""
    return Response(answer.model_dump_json(), status, media_type="application/json")


async def _read_body(model: type[B], request: Request) -> B:
    raw = await _read_capped(request, MAX_BODY_BYTES)
    if raw and _media_type(request) != "application/json":
        raise Problem(415, "media-type", "Send the body as JSON, with Content-Type: application/json.")
    try:
        return model.model_validate_json(raw or b"{}", strict=True)
    except ValidationError as error:
        raise invalid_body(error) from None


async def _read_file(endpoint: Endpoint[Any], request: Request) -> bytes:
    if _media_type(request) != endpoint.takes:
        raise Problem(415, "media-type", f"Send the file with Content-Type: {endpoint.takes}.")
    return await _read_capped(request, endpoint.most)


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _read_capped(request: Request, most: int) -> bytes:
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            detail = f"This is longer than {most // KIB} KiB. Send it in smaller parts."
            raise Problem(413, "too-long", detail, headers={"Connection": "close"})
        chunks.append(chunk)
    return b"".join(chunks)


def _unknown_person() -> Problem:
    detail = "You are not signed in here. Open the link you were given to join."
    return Problem(401, "sign-in", detail, headers={"WWW-Authenticate": 'Bearer realm="manualboard"'})


def _unknown_board() -> Problem:
    return Problem(404, "unknown-board", "There is no such board for you. Open the link you were given to join it.")
