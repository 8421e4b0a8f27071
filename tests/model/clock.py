"""Simulated time: what happens when, and event loops that live in it.

Every process has a loop of its own, so one can be stopped for a while or killed without the others. Nothing here waits,
and nothing is left to chance: the same actions give the same run.
"""

import asyncio
import heapq
import itertools
import signal
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

MOST_TURNS = 20_000
"""Turns of the loops at one moment; more means that somebody works without end."""
MOST_SECONDS = 30
"""Real seconds of one wait; more means that somebody works without end and lets nobody else in. Some milliseconds are
usual."""
THREAD_SECONDS = 0.003
"""How long work that is given to a thread takes: others come in between."""

Action = Callable[[], None]


class Timeline:
    """The present, in seconds, and the actions that are due later; those of one moment in the order of booking."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due: list[tuple[float, int, Action]] = []
        self._booked = itertools.count()

    def after(self, seconds: float, action: Action) -> None:
        """Carry out an action so many seconds from now."""
        self.at(self.now + seconds, action)

    def at(self, when: float, action: Action) -> None:
        """Carry out an action at a moment."""
        heapq.heappush(self._due, (when, next(self._booked), action))

    def next(self) -> float:
        """Return when the next action is due."""
        return self._due[0][0] if self._due else float("inf")

    def carry_out(self) -> None:
        """Carry out what is due now."""
        while self._due and self._due[0][0] <= self.now:
            heapq.heappop(self._due)[2]()


class Stream:
    """An ordered stream: what is put in later never arrives earlier."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._last = 0.0

    def put(self, seconds: float, arrive: Action) -> None:
        """Let something arrive after so many seconds, and after all that was put in before."""
        self._last = max(self._last, self._timeline.now + seconds)
        self._timeline.at(self._last, arrive)


class _NoFiles:
    """A selector for loops that wait for time alone."""

    def select(self, _timeout: float | None) -> Sequence[object]:
        return ()


class SimulatedLoop(asyncio.BaseEventLoop):
    """The event loop of one process, which runs only in `turn`. Work for threads is done on the spot and ends later."""

    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]

    def __init__(self, timeline: Timeline) -> None:
        super().__init__()
        self._timeline = timeline
        self._selector = _NoFiles()
        self.mistakes: list[str] = []
        self.set_exception_handler(self._note)

    def time(self) -> float:
        """Return the present."""
        return self._timeline.now

    def next(self) -> float:
        """Return when there is something to do."""
        if self._ready or (self._scheduled and self._scheduled[0].cancelled()):
            return self._timeline.now
        return self._scheduled[0].when() if self._scheduled else float("inf")

    def turn(self) -> None:
        """Run what is ready once."""
        self.stop()
        self.run_forever()

    def run_in_executor(  # type: ignore[override]
        self,
        executor: Any,  # noqa: ARG002
        func: Callable[..., Any],
        *args: Any,
    ) -> "asyncio.Future[Any]":
        """Do the work at once and hand its result over later."""
        done: asyncio.Future[Any] = self.create_future()
        try:
            result = func(*args)
        except Exception as error:  # noqa: BLE001  whoever waits for the work gets it
            self.call_later(THREAD_SECONDS, _fail, done, error)
        else:
            self.call_later(THREAD_SECONDS, _finish, done, result)
        return done

    def _note(self, _loop: object, context: dict[str, Any]) -> None:
        self.mistakes.append(f"{context['message']}: {context.get('exception')!r}")

    def _process_events(self, _events: Sequence[object]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody waits in a selector."""


def _finish(future: "asyncio.Future[Any]", result: Any) -> None:
    if not future.done():
        future.set_result(result)


def _fail(future: "asyncio.Future[Any]", error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


def run(timeline: Timeline, loops: Callable[[], Sequence[SimulatedLoop]], seconds: float) -> None:
    """Let so many seconds pass; `loops()` are those that run now."""
    end = timeline.now + seconds
    signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS, 1)
    try:
        _run_until(timeline, loops, end)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    timeline.now = end


def _give_up(*_: object) -> None:
    raise AssertionError("a process works without end and lets nobody else in")


def _run_until(timeline: Timeline, loops: Callable[[], Sequence[SimulatedLoop]], end: float) -> None:
    while True:
        timeline.carry_out()
        _work(timeline, loops)
        upcoming = min([timeline.next(), *(loop.next() for loop in loops())])
        if upcoming > end:
            return
        timeline.now = max(timeline.now, upcoming)


def _work(timeline: Timeline, loops: Callable[[], Sequence[SimulatedLoop]]) -> None:
    for _ in range(MOST_TURNS):
        ready = [loop for loop in loops() if loop.next() <= timeline.now]
        if not ready:
            return
        for loop in ready:
            loop.turn()
    raise AssertionError("a process works without end")
