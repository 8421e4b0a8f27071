"""The port between a connection and its transport: frames in, frames out, and the end."""

from collections.abc import Sequence
from typing import Protocol

from starlette.websockets import WebSocket

EXTENSION = "manualboard.wire"
"""Under this name the ASGI scope of a socket has its `FrameProtocol`."""
LONGEST_REASON = 120
"""Bytes of a close frame's reason (RFC 6455 allows 123)."""


class Wire(Protocol):
    """A peer, as a connection sees it. One caller at a time for `arrivals`."""

    async def arrivals(self) -> Sequence[bytes | None]:
        """Wait until something came; return all frames in their order, None for one that is text. Empty at the end."""

    def send(self, frame: bytes) -> None:
        """Send a frame after those before it; returns at once. Raises OutboxFull when the peer reads too slowly."""

    async def close(self, code: int, reason: str) -> None:
        """Send what waits and say goodbye; does nothing when the peer is gone."""


class Frames(Protocol):
    """What an accepted socket gives under `EXTENSION`."""

    async def arrivals(self) -> Sequence[bytes | None]:
        """See `Wire`."""

    def send_frame(self, frame: bytes) -> None:
        """See `Wire.send`."""


class SocketWire:
    """The wire of an accepted WebSocket: frames go past ASGI, the opening and the end go through it."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        frames: Frames = websocket.scope["extensions"][EXTENSION]
        self.arrivals = frames.arrivals
        self.send = frames.send_frame

    async def close(self, code: int, reason: str) -> None:
        """See `Wire`."""
        await self._websocket.close(code, reason)


def short(reason: str) -> str:
    """Return a reason cut to what a close frame can carry."""
    return reason.encode()[:LONGEST_REASON].decode(errors="ignore")
