"""How much of the event loop one connection may take, and all who come at once, so that nobody's flood is everybody's
wait."""

import asyncio
import time
from collections.abc import Callable

SHARE = 0.25
"""Of the loop's time, in the long run: far above the fastest writer, and three others stay unhurt by a hostile one."""
BURST_SECONDS = 0.5
"""What a connection may take at once before it waits: opening a large board, or coming back with hours of edits."""


class Share:
    """A budget of processor time that refills. `clock` tells seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left = BURST_SECONDS
        self._at = clock()

    def pause_after(self, seconds: float) -> float:
        """Take `seconds` of work from the budget; return how many seconds to wait before the next piece of work."""
        now = self._clock()
        self._left = min(BURST_SECONDS, self._left + (now - self._at) * SHARE) - seconds
        self._at = now
        return max(0.0, -self._left / SHARE)


class Joining:
    """The turns of those who join, first come first served.

    After an outage a thousand people come back within a second, and each is sent a whole board. One is served in each
    round of the event loop, so that those who are at work have their turn in each.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def turn(self) -> None:
        """Return when it is one's turn; the next one comes after everybody else had theirs."""
        async with self._turn:
            await asyncio.sleep(0)
