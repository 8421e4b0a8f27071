"""B1 and B2: many people on one board, some of them typing all the time."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pycrdt

from board.wire import codec

from .clients import Client, connected, reach
from .edits import Content, Typist, typist
from .processes import cpu_seconds
from .subjects import Server

LEAD_SECONDS = 1.0
"""Until the first letter: time to schedule all of them."""
SETTLE_SECONDS = 30.0
"""After the last edit: a subject that is this far behind is not complete."""
MOST_P99_SECONDS = 0.5
MICROSECONDS = 1e6
MILLISECONDS = 1e3


@dataclass(frozen=True)
class Load:
    """`clients` on one board, the first `writers` of them typing `rate` letters a second each."""

    clients: int
    writers: int
    rate: float
    seconds: float

    @property
    def letters(self) -> int:
        """Letters of one writer."""
        return max(1, round(self.rate * self.seconds))

    @property
    def deliveries(self) -> int:
        """Edits times those who must see them."""
        return self.letters * self.writers * self.clients


@dataclass(frozen=True)
class Outcome:
    """What a load cost. `latencies` are from an edit's due time to each other client, in seconds, sorted."""

    complete: bool
    cpu: float
    frames: int
    latencies: Sequence[float]
    acknowledged: Sequence[float]

    def figures(self, load: Load) -> Mapping[str, float]:
        """Return the figures of the table."""
        return {
            "cpu_us_per_delivery": self.cpu * MICROSECONDS / load.deliveries,
            "p50_ms": percentile(self.latencies, 0.5) * MILLISECONDS,
            "p99_ms": percentile(self.latencies, 0.99) * MILLISECONDS,
            "frames_per_delivery": self.frames / load.deliveries,
            "complete": float(self.complete),
            **({"ack_p50_ms": percentile(self.acknowledged, 0.5) * MILLISECONDS} if self.acknowledged else {}),
        }


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile of sorted values; infinity when there are none."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.inf


class Meeting:
    """Clients that have one document open, ready to type on it."""

    def __init__(self, clients: Sequence[Client], content: Content, load: Load, *, opening: int) -> None:
        self._clients = clients
        self._content = content
        self._load = load
        self._typists = [typist(content, number, load.letters, opening=opening) for number in range(load.writers)]
        self._starts = [len(client.received) for client in clients]

    async def hold(self) -> "Held":
        """Let the writers type; returns when everybody has seen everything, or a subject never gets there."""
        begin = await _type_all(self._clients, self._typists, self._load)
        complete = await _all_seen(self._clients, self._typists, self._starts)
        if complete:
            _check(self._clients[-1], self._content, self._typists)
        return Held(complete, begin)

    def outcome(self, held: "Held", cpu: float) -> Outcome:
        """Return what came of it; `cpu` is the subject's processor time in seconds."""
        return _outcome(self._clients, self._typists, self._starts, self._load, held, cpu=cpu)


@dataclass(frozen=True)
class Held:
    """A meeting that is over: whether everybody got everything, and when the first letter was due."""

    complete: bool
    begin: float


@asynccontextmanager
async def meeting(server: Server, content: Content, load: Load, *, opening: int = 0) -> AsyncIterator[Meeting]:
    """A meeting on a fresh document."""
    target = await server.target(content)
    async with connected(target, load.clients) as clients:
        yield Meeting(clients, content, load, opening=opening)


async def run(server: Server, content: Content, load: Load, *, opening: int = 0) -> Outcome:
    """Put a load on a fresh document and return what came of it."""
    async with meeting(server, content, load, opening=opening) as people:
        before = cpu_seconds(server.pids)
        held = await people.hold()
        return people.outcome(held, cpu_seconds(server.pids) - before)


async def run_side_by_side(server: Server, content: Content, load: Load, documents: int) -> Sequence[Outcome]:
    """Put a load on each of several fresh documents at once; each outcome has the processor time of all together."""
    async with AsyncExitStack() as stack:
        meetings = [await stack.enter_async_context(meeting(server, content, load)) for _ in range(documents)]
        before = cpu_seconds(server.pids)
        held = await asyncio.gather(*(people.hold() for people in meetings))
        cpu = cpu_seconds(server.pids) - before
        return [people.outcome(each, cpu) for people, each in zip(meetings, held, strict=True)]


def _due(load: Load, number: int, letter: int) -> float:
    """When a letter is typed, after the beginning; writers do not type in step."""
    return (letter + number / load.writers) / load.rate


async def _type_all(clients: Sequence[Client], typists: Sequence[Typist], load: Load) -> float:
    """Send every letter when it is due; returns, after the last one, when the first was."""
    loop = asyncio.get_running_loop()
    begin, offset = time.perf_counter() + LEAD_SECONDS, loop.time() - time.perf_counter()
    for client, who in zip(clients, typists, strict=False):
        # Timers that are late may ring out of turn, so each takes the letter whose turn it is.
        letters = map(client.frame_of, who.keystrokes)
        for letter in range(load.letters):
            due = begin + _due(load, _number(who, load), letter)
            loop.call_at(due + offset, _send_next, client, letters)
    assert time.perf_counter() < begin, "letters were due before all were scheduled"
    ended = loop.create_future()
    loop.call_at(begin + offset + load.seconds, ended.set_result, None)
    await ended
    return begin


def _send_next(client: Client, letters: Iterator[bytes]) -> None:
    client.send(next(letters))


def _number(who: Typist, load: Load) -> int:
    return who.client % load.writers


async def _all_seen(clients: Sequence[Client], typists: Sequence[Typist], starts: Sequence[int]) -> bool:
    """Wait until every client has every letter of the others; False when a subject never gets there."""
    watches = [_Watch(client, own, start, typists) for client, own, start in _with_own(clients, typists, starts)]
    try:
        async with asyncio.timeout(SETTLE_SECONDS):
            for client, watch in zip(clients, watches, strict=True):
                await client.until(watch.complete)
    except (TimeoutError, ConnectionError):
        return False
    return True


def _with_own(
    clients: Sequence[Client], typists: Sequence[Typist], starts: Sequence[int]
) -> list[tuple[Client, int | None, int]]:
    own = [who.client for who in typists] + [None] * (len(clients) - len(typists))
    return list(zip(clients, own, starts, strict=True))


class _Watch:
    """Follows what one client has of each typist."""

    def __init__(self, client: Client, own: int | None, start: int, typists: Sequence[Typist]) -> None:
        self._client = client
        self._next = start
        self._missing = {who.client: len(who.keystrokes) for who in typists if who.client != own}

    def complete(self) -> bool:
        for _, message in self._client.messages(self._next):
            if isinstance(message, codec.Update):
                self._take(reach(message.update))
        self._next = len(self._client.received)
        return not self._missing

    def _take(self, reached: Mapping[int, int]) -> None:
        for client, clock in reached.items():
            if clock >= self._missing.get(client, math.inf):
                del self._missing[client]


def _check(client: Client, content: Content, typists: Sequence[Typist]) -> None:
    """Hold what one client received against what was typed: nothing lost, nothing doubled."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    for _, message in client.messages():
        if isinstance(message, codec.Update | codec.SyncStep2):
            doc.apply_update(message.update)
    expected: pycrdt.Doc[Any] = pycrdt.Doc()
    for update in [content.state, *(stroke for who in typists for stroke in who.keystrokes)]:
        expected.apply_update(update)
    assert _cards(doc) == _cards(expected), "a client does not have what was typed"


def _cards(doc: pycrdt.Doc[Any]) -> object:
    return doc.get("cards", type=pycrdt.Map).to_py()


def _outcome(
    clients: Sequence[Client],
    typists: Sequence[Typist],
    starts: Sequence[int],
    load: Load,
    held: Held,
    *,
    cpu: float,
) -> Outcome:
    due = {
        who.client: [held.begin + _due(load, _number(who, load), letter) for letter in range(load.letters)]
        for who in typists
    }
    latencies: list[float] = []
    acknowledged: list[float] = []
    frames = 0
    for client, own, start in _with_own(clients, typists, starts):
        messages = client.messages(start)
        updates = [(at, message) for at, message in messages if isinstance(message, codec.Update)]
        frames += len(updates)
        latencies += _latencies(updates, own, due)
        statuses = [at for at, message in messages if isinstance(message, codec.SyncStatus)]
        if own is not None:
            # The last answers are those to the letters: whatever was sent before them was answered before.
            acknowledged += [at - sent for at, sent in zip(statuses[-load.letters :], due[own], strict=False)]
    return Outcome(held.complete, cpu, frames, sorted(latencies), sorted(acknowledged))


def _latencies(
    updates: Sequence[tuple[float, codec.Update]], own: int | None, due: Mapping[int, Sequence[float]]
) -> list[float]:
    """Return how long each letter of the others took."""
    seen = dict.fromkeys(due, 0)
    found: list[float] = []
    for at, message in updates:
        for client, clock in reach(message.update).items():
            if client != own and client in due:
                found += [at - sent for sent in due[client][seen[client] : clock]]
                seen[client] = max(seen[client], clock)
    return found


def steps(least: float, most: float, factor: float) -> list[float]:
    """Return rates from `least` to `most`, each `factor` times the one before."""
    rates = [least]
    while rates[-1] * factor <= most:
        rates.append(rates[-1] * factor)
    return rates


async def saturation(
    server: Server, content: Content, *, clients: int, rates: Sequence[float], seconds: float
) -> float:
    """Return the most edits a second at which every client is complete and p99 stays under half a second."""
    best = 0.0
    for opening, rate in enumerate(rates):
        load = Load(clients, clients, rate / clients, seconds)
        outcome = await run(server, content, load, opening=opening)
        if not outcome.complete or percentile(outcome.latencies, 0.99) >= MOST_P99_SECONDS:
            break
        best = rate
    return best
