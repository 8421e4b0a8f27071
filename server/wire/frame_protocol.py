"""uvicorn's WebSocket protocol with a short way for binary frames.

ASGI costs a message of its own, two tasks' turns and two calls of the kernel for each frame in, and an encoding for
each receiver of each frame out; with one board on fifty screens that was about a third of the server's work. Opening,
closing, keep-alive and limits stay uvicorn's. What is read is bounded: the peer is not read from while
`MAX_INBOX_BYTES` wait.
"""

import asyncio
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Request

from .outbox import Outbox
from .transport import EXTENSION

MAX_INBOX_BYTES = 256 * 1024
"""Frames that wait to be read before the peer has to wait: one burst of a fast writer, or one long frame."""
OVERHEAD = 64
"""About how many bytes a frame that waits takes beside its own."""


class FrameProtocol(WebSocketsSansIOProtocol):
    """One socket. After the handshake every data frame goes to `arrivals`, and `send_frame` goes past ASGI."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the event loop."""
        super().connection_made(transport)
        self._inbox: list[bytes | None] = []
        self._inbox_bytes = 0
        self._came = asyncio.Event()
        self._outbox = Outbox(self._write_frame)
        self._pong = b""
        self._heard_at = 0.0
        self._cutting_off: asyncio.TimerHandle | None = None

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
        self._inbox_bytes += len(message) + OVERHEAD
        self._came.set()
        if self._inbox_bytes > MAX_INBOX_BYTES and not self.read_paused:
            self.read_paused = True
            self.transport.pause_reading()

    def handle_ping(self) -> None:
        """Called for a ping. Who does not read is owed an answer to the last one only (RFC 6455, 5.5.3)."""
        self._pong = b"".join(self.conn.data_to_send())
        if not self._outbox.paused:
            self._write_pong()

    def _write_pong(self) -> None:
        pong, self._pong = self._pong, b""
        if pong and not (self.close_sent or self.transport.is_closing()):
            self.transport.write(pong)

    # The end: a transport that is closing may wait for ever for a peer that does not read

    @property
    def _over(self) -> bool:
        return self.disconnected or self.transport.is_closing()

    def data_received(self, data: bytes) -> None:
        """Called by the event loop."""
        self._heard_at = self.loop.time()
        super().data_received(data)
        self._note_end()

    def keepalive_timeout(self) -> None:
        """Called when a ping was not answered.

        Whoever was heard since is there: on a busy machine an answer waits behind much else, also behind what the peer
        sent and was not read yet.
        """
        if self.read_paused or self._heard_at > self.ping_sent_at:
            self.pong_timer = None
            self.pending_ping_payload = None
            self.schedule_ping()
            return
        super().keepalive_timeout()
        self._note_end()

    def shutdown(self) -> None:
        """Called when the server ends."""
        super().shutdown()
        self._note_end()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by the event loop."""
        super().connection_lost(exc)
        self._note_end()
        if self._cutting_off is not None:
            self._cutting_off.cancel()

    def _note_end(self) -> None:
        if self._over:
            self._came.set()

    def on_task_complete(self, task: "asyncio.Task[None]") -> None:
        """Called when the application is done: a peer has some seconds to take what was written."""
        super().on_task_complete(task)
        if not self.disconnected:
            self._cutting_off = self.loop.call_later(self.close_timeout, self.transport.abort)

    # A full buffer

    def pause_writing(self) -> None:
        """Called by the event loop while the transport's buffer is full."""
        super().pause_writing()
        self._outbox.pause()

    def resume_writing(self) -> None:
        """Called by the event loop when the transport's buffer was emptied."""
        self._outbox.resume()
        self._write_pong()
        if not self._outbox.paused:
            super().resume_writing()

    # What the application calls

    async def arrivals(self) -> Sequence[bytes | None]:
        """See `wire.Wire`."""
        await self._came.wait()
        came, self._inbox, self._inbox_bytes = self._inbox, [], 0
        if not self._over:
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
