"""Wires by plain HTTP at their gateway: how many there may be, and what a request costs the server at most."""

import asyncio
from collections.abc import AsyncIterator, Iterator, MutableMapping
from dataclasses import dataclass
from typing import Any, cast

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from server.access.admittance import Door
from server.wire import http_gateway
from server.wire.http_gateway import HttpGateway
from server.wire.http_wire import MAX_SENDS
from server.wire.transport import Wire


@dataclass
class Knocks:
    """A door at which everybody says who they are."""

    async def knock(self, connection: HTTPConnection) -> str:
        return connection.headers.get("who", "")


@dataclass
class Scene:
    """A gateway and who speaks to it."""

    http: httpx2.AsyncClient
    gateway: HttpGateway

    async def open(self, who: str = "") -> httpx2.Response:
        return await self.http.post("/sync/http/open", headers={"Who": who})

    async def ask(self, action: str, wire: str, body: bytes = b"") -> int:
        headers = {"X-Wire": wire, "X-From": "0"}
        return (await self.http.post(f"/sync/http/{action}", headers=headers, content=body)).status_code

    async def all_ended(self) -> None:
        """Wait until nobody is served any more."""
        await asyncio.gather(*self.gateway._serving, return_exceptions=True)


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async def serve(wire: Wire, _handshake: HTTPConnection) -> None:
        while await wire.arrivals():
            pass

    gateway = HttpGateway(cast(Door, Knocks()), serve)
    transport = httpx2.ASGITransport(Starlette(routes=gateway.routes()))
    async with httpx2.AsyncClient(transport=transport, base_url="http://board") as http:
        yield Scene(http, gateway)
    await gateway.close()


async def test_A2_nobody_keeps_the_others_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_gateway, "MAX_WIRES_EACH", 2)
    unknown = [(await scene.open()).status_code for _ in range(3)]
    ann = [(await scene.open("ann")).status_code for _ in range(3)]
    assert unknown == ann == [201, 201, 503]
    assert (await scene.open("ben")).status_code == 201


async def test_A2_a_wire_that_its_peer_closed_makes_room(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_gateway, "MAX_WIRES_EACH", 1)
    wire = (await scene.open("ann")).json()["wire"]
    assert await scene.ask("close", wire) == 204
    await scene.all_ended()
    assert (await scene.open("ann")).status_code == 201


async def test_W3_who_is_served_no_more_is_told(scene: Scene) -> None:
    wire = (await scene.open("ann")).json()["wire"]
    for task in scene.gateway._serving:
        task.cancel()
    await scene.all_ended()
    assert await scene.ask("receive", wire) == 410
    assert await scene.ask("send", wire, b"\1x") == 410


async def test_A2_batches_side_by_side_are_refused_before_they_are_read(scene: Scene) -> None:
    wire = (await scene.open("ann")).json()["wire"]
    never = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"\1"
        await never.wait()

    async def send(body: AsyncIterator[bytes] | bytes) -> int:
        headers = {"X-Wire": wire, "X-From": "0"}
        return (await scene.http.post("/sync/http/send", headers=headers, content=body)).status_code

    stuck = [asyncio.create_task(send(endless())) for _ in range(MAX_SENDS)]
    await asyncio.sleep(0)
    assert await send(b"\1x") == 429
    for each in stuck:
        each.cancel()
    await asyncio.gather(*stuck, return_exceptions=True)
    assert await send(b"\1x") == 204


async def test_who_breaks_off_while_sending_is_no_mistake(scene: Scene) -> None:
    wire = (await scene.open("ann")).json()["wire"]
    headers = [(b"x-wire", wire.encode()), (b"x-from", b"0")]
    scope = {"type": "http", "method": "POST", "path": "/sync/http/send", "headers": headers, "query_string": b""}
    came: Iterator[MutableMapping[str, Any]] = iter(
        [{"type": "http.request", "body": b"\1", "more_body": True}, {"type": "http.disconnect"}]
    )
    told: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return next(came)

    async def send(message: MutableMapping[str, Any]) -> None:
        told.append(message)

    await Starlette(routes=scene.gateway.routes())(scope, receive, send)
    assert told[0]["status"] == 400
