"""How many people have been writing of late."""

from collections.abc import Hashable

MOMENT_SECONDS = 0.25
"""Somebody who types writes some letters in this time."""


class Crowd:
    """Counts different writers over the last one to two moments. Times are seconds that only grow."""

    def __init__(self) -> None:
        self._now: set[Hashable] = set()
        self._of_late: set[Hashable] = set()
        self._since = 0.0

    def note(self, writer: Hashable, now: float) -> None:
        """Somebody wrote."""
        self._turn(now)
        self._now.add(writer)
        self._of_late.add(writer)

    def size(self, now: float) -> int:
        """Return how many wrote of late."""
        self._turn(now)
        return len(self._of_late)

    def _turn(self, now: float) -> None:
        passed = now - self._since
        if passed >= MOMENT_SECONDS:
            self._of_late = set(self._now) if passed < 2 * MOMENT_SECONDS else set()
            self._now = set()
            self._since = now
