"""A relay within one process: what a single server runs on, and several servers of one test."""

from collections.abc import AsyncIterator

from server.ports.relay import RelayedNotice, RelayedPresence, RelayedRows, RelayLost, RelayMessage

from .envelope import board_of, lightened
from .queues import Inbox


class MemoryBus:
    """What connects the relays. It loses messages when told to, and says so as the port demands."""

    def __init__(self) -> None:
        self._relays: list[MemoryRelay] = []
        self._to_lose = 0
        self._cut = False

    def lose_next(self, count: int) -> None:
        """Drop the next messages; their receivers get RelayLost instead."""
        self._to_lose += count

    def cut(self) -> None:
        """Drop everything until `mend`."""
        self._cut = True
        self._tell_all()

    def mend(self) -> None:
        """End `cut`."""
        self._cut = False
        self._tell_all()

    def join(self, relay: "MemoryRelay") -> None:
        """Connect a relay."""
        self._relays.append(relay)

    def leave(self, relay: "MemoryRelay") -> None:
        """Disconnect a relay."""
        if relay in self._relays:
            self._relays.remove(relay)

    def carry(self, sender: "MemoryRelay", message: RelayedRows | RelayedPresence | RelayedNotice) -> None:
        """Bring a message to all others that follow its board."""
        if self._cut or sender not in self._relays:
            return
        lost = self._to_lose > 0
        self._to_lose -= lost
        for relay in self._relays:
            if relay is not sender:
                relay.receive(board_of(message), RelayLost() if lost else message)

    def _tell_all(self) -> None:
        for relay in self._relays:
            relay.inbox.put(RelayLost())


class MemoryRelay:
    """The Relay of one server on a MemoryBus."""

    def __init__(self, bus: MemoryBus) -> None:
        self._bus = bus
        self._boards: set[str] = set()
        self.inbox = Inbox()

    async def start(self) -> None:
        """See Relay."""
        self._bus.join(self)

    async def stop(self) -> None:
        """See Relay."""
        self._bus.leave(self)
        self.inbox.close()

    async def follow(self, board: str) -> None:
        """See Relay."""
        self._boards.add(board)

    def follows(self, board: str) -> bool:
        """True while messages about this board are received."""
        return board in self._boards

    async def unfollow(self, board: str) -> None:
        """See Relay."""
        self._boards.discard(board)

    def publish(self, message: RelayedRows | RelayedPresence | RelayedNotice) -> None:
        """See Relay."""
        self._bus.carry(self, lightened(message))

    def receive(self, board: str, message: RelayMessage) -> None:
        """Take what the bus brings."""
        if board in self._boards:
            self.inbox.put(message)

    def messages(self) -> AsyncIterator[RelayMessage]:
        """See Relay."""
        return self.inbox.messages()
