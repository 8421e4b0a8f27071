"""What comes in: sizes, forms, methods, addresses; and that no error is a traceback."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from server.api.http.routes import MAX_BODY_BYTES
from server.ports.log import StorageUnavailable
from server.ports.schema import OtherVersion
from tests.services.api_app import Browser, good, problem


async def send(browser: Browser, content: bytes, kind: str | None = "application/json") -> httpx2.Response:
    headers = {"Content-Type": kind} if kind else {}
    return await browser.http.post("/api/boards", content=content, headers=headers)


async def test_a_body_must_be_one_json_object(world):
    organiser = await world.organiser()
    for content in (b"{", b"\xff", b'"' + b"[" * 5_000):
        assert problem(await send(organiser, content), 400)["type"].endswith(":json")
    for content in (b"[]", b"null", b'"text"', b"{}", b""):
        problem(await send(organiser, content), 422)


async def test_a_body_is_sent_as_json(world):
    organiser = await world.organiser()
    for kind in (None, "text/plain", "application/x-www-form-urlencoded"):
        problem(await send(organiser, b"{}", kind), 415)
    good(await send(organiser, b'{"title": "A", "request_id": "r"}', "application/json; charset=utf-8"))


async def test_a_body_too_long_is_refused_before_it_is_read(world):
    organiser = await world.organiser()
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 65_536
            yield b" " * 65_536

    answer = await organiser.http.post("/api/boards", content=endless(), headers={"Content-Type": "application/json"})
    problem(answer, 413)
    assert read <= MAX_BODY_BYTES + 2 * 65_536


async def test_half_a_character_is_refused_and_control_characters_are_left_out(world):
    organiser = await world.organiser()
    problem(await send(organiser, b'{"title": "\\ud800", "request_id": "r"}'), 400)
    made = good(await send(organiser, b'{"title": "A\\u0000\\u202e board", "request_id": "r"}')).json()
    assert (await organiser.get(f"/api/boards/{made['id']}"))["title"] == "A board"


async def test_rights_are_refused_before_the_body_is_read(world):
    stranger = await world.browser()
    problem(await send(stranger, b"{", "text/plain"), 401)


async def test_unknown_addresses_and_methods_are_problems(world):
    organiser = await world.organiser()
    problem(await organiser.request("GET", "/api/nothing"), 404)
    for board in ("nothing", "a.b", "%00", "é", "x" * 41):
        problem(await organiser.request("GET", f"/api/boards/{board}"), 404)
    refused = await organiser.request("PUT", "/api/me")
    problem(refused, 405)
    assert refused.headers["allow"] == "GET"


async def test_answers_are_kept_by_nobody(world):
    answer = good(await (await world.organiser()).request("GET", "/api/me"))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(("error", "status"), [(StorageUnavailable("away"), 503), (RuntimeError("a secret"), 500)])
async def test_a_failure_is_told_without_its_inside(world, monkeypatch, error, status):
    organiser = await world.organiser()

    async def fail(*_):
        raise error

    monkeypatch.setattr(world.services.directory, "list_boards", fail)
    answer = await organiser.request("GET", "/api/me")
    problem(answer, status)
    assert "secret" not in answer.text
    assert "away" not in answer.text


async def test_figures_name_no_board_and_no_person(world):
    organiser = await world.organiser("Olumide")
    board = await organiser.board(title="Canarywords")
    await organiser.post(f"/api/boards/{board}/snapshots", {"label": "Canarylabel"})
    figures = good(await organiser.request("GET", "/metrics")).text
    assert 'manualboard_requests_total{method="POST",route="/api/boards",status="201"} 1.0' in figures
    assert 'manualboard_snapshots_total{reason="by hand"} 1.0' in figures
    for word in ("Canary", "Olumide", board):
        assert word not in figures


@pytest.mark.parametrize("error", [StorageUnavailable("away"), OtherVersion("Start the newer version.")])
async def test_health_asks_the_database(world, monkeypatch, error):
    browser = await world.browser()
    assert await browser.get("/healthz") == {"status": "ok"}

    async def fail(*_):
        raise error

    monkeypatch.setattr(world.services.directory, "check_version", fail)
    problem(await browser.request("GET", "/healthz"), 503)
    assert await browser.get("/livez") == {"status": "ok"}
