"""The port Relay, over memory and Valkey."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from secrets import token_hex

import pytest
import pytest_asyncio
from redis.asyncio.client import PubSub

from board.ids import DocumentName
from server.ports.relay import Relay, RelayedNotice, RelayedPresence, RelayedRows, RelayLost, RelayMessage
from server.relay import MemoryBus, MemoryRelay, RedisRelay, open_relay
from server.relay.envelope import MOST_RELAYED_BYTES, Published
from server.relay.pubsub import CHANNEL, FOLLOW_SECONDS
from tests.contract.conftest import document
from tests.services.uvloops_word import uvloops_word
from tests.services.valkey import ValkeyServer

PATIENCE = 10


@dataclass
class Process:
    """A relay with what it received, but for the RelayLost that may come at any time."""

    relay: Relay
    received: list[RelayMessage] = field(default_factory=list)
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    lost: int = 0

    async def read(self) -> None:
        async for message in self.relay.messages():
            async with self.changed:
                if isinstance(message, RelayLost):
                    self.lost += 1
                else:
                    self.received.append(message)
                self.changed.notify_all()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE), self.changed:
            await self.changed.wait_for(condition)

    async def has_received(self, *messages: RelayMessage) -> None:
        """Wait for as many messages and compare."""
        await self.until(lambda: len(self.received) >= len(messages))
        assert self.received == list(messages)


MakeRelay = Callable[[], Relay]
Start = Callable[[Relay], Awaitable[Process]]


@pytest.fixture(params=["memory", "valkey"])
def make_relay(request: pytest.FixtureRequest) -> MakeRelay:
    """Make relays of one bus."""
    if request.param == "memory":
        bus = MemoryBus()
        return lambda: MemoryRelay(bus)
    url: str = request.getfixturevalue("redis_url")
    return lambda: RedisRelay(url)


@pytest_asyncio.fixture
async def start() -> AsyncIterator[Start]:
    """Start relays, read them, and stop them after the test."""
    processes: list[tuple[Process, asyncio.Task[None]]] = []

    async def begin(relay: Relay) -> Process:
        process = Process(relay)
        await relay.start()
        processes.append((process, asyncio.create_task(process.read())))
        return process

    yield begin
    for process, reading in processes:
        await process.relay.stop()
        await reading


@pytest_asyncio.fixture
async def here(make_relay: MakeRelay, start: Start) -> Process:
    return await start(make_relay())


@pytest_asyncio.fixture
async def there(make_relay: MakeRelay, start: Start) -> Process:
    return await start(make_relay())


@pytest.fixture
def name() -> DocumentName:
    return document()


def notice(board: str, **payload) -> RelayedNotice:
    return RelayedNotice(board, payload)


async def test_messages_arrive_whole_and_in_order(here: Process, there: Process, name: DocumentName):
    stage = DocumentName(name.board, name.epoch, "stage")
    messages: list[Published] = [
        RelayedRows(name, 1, 3, bytes(range(256))),
        RelayedPresence(name, b""),
        RelayedRows(stage, 2**40, 2**40, b"x"),
        notice(name.board, revoked=["ann"], text="é\0 👩‍⚕️"),
        *(RelayedRows(name, seq, seq, b"y" * seq) for seq in range(4, 300)),
    ]
    await there.relay.follow(name.board)
    for message in messages:
        here.relay.publish(message)
    await there.has_received(*messages)


async def test_nobody_receives_what_they_sent(here: Process, there: Process, name: DocumentName):
    for process in (here, there):
        await process.relay.follow(name.board)
    here.relay.publish(notice(name.board, sender="here"))
    await there.has_received(notice(name.board, sender="here"))
    there.relay.publish(notice(name.board, sender="there"))
    await here.has_received(notice(name.board, sender="there"))
    assert there.received == [notice(name.board, sender="here")]


async def test_only_followed_boards_are_received(here: Process, there: Process, name: DocumentName):
    other = token_hex(6)
    await there.relay.follow(name.board)
    await there.relay.follow(other)
    await there.relay.unfollow(name.board)
    await there.relay.unfollow("never-followed")
    here.relay.publish(notice(name.board))
    here.relay.publish(notice(other))
    await there.has_received(notice(other))
    await there.relay.follow(name.board)
    await there.relay.follow(name.board)
    here.relay.publish(notice(name.board, again=True))
    await there.has_received(notice(other), notice(name.board, again=True))


async def test_after_follow_returns_nothing_is_missed(here: Process, there: Process):
    boards = [token_hex(6) for _ in range(30)]
    for board in boards:
        await there.relay.follow(board)
        here.relay.publish(notice(board))
    await there.has_received(*map(notice, boards))


async def test_three_processes_hear_one_another(here: Process, there: Process, make_relay, start, name):
    third = await start(make_relay())
    for process in (here, there, third):
        await process.relay.follow(name.board)
    here.relay.publish(notice(name.board))
    await there.has_received(notice(name.board))
    await third.has_received(notice(name.board))


async def test_rows_too_long_for_the_bus_come_without_their_update(here: Process, there: Process, name: DocumentName):
    fits, too_long = bytes(MOST_RELAYED_BYTES), bytes(MOST_RELAYED_BYTES + 1)
    await there.relay.follow(name.board)
    here.relay.publish(RelayedRows(name, 1, 1, fits))
    here.relay.publish(RelayedRows(name, 2, 2, too_long))
    await there.has_received(RelayedRows(name, 1, 1, fits), RelayedRows(name, 2, 2, b""))


async def test_a_stopped_relay_ends_its_messages_and_takes_no_more(make_relay, name: DocumentName):
    relay = make_relay()
    await relay.start()
    await relay.follow(name.board)
    await relay.stop()
    relay.publish(notice(name.board))
    assert [message async for message in relay.messages()] == []


async def test_what_was_published_before_stopping_is_sent(make_relay, there: Process, name: DocumentName):
    await there.relay.follow(name.board)
    leaving = make_relay()
    await leaving.start()
    leaving.publish(notice(name.board, last="words"))
    await leaving.stop()
    await there.has_received(notice(name.board, last="words"))


# What only memory does


async def test_a_simulated_loss_is_told(start, name: DocumentName):
    bus = MemoryBus()
    here, there = await start(MemoryRelay(bus)), await start(MemoryRelay(bus))
    await there.relay.follow(name.board)
    bus.lose_next(1)
    here.relay.publish(notice(name.board, n=1))
    here.relay.publish(notice(name.board, n=2))
    await there.has_received(notice(name.board, n=2))
    assert there.lost == 1
    bus.cut()
    here.relay.publish(notice(name.board, n=3))
    await there.until(lambda: there.lost == 2)
    bus.mend()
    here.relay.publish(notice(name.board, n=4))
    await there.has_received(notice(name.board, n=2), notice(name.board, n=4))
    assert there.lost == 3


def test_without_an_address_the_relay_is_in_memory():
    assert isinstance(open_relay(None), MemoryRelay)
    with pytest.raises(ValueError):
        open_relay("http://nowhere")


# What only a bus of its own does


async def test_S6_a_restart_of_the_bus_is_told_and_survived(valkey_server: ValkeyServer, start, name: DocumentName):
    here, there = [await start(RedisRelay(valkey_server.url)) for _ in range(2)]
    await there.relay.follow(name.board)
    await there.until(lambda: there.lost == 1)
    await asyncio.to_thread(valkey_server.stop)
    try:
        await there.until(lambda: there.lost >= 3)
        late = token_hex(6)
        await there.relay.follow(late)
        for number in range(100):
            here.relay.publish(notice(name.board, n=number))
    finally:
        await asyncio.to_thread(valkey_server.start)
    restored = there.lost + 1
    await there.until(lambda: there.lost >= restored)
    here.relay.publish(notice(late))
    await there.until(lambda: notice(late) in there.received)
    here.relay.publish(notice(name.board, n=100))
    await there.until(lambda: notice(name.board, n=100) in there.received)


@pytest.mark.parametrize("method", ["subscribe", "get_message"])
async def test_S6_a_connection_that_ends_under_a_write_means_that_the_bus_is_away(
    valkey_server: ValkeyServer, start: Start, name: DocumentName, monkeypatch: pytest.MonkeyPatch, method: str
):
    ended = await asyncio.to_thread(uvloops_word)
    spoiled: list[object] = []
    kept = getattr(PubSub, method)

    async def once(pubsub: PubSub, *args: object, **more: object) -> object:
        if not spoiled:
            spoiled.append(pubsub)
            raise ended
        return await kept(pubsub, *args, **more)

    monkeypatch.setattr(PubSub, method, once)
    here, there = [await start(RedisRelay(valkey_server.url)) for _ in range(2)]
    await there.relay.follow(name.board)
    await there.until(lambda: there.lost >= 1)
    await here.until(lambda: here.lost >= 1)
    await _cross(here, there, name.board)
    assert spoiled


async def _cross(here: Process, there: Process, board: str) -> None:
    """Publish until something arrives: the bus keeps nothing for somebody who is not there at the moment."""
    async with asyncio.timeout(PATIENCE):
        while not there.received:
            here.relay.publish(notice(board))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE / 20):
                    await there.until(lambda: bool(there.received))


async def test_a_relay_starts_while_the_bus_is_away(valkey_server: ValkeyServer, start, name: DocumentName):
    await asyncio.to_thread(valkey_server.stop)
    try:
        here, there = [await start(RedisRelay(valkey_server.url)) for _ in range(2)]
        await there.until(lambda: there.lost >= 1)
        await there.relay.follow(name.board)
        here.relay.publish(notice(name.board))
    finally:
        await asyncio.to_thread(valkey_server.start)
    await there.until(lambda: f"{CHANNEL}{name.board}".encode() in there.relay._live)
    here.relay.publish(notice(name.board, n=2))
    await there.until(lambda: notice(name.board, n=2) in there.received)


async def test_a_frozen_bus_does_not_hold_up_whoever_opens_a_board(
    valkey_server: ValkeyServer, start: Start, name: DocumentName
):
    here, there = [await start(RedisRelay(valkey_server.url)) for _ in range(2)]
    await there.until(lambda: there.lost == 1)
    assert valkey_server.process is not None
    valkey_server.process.send_signal(signal.SIGSTOP)
    try:
        async with asyncio.timeout(3 * FOLLOW_SECONDS):
            await there.relay.follow(name.board)
        here.relay.publish(notice(name.board, n=1))
    finally:
        valkey_server.process.send_signal(signal.SIGCONT)
    await there.until(lambda: there.lost == 2)
    here.relay.publish(notice(name.board, n=2))
    await there.until(lambda: notice(name.board, n=2) in there.received)


async def test_a_board_that_was_left_before_the_bus_had_answered_is_followed_anew(
    valkey_server: ValkeyServer, start: Start, name: DocumentName
):
    here, there = [await start(RedisRelay(valkey_server.url)) for _ in range(2)]
    await there.until(lambda: there.lost == 1)
    assert valkey_server.process is not None
    valkey_server.process.send_signal(signal.SIGSTOP)
    try:
        await there.relay.follow(name.board)
        await there.relay.unfollow(name.board)
    finally:
        valkey_server.process.send_signal(signal.SIGCONT)
    await there.until(lambda: there.lost == 2)
    await there.relay.follow(name.board)
    here.relay.publish(notice(name.board))
    await there.has_received(notice(name.board))


async def test_what_cannot_be_read_counts_as_lost(valkey_server: ValkeyServer, start, name: DocumentName):
    there = await start(RedisRelay(valkey_server.url))
    here = RedisRelay(valkey_server.url)
    await there.relay.follow(name.board)
    await there.until(lambda: there.lost == 1)
    await here._client.publish(f"manualboard:1:{name.board}", b"\x02 from a newer version")
    await there.until(lambda: there.lost == 2)
    await here.stop()
