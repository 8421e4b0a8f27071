"""The time of the phase that is on, or of a timer without one: when it is up, what is left in a pause (SPEC F2).

A value with transitions on given times, each an aware UTC datetime. Nothing ticks: who looks works out what is left.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from board.errors import EditError, Overtaken

OFF: Final = "off"
RUNNING: Final = "running"
PAUSED: Final = "paused"

MAX_MINUTES: Final = 600
"""Ten hours: no meeting is longer, and a slip of the finger stays visible."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Which entry of which launch is on, and its time.

    `state` is one of schema.CLOCK_STATES. `ends` is when the time is up, while it runs; `left` the seconds that a pause
    keeps, below zero when the time was up before. `turn` counts the changes, `by` is the participant who made the last.
    """

    launch: str | None = None
    entry: str | None = None
    state: str = OFF
    ends: datetime | None = None
    left: float = 0.0
    turn: int = 0
    by: str | None = None

    def seconds_left(self, now: datetime) -> float:
        """Return what is left at `now`, in seconds; below zero is how long the time has been up."""
        return (self.ends - now).total_seconds() if self.ends is not None else self.left

    def started(self, launch: str, entry: str, minutes: float, now: datetime) -> "Clock":
        """Return the clock with this entry on, and all its minutes left."""
        return replace(self, launch=launch, entry=entry, state=RUNNING, ends=_after(now, minutes * 60), left=0.0)

    def begun(self, minutes: float, now: datetime) -> "Clock":
        """Return the clock with these minutes left and no phase on: a timer of its own."""
        return Clock(state=RUNNING, ends=_after(now, minutes * 60), turn=self.turn, by=self.by)

    def ended(self) -> "Clock":
        """Return the clock with nothing on."""
        return Clock(turn=self.turn, by=self.by)

    def paused(self, now: datetime) -> "Clock":
        """Return the clock standing still. Raises EditError unless it runs."""
        if self.state != RUNNING:
            raise EditError("No time is running. Start a phase, or go on with the one that is paused.")
        return replace(self, state=PAUSED, ends=None, left=self.seconds_left(now))

    def resumed(self, now: datetime) -> "Clock":
        """Return the clock going on with what was left. Raises EditError unless it is paused."""
        if self.state != PAUSED:
            raise EditError("Nothing is paused.")
        return replace(self, state=RUNNING, ends=_after(now, self.left), left=0.0)

    def extended(self, minutes: float, now: datetime) -> "Clock":
        """Return the clock with more time: from now on when the time is up already. Raises EditError when it is off."""
        if self.state == OFF:
            raise EditError("No phase is on. Start one first.")
        left = max(0.0, self.seconds_left(now)) + minutes * 60
        if left > MAX_MINUTES * 60:
            raise EditError(f"A phase can have {MAX_MINUTES} minutes at most.")
        return replace(self, left=left) if self.state == PAUSED else replace(self, ends=_after(now, left))

    def restarted(self, minutes: float, now: datetime) -> "Clock":
        """Return the clock running with all its minutes again. Raises EditError when it is off."""
        if self.state == OFF:
            raise EditError("No phase is on. Start one first.")
        return replace(self, state=RUNNING, ends=_after(now, minutes * 60), left=0.0)

    def turned(self, new: "Clock", *, seen: int, by: str) -> "Clock":
        """Return `new` as the next turn, for somebody who saw turn `seen`. Raises Overtaken when this is another."""
        if seen != self.turn:
            raise Overtaken("Somebody else was a moment faster: the phase or its time has just been changed.")
        return replace(new, turn=self.turn + 1, by=by)


def _after(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
