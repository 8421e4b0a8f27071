"""What a connection still has to be sent."""

import asyncio

import pytest

from server import outbox
from server.outbox import Outbox, OutboxFull


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MAX_OUTBOX_BYTES", 100)


async def test_a_board_of_any_size_gets_through_with_what_follows_it() -> None:
    box = Outbox()
    box.put(b"x" * 10_000)
    for _ in range(10):
        box.put(b"y" * 10)
    with pytest.raises(OutboxFull):
        box.put(b"y")


async def test_two_large_frames_do_not_wait_together() -> None:
    box = Outbox()
    box.put(b"x" * 10_000)
    with pytest.raises(OutboxFull):
        box.put(b"x" * 10_000)


async def test_what_is_being_sent_counts_until_it_was_taken() -> None:
    box = Outbox()
    taking, taken = asyncio.Event(), asyncio.Event()

    async def send(_frame: bytes) -> None:
        taking.set()
        await taken.wait()

    box.put(b"x" * 10_000)
    draining = asyncio.create_task(box.drain(send))
    await taking.wait()
    box.put(b"y" * 100)
    with pytest.raises(OutboxFull):
        box.put(b"x" * 10_000)
    taken.set()
    await draining
    box.put(b"x" * 10_000)


async def test_frames_are_sent_in_their_order() -> None:
    box, sent = Outbox(), list[bytes]()

    async def send(frame: bytes) -> None:
        sent.append(frame)

    for number in range(10):
        box.put(bytes([number]))
    await box.drain(send)
    assert sent == [bytes([number]) for number in range(10)]
