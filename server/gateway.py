"""The two WebSocket endpoints: `/sync` for our page and SDK, `/yjs/<document>` for every other Yjs client."""

from collections.abc import Sequence

from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket

from .admittance import Door, NotAdmitted
from .connection import PlainConnection, SyncConnection
from .hub import FORBIDDEN, Hub
from .ports import StorageUnavailable
from .room import TRY_AGAIN_LATER, RoomBroken
from .telemetry import Metrics

_CODES = {"not-signed-in": 4401, "not-a-member": FORBIDDEN, "unknown-board": 4404, "stale-epoch": 4409}


class Gateway:
    """Accepts sockets and serves each until it ends."""

    def __init__(self, hub: Hub, door: Door, metrics: Metrics) -> None:
        self._hub = hub
        self._door = door
        self._metrics = metrics

    def routes(self) -> Sequence[BaseRoute]:
        """Return the WebSocket routes."""
        return [WebSocketRoute("/sync", self.sync), WebSocketRoute("/yjs/{document:path}", self.plain)]

    async def sync(self, websocket: WebSocket) -> None:
        """Serve a `/sync` socket."""
        if not await self._door.may_knock(websocket):
            await websocket.close(FORBIDDEN)
            return
        await websocket.accept()
        await SyncConnection(websocket, self._hub, self._metrics, self._door).run()

    async def plain(self, websocket: WebSocket) -> None:
        """Serve a `/yjs/<document>` socket; the token may be in its parameters."""
        token = websocket.query_params.get("token", "")
        if not token and not await self._door.may_knock(websocket):
            await websocket.close(FORBIDDEN)
            return
        await websocket.accept()
        try:
            admittance = await self._door.admit(websocket, websocket.path_params["document"], token)
            room = await self._hub.open(admittance.document)
        except NotAdmitted as error:
            await websocket.close(_CODES[error.code], error.code)
            return
        except (StorageUnavailable, RoomBroken):
            await websocket.close(TRY_AGAIN_LATER, "This board cannot be opened at the moment.")
            return
        await PlainConnection(websocket, self._hub, self._metrics, admittance, room).run()
