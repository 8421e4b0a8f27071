"""The two bounded queues of a relay. What does not fit becomes a RelayLost: the log is the truth."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence

from server.ports.relay import RelayedNotice, RelayedPresence, RelayLost, RelayMessage

from .envelope import Lost, Outgoing, board_of

MOST_MESSAGES = 5_000
"""Several seconds of a busy region's traffic."""
MOST_BYTES = 32 * 1024 * 1024
BATCH = 200
"""Messages sent in one round trip."""


def _weight(message: Outgoing | RelayLost) -> int:
    return 0 if isinstance(message, RelayedNotice | RelayLost | Lost) else len(message.update)


class Outbox:
    """What waits to be sent. A board whose messages were dropped is sent a `Lost` before all else."""

    def __init__(self, most_messages: int = MOST_MESSAGES, most_bytes: int = MOST_BYTES) -> None:
        self._waiting: deque[Outgoing] = deque()
        self._bytes = 0
        self._most_messages = most_messages
        self._most_bytes = most_bytes
        self._lost: dict[str, None] = {}
        self._wake = asyncio.Event()
        self._closed = False

    def put(self, message: Outgoing) -> None:
        """Add a message, dropping the oldest while there are too many or too much."""
        self._waiting.append(message)
        self._bytes += _weight(message)
        while len(self._waiting) > self._most_messages or self._bytes > self._most_bytes:
            self.lose([self._pop()])
        self._wake.set()

    async def take(self) -> Sequence[Outgoing]:
        """Wait for something to send and return it; nothing once the queue is closed and empty."""
        while not (self._waiting or self._lost or self._closed):
            self._wake.clear()
            await self._wake.wait()
        lost, self._lost = self._lost, {}
        count = min(BATCH, len(self._waiting))
        return [*map(Lost, lost), *(self._pop() for _ in range(count))]

    def lose(self, messages: Sequence[Outgoing]) -> None:
        """Give up messages that were taken; newer presence makes up for what is lost of it."""
        self._lost |= {board_of(message): None for message in messages if not isinstance(message, RelayedPresence)}

    def close(self) -> None:
        """Let `take` return nothing once all is taken."""
        self._closed = True
        self._wake.set()

    def _pop(self) -> Outgoing:
        message = self._waiting.popleft()
        self._bytes -= _weight(message)
        return message


class Inbox:
    """What was received and waits for its one reader. When it is full, all of it becomes one RelayLost."""

    def __init__(self, most_messages: int = MOST_MESSAGES, most_bytes: int = MOST_BYTES) -> None:
        self._waiting: deque[RelayMessage] = deque()
        self._bytes = 0
        self._most_messages = most_messages
        self._most_bytes = most_bytes
        self._wake = asyncio.Event()
        self._closed = False
        self._error: BaseException | None = None

    def put(self, message: RelayMessage) -> None:
        """Add a message; one RelayLost after another says nothing new."""
        if isinstance(message, RelayLost) and self._waiting and isinstance(self._waiting[-1], RelayLost):
            return
        self._waiting.append(message)
        self._bytes += _weight(message)
        if len(self._waiting) > self._most_messages or self._bytes > self._most_bytes:
            self._waiting = deque([RelayLost()])
            self._bytes = 0
        self._wake.set()

    def close(self, error: BaseException | None = None) -> None:
        """End `messages`, with this error if there is one."""
        self._closed = True
        self._error = self._error or error
        self._wake.set()

    async def messages(self) -> AsyncIterator[RelayMessage]:
        """Yield what was put, until the queue is closed."""
        while not self._closed:
            while self._waiting and not self._closed:
                message = self._waiting.popleft()
                self._bytes -= _weight(message)
                yield message
            self._wake.clear()
            if not (self._waiting or self._closed):
                await self._wake.wait()
        if self._error is not None:
            raise self._error
