"""What each bench does to a subject, and the figures that it gives."""

import asyncio
import sqlite3
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from board.wire import codec

from . import fan_out
from .clients import Client, Target, awake, connected
from .edits import content_of, typist
from .fan_out import MICROSECONDS, MILLISECONDS, Load, percentile
from .processes import KIB, cpu_seconds, memory_bytes
from .subjects import Server, Subject

Figures = Mapping[str, float]

SESSION_CARDS = 100
BIG_BOARD_CARDS = 1_500
BARE_INSERTS = 300
TYPISTS_OF_HISTORY = 20
HISTORY_SLICE = 250
"""Edits of one typist before the answers are waited for."""


@dataclass(frozen=True)
class Size:
    """How much is done: WHOLE for figures, SHORT to see that it works. `growth` is a share of the curves' sizes.

    `units` are those of a curve that grows by one thing alone.
    """

    rounds: int
    seconds: float
    clients: int
    writers: int
    storm: int
    big_board: int
    history: int
    rates: Sequence[float]
    growth: float
    units: int = 0


WHOLE = Size(3, 10.0, 50, 20, 1_000, BIG_BOARD_CARDS, 50_000, fan_out.steps(100, 20_000, 2**0.5), 1.0)
SHORT = Size(1, 1.0, 8, 4, 20, 60, 200, [50.0, 100.0], 0.02)


async def fan_out_of(server: Server, size: Size, _folder: Path) -> Figures:
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


async def saturation(server: Server, size: Size, _folder: Path) -> Figures:
    content = content_of(SESSION_CARDS)
    async with awake():
        most = await fan_out.saturation(
            server, content, clients=size.clients, rates=size.rates, seconds=min(3.0, size.seconds)
        )
    return {"edits_per_second": most}


async def spread(server: Server, size: Size, _folder: Path) -> Figures:
    """B7: as many edits as in B1, on several boards that are spread over the subject's processes."""
    boards = 4
    load = Load(size.clients // 2, size.writers // 2, 10.0, size.seconds)
    async with awake():
        outcomes = await fan_out.run_side_by_side(server, content_of(SESSION_CARDS), load, boards)
    return {
        "cpu_us_per_delivery": outcomes[0].cpu * MICROSECONDS / (load.deliveries * boards),
        "p99_ms": max(percentile(each.latencies, 0.99) for each in outcomes) * MILLISECONDS,
        "complete": float(all(each.complete for each in outcomes)),
    }


async def storm(server: Server, size: Size, _folder: Path) -> Figures:
    target = await server.target(content_of(size.big_board))
    before, begin = cpu_seconds(server.pids), time.perf_counter()
    async with awake(), connected(target, size.storm):
        took = time.perf_counter() - begin
        cpu = cpu_seconds(server.pids) - before
    return {"cpu_ms_per_join": cpu * MILLISECONDS / size.storm, "seconds": took}


async def cold_board(subject: Subject, size: Size, folder: Path) -> Figures:
    content = content_of(SESSION_CARDS)
    async with subject.running(folder) as server:
        target = await server.target(content)
        await _write_history(target, size.history)
    async with subject.running(folder) as server:
        before, begin = cpu_seconds(server.pids), time.perf_counter()
        async with awake(), connected(server.again(target), 1):
            took = time.perf_counter() - begin
            return {
                "cpu_ms": (cpu_seconds(server.pids) - before) * MILLISECONDS,
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


async def memory(server: Server, size: Size, _folder: Path) -> Figures:
    target = await server.target(content_of(SESSION_CARDS))
    async with connected(target, 1):
        empty = memory_bytes(server.pids)
        async with connected(target, size.storm // 2):
            full = memory_bytes(server.pids)
        boards = 10
        before = memory_bytes(server.pids)
        targets = [await server.target(content_of(size.big_board)) for _ in range(boards)]
        held = [connected(each, 1) for each in targets]
        for each in held:
            await each.__aenter__()
        after = memory_bytes(server.pids)
        for each in held:
            await each.__aexit__(None, None, None)
    return {
        "kib_per_connection": (full - empty) / (size.storm // 2) / KIB,
        "kib_per_board": (after - before) / boards / KIB,
    }


async def acknowledgements(server: Server, size: Size, folder: Path) -> Figures:
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
