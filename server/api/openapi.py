"""The OpenAPI 3.1 document, made from the route table, so that it cannot say anything else than what is served."""

import re
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from board.limits import MAX_ID_LENGTH

from .http import telling
from .http.files import FileAnswer
from .http.problem import MEDIA_TYPE, ProblemAnswer
from .http.routes import UNSAFE, Endpoint, Who

_REFERENCE = "#/components/schemas/{model}"
_PARAMETER = re.compile(r"\{(\w+)\}")
_WORDS = {
    400: "The body is not JSON",
    401: "Nobody is signed in",
    403: "The caller may not do this",
    404: "There is no such thing for the caller",
    409: "It does not fit the board as it is now",
    410: "The link has ended",
    413: "The body is too long",
    415: "The body is not sent as JSON",
    421: "Another server has this; try again.",
    422: "The body does not fit",
    429: "Too many tries",
    503: "Storage or a worker cannot answer right now",
}
_ABOUT = (
    "Everything that the board's page does, for programs. Sign in with a link by `POST /api/join` with "
    "`want_token`, then send the token as `Authorization: Bearer`. Errors are `application/problem+json`. "
    "Long work tells how far it is to who accepts `application/x-ndjson`, and stops when the connection is closed. "
    "Live editing goes over the WebSocket endpoints `/sync` and `/yjs/<document>`."
)


def openapi_document(endpoints: Sequence[Endpoint[Any]]) -> dict[str, Any]:
    """Return the OpenAPI document of these rows as plain JSON values."""
    schemas = _schemas(endpoints)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Manualboard", "version": _version(), "description": _ABOUT},
        "paths": _paths(endpoints, schemas),
        "components": {
            "schemas": schemas.definitions,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "manualboard"},
            },
        },
    }


class _Schemas:
    """The schemas of all bodies and answers, and where each model's is."""

    def __init__(self, wanted: Sequence[tuple[type[BaseModel], JsonSchemaMode]]) -> None:
        places, found = models_json_schema(wanted, ref_template=_REFERENCE)
        self._places = places
        self.definitions: dict[str, Any] = found.get("$defs", {})

    def of(self, model: type[BaseModel], mode: JsonSchemaMode) -> dict[str, Any]:
        return self._places[(model, mode)]


def _schemas(endpoints: Iterable[Endpoint[Any]]) -> _Schemas:
    always: Sequence[type[BaseModel]] = (ProblemAnswer, FileAnswer, telling.StepLine)
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(each, "serialization"): None for each in always}
    for endpoint in endpoints:
        if endpoint.has_body:
            wanted[(endpoint.body, "validation")] = None
        if endpoint.answer is not None:
            wanted[(endpoint.answer, "serialization")] = None
    return _Schemas(list(wanted))


def _paths(endpoints: Iterable[Endpoint[Any]], schemas: _Schemas) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for endpoint in endpoints:
        path = paths.setdefault(endpoint.path, {})
        path[endpoint.method.lower()] = _operation(endpoint, schemas)
        if parameters := [_parameter(name) for name in _PARAMETER.findall(endpoint.path)]:
            path["parameters"] = parameters
    return paths


def _operation(endpoint: Endpoint[Any], schemas: _Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _operation_id(endpoint),
        "summary": endpoint.summary,
        "tags": [_tag(endpoint.path)],
        "x-who": endpoint.who.value,
        "responses": _responses(endpoint, schemas),
        "security": [{}] if endpoint.who is Who.ANYONE else [{"bearer": []}, {"cookie": []}],
    }
    if endpoint.query:
        operation["parameters"] = [_number(name) for name in endpoint.query]
    if endpoint.has_body:
        operation["requestBody"] = {
            "required": any(field.is_required() for field in endpoint.body.model_fields.values()),
            "content": {"application/json": {"schema": schemas.of(endpoint.body, "validation")}},
        }
    elif endpoint.takes:
        operation["requestBody"] = {"required": True, "content": {endpoint.takes: {"schema": {}}}}
    return operation


def _responses(endpoint: Endpoint[Any], schemas: _Schemas) -> dict[str, Any]:
    good: dict[str, Any] = {"description": endpoint.summary}
    if endpoint.answer is not None:
        good["content"] = {"application/json": {"schema": schemas.of(endpoint.answer, "serialization")}}
    elif endpoint.media:
        good["content"] = {media: {"schema": {}} for media in endpoint.media}
    if endpoint.long:
        good["content"][telling.MEDIA_TYPE] = {"schema": _lines(endpoint.answer or FileAnswer, schemas)}
    problem = {MEDIA_TYPE: {"schema": schemas.of(ProblemAnswer, "serialization")}}
    bad = {str(status): {"description": _WORDS[status], "content": problem} for status in _problems(endpoint)}
    return {str(endpoint.status): good, **bad}


def _lines(answer: type[BaseModel], schemas: _Schemas) -> dict[str, Any]:
    """One line of what long work tells; the last one has the result or the problem."""
    ends = {"result": schemas.of(answer, "serialization"), "problem": schemas.of(ProblemAnswer, "serialization")}
    last = [{"type": "object", "required": [name], "properties": {name: schema}} for name, schema in ends.items()]
    return {"description": "Of each line.", "oneOf": [schemas.of(telling.StepLine, "serialization"), *last]}


def _problems(endpoint: Endpoint[Any]) -> list[int]:
    """Return the statuses that follow from the row, and those it names."""
    statuses = {503, *endpoint.problems}
    if endpoint.query:
        statuses.add(422)
    if endpoint.has_body:
        statuses |= {400, 413, 415, 422}
    if endpoint.method in UNSAFE:
        statuses.add(403)
    if endpoint.who is not Who.ANYONE:
        statuses.add(401)
    if endpoint.who in (Who.ORGANISER, Who.GROUP, Who.SESSION) or endpoint.who.role is not None:
        statuses.add(403)
    if _PARAMETER.search(endpoint.path):
        statuses.add(404)
    return sorted(statuses)


def _parameter(name: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": "^[A-Za-z0-9_-]+$", "minLength": 1, "maxLength": MAX_ID_LENGTH}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _number(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0}}


def _operation_id(endpoint: Endpoint[Any]) -> str:
    words = re.findall(r"\w+", endpoint.path.removeprefix("/api"))
    return "_".join([endpoint.method.lower(), *words])


def _tag(path: str) -> str:
    words: list[str] = re.findall(r"\w+", _PARAMETER.sub("", path.removeprefix("/api/boards/{board}"))) or ["boards"]
    return words[0] if words[0] != "api" else words[1]


def _version() -> str:
    try:
        return version("manualboard")
    except PackageNotFoundError:
        return "0"
