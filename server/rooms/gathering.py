"""How long a commit gathers while many people write, as PostgreSQL does with `commit_delay` and `commit_siblings`.

On a fast disk there would be a commit for nearly every letter, and after each a frame for everybody on the board. One
commit and one frame that serve all are far less work, and nobody notices.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable, Hashable

from .crowd import Crowd

GATHER_SECONDS = 0.05
"""From the beginning of one commit to the next: half of what people begin to notice."""
GATHERING_WRITERS = 5
"""From so many people at once a commit gathers: the default of PostgreSQL's `commit_siblings`."""


class Gathering:
    """Waits between two commits: not at all for few writers, else until everybody who writes was heard.

    `clock` tells seconds that only grow.
    """

    def __init__(self, seconds: float = GATHER_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._time = clock
        self._begun = self._time()
        self._crowd = Crowd()
        self._heard: set[Hashable] = set()
        self._enough = asyncio.Event()
        self._stopped = False

    def note(self, writer: Hashable) -> None:
        """Somebody wrote what the next commit will store."""
        now = self._time()
        self._crowd.note(writer, now)
        self._heard.add(writer)
        if len(self._heard) >= self._crowd.size(now):
            self._enough.set()

    def begin(self) -> None:
        """A commit begins: it takes what was heard."""
        self._begun = self._time()
        self._heard.clear()
        if not self._stopped:
            self._enough.clear()

    async def wait(self) -> None:
        """Return when the next commit may begin."""
        if self._crowd.size(self._time()) < GATHERING_WRITERS:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._begun + self._seconds - self._time()):
                await self._enough.wait()

    def stop(self) -> None:
        """Wait no more."""
        self._stopped = True
        self._enough.set()
