"""The relay between servers, on a bus that takes time and sometimes loses messages before it says so."""

from server.ports.relay import RelayLost, RelayMessage
from server.relay.memory import MemoryBus, MemoryRelay

from .clock import Stream, Timeline

TRIP_SECONDS = 0.002


class SlowRelay(MemoryRelay):
    """A MemoryRelay whose messages are under way for a while."""

    def __init__(self, bus: MemoryBus, timeline: Timeline) -> None:
        super().__init__(bus)
        self._timeline = timeline
        self._stream = Stream(timeline)
        self._deaf_until = 0.0
        self.latency = TRIP_SECONDS

    def deafen(self, seconds: float) -> None:
        """Lose what comes from now on; only at the end does the connection turn out to have been dead."""
        self._deaf_until = self._timeline.now + seconds
        self._timeline.at(self._deaf_until, lambda: self.inbox.put(RelayLost()))

    def receive(self, board: str, message: RelayMessage) -> None:
        """Take what the bus brings."""
        if self._timeline.now >= self._deaf_until:
            self._stream.put(self.latency, lambda: MemoryRelay.receive(self, board, message))
