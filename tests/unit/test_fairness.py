"""The budget of processor time of one connection."""

from server.rooms.fairness import BURST_SECONDS, SHARE, Share


class Time:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_A2_small_work_never_waits() -> None:
    time = Time()
    share = Share(time)
    for _ in range(10_000):
        time.now += 0.01
        assert share.pause_after(0.002) == 0


def test_A2_a_burst_passes_and_a_flood_is_held_to_its_share() -> None:
    time = Time()
    share = Share(time)
    assert share.pause_after(BURST_SECONDS) == 0
    worked = 0.0
    while time.now < 100:
        worked += 0.1
        time.now += 0.1 + share.pause_after(0.1)
    assert 0.9 * SHARE < worked / time.now < 1.1 * SHARE


def test_A2_who_was_quiet_may_burst_once_more_and_not_longer() -> None:
    time = Time()
    share = Share(time)
    share.pause_after(BURST_SECONDS)
    time.now += 3_600
    assert share.pause_after(BURST_SECONDS) == 0
    assert share.pause_after(0.1) > 0
