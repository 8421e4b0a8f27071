"""Sockets by address: one crowd keeps no other out, and whoever leaves makes room."""

from collections.abc import MutableMapping
from typing import Any, cast

import pytest
from starlette.applications import Starlette

from server.access.admittance import Door
from server.access.crowding import MAX_SOCKETS_EACH, TOO_MANY, Crowding
from server.rooms.hub import Hub
from server.rooms.room import TRY_AGAIN_LATER
from server.telemetry import Metrics
from server.wire.gateway import Gateway

ONE, OTHER = "192.0.2.1", "192.0.2.2"


def test_I7_an_address_has_so_many_places_and_no_more() -> None:
    crowding = Crowding(2)
    with crowding.place(ONE) as first, crowding.place(ONE) as second:
        assert (first, second) == (True, True)
        with crowding.place(ONE) as third, crowding.place(OTHER) as elsewhere:
            assert (third, elsewhere) == (False, True)
        with crowding.place(ONE) as still:
            assert not still
    with crowding.place(ONE) as again:
        assert again


def test_I7_a_site_with_ipv6_is_one_address_and_nothing_is_remembered_of_who_left() -> None:
    crowding = Crowding(1)
    with crowding.place("2001:db8::1"), crowding.place("2001:db8::2") as second:
        assert not second
    assert not crowding._open


def test_I7_the_bound_is_far_above_a_meeting_and_the_reason_fits_a_close_frame() -> None:
    assert MAX_SOCKETS_EACH >= 1_000
    assert len(TOO_MANY.encode()) <= 123


@pytest.mark.parametrize("path", ["/sync", "/sync/k3vq", "/yjs/k3vq.1/content"])
async def test_I7_who_finds_no_place_is_told_why_and_nobody_asks_who_it_is(path: str) -> None:
    gateway = Gateway(cast(Hub, None), cast(Door, None), Metrics())
    gateway._crowding = Crowding(0)
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "websocket",
        "path": path,
        "headers": [],
        "query_string": b"token=x",
        "client": (ONE, 1),
        "subprotocols": [],
        "extensions": {},
    }
    await Starlette(routes=gateway.routes())(scope, receive, send)
    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]
    assert (sent[1]["code"], sent[1]["reason"]) == (TRY_AGAIN_LATER, TOO_MANY)
