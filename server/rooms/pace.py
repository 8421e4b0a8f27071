"""A pace for what is shown: at once after a pause, and at most every so often while there is much to show."""

import asyncio
from collections.abc import Callable

PACE_SECONDS = 0.04
"""25 pictures a second look smooth, and letters that others type may come a few at a time. Less than a commit gathers:
what was gathered is shown at once."""


class Pace:
    """Calls `show` soon after `soon()` was called, once for many calls."""

    def __init__(self, show: Callable[[], None], seconds: float = PACE_SECONDS) -> None:
        self._show = show
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None
        self._again = False

    def soon(self) -> None:
        """Show at once, or at the end of the present interval."""
        if self._timer is not None:
            self._again = True
            return
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._next)
        self._show()

    def _next(self) -> None:
        self._timer = None
        if self._again:
            self._again = False
            self.soon()
