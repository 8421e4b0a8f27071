"""How long the SDK waits before it connects again."""

from itertools import islice

from client.sdk.backoff import FIRST_SECONDS, LONGEST_SECONDS, delays


def test_pauses_grow_and_stay_bounded() -> None:
    pauses = list(islice(delays(), 30))
    ceilings = [min(FIRST_SECONDS * 2**place, LONGEST_SECONDS) for place in range(30)]
    assert all(ceiling / 2 <= pause <= ceiling for pause, ceiling in zip(pauses, ceilings, strict=True))


def test_two_clients_do_not_come_back_together() -> None:
    assert list(islice(delays(), 10)) != list(islice(delays(), 10))
