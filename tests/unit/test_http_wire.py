"""A wire by plain HTTP: frames in order and once, whatever answers are lost, and an end that is told."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.sdk import lines
from server.wire import http_wire, outbox
from server.wire.http_wire import FramesMissing, HttpWire, WireEnded
from server.wire.outbox import OutboxFull


@pytest.fixture
async def wire() -> HttpWire:
    return HttpWire()


async def test_W1_frames_arrive_in_their_order(wire: HttpWire) -> None:
    await wire.take(0, [b"one", b"two"])
    await wire.take(2, [b"three"])
    assert await wire.arrivals() == [b"one", b"two", b"three"]


async def test_W2_a_batch_that_is_sent_again_is_taken_once(wire: HttpWire) -> None:
    await wire.take(0, [b"one", b"two"])
    await wire.take(0, [b"one", b"two"])
    await wire.take(1, [b"two", b"three"])
    assert await wire.arrivals() == [b"one", b"two", b"three"]


async def test_W2_a_batch_that_is_sent_again_after_it_was_read_ends_nothing(wire: HttpWire) -> None:
    await wire.take(0, [b"one"])
    assert await wire.arrivals() == [b"one"]
    reading = asyncio.create_task(wire.arrivals())
    await wire.take(0, [b"one"])
    await asyncio.sleep(0)
    await wire.take(1, [b"two"])
    assert await reading == [b"two"]


async def test_W1_a_batch_that_does_not_follow_is_refused(wire: HttpWire) -> None:
    await wire.take(0, [b"one"])
    with pytest.raises(FramesMissing):
        await wire.take(2, [b"three"])


async def test_W2_frames_are_given_again_until_later_ones_are_asked_for(wire: HttpWire) -> None:
    wire.send(b"one")
    wire.send(b"two")
    assert await wire.give(0) == [b"one", b"two"]
    assert await wire.give(0) == [b"one", b"two"]
    wire.send(b"three")
    assert await wire.give(1) == [b"two", b"three"]
    with pytest.raises(FramesMissing):
        await wire.give(0)
    with pytest.raises(FramesMissing):
        await wire.give(4)


async def test_W1_an_asking_waits_for_news(wire: HttpWire) -> None:
    asking = asyncio.create_task(wire.give(0))
    await asyncio.sleep(0)
    wire.send(b"news")
    assert await asyncio.wait_for(asking, 5) == [b"news"]


async def test_W1_an_asking_without_news_ends_before_a_proxy_cuts_it(
    wire: HttpWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_wire, "POLL_SECONDS", 0.001)
    assert await asyncio.wait_for(wire.give(0), 5) == []


async def test_W1_of_two_askings_the_later_one_gets_the_news(wire: HttpWire) -> None:
    first = asyncio.create_task(wire.give(0))
    await asyncio.sleep(0)
    second = asyncio.create_task(wire.give(0))
    await asyncio.sleep(0)
    wire.send(b"news")
    assert [await asyncio.wait_for(each, 5) for each in (first, second)] == [[], [b"news"]]


async def test_W3_a_peer_that_asks_no_more_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_wire, "SILENCE_SECONDS", 0.001)
    wire = HttpWire()
    assert await asyncio.wait_for(wire.arrivals(), 5) == []
    with pytest.raises(WireEnded):
        await wire.take(0, [b"late"])


async def test_W3_the_end_is_told_after_what_waits(wire: HttpWire) -> None:
    wire.send(b"last words")
    await wire.close(4403, "The link was withdrawn.")
    assert await wire.give(0) == [b"last words"]
    with pytest.raises(WireEnded) as told:
        await wire.give(1)
    assert (told.value.code, told.value.reason) == (4403, "The link was withdrawn.")
    with pytest.raises(WireEnded):
        await wire.take(0, [b"late"])


@pytest.mark.parametrize("asks", [True, False])
async def test_W3_who_asks_when_the_connection_is_gone_is_told_at_once(wire: HttpWire, *, asks: bool) -> None:
    asking = asyncio.create_task(wire.give(0)) if asks else None
    await asyncio.sleep(0)
    wire.leave()
    with pytest.raises(WireEnded):
        await asyncio.wait_for(asking or wire.give(0), 5)


async def test_W3_a_batch_that_waits_to_be_read_is_told_of_the_end(
    wire: HttpWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_wire, "MAX_INBOX_BYTES", 10)
    await wire.take(0, [b"x" * 11])
    waiting = asyncio.create_task(wire.take(1, [b"y"]))
    await asyncio.sleep(0)
    await wire.close(4403, "The link was withdrawn.")
    with pytest.raises(WireEnded):
        await asyncio.wait_for(waiting, 5)


def test_W3_who_is_still_reading_a_long_answer_is_not_taken_for_gone() -> None:
    assert http_wire.SILENCE_SECONDS > lines.ASK_SECONDS


async def test_a_board_of_any_size_gets_through_and_what_follows_it_is_bounded(
    wire: HttpWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MAX_OUTBOX_BYTES", 10)
    wire.send(b"x" * 100)
    wire.send(b"y" * 10)
    with pytest.raises(OutboxFull):
        wire.send(b"z")
    with pytest.raises(OutboxFull):
        wire.send(b"x" * 100)
    assert await wire.give(0) == [b"x" * 100, b"y" * 10]


async def test_S6_who_asks_too_slowly_is_closed(wire: HttpWire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MAX_OUTBOX_BYTES", 10)
    for _ in range(3):
        wire.send(b"x" * 5)
    with pytest.raises(OutboxFull):
        wire.send(b"y")
    await wire.give(0)
    await asyncio.wait_for(asyncio.gather(wire.give(3), _soon(wire, b"z")), 5)


async def _soon(wire: HttpWire, frame: bytes) -> None:
    await asyncio.sleep(0)
    wire.send(frame)


async def test_S6_who_sends_more_than_is_read_has_to_wait(wire: HttpWire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_wire, "MAX_INBOX_BYTES", 10)
    await wire.take(0, [b"x" * 11])
    waiting = asyncio.create_task(wire.take(1, [b"y"]))
    await asyncio.sleep(0)
    assert not waiting.done()
    assert await wire.arrivals() == [b"x" * 11]
    await asyncio.wait_for(waiting, 5)
    assert await wire.arrivals() == [b"y"]


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=15))
async def test_W2_whatever_answers_are_lost_each_frame_comes_once(batches: list[tuple[int, bool]]) -> None:
    wire, known = HttpWire(), 0
    frames = [bytes([number]) for number in range(100)]
    for size, answered in batches:
        await wire.take(known, frames[known : known + size])
        known += size if answered else 0
    await wire.take(known, frames[known:])
    assert await wire.arrivals() == frames
    wire.leave()


async def test_W5_who_has_others_to_ask_for_waits_as_long_as_they_say_and_no_longer_than_we_do(
    wire: HttpWire, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await wire.give(0, 0) == []
    monkeypatch.setattr(http_wire, "POLL_SECONDS", 0.0)
    assert await wire.give(0, 3_600) == []
    wire.send(b"one")
    assert await wire.give(0, 3_600) == [b"one"]
