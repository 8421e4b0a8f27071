"""A pace on simulated time: at once after a pause, and one showing an interval while there is much."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from server.rooms.crowd import MOMENT_SECONDS, Crowd
from server.rooms.pace import PACE_SECONDS, Pace


class Timers:
    """As much of an event loop as a pace asks of it."""

    def __init__(self) -> None:
        self.waiting: list[tuple[float, Callable[[], Any]]] = []

    def call_later(self, seconds: float, call: Callable[[], Any]) -> object:
        self.waiting.append((seconds, call))
        return self

    def ring(self) -> None:
        """The interval is over."""
        waiting, self.waiting = self.waiting, []
        for _, call in waiting:
            call()


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> Timers:
    timers = Timers()
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: timers)
    return timers


def test_the_first_after_a_pause_is_shown_at_once(timers: Timers) -> None:
    shown: list[int] = []
    pace = Pace(lambda: shown.append(1))
    pace.soon()
    assert shown == [1]
    timers.ring()
    assert timers.waiting == []
    pace.soon()
    assert shown == [1, 1]


def test_many_in_one_interval_are_shown_once_at_its_end(timers: Timers) -> None:
    shown: list[int] = []
    pace = Pace(lambda: shown.append(1))
    for _ in range(100):
        pace.soon()
    assert shown == [1]
    assert [seconds for seconds, _ in timers.waiting] == [PACE_SECONDS]
    timers.ring()
    assert shown == [1, 1]
    timers.ring()
    assert shown == [1, 1]
    assert timers.waiting == []


def test_a_crowd_counts_each_writer_once_and_forgets_those_who_stopped() -> None:
    crowd = Crowd()
    for number in range(100):
        crowd.note(number % 7, now=10.0)
    assert crowd.size(now=10.0) == 7
    crowd.note("late", now=10.0 + MOMENT_SECONDS)
    assert crowd.size(now=10.0 + MOMENT_SECONDS) == 8
    assert crowd.size(now=10.0 + 2 * MOMENT_SECONDS) == 1
    assert crowd.size(now=10.0 + 9 * MOMENT_SECONDS) == 0
