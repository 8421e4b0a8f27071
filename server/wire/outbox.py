"""What one peer still has to be sent: bounded, in order, with one writer."""

from collections import deque
from collections.abc import Callable

MAX_OUTBOX_BYTES = 12 * 1024 * 1024
"""What may wait for a slow reader: some minutes of edits. A reader slower than that is closed with 1013 and resyncs. A
frame may always wait alone: the longest is the whole board, and must get through however large the board is."""


class OutboxFull(Exception):
    """The peer reads too slowly; close it, it will resync."""


class Outbox:
    """Writes frames at once while the transport takes them, and keeps them while it does not (`paused`)."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write
        self.paused = False
        self._frames: deque[bytes] = deque()
        self._bytes = 0

    def put(self, frame: bytes) -> None:
        """Write or keep a frame; returns at once. Raises OutboxFull."""
        if not self.paused:
            self._write(frame)
            return
        if self._frames and self._bytes + len(frame) > MAX_OUTBOX_BYTES:
            raise OutboxFull
        self._frames.append(frame)
        self._bytes += len(frame)

    def pause(self) -> None:
        """The transport's own buffer is full."""
        self.paused = True

    def resume(self) -> None:
        """The transport takes frames again: write what was kept, as long as it does."""
        self.paused = False
        while self._frames and not self.paused:
            frame = self._frames.popleft()
            self._bytes -= len(frame)
            self._write(frame)
