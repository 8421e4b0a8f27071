"""uvicorn's WebSocket protocol with a short way for binary frames.

ASGI costs a message of its own, two tasks' turns and two calls of the kernel for each frame in, and an encoding for
each receiver of each frame out; with one board on fifty screens that is most of a server's work. Opening, closing,
keep-alive and limits stay uvicorn's. What is read is bounded: the peer is not read from while `MAX_INBOX_BYTES` wait.
"""

import asyncio
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Request

from .outbox import Outbox
from .wire import EXTENSION

MAX_INBOX_BYTES = 256 * 1024
"""Frames that wait to be read before the peer has to wait: one burst of a fast writer, or one long frame."""


class FrameProtocol(WebSocketsSansIOProtocol):
    """One socket. After the handshake every data frame goes to `arrivals`, and `send_frame` goes past ASGI."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the event loop."""
        super().connection_made(transport)
        self._inbox: list[bytes | None] = []
        self._inbox_bytes = 0
        self._came = asyncio.Event()
        self._outbox = Outbox(self._write_frame)

    def handle_connect(self, event: Request) -> None:
        """Called for the handshake: the application's scope gets the way to the frames."""
        super().handle_connect(event)
        if not self.close_sent:
            cast("dict[str, object]", self.scope["extensions"])[EXTENSION] = self

    def send_receive_event_to_app(self) -> None:
        """Called with a whole message in `self.frames`, which uvicorn would put into ASGI's queue."""
        message, self.frames = b"".join(self.frames), []
        if self.close_sent:
            return
        self._inbox.append(message if self.curr_msg_data_type == "bytes" else None)
        self.curr_msg_data_type = "bytes"
        self._inbox_bytes += len(message)
        self._came.set()
        if self._inbox_bytes > MAX_INBOX_BYTES and not self.read_paused:
            self.read_paused = True
            self.transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the event loop."""
        super().connection_lost(exc)
        self._came.set()

    def pause_writing(self) -> None:
        """Called by the event loop while the transport's buffer is full."""
        super().pause_writing()
        self._outbox.pause()

    def resume_writing(self) -> None:
        """Called by the event loop when the transport's buffer was emptied."""
        self._outbox.resume()
        if not self._outbox.paused:
            super().resume_writing()

    # What the application calls

    async def arrivals(self) -> Sequence[bytes | None]:
        """See `wire.Wire`."""
        await self._came.wait()
        came, self._inbox, self._inbox_bytes = self._inbox, [], 0
        if not self.disconnected:
            self._came.clear()
            if self.read_paused:
                self.read_paused = False
                self.transport.resume_reading()
        return came

    def send_frame(self, frame: bytes) -> None:
        """See `wire.Wire.send`."""
        self._outbox.put(frame)

    def _write_frame(self, frame: bytes) -> None:
        if not (self.close_sent or self.transport.is_closing()):
            self.transport.writelines((_header(len(frame)), frame))


@lru_cache(maxsize=4096)
def _header(length: int) -> bytes:
    """Return what comes before the payload of an unmasked binary frame of this length (RFC 6455, 5.2)."""
    whole = Frame(Opcode.BINARY, bytes(length)).serialize(mask=False)
    return whole[: len(whole) - length]
