"""Every address of the API, asked by everyone: every cell is asserted, and what is not listed is denied."""

import re
from collections.abc import AsyncIterator, Mapping

import httpx2
import pytest
import pytest_asyncio

from server.api.openapi import openapi_document
from server.api.table import ENDPOINTS
from tests.services.api_app import Browser, World

PEOPLE = ("nobody", "stranger", "viewer", "editor", "facilitator", "organiser")
"""By what they may do on the board; a stranger is signed in and has another board."""

ANYONE = frozenset(PEOPLE)
KNOWN = ANYONE - {"nobody"}
VIEW = KNOWN - {"stranger"}
EDIT = VIEW - {"viewer"}
FACILITATE = EDIT - {"editor"}
ORGANISER = frozenset({"organiser"})

ALLOWED: Mapping[str, frozenset[str]] = {
    "GET /healthz": ANYONE,
    "GET /livez": ANYONE,
    "GET /metrics": ANYONE,
    "GET /api/openapi.json": ANYONE,
    "GET /api/me": ANYONE,
    "POST /api/logout": ANYONE,
    "POST /api/invitations/check": ANYONE,
    "POST /api/join": ANYONE,
    "GET /api/boards": KNOWN,
    "POST /api/boards": ORGANISER,
    "GET /api/templates": KNOWN,
    "GET /api/places": ORGANISER,
    "GET /api/programmes": ORGANISER,
    "POST /api/programmes": ORGANISER,
    "POST /api/programmes/{programme}/import/stop": ORGANISER,
    "GET /api/programmes/{programme}": ORGANISER,
    "PUT /api/programmes/{programme}": ORGANISER,
    "DELETE /api/programmes/{programme}": ORGANISER,
    "GET /api/programmes/{programme}/document": ORGANISER,
    "GET /api/programmes/{programme}/removal": ORGANISER,
    "POST /api/programmes/{programme}/removal": ORGANISER,
    "PUT /api/programmes/{programme}/organisations/{organisation}": ORGANISER,
    "DELETE /api/programmes/{programme}/organisations/{organisation}": ORGANISER,
    "PUT /api/programmes/{programme}/people/{person}": ORGANISER,
    "DELETE /api/programmes/{programme}/people/{person}": ORGANISER,
    "GET /api/programmes/{programme}/groups/{group}": FACILITATE,
    "GET /api/programmes/{programme}/groups/{group}/commitments": FACILITATE,
    "PUT /api/programmes/{programme}/groups/{group}": ORGANISER,
    "DELETE /api/programmes/{programme}/groups/{group}": ORGANISER,
    "GET /api/programmes/{programme}/sessions/{session}": FACILITATE,
    "PUT /api/programmes/{programme}/sessions/{session}": ORGANISER,
    "DELETE /api/programmes/{programme}/sessions/{session}": ORGANISER,
    "POST /api/programmes/{programme}/sessions/{session}/register": FACILITATE,
    "PUT /api/programmes/{programme}/sessions/{session}/register/{person}": FACILITATE,
    "POST /api/programmes/{programme}/sessions/{session}/joined": FACILITATE,
    "PUT /api/programmes/{programme}/sessions/{session}/boards/{board}": ORGANISER,
    "DELETE /api/programmes/{programme}/sessions/{session}/boards/{board}": ORGANISER,
    "GET /api/report-sources/{board}": ORGANISER,
    "GET /api/report-sources/{board}/{snapshot}": ORGANISER,
    "GET /api/programmes/{programme}/reports": ORGANISER,
    "GET /api/programmes/{programme}/reports/{report}": ORGANISER,
    "PUT /api/programmes/{programme}/reports/{report}": ORGANISER,
    "DELETE /api/programmes/{programme}/reports/{report}": ORGANISER,
    "POST /api/programmes/{programme}/reports/{report}/preview": ORGANISER,
    "POST /api/programmes/{programme}/reports/{report}/builds": ORGANISER,
    "GET /api/boards/{board}/suggestions": EDIT,
    "POST /api/boards/{board}/suggestions": FACILITATE,
    "PUT /api/boards/{board}/suggestions/{suggestion}": FACILITATE,
    "GET /api/layouts": KNOWN,
    "GET /api/schemas/report": ANYONE,
    "GET /api/boards/{board}": VIEW,
    "GET /api/boards/{board}/projection": VIEW,
    "GET /api/boards/{board}/participants": VIEW,
    "POST /api/boards/{board}/participants/{participant}/relink": FACILITATE,
    "PUT /api/boards/{board}/participants/{participant}/role": FACILITATE,
    "POST /api/boards/{board}/merge-turns": EDIT,
    "GET /api/boards/{board}/session-roles": VIEW,
    "PUT /api/boards/{board}/session-roles/{launch}": FACILITATE,
    "PUT /api/boards/{board}/session-roles/{launch}/{role}/{participant}": EDIT,
    "DELETE /api/boards/{board}/session-roles/{launch}/{role}/{participant}": EDIT,
    "GET /api/boards/{board}/invitations": FACILITATE,
    "POST /api/boards/{board}/invitations": FACILITATE,
    "DELETE /api/boards/{board}/invitations/{invitation}": FACILITATE,
    "GET /api/boards/{board}/session": FACILITATE,
    "GET /api/boards/{board}/attendance": VIEW,
    "POST /api/boards/{board}/attendance": FACILITATE,
    "PATCH /api/boards/{board}/attendance/{row}": FACILITATE,
    "DELETE /api/boards/{board}/attendance/{row}": FACILITATE,
    "POST /api/boards/{board}/launches": FACILITATE,
    "GET /api/boards/{board}/phases": VIEW,
    "POST /api/boards/{board}/phases": FACILITATE,
    "GET /api/boards/{board}/stage": VIEW,
    "POST /api/boards/{board}/stage/phase": FACILITATE,
    "POST /api/boards/{board}/stage/timer": FACILITATE,
    "POST /api/boards/{board}/stage/free-timer": FACILITATE,
    "POST /api/boards/{board}/stage/locks/{place}/restore": FACILITATE,
    "POST /api/boards/{board}/stage/locks/{place}/restore/stop": FACILITATE,
    "POST /api/boards/{board}/stage/call": FACILITATE,
    "PUT /api/boards/{board}/stage/spotlight": FACILITATE,
    "DELETE /api/boards/{board}/stage/spotlight": FACILITATE,
    "PUT /api/boards/{board}/stage/leader": FACILITATE,
    "DELETE /api/boards/{board}/stage/leader": FACILITATE,
    "PUT /api/boards/{board}/stage/locks/{place}": FACILITATE,
    "DELETE /api/boards/{board}/stage/locks/{place}": FACILITATE,
    "GET /api/boards/{board}/votes": VIEW,
    "POST /api/boards/{board}/votes": FACILITATE,
    "GET /api/boards/{board}/votes/{vote}": VIEW,
    "PUT /api/boards/{board}/votes/{vote}/mine": EDIT,
    "POST /api/boards/{board}/votes/{vote}/close": FACILITATE,
    "POST /api/boards/{board}/votes/{vote}/cancel": FACILITATE,
    "POST /api/boards/{board}/votes/{vote}/use": FACILITATE,
    "PUT /api/boards/{board}/votes/{vote}/marks": EDIT,
    "DELETE /api/boards/{board}/votes/{vote}/marks": EDIT,
    "POST /api/boards/{board}/votes/{vote}/again": FACILITATE,
    "POST /api/boards/{board}/hat-cards": EDIT,
    "PUT /api/boards/{board}/hat-cards/{card}": EDIT,
    "POST /api/boards/{board}/hats/{zone}": FACILITATE,
    "POST /api/boards/{board}/hats/{zone}/deal": FACILITATE,
    "DELETE /api/boards/{board}/hats/{zone}": FACILITATE,
    "GET /api/boards/{board}/hats/{zone}/mine": EDIT,
    "PUT /api/boards/{board}/hats/{zone}/mine": EDIT,
    "POST /api/boards/{board}/hats/{zone}/mine/deal": EDIT,
    "POST /api/boards/{board}/hats/{zone}/mine/own-job": EDIT,
    "GET /api/boards/{board}/private/rounds": VIEW,
    "POST /api/boards/{board}/private/rounds": FACILITATE,
    "GET /api/boards/{board}/private/cards": EDIT,
    "PUT /api/boards/{board}/private/rounds/{round}/cards/{card}": EDIT,
    "POST /api/boards/{board}/private/rounds/{round}/reveal": FACILITATE,
    "POST /api/boards/{board}/private/rounds/{round}/end": FACILITATE,
    "POST /api/boards/{board}/private/rounds/{round}/late": EDIT,
    "PUT /api/boards/{board}/launches/{launch}/attribution": FACILITATE,
    "GET /api/boards/{board}/threads": VIEW,
    "POST /api/boards/{board}/threads": EDIT,
    "POST /api/boards/{board}/threads/{thread}/comments": EDIT,
    "PUT /api/boards/{board}/comments/{comment}": EDIT,
    "DELETE /api/boards/{board}/comments/{comment}": EDIT,
    "PUT /api/boards/{board}/threads/{thread}/state": EDIT,
    "POST /api/boards/{board}/mentions/read": VIEW,
    "GET /api/boards/{board}/snapshots": VIEW,
    "POST /api/boards/{board}/snapshots": EDIT,
    "GET /api/boards/{board}/snapshots/{snapshot}": VIEW,
    "GET /api/boards/{board}/snapshots/{snapshot}/restore": FACILITATE,
    "POST /api/boards/{board}/snapshots/{snapshot}/restore": FACILITATE,
    "POST /api/boards/{board}/snapshots/{snapshot}/restore/stop": FACILITATE,
    "POST /api/boards/{board}/exports/preview": VIEW,
    "POST /api/boards/{board}/exports": VIEW,
    "POST /api/boards/{board}/pictures": VIEW,
}

REFUSALS = {
    "sign-in": 401,
    "unknown-board": 404,
    "role": 403,
    "organisers-only": 403,
    "session-facilitators-only": 403,
}
"""The problems that say: not for you."""
PROGRAMME = {
    "programme": {"id": "programme", "title": "Start for Life"},
    "groups": [{"id": "set", "kind": "leadership", "number": 1, "title": "Leadership group"}],
    "sessions": [{"id": each, "group": "set", "number": 1, "date": "2026-03-12"} for each in ("kept", "emptied")],
}
OF_SESSION = (
    "{session}/register",
    "{session}/joined",
    "GET /api/programmes/{programme}/groups/",
    "GET /api/programmes/{programme}/sessions/",
)
"""Rows of a programme that are not for organisers alone."""
HARMLESS = {"no such key": True}
"""A body that no address takes: whoever may go on is told so, and nothing happens."""


class Cast:
    """One board, and a browser for each of PEOPLE."""

    def __init__(self, world: World, board: str, organiser: Browser) -> None:
        self.board = board
        self._world = world
        self._organiser = organiser
        self._browsers: dict[str, Browser] = {}

    async def get(self, who: str, *, fresh: bool = False) -> Browser:
        """Return the browser of one of PEOPLE; a fresh one may be signed out."""
        if fresh:
            return await self._make(who)
        if who not in self._browsers:
            self._browsers[who] = await self._make(who)
        return self._browsers[who]

    async def _make(self, who: str) -> Browser:
        world, organiser = self._world, self._organiser
        match who:
            case "nobody":
                return await world.browser()
            case "stranger":
                return await world.member(organiser, await organiser.board(), "facilitate", "Stranger")
            case "organiser":
                return await world.organiser("Another organiser")
            case _:
                role = {"viewer": "view", "editor": "edit", "facilitator": "facilitate"}[who]
                return await world.member(organiser, self.board, role, who)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def people(shared_world: World) -> AsyncIterator[Cast]:
    """Everyone, and the board that it is about."""
    organiser = await shared_world.organiser()
    board = await organiser.board()
    await in_session(organiser, board)
    yield Cast(shared_world, board, organiser)


async def in_session(organiser: Browser, board: str) -> None:
    """Let the board belong to the session "kept" of a programme; "nothing" of it is there beside."""
    await organiser.post("/api/programmes", PROGRAMME)
    await organiser.request("PUT", f"/api/programmes/programme/sessions/kept/boards/{board}")


def address(path: str, board: str) -> str:
    """Return the path on this board; other ids are of things that do not exist."""
    path = path.replace("{board}", board)
    path = path.replace("{programme}", "programme").replace("{group}", "set").replace("{session}", "kept")
    return re.sub(r"{\w+}", "nothing", path)


def refusal(response: httpx2.Response) -> str | None:
    """Return the name of the refusal when the response says: not for you."""
    if response.headers.get("content-type") != "application/problem+json":
        return None
    found = response.json()
    name = str(found["type"].rpartition(":")[2])
    if name not in REFUSALS:
        return None
    assert found["status"] == response.status_code == REFUSALS[name]
    return name


def expected_refusal(who: str, row: str) -> str | None:
    """Return how this person is refused, or None where the matrix lets them in."""
    if who in ALLOWED[row]:
        return None
    if who == "nobody":
        return "sign-in"
    if any(part in row for part in OF_SESSION):
        return "session-facilitators-only"
    if "/api/boards/{board}" not in row:
        return "organisers-only"
    return "unknown-board" if who == "stranger" else "role"


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("row", ALLOWED)
async def test_who_may_do_what(people: Cast, row: str, who: str) -> None:
    method, path = row.split(" ")
    browser = await people.get(who, fresh=path == "/api/logout")
    body = HARMLESS if method in ("POST", "PUT", "PATCH") else None
    response = await browser.request(method, address(path, people.board), body)
    assert refusal(response) == expected_refusal(who, row)
    assert response.status_code < 500


def test_every_address_has_its_row_in_the_matrix() -> None:
    assert sorted(ALLOWED) == sorted(f"{each.method} {each.path}" for each in ENDPOINTS)


def test_the_description_says_who_may() -> None:
    names = {"anyone": ANYONE, "known": KNOWN, "view": VIEW, "edit": EDIT, "facilitate": FACILITATE}
    names |= {"organiser": ORGANISER, "group": FACILITATE, "session": FACILITATE}
    for path, methods in openapi_document(ENDPOINTS)["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                assert names[operation["x-who"]] == ALLOWED[f"{method.upper()} {path}"]
