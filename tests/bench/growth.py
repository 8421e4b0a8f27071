"""B9: what one unit of work costs as there is more of it. A line that does not rise is linear growth, or better."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import measures, report_growth
from .measures import Figures, Size
from .subjects import OURS, Subject

ROOM_FOR_NOISE = 1.25
"""What a unit may cost at the end of a curve, by what it costs at its beginning, and still count as linear."""

STEEPEST = "steepest_rise"

Step = Callable[[Size, Path], Awaitable[Figures]]


@dataclass(frozen=True)
class Curve:
    """One growth: `figure` of the measure at several sizes. `units` are along the curve, one a size.

    `per_unit`: the figure is a total, and is divided by the units.
    """

    name: str
    title: str
    across: str
    up: str
    figure: str
    units: Sequence[int]
    size_at: Callable[[Size, int], Size]
    step: Step
    per_unit: bool = False


async def _board(size: Size, folder: Path) -> Figures:
    async with OURS.running(folder) as server:
        return await measures.fan_out_of(server, size, folder)


async def _storm(size: Size, folder: Path) -> Figures:
    async with OURS.running(folder) as server:
        return await measures.storm(server, size, folder)


async def _memory(size: Size, folder: Path) -> Figures:
    async with OURS.running(folder) as server:
        return await measures.memory(server, size, folder)


async def _cold(size: Size, folder: Path) -> Figures:
    return await measures.cold_board(OURS, size, folder)


async def _report_of_sessions(size: Size, _folder: Path) -> Figures:
    return report_growth.cost(size.units, report_growth.CARDS)


async def _report_of_cards(size: Size, _folder: Path) -> Figures:
    return report_growth.cost(report_growth.SESSIONS, size.units)


CURVES = (
    Curve(
        "clients",
        "Fan-out: more people who watch 20 writers",
        "clients on one board",
        "server CPU a delivered edit, µs",
        "cpu_us_per_delivery",
        (50, 200, 800),
        lambda size, clients: replace(size, clients=clients, writers=min(size.writers, clients)),
        _board,
    ),
    Curve(
        "writers",
        "Fan-out: more writers among 100 people",
        "writers, 20 letters a second each",
        "server CPU a delivered edit, µs",
        "cpu_us_per_delivery",
        (5, 20, 80),
        lambda size, writers: replace(size, clients=2 * size.clients, writers=writers),
        _board,
    ),
    Curve(
        "storm",
        "Joining a board of 1,500 cards at once",
        "clients that join",
        "server CPU a join, ms",
        "cpu_ms_per_join",
        (250, 1_000),
        lambda size, clients: replace(size, storm=clients),
        _storm,
    ),
    Curve(
        "history",
        "Opening a cold board",
        "edits in its history",
        "server CPU an edit of the history, ms",
        "cpu_ms",
        (12_500, 50_000),
        lambda size, edits: replace(size, history=edits),
        _cold,
        per_unit=True,
    ),
    Curve(
        "connections",
        "Memory of connections",
        "connections",
        "KiB a connection",
        "kib_per_connection",
        (125, 500),
        lambda size, clients: replace(size, storm=2 * clients),
        _memory,
    ),
    Curve(
        "boards",
        "Memory of an open board",
        "cards on the board",
        "KiB a card",
        "kib_per_board",
        (375, 1_500),
        lambda size, cards: replace(size, big_board=cards, storm=2),
        _memory,
        per_unit=True,
    ),
    Curve(
        "sessions",
        "Report of a programme: more sessions",
        "sessions, a board of 20 cards each",
        "CPU a session, ms",
        "cpu_ms",
        (15, 60, 240),
        lambda size, sessions: replace(size, units=sessions),
        _report_of_sessions,
        per_unit=True,
    ),
    Curve(
        "cards",
        "Report of 15 sessions: more cards",
        "cards on the board of each",
        "CPU a card of each board, ms",
        "cpu_ms",
        (20, 80, 320),
        lambda size, cards: replace(size, units=cards),
        _report_of_cards,
        per_unit=True,
    ),
)


async def measure(_subject: Subject, size: Size, folder: Path) -> Figures:
    """Return for each point of each curve what a unit costs, as "<curve> <units>", and the steepest curve's rise."""
    figures: dict[str, float] = {}
    for curve in CURVES:
        for position, whole in enumerate(curve.units, 1):
            units = max(position, round(whole * size.growth))
            place = folder / f"{curve.name}-{units}"
            place.mkdir()
            found = await curve.step(curve.size_at(size, units), place)
            figures[f"{curve.name} {units}"] = found[curve.figure] / (units if curve.per_unit else 1)
    return {STEEPEST: max(_rise(curve, figures) for curve in CURVES), **figures}


def points(curve: Curve, figures: Mapping[str, float]) -> Sequence[tuple[int, float]]:
    """Return the points of a curve: units, and what one of them costs."""
    start = f"{curve.name} "
    return [(int(name.removeprefix(start)), cost) for name, cost in figures.items() if name.startswith(start)]


def _rise(curve: Curve, figures: Mapping[str, float]) -> float:
    """Return what a unit costs at the end of a curve, by what it costs at the beginning."""
    found = points(curve, figures)
    return found[-1][1] / found[0][1]
