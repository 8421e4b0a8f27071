"""The benches: whom each compares, and the goal that its figures are held against."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from server.rooms.gathering import GATHER_SECONDS

from . import growth, measures, page, reporting, several
from .fan_out import MILLISECONDS
from .measures import Figures, Size
from .subjects import HOCUSPOCUS, KEEPING_HOCUSPOCUS, OURS, Y_WEBSOCKET, Server, Subject

Medians = Mapping[str, Figures]
"""Figures by subject."""


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
        on_server(measures.fan_out_of),
        _cheap_fan_out,
    ),
    Bench(
        "B2",
        "edits a second one board takes, all clients complete and p99 under 500 ms: >= 2 x Hocuspocus",
        "edits_per_second",
        (OURS, HOCUSPOCUS, Y_WEBSOCKET),
        on_server(measures.saturation),
        lambda medians: ratio(medians, "edits_per_second", HOCUSPOCUS) >= 2,
    ),
    Bench(
        "B3",
        "1,000 clients joining a 1,500-card board: CPU and time <= 0.5 x Hocuspocus",
        "cpu_ms_per_join",
        (OURS, HOCUSPOCUS, Y_WEBSOCKET),
        on_server(measures.storm),
        lambda medians: all(ratio(medians, each, HOCUSPOCUS) <= 0.5 for each in ("cpu_ms_per_join", "seconds")),
    ),
    Bench(
        "B4",
        "open a cold board with 50,000 edits of history: CPU and time <= 0.5 x Hocuspocus with its SQLite store",
        "cpu_ms",
        (OURS, KEEPING_HOCUSPOCUS),
        measures.cold_board,
        lambda medians: all(ratio(medians, each, HOCUSPOCUS) <= 0.5 for each in ("cpu_ms", "seconds")),
    ),
    Bench(
        "B5",
        "memory a connection and an open board of 1,500 cards: <= Hocuspocus",
        "kib_per_connection",
        (OURS, HOCUSPOCUS, Y_WEBSOCKET),
        on_server(measures.memory),
        lambda medians: all(ratio(medians, each, HOCUSPOCUS) <= 1 for each in ("kib_per_connection", "kib_per_board")),
    ),
    Bench(
        "B6",
        "from an edit to its durable answer, 1 and 20 writers: <= 3 x a bare durable insert on the same disk",
        "one_writer_ms",
        (OURS,),
        on_server(measures.acknowledgements),
        lambda medians: max(medians[OURS.name][each] for each in ("one_to_bare", "twenty_to_bare")) <= 3,
    ),
    Bench(
        "B7",
        "boards spread over two processes instead of one: CPU a delivered edit rises by 15 % at most",
        "cpu_us_per_delivery",
        (several.TWO, several.ONE),
        on_server(measures.spread),
        lambda medians: ratio(medians, "cpu_us_per_delivery", several.ONE) <= 1.15,
    ),
    Bench("B8", page.GOAL, "writing_ms", (OURS,), page.run, page.is_met),
    Bench(
        "B9",
        "a unit of work costs no more when there is 4 and 16 times as much of it",
        growth.STEEPEST,
        (OURS,),
        growth.measure,
        lambda medians: medians[OURS.name][growth.STEEPEST] <= growth.ROOM_FOR_NOISE,
    ),
    Bench("B10", reporting.GOAL, "cpu_s", (OURS,), reporting.run, reporting.is_met),
)
