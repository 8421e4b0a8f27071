"""`/sync` by plain HTTP, for places where WebSockets are blocked (SPEC W).

POST /sync/<board>/http/open      201, {"wire": id}; the id goes into the header `X-Wire` of the rest: no log has it
POST /sync/<board>/http/send      a batch of frames (see `board.wire.codec`); `X-From`: number of its first frame; 204
POST /sync/<board>/http/receive   200 and a batch from number `X-From` on, empty when there was no news for a while;
                                  `X-Wait`: for how many seconds at most, when the peer has others to ask for
POST /sync/<board>/http/close     204

The board's id is for a proxy, so that one server gets all requests of a wire; `/sync/http/...` is the same.

404: the wire is not known here (any more), 409: frames are missing between: open a new one. 429: too many batches are
sent side by side. 410: the server ended it,
{"code", "reason"} as in a WebSocket's close frame. All are POST with a header of our own: no cache and no foreign page
may ask.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from board import limits
from board.errors import CodecError
from board.wire import codec
from server.access.admittance import Door, NotAdmitted
from server.ports.log import StorageUnavailable

from .http_wire import LINGER_SECONDS, POLL_SECONDS, FramesMissing, HttpWire, TooManySends, WireEnded
from .transport import Wire

SYNC_ADDRESSES = ("/sync", "/sync/{board}")
"""Where `/sync` is spoken, by WebSocket there and by plain HTTP under `/http`."""
MAX_WIRES = 2_000
"""Each may hold some megabytes for a slow reader; a region's live sessions are some hundreds of people."""
MAX_WIRES_EACH = 50
"""Of one person: their tabs, and those that a bad network has left behind. All who are unknown have as many together:
they will be told to sign in, and may not keep the others out.
"""
MAX_BODY_BYTES = limits.MAX_FRAME_BYTES + 64 * limits.KIB
"""The longest frame, with small ones beside it."""
BYTES = "application/octet-stream"
GOING_AWAY = 1012

_log = structlog.get_logger(__name__)
_Action = Callable[[HttpWire, Request], Awaitable[Response]]


class HttpGateway:
    """Opens wires and serves each until it ends; `serve` is given a wire and the request that opened it."""

    def __init__(self, door: Door, serve: Callable[[Wire, HTTPConnection], Coroutine[Any, Any, None]]) -> None:
        self._door = door
        self._serve = serve
        self._wires: dict[str, HttpWire] = {}
        self._whose: dict[str, str] = {}
        self._serving: set[asyncio.Task[None]] = set()

    def routes(self) -> Sequence[BaseRoute]:
        """Return the routes."""
        actions = {
            "open": self._open,
            "send": self._about(_send),
            "receive": self._about(_receive),
            "close": self._about(_close),
        }
        return [
            Route(f"{address}/http/{name}", action, methods=["POST"])
            for address in SYNC_ADDRESSES
            for name, action in actions.items()
        ]

    async def close(self) -> None:
        """End every wire; those who ask are told to come back."""
        for wire in self._wires.values():
            await wire.close(GOING_AWAY, "The server is being started again.")
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)

    async def _open(self, request: Request) -> Response:
        try:
            who = await self._door.knock(request)
        except StorageUnavailable:
            return PlainTextResponse("Not possible right now. Try again in a minute.", 503)
        except NotAdmitted:
            return PlainTextResponse("Open the board by its own address.", 403)
        if self._is_full(who):
            return PlainTextResponse("Too many are connected in this way. Try again in a minute.", 503)
        name, wire = secrets.token_urlsafe(16), HttpWire()
        self._wires[name], self._whose[name] = wire, who
        task = asyncio.create_task(self._serve(wire, HTTPConnection(request.scope)))
        self._serving.add(task)
        task.add_done_callback(lambda task: self._ended(name, wire, task))
        return JSONResponse({"wire": name}, 201)

    def _is_full(self, who: str) -> bool:
        return len(self._wires) >= MAX_WIRES or list(self._whose.values()).count(who) >= MAX_WIRES_EACH

    def _ended(self, name: str, wire: HttpWire, task: "asyncio.Task[None]") -> None:
        self._serving.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a peer could not be served", exc_info=task.exception())
        if wire.left:
            self._forget(name)
        else:
            wire.leave()
            asyncio.get_running_loop().call_later(LINGER_SECONDS, self._forget, name)

    def _forget(self, name: str) -> None:
        del self._wires[name], self._whose[name]

    def _about(self, action: _Action) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            wire = self._wires.get(request.headers.get("x-wire", ""))
            if wire is None:
                return PlainTextResponse("This connection has ended. Open a new one.", 404)
            try:
                return await action(wire, request)
            except WireEnded as end:
                return JSONResponse({"code": end.code, "reason": end.reason}, 410)
            except FramesMissing:
                return PlainTextResponse("Frames are missing. Open a new connection.", 409)
            except TooManySends:
                return PlainTextResponse("Send one batch after the other.", 429)
            except ClientDisconnect:
                return Response(status_code=400)
            except (CodecError, ValueError) as error:
                return PlainTextResponse(f"This cannot be read: {error}", 400)

        return answer


async def _send(wire: HttpWire, request: Request) -> Response:
    body = bytearray()
    with wire.send_begins():
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY_BYTES:
                return PlainTextResponse("This is too long to be sent at once.", 413)
        await wire.take(_first(request), codec.decode_batch(bytes(body)))
    return Response(status_code=204)


async def _receive(wire: HttpWire, request: Request) -> Response:
    frames = await wire.give(_first(request), _wait(request))
    return Response(codec.encode_batch(frames), media_type=BYTES, headers={"Cache-Control": "no-store"})


async def _close(wire: HttpWire, _request: Request) -> Response:
    wire.leave()
    return Response(status_code=204)


def _wait(request: Request) -> float:
    wait = float(request.headers.get("x-wait", POLL_SECONDS))
    if not wait >= 0:
        raise ValueError("X-Wait is a number of seconds from 0 on")
    return wait


def _first(request: Request) -> int:
    first = int(request.headers.get("x-from", ""))
    if first < 0:
        raise ValueError("X-From is a number from 0 on")
    return first
