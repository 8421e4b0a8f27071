"""The live endpoints: `/sync` for our page and SDK, also by plain HTTP, and `/yjs/<document>` for other Yjs clients.

`/sync/<board>` is the same as `/sync`: the board's id is for a proxy, which keeps a board on one server by it. What may
be opened there is not bound to it.
"""

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket

from server.access.admittance import Admittance, Door, NotAdmitted
from server.access.crowding import TOO_MANY, Crowding
from server.ports.log import StorageUnavailable, UnknownDocument
from server.rooms.durable import RoomBroken
from server.rooms.hub import Hub
from server.rooms.room import TRY_AGAIN_LATER
from server.rooms.standing import FORBIDDEN
from server.telemetry import Metrics

from .connection import PlainConnection, SyncConnection
from .http_gateway import SYNC_ADDRESSES, HttpGateway
from .transport import SocketWire, Wire

_CODES = {"not-signed-in": 4401, "not-a-member": FORBIDDEN, "unknown-board": 4404, "stale-epoch": 4409}

_Serve = Callable[[WebSocket], Awaitable[None]]

_NOT_NOW = "This board cannot be opened at the moment."


class Gateway:
    """Accepts sockets and serves each until it ends."""

    def __init__(self, hub: Hub, door: Door, metrics: Metrics) -> None:
        self._hub = hub
        self._door = door
        self._metrics = metrics
        self._by_http = HttpGateway(door, self._serve)
        self._crowding = Crowding()

    def routes(self) -> Sequence[BaseRoute]:
        """Return the routes."""
        return [
            *(WebSocketRoute(address, self._bounded(self.sync)) for address in SYNC_ADDRESSES),
            WebSocketRoute("/yjs/{document:path}", self._bounded(self.plain)),
            *self._by_http.routes(),
        ]

    def _bounded(self, serve: _Serve) -> _Serve:
        """Serve a socket for which its address has a place; others are told why not."""

        async def bounded(websocket: WebSocket) -> None:
            with self._crowding.place(websocket.client.host if websocket.client else "") as has_place:
                if has_place:
                    await serve(websocket)
                    return
            await websocket.accept()
            await websocket.close(TRY_AGAIN_LATER, TOO_MANY)

        return bounded

    async def close(self) -> None:
        """End what a server's shutdown does not: the peers that came by plain HTTP."""
        await self._by_http.close()

    async def _serve(self, wire: Wire, handshake: HTTPConnection) -> None:
        await SyncConnection(wire, self._hub, self._metrics, self._door, handshake).run()

    async def sync(self, websocket: WebSocket) -> None:
        """Serve a `/sync` socket."""
        if await self._let_in(websocket):
            await self._serve(SocketWire(websocket), websocket)

    async def plain(self, websocket: WebSocket) -> None:
        """Serve a `/yjs/<document>` socket; the token may be in its parameters."""
        token = websocket.query_params.get("token", "")
        if token:
            await websocket.accept()
        elif not await self._let_in(websocket):
            return
        try:
            admittance = await self._door.admit(websocket, websocket.path_params["document"], token)
            room = await self._hub.enter(admittance.document)
        except NotAdmitted as error:
            await websocket.close(_CODES[error.code], error.code)
            return
        except UnknownDocument:
            await websocket.close(_CODES["unknown-board"], "unknown-board")
            return
        except (StorageUnavailable, RoomBroken):
            await websocket.close(TRY_AGAIN_LATER, _NOT_NOW)
            return
        connection = PlainConnection(SocketWire(websocket), self._hub, self._metrics, admittance, room)
        await self._confirm(connection, admittance)
        await connection.run()

    async def _let_in(self, websocket: WebSocket) -> bool:
        """Accept the socket if its Origin fits, and keep it open if the server can say who it is."""
        try:
            may_knock = await self._door.may_knock(websocket)
        except StorageUnavailable:
            await websocket.accept()
            await websocket.close(TRY_AGAIN_LATER, _NOT_NOW)
            return False
        if not may_knock:
            await websocket.close(FORBIDDEN)
            return False
        await websocket.accept()
        return True

    async def _confirm(self, connection: PlainConnection, admittance: Admittance) -> None:
        """Close the connection of somebody who was sent away while the board was loaded."""
        try:
            await self._door.confirm(admittance)
        except NotAdmitted as error:
            connection.close(_CODES[error.code], error.code)
        except StorageUnavailable:
            connection.close(TRY_AGAIN_LATER, _NOT_NOW)
