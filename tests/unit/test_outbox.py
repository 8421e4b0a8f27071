"""What a peer still has to be sent."""

import pytest

from server.wire import outbox
from server.wire.outbox import Outbox, OutboxFull


class Transport:
    """Takes frames until it is full, as a socket does."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.room = 0
        self.box = Outbox(self.write)

    def write(self, frame: bytes) -> None:
        self.taken.append(frame)
        self.room -= 1
        if self.room == 0:
            self.box.pause()

    def empty(self, room: int) -> None:
        self.room = room
        self.box.resume()


@pytest.fixture
def transport(monkeypatch: pytest.MonkeyPatch) -> Transport:
    monkeypatch.setattr(outbox, "MAX_OUTBOX_BYTES", 100)
    return Transport()


def test_what_the_transport_takes_is_written_at_once(transport: Transport) -> None:
    transport.box.put(b"one")
    transport.box.put(b"two")
    assert transport.taken == [b"one", b"two"]


def test_what_waited_is_written_in_order_and_only_as_long_as_the_transport_takes_it(transport: Transport) -> None:
    transport.box.pause()
    for number in range(4):
        transport.box.put(bytes([number]))
    assert transport.taken == []
    transport.empty(room=3)
    assert transport.taken == [b"\0", b"\1", b"\2"]
    assert transport.box.paused
    transport.box.put(b"\4")
    transport.empty(room=9)
    assert transport.taken == [bytes([number]) for number in range(5)]


def test_a_board_of_any_size_gets_through_and_what_follows_it_is_bounded(transport: Transport) -> None:
    transport.box.pause()
    transport.box.put(b"x" * 10_000)
    with pytest.raises(OutboxFull):
        transport.box.put(b"y")


def test_a_slow_reader_may_lag_by_a_bound_and_no_further(transport: Transport) -> None:
    transport.box.pause()
    for _ in range(10):
        transport.box.put(b"y" * 10)
    with pytest.raises(OutboxFull):
        transport.box.put(b"y")
    transport.empty(room=1)
    transport.box.put(b"y" * 10)
