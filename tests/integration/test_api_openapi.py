"""The OpenAPI document is valid, and what it says is what is served."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
import pytest_asyncio
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis import Case, GenerationMode, checks

from server.api.openapi import openapi_document
from server.api.table import ENDPOINTS
from tests.services.api_app import Browser, World

DOCUMENT = openapi_document(ENDPOINTS)
BOUNDED = settings(
    max_examples=5,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""A few examples a row and mode: enough to meet each answer, and few enough for every run."""
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
OF_PROGRAMME = {"programme": "p", "group": "set", "session": "s", "person": "ann", "organisation": "council"}
PROGRAMME = {
    "programme": {"id": "p", "title": "Start for Life"},
    "organisations": [{"id": "council", "name": "Cornwall Council", "place": "cornwall"}],
    "people": [{"id": "ann", "name": "Ann", "organisation": "council"}],
    "groups": [{"id": "set", "kind": "leadership", "number": 1, "title": "Leadership group"}],
    "sessions": [
        {
            "id": "s",
            "group": "set",
            "number": 1,
            "date": "2026-03-12",
            "register": [{"person": "ann", "attended": "present"}],
        }
    ],
}
SIGNS_OUT = "/api/logout"


@schemathesis.serializer(*{each.takes for each in ENDPOINTS if each.takes})
def as_it_is(_context: object, value: object) -> bytes:
    """What is no file is sent in place of one."""
    return value if isinstance(value, bytes) else str(value).encode()


GENERATED = [
    (f"{each.method} {each.path}", mode)
    for each in ENDPOINTS
    for mode in GenerationMode
    if each.path != SIGNS_OUT and (each.has_body or mode.is_positive)
]
"""Each row with what fits its description and, where it has a body, with what does not."""


@dataclass(frozen=True, slots=True)
class Used:
    """A board that is in use, and an organiser who may do everything."""

    browser: Browser
    ids: dict[str, str]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def used(shared_world: World) -> AsyncIterator[Used]:
    """A board with something of everything that an address can name."""
    organiser = await shared_world.organiser()
    board = await organiser.board("wearing_different_hats", answers={"issue": "Waiting times"})
    member = await shared_world.member(organiser, board, "edit", "Sam")
    snapshot = await organiser.post(f"/api/boards/{board}/snapshots", {})
    [row] = await organiser.rows(f"/api/boards/{board}/attendance")
    await organiser.post("/api/programmes", PROGRAMME)
    yield Used(
        organiser,
        {
            "board": board,
            "participant": member.participant,
            "snapshot": snapshot["id"],
            "row": row["id"],
            **OF_PROGRAMME,
        },
    )


def test_the_document_is_valid():
    OpenAPIV31SpecValidator(DOCUMENT).validate()


async def test_the_document_is_served(world):
    assert await (await world.browser()).get("/api/openapi.json") == DOCUMENT


def test_every_operation_has_its_own_name():
    names = [
        operation["operationId"]
        for methods in DOCUMENT["paths"].values()
        for name, operation in methods.items()
        if name != "parameters"
    ]
    assert len(names) == len(set(names)) == len(ENDPOINTS)


@pytest.mark.parametrize(("row", "mode"), GENERATED, ids=str)
async def test_what_is_served_is_what_is_described(used: Used, row: str, mode: GenerationMode) -> None:
    method, path = row.split(" ")
    loop = asyncio.get_running_loop()
    operation = schemathesis.openapi.from_dict(DOCUMENT)[path][method]

    def send(case: Case[Any]) -> httpx2.Response:
        for name, value in used.ids.items():
            if case.path_parameters and name in case.path_parameters:
                case.path_parameters[name] = value
        sent: dict[str, Any] = case.as_transport_kwargs(base_url=str(used.browser.http.base_url).rstrip("/"))
        sent.pop("cookies", None)
        sent["content"] = sent.pop("data", None)
        return asyncio.run_coroutine_threadsafe(used.browser.http.request(**sent), loop).result()

    @settings(BOUNDED)
    @given(operation.as_strategy(generation_mode=mode))
    def conforms(case: Case[Any]) -> None:
        case.validate_response(send(case), checks=CHECKS)

    await asyncio.to_thread(conforms)
