"""Outages as scenarios: something stops, hangs or is cut off while people write, and the oracle judges at the end.

Every scenario is `scenario(parts, pauses=..., writers=..., seed=...)`: one outage of so many seconds for each of the
`pauses`, under so many people at work on one board, some of whom come by the proxy and some past it to each server.
"""

import asyncio
import contextlib
import functools
import random
import resource
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from redis.asyncio import Redis

from client.sdk import open_board
from server.relay.pubsub import CHANNEL
from server.storage.database import NO_SPACE
from tests.oracle import judge_log, judge_replicas
from tests.services.board_server import BoardServer, Entrance, new_board, organiser
from tests.services.cable import Cable
from tests.services.stopped import frozen
from tests.services.topology import Topology, metric
from tests.writers import Writer, all_settled, rows_of, seen_by_others
from tests.writers import writers as joined

SAVES = 12
"""Waits for saved that end between two outages: every writer has been at work."""

Outage = Callable[[], AbstractContextManager[None]]


class Scenario(Protocol):
    """What is exported from here."""

    async def __call__(self, parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None: ...


@dataclass
class Crowd:
    """People at work on one board."""

    board: str
    people: Sequence[Writer]
    saves: asyncio.Semaphore

    async def saved(self, count: int) -> None:
        """Let everybody write until `count` waits for saved have ended."""
        for _ in range(count):
            await self.saves.acquire()

    async def go_on(self, seconds: float) -> None:
        """Let everybody write for so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.Event().wait()

    async def wait_in_vain(self, seconds: float) -> None:
        """Let everybody write for so long and be told of none of it that it is saved, however often they look."""
        for person in self.people:
            person.write()
        await self.go_on(seconds)
        assert not [person.mark for person in self.people if person.remote.is_saved], "called saved, and was not"


@contextlib.asynccontextmanager
async def at_work(parts: Topology, *, writers: int, seed: int) -> AsyncIterator[Crowd]:
    """People come by the proxy and past it, and write while the block runs; see `writing`."""
    ways: list[Entrance] = [parts.entrance, *parts.servers]
    async with writing(ways, parts.database, writers=writers, seed=seed) as crowd:
        yield crowd


@contextlib.asynccontextmanager
async def writing(ways: Sequence[Entrance], database: str, *, writers: int, seed: int) -> AsyncIterator[Crowd]:
    """People write while the block runs; at its end nothing saved is lost, nothing doubled, and all have the same."""
    dice = random.Random(seed)
    async with organiser(ways[0]) as api:
        board = await new_board(api, template=None)
        epoch = (await api.board(board))["epoch"]
        async with joined(ways, api, board, dice, writers) as people:
            crowd = Crowd(board, people, asyncio.Semaphore(0))
            async with asyncio.TaskGroup() as group:
                working = [group.create_task(person.work(crowd.saves)) for person in people]
                await crowd.saved(SAVES)
                yield crowd
                await crowd.saved(SAVES)
                for task in working:
                    task.cancel()
            seen = seen_by_others(people)
            await all_settled(people)
            rows = await rows_of(database, board, epoch)
            judge_log(rows, [person.journal for person in people], seen)
            judge_replicas(rows, [person.remote.doc for person in people])


async def home_of(parts: Topology, board: str) -> int:
    """Return the position of the server to which the proxy brings a board."""
    before = await _sessions(parts)
    async with organiser(parts.entrance) as api, open_board(parts.proxy.url, board, token=api.token):
        after = await _sessions(parts)
    return max(range(len(before)), key=lambda position: after[position] - before[position])


async def _sessions(parts: Topology) -> list[float]:
    return [await metric(server.url, "manualboard_sessions") for server in parts.servers]


# A server


async def server_killed(parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The server of the board dies; people who come by the proxy go on at another, the rest when it is back."""
    async with at_work(parts, writers=writers, seed=seed) as crowd:
        for pause in pauses:
            server = parts.servers[await home_of(parts, crowd.board)]
            await server.kill()
            await crowd.go_on(pause)
            await crowd.saved(SAVES)
            await server.start()
            await crowd.saved(SAVES)


async def server_stopped(parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The server of the board is asked to end: it commits what is under way, and ends well."""
    async with at_work(parts, writers=writers, seed=seed) as crowd:
        for pause in pauses:
            server = parts.servers[await home_of(parts, crowd.board)]
            await server.stop()
            assert server.exit_code == 0
            assert "Traceback" not in server.log
            await crowd.go_on(pause)
            await crowd.saved(SAVES)
            await server.start()
            await crowd.saved(SAVES)


async def server_frozen(parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The server of the board hangs, perhaps in the middle of a commit; it holds up nobody elsewhere and comes back."""
    async with at_work(parts, writers=writers, seed=seed) as crowd:
        for pause in pauses:
            server = parts.servers[await home_of(parts, crowd.board)]
            assert server.pid is not None
            with frozen([server.pid]):
                await crowd.go_on(pause)
                await crowd.saved(SAVES)
            await crowd.saved(SAVES)


# The bus


async def bus_stopped(parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The bus ends and is started again, empty."""
    await _without_bus(parts, lambda: _bus_stopped(parts), pauses=pauses, writers=writers, seed=seed)


async def bus_frozen(parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The bus hangs."""
    process = parts.valkey.process
    assert process is not None
    await _without_bus(parts, lambda: frozen([process.pid]), pauses=pauses, writers=writers, seed=seed)


async def bus_cut_off(parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The line to the bus swallows everything."""
    await _without_bus(parts, lambda: _cut(parts.to_valkey), pauses=pauses, writers=writers, seed=seed)


async def _without_bus(parts: Topology, outage: Outage, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    async with at_work(parts, writers=writers, seed=seed) as crowd:
        for pause in pauses:
            with outage():
                await crowd.go_on(pause)
                await crowd.saved(SAVES)
                await news_crosses(crowd)
            await bus_carries(parts, crowd.board)
            await crowd.saved(SAVES)


async def news_crosses(crowd: Crowd) -> None:
    """Let everybody write something more, and wait until everybody has it."""
    fresh = {person: person.write() for person in crowd.people}
    for reader in crowd.people:
        for writer, canary in fresh.items():
            await reader.remote.until(functools.partial(writer.is_read_by, reader, canary))


async def bus_carries(parts: Topology, board: str) -> None:
    """Wait until every server hears of the board by the bus again."""
    async with Redis.from_url(parts.valkey.url) as client:
        channel = f"{CHANNEL}{board}"
        while (await client.pubsub_numsub(channel))[0][1] < len(parts.servers):
            await client.ping()


@contextlib.contextmanager
def _bus_stopped(parts: Topology) -> Iterator[None]:
    parts.valkey.stop()
    try:
        yield
    finally:
        parts.valkey.start()


# The database


async def database_stopped(parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The database ends and is started again."""
    await _without_database(parts, lambda: _database_stopped(parts), pauses=pauses, writers=writers, seed=seed)


async def database_frozen(parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The database hangs, perhaps in the middle of a commit, which then happens after all."""
    await _without_database(parts, lambda: frozen(parts.postgres.pids), pauses=pauses, writers=writers, seed=seed)


async def database_cut_off(parts: Topology, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The line to the database swallows everything, the answer to a commit too."""
    await _without_database(parts, lambda: _cut(parts.to_postgres), pauses=pauses, writers=writers, seed=seed)


async def _without_database(
    parts: Topology, outage: Outage, *, pauses: Sequence[float], writers: int, seed: int
) -> None:
    pids = [server.pid for server in parts.servers]
    async with at_work(parts, writers=writers, seed=seed) as crowd:
        for pause in pauses:
            with outage():
                await crowd.wait_in_vain(pause)
            await crowd.saved(SAVES)
    assert [server.pid for server in parts.servers] == pids


@contextlib.contextmanager
def _database_stopped(parts: Topology) -> Iterator[None]:
    parts.postgres.stop()
    try:
        yield
    finally:
        parts.postgres.start()


@contextlib.contextmanager
def _cut(line: Cable) -> Iterator[None]:
    line.cut()
    try:
        yield
    finally:
        line.mend()


# The disk


async def disk_full(server: BoardServer, *, pauses: Sequence[float], writers: int, seed: int) -> None:
    """The disk of a server on SQLite takes no more for a while; it says so, and goes on when there is room."""
    async with writing([server], server.database, writers=writers, seed=seed) as crowd:
        for pause in pauses:
            pid = server.pid
            with _no_more_bytes(server):
                await crowd.wait_in_vain(pause)
            await crowd.saved(SAVES)
            assert server.pid == pid
    assert NO_SPACE in server.log


@contextlib.contextmanager
def _no_more_bytes(server: BoardServer) -> Iterator[None]:
    """The server can write to no file, as over a quota."""
    assert server.pid is not None
    _, most = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    kept = resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1, most))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, kept)


SCENARIOS: Sequence[Scenario] = (
    server_killed,
    server_stopped,
    server_frozen,
    bus_stopped,
    bus_frozen,
    bus_cut_off,
    database_stopped,
    database_frozen,
    database_cut_off,
)
