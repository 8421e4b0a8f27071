"""Connections: frames in order in both directions, each under way for a while, all lost when the connection is cut."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence

from server.wire.outbox import OutboxFull

from .clock import Stream, Timeline


class Link:
    """One connection, seen from both ends. `latency()` is what a frame takes now, in seconds.

    `heard` and `ended` are called at the client's end, with a frame and with the code of the closing (1006 when there
    was none); `watch` sees every frame as the server sends it. `unanswered` are the updates of the open document that
    the server has said nothing of.
    """

    def __init__(
        self,
        timeline: Timeline,
        latency: Callable[[], float],
        *,
        heard: Callable[[bytes], None],
        ended: Callable[[int], None],
        watch: Callable[["Link", bytes], None],
    ) -> None:
        self._timeline = timeline
        self._latency = latency
        self._heard = heard
        self._ended = ended
        self._watch = watch
        self._up, self._down = Stream(timeline), Stream(timeline)
        self._broken = False
        self._client_gone = False
        self.unanswered: deque[bytes] = deque()
        self.wire = ServerWire(self)

    # The client's end

    def send(self, frame: bytes) -> None:
        """Send a frame to the server."""
        self._under_way(self._up, lambda: self.wire.arrive(frame))

    def hang_up(self) -> None:
        """Close from the client's side, after what was sent; the client hears nothing more."""
        self._client_gone = True
        self._under_way(self._up, self.wire.end)

    # What is between

    def cut(self, *, server_notices: float, client_notices: float) -> None:
        """Lose all that is under way; each end notices so many seconds later."""
        self._broken = True
        self._timeline.after(server_notices, self.wire.end)
        self._timeline.after(client_notices, lambda: self._end(1006))

    def _under_way(self, stream: Stream, arrive: Callable[[], None]) -> None:
        def unless_lost() -> None:
            if not self._broken:
                arrive()

        stream.put(self._latency(), unless_lost)

    def _end(self, code: int) -> None:
        if not self._client_gone:
            self._client_gone = True
            self._ended(code)

    # The server's end

    def answer(self, frame: bytes) -> None:
        """Send a frame to the client."""
        self._watch(self, frame)
        self._under_way(self._down, lambda: None if self._client_gone else self._heard(frame))

    def close(self, code: int) -> None:
        """Close from the server's side, after what was sent."""
        self._under_way(self._down, lambda: self._end(code))


class ServerWire:
    """The `Wire` of a link."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._arrived: list[bytes | None] = []
        self._over = False
        self._news = asyncio.Event()
        self.full = False

    async def arrivals(self) -> Sequence[bytes | None]:
        """See Wire."""
        while not (self._arrived or self._over):
            self._news.clear()
            await self._news.wait()
        came, self._arrived = self._arrived, []
        return came

    def send(self, frame: bytes) -> None:
        """See Wire."""
        if self.full:
            raise OutboxFull
        self._link.answer(frame)

    async def close(self, code: int, _reason: str) -> None:
        """See Wire."""
        self._link.close(code)

    def arrive(self, frame: bytes) -> None:
        """Take a frame of the client."""
        self._arrived.append(frame)
        self._news.set()

    def end(self) -> None:
        """The client is gone."""
        self._over = True
        self._news.set()
