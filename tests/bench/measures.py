"""The benches: what each does to a subject, the figures it gives, and the goal that the figures are held against."""

import asyncio
import sqlite3
import statistics
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from board import codec
from server.gathering import GATHER_SECONDS

from . import fan_out
from .clients import Client, Target, awake, connected
from .edits import content_of, typist
from .fan_out import MILLISECONDS, Load, percentile
from .processes import KIB, cpu_seconds, memory_bytes
from .subjects import HOCUSPOCUS, KEEPING_HOCUSPOCUS, OURS, Y_WEBSOCKET, Server, Subject

Figures = Mapping[str, float]
Medians = Mapping[str, Figures]
"""Figures by subject."""

SESSION_CARDS = 100
BIG_BOARD_CARDS = 1_500
BARE_INSERTS = 300
TYPISTS_OF_HISTORY = 20
HISTORY_SLICE = 250
"""Edits of one typist before the answers are waited for."""


@dataclass(frozen=True)
class Size:
    """How much is done: `whole` for figures, `short` to see that everything works."""

    rounds: int
    seconds: float
    clients: int
    writers: int
    storm: int
    big_board: int
    history: int
    rates: Sequence[float]


WHOLE = Size(3, 10.0, 50, 20, 1_000, BIG_BOARD_CARDS, 50_000, fan_out.steps(100, 20_000, 2**0.5))
SHORT = Size(1, 1.0, 8, 4, 20, 60, 200, [50.0, 100.0])


@dataclass(frozen=True)
class Bench:
    """One line of the table. `lead` is the figure whose ratios are given; `met` holds medians against the goal."""

    name: str
    goal: str
    lead: str
    subjects: Sequence[Subject]
    run: Callable[[Subject, Size, Path], Awaitable[Figures]]
    met: Callable[[Medians], bool]


def on_server(
    measure: Callable[[Server, Size, Path], Awaitable[Figures]],
) -> Callable[[Subject, Size, Path], Awaitable[Figures]]:
    """Return the bench that starts a subject once and measures it."""

    async def run(subject: Subject, size: Size, folder: Path) -> Figures:
        async with subject.running(folder) as server:
            return await measure(server, size, folder)

    return run


async def _fan_out(server: Server, size: Size, _folder: Path) -> Figures:
    load = Load(size.clients, size.writers, 20.0, size.seconds)
    async with awake():
        outcome = await fan_out.run(server, content_of(SESSION_CARDS), load)
    figures = outcome.figures(load)
    if "ack_p50_ms" not in figures:
        return figures
    return {**figures, "commit_ms": await _lone_answer(server) * MILLISECONDS}


async def _lone_answer(server: Server) -> float:
    """How long one edit on an idle board takes to be answered, in seconds: a commit and the way there and back."""
    answers = await _answers(server, writers=1, letters=40)
    return percentile(answers, 0.5)


async def _saturation(server: Server, size: Size, _folder: Path) -> Figures:
    content = content_of(SESSION_CARDS)
    async with awake():
        most = await fan_out.saturation(
            server, content, clients=size.clients, rates=size.rates, seconds=min(3.0, size.seconds)
        )
    return {"edits_per_second": most}


async def _storm(server: Server, size: Size, _folder: Path) -> Figures:
    target = await server.target(content_of(size.big_board))
    before, begin = cpu_seconds(server.pid), time.perf_counter()
    async with awake(), connected(target, size.storm):
        took = time.perf_counter() - begin
        cpu = cpu_seconds(server.pid) - before
    return {"cpu_ms_per_join": cpu * MILLISECONDS / size.storm, "seconds": took}


async def _cold_board(subject: Subject, size: Size, folder: Path) -> Figures:
    content = content_of(SESSION_CARDS)
    async with subject.running(folder) as server:
        target = await server.target(content)
        await _write_history(target, size.history)
    async with subject.running(folder) as server:
        before, begin = cpu_seconds(server.pid), time.perf_counter()
        async with awake(), connected(server.again(target), 1):
            took = time.perf_counter() - begin
            return {
                "cpu_ms": (cpu_seconds(server.pid) - before) * MILLISECONDS,
                "seconds": took,
            }


async def _write_history(target: Target, edits: int) -> None:
    """Let typists make so many edits, each an update of its own, and wait until all are acknowledged."""
    content = content_of(SESSION_CARDS)
    each = edits // TYPISTS_OF_HISTORY
    async with connected(target, TYPISTS_OF_HISTORY) as clients:
        for client, who in zip(clients, (typist(content, number, each) for number in range(edits)), strict=False):
            await client.until(lambda client=client: _count_answers(client, 0) >= 1)
            for start in range(0, each, HISTORY_SLICE):
                seen = len(client.received)
                letters = who.keystrokes[start : start + HISTORY_SLICE]
                for letter in letters:
                    client.send(client.frame_of(letter))
                await client.until(
                    lambda client=client, seen=seen, letters=letters: _count_answers(client, seen) >= len(letters)
                )
                del client.received[:]


async def _memory(server: Server, size: Size, _folder: Path) -> Figures:
    target = await server.target(content_of(SESSION_CARDS))
    async with connected(target, 1):
        empty = memory_bytes(server.pid)
        async with connected(target, size.storm // 2):
            full = memory_bytes(server.pid)
        boards = 10
        before = memory_bytes(server.pid)
        targets = [await server.target(content_of(size.big_board)) for _ in range(boards)]
        held = [connected(each, 1) for each in targets]
        for each in held:
            await each.__aenter__()
        after = memory_bytes(server.pid)
        for each in held:
            await each.__aexit__(None, None, None)
    return {
        "kib_per_connection": (full - empty) / (size.storm // 2) / KIB,
        "kib_per_board": (after - before) / boards / KIB,
    }


async def _acknowledgements(server: Server, size: Size, folder: Path) -> Figures:
    letters = 20 if size is SHORT else 200
    # Not kept awake: the disk's own work would have to wait for a core that never rests.
    bare = _bare_insert(folder)
    one = percentile(await _answers(server, writers=1, letters=letters), 0.5)
    many = percentile(await _answers(server, writers=20, letters=letters), 0.5)
    return {
        "bare_insert_ms": bare * MILLISECONDS,
        "one_writer_ms": one * MILLISECONDS,
        "twenty_writers_ms": many * MILLISECONDS,
        "one_to_bare": one / bare,
        "twenty_to_bare": many / bare,
    }


def _bare_insert(folder: Path) -> float:
    """Return the median time of a durable insert of one row on the subject's disk, in seconds."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS rows (data BLOB)")
    took = []
    for _ in range(BARE_INSERTS):
        begin = time.perf_counter()
        connection.execute("INSERT INTO rows VALUES (?)", (bytes(60),))
        took.append(time.perf_counter() - begin)
    connection.close()
    return statistics.median(took)


async def _answers(server: Server, *, writers: int, letters: int) -> Sequence[float]:
    """Let each writer type the next letter when the last was acknowledged; returns how long each took, sorted."""
    content = content_of(SESSION_CARDS)
    target = await server.target(content)
    async with connected(target, writers) as clients:
        took = await asyncio.gather(
            *(_in_turn(client, typist(content, number, letters).keystrokes) for number, client in enumerate(clients))
        )
    return sorted(each for some in took for each in some)


async def _in_turn(client: Client, keystrokes: Sequence[bytes]) -> Sequence[float]:
    await client.until(lambda: _count_answers(client, 0) >= 1)
    took = []
    for letter in keystrokes:
        start = len(client.received)
        begin = time.perf_counter()
        client.send(client.frame_of(letter))
        await client.until(lambda start=start: _count_answers(client, start) >= 1)
        took.append(time.perf_counter() - begin)
    return took


def _count_answers(client: Client, since: int) -> int:
    return sum(isinstance(message, codec.SyncStatus) for _, message in client.messages(since))


def ratio(medians: Medians, figure: str, peer: Subject) -> float:
    """Return ours divided by the peer's; raises KeyError when the peer could not be run."""
    return medians[OURS.name][figure] / medians[peer.name][figure]


def _cheap_fan_out(medians: Medians) -> bool:
    ours, theirs = medians[OURS.name], medians[HOCUSPOCUS.name]
    # While so many write, the gathering of commits is the pace.
    bound = theirs["p99_ms"] + ours["commit_ms"] + GATHER_SECONDS * MILLISECONDS
    return (
        ratio(medians, "cpu_us_per_delivery", HOCUSPOCUS) <= 0.5
        and ratio(medians, "cpu_us_per_delivery", Y_WEBSOCKET) <= 0.25
        and ours["p99_ms"] <= bound
    )


BENCHES = (
    Bench(
        "B1",
        "CPU a delivered edit <= 0.5 x Hocuspocus and <= 0.25 x y-websocket; p99 <= Hocuspocus + one commit + one pace",
        "cpu_us_per_delivery",
        (OURS, HOCUSPOCUS, Y_WEBSOCKET),
        on_server(_fan_out),
        _cheap_fan_out,
    ),
    Bench(
        "B2",
        "edits a second one board takes, all clients complete and p99 under 500 ms: >= 2 x Hocuspocus",
        "edits_per_second",
        (OURS, HOCUSPOCUS, Y_WEBSOCKET),
        on_server(_saturation),
        lambda medians: ratio(medians, "edits_per_second", HOCUSPOCUS) >= 2,
    ),
    Bench(
        "B3",
        "1,000 clients joining a 1,500-card board: CPU and time <= 0.5 x Hocuspocus",
        "cpu_ms_per_join",
        (OURS, HOCUSPOCUS, Y_WEBSOCKET),
        on_server(_storm),
        lambda medians: all(ratio(medians, each, HOCUSPOCUS) <= 0.5 for each in ("cpu_ms_per_join", "seconds")),
    ),
    Bench(
        "B4",
        "open a cold board with 50,000 edits of history: CPU and time <= 0.5 x Hocuspocus with its SQLite store",
        "cpu_ms",
        (OURS, KEEPING_HOCUSPOCUS),
        _cold_board,
        lambda medians: all(ratio(medians, each, HOCUSPOCUS) <= 0.5 for each in ("cpu_ms", "seconds")),
    ),
    Bench(
        "B5",
        "memory a connection and an open board of 1,500 cards: <= Hocuspocus",
        "kib_per_connection",
        (OURS, HOCUSPOCUS, Y_WEBSOCKET),
        on_server(_memory),
        lambda medians: all(ratio(medians, each, HOCUSPOCUS) <= 1 for each in ("kib_per_connection", "kib_per_board")),
    ),
    Bench(
        "B6",
        "from an edit to its durable answer, 1 and 20 writers: <= 3 x a bare durable insert on the same disk",
        "one_writer_ms",
        (OURS,),
        on_server(_acknowledgements),
        lambda medians: max(medians[OURS.name][each] for each in ("one_to_bare", "twenty_to_bare")) <= 3,
    ),
)
