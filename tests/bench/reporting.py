"""B10: what the report of a whole programme costs: fifteen sessions with twenty boards, as the demo builds them.

Counted is the processor time of the server and of its worker process while they build and hand out each file, once
everything has been built before: by then the snapshots are taken, and the worker has loaded what it needs. The
report has one picture; then it is built again with more of them.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from client.demo.content import load
from client.demo.programme.content import load_programme
from client.demo.programme.run import FORMATS, Organiser, run_programme
from client.demo.programme.writing import fill_board
from client.sdk import Reports
from tests.demo_report import live_board
from tests.services.board_server import BoardServer, organiser

from .measures import Figures, Size
from .processes import SERVER_CORE, cpu_seconds, on_core, with_children
from .subjects import OURS, Subject

GOAL: Final = "the report of fifteen sessions as Word, web page and Markdown: under 2 s of CPU in all (PDF apart)"
MOST_SECONDS: Final = 2.0
COUNTED: Final = ("docx", "html", "markdown")
ILLUSTRATED: Final = "framework"
"""A part whose board is as large as most: its picture fills a page."""
MORE_PICTURES: Final = 4
"""Beside the one of the plan, to see what one costs."""


async def run(_subject: Subject, _size: Size, folder: Path) -> Figures:
    """Build the demo's programme on a server of its own, and its report twice; the second time is counted."""
    server, content = BoardServer(folder), load_programme(load())
    with on_core(SERVER_CORE):
        await server.start()
    try:
        async with organiser(server) as api:
            board = live_board(content)
            first = board.uses[0]
            live = await api.create_board(board.title, template=first.template, answers=first.answers)
            await fill_board(api, content, board, live)
            who = Organiser(server.url, server.organiser_secret)
            made = await run_programme(who, content, live, folder / "report", lambda _: None)
            reports = Reports(api, content.whole.programme.id)
            costs = {fmt: await _cost(server, reports, made.plan.id, fmt) for fmt in FORMATS}
            for _ in range(MORE_PICTURES):
                await reports.add_picture(made.plan.id, ILLUSTRATED)
            more = {fmt: await _cost(server, reports, made.plan.id, fmt) for fmt in FORMATS}
    finally:
        await server.stop()
    apart = {f"{fmt}_cpu_s": seconds for fmt, seconds in costs.items()}
    pictures = {f"{fmt}_picture_cpu_s": (more[fmt] - costs[fmt]) / MORE_PICTURES for fmt in FORMATS}
    return {"cpu_s": sum(costs[fmt] for fmt in COUNTED), **apart, **pictures}


async def _cost(server: BoardServer, reports: Reports, report: str, fmt: str) -> float:
    """Return the seconds of processor time that one build takes."""
    assert server.pid is not None
    pids = with_children(server.pid)
    before = cpu_seconds(pids)
    await reports.build(report, fmt)
    return cpu_seconds(pids) - before


def is_met(medians: Mapping[str, Figures]) -> bool:
    """Whether it costs as little as it should."""
    return medians[OURS.name]["cpu_s"] < MOST_SECONDS
