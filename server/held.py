"""The frames of one member that wait for what they depend on (SPEC A4)."""

from collections import deque
from collections.abc import Callable

from board import limits
from board.errors import CausalityGap, Refusal

MAX_RESYNCS = 3
"""How often in a row a member is asked to resync for the same gap before its document is refused."""


class HeldFrames:
    """Edit frames in the order of their arrival, bounded, and how often their sender was asked to resync."""

    def __init__(self) -> None:
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._resyncs = 0

    def hold(self, frame: bytes) -> None:
        """Keep a frame that depends on something missing. Raises Refusal when too much waits or nothing helps."""
        self._put(frame)
        self._resyncs += 1
        too_much = self._bytes > limits.MAX_UPDATE_BYTES or len(self._frames) > limits.MAX_HELD_FRAMES
        if too_much or self._resyncs > limits.MAX_HELD_FRAMES * MAX_RESYNCS:
            raise Refusal("gap", "Some earlier edits are missing. They are kept on your device: reload the page.")

    def retry(self, admit: Callable[[bytes], None]) -> None:
        """Hand each frame to `admit` once more; one that raises CausalityGap waits on."""
        for _ in range(len(self._frames)):
            frame = self._frames.popleft()
            self._bytes -= len(frame)
            try:
                admit(frame)
            except CausalityGap:
                self._put(frame)
        if not self._frames:
            self._resyncs = 0

    def _put(self, frame: bytes) -> None:
        self._frames.append(frame)
        self._bytes += len(frame)
