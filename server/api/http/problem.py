"""Errors of the API as application/problem+json (RFC 9457): what happened, and what to do now."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from starlette.responses import Response

from board.errors import BoardError, Overtaken, ProgrammeError, ReportError
from board.faults import faults_in
from board.programmes import written
from server.facilitation.markers import Elsewhere
from server.ports.directory import InvitationRefused, UnknownEntry
from server.ports.log import StorageUnavailable, UnknownDocument
from server.ports.programmes import AlreadyPlaced, Entity, Kept, Mark, Stale, StillUsed
from server.ports.schema import OtherVersion
from server.rooms.live import BoardDamaged
from server.workers.pool import WorkersBusy

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "This request cannot be read",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "This does not fit the board as it is now",
    410: "This link has ended",
    413: "Too long",
    415: "Not JSON",
    421: "Another server has this",
    422: "Something is missing or wrong",
    429: "Too many tries",
    500: "Something went wrong",
    503: "Not possible right now",
}


class FieldError(BaseModel):
    """What is wrong with one field of the body; `field` is its path with dots, empty for the whole body."""

    field: str
    message: str


class Stored(BaseModel):
    """What is there: an entity as it is now, and its revision."""

    revision: int
    entity: dict[str, Any]


class ProblemAnswer(BaseModel):
    """Body of every error. `detail` is a sentence for people; `type` stays the same for programs.

    `newer` is there where a change came too late (SPEC G8), `alike` where the programme has one of that name (G14).
    """

    type: str
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    errors: list[FieldError] | None = None
    newer: Stored | None = None
    alike: Stored | None = None


class Problem(Exception):
    """An answer other than the one hoped for; `code` is the stable last part of the problem's type."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        newer: Stored | None = None,
        alike: Stored | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers
        self.newer = newer
        self.alike = alike

    def answer(self) -> ProblemAnswer:
        """Return the problem as JSON."""
        return ProblemAnswer(
            type=f"urn:manualboard:problem:{self.code}",
            title=_TITLES[self.status],
            status=self.status,
            detail=self.detail,
            errors=list(self.errors) or None,
            newer=self.newer,
            alike=self.alike,
        )

    def response(self) -> Response:
        """Return the HTTP answer."""
        body = self.answer().model_dump_json(exclude_none=True)
        return Response(body, self.status, dict(self.headers or {}), media_type=MEDIA_TYPE)


def problem_of(error: Exception) -> Problem | None:
    """Translate an error of the domain, the directory or storage, or return None for one that is our own fault."""
    match error:
        case Problem():
            return error
        case ProgrammeError(faults=faults):
            errors = [FieldError(field=place, message=sentence) for place, sentence in faults]
            return Problem(422, "programme", str(error), errors=errors)
        case Stale(newer=newer):
            return _stale(newer)
        case StillUsed():
            return Problem(409, "still-used", "Something belongs to it, or refers to it. Take that out first.")
        case AlreadyPlaced():
            detail = "This board belongs to another session. Take it out there first."
            return Problem(409, "placed", detail)
        case ReportError():
            return Problem(422, "report", str(error))
        case Overtaken():
            return Problem(409, "overtaken", str(error))
        case BoardError():
            return Problem(409, "edit", str(error))
        case InvitationRefused(reason=reason):
            return refused_link(reason)
        case UnknownEntry() | UnknownDocument():
            return Problem(404, "unknown", "This is not here (any more). Go back and reload the page.")
        case Elsewhere():
            detail = (
                "The server that keeps what was chosen in private here does not answer. Try again; if it lasts, the "
                "facilitator can begin again."
            )
            return Problem(421, "elsewhere", detail)
        case _:
            return _of_server(error)


def _of_server(error: Exception) -> Problem | None:
    """Translate what keeps the server from answering as it would."""
    match error:
        case BoardDamaged():
            return Problem(
                503,
                "board-damaged",
                "Part of what was stored of this board cannot be read any more. It can be looked at and exported as it "
                "was before, but not changed. Tell whoever looks after the server.",
            )
        case StorageUnavailable():
            detail = "The board cannot be saved right now. Nothing was changed; try again in a moment."
            return Problem(503, "storage", detail, headers={"Retry-After": "5"})
        case OtherVersion():
            return Problem(503, "other-version", str(error))
        case WorkersBusy():
            return Problem(503, "busy", str(error), headers={"Retry-After": "30"})
        case _:
            return None


def _stale(newer: Kept[Entity] | None) -> Problem:
    if newer is None:
        return Problem(409, "stale", "Somebody took this out meanwhile. Nothing of yours was stored.")
    entity = newer.entity.entry if isinstance(newer.entity, Mark) else newer.entity
    detail = "Somebody changed this meanwhile, so yours was not stored. Look at what is there now, and try again."
    return Problem(409, "stale", detail, newer=Stored(revision=newer.revision, entity=written(entity)))


def stopped() -> Problem:
    """Return the problem of work that was stopped before it took effect."""
    return Problem(409, "stopped", "This was stopped before it took effect, and nothing was changed. Begin again.")


def check_kind(answer: Mapping[str, Any], *keys: str) -> None:
    """Raise Problem unless a request id's answer has these keys: it was stopped, or used for something else before."""
    if "stopped" in answer:
        raise stopped()
    if not all(key in answer for key in keys):
        raise Problem(409, "request-id", "This request id was used for something else. Send a new one.")


def refused_link(reason: str) -> Problem:
    """Return the problem of an invitation that gives nothing (any more)."""
    match reason:
        case "expired":
            return Problem(410, "link-expired", "This link has run out. Ask the person who sent it for a new one.")
        case "revoked":
            return Problem(410, "link-revoked", "This link was withdrawn. Ask the person who sent it for a new one.")
        case "used":
            return Problem(410, "link-used", "This link was for one use and was used. Ask the facilitator for another.")
        case _:
            return Problem(404, "link-unknown", "This link does not work. Check that you copied all of it.")


def invalid_body(error: ValidationError) -> Problem:
    """Return the problem of a body that does not fit its model, each field with its sentence."""
    if any(item["type"] == "json_invalid" for item in error.errors(include_url=False, include_context=False)):
        return Problem(400, "json", "The body is not valid JSON. Send one JSON object.")
    errors = [FieldError(field=place, message=sentence) for place, sentence in faults_in(error)]
    detail = " ".join(f"{each.field}: {each.message}" if each.field else each.message for each in errors)
    return Problem(422, "body", detail, errors=errors)
