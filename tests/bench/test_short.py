"""Every bench, with small numbers: the subjects and the generator work, and every client gets every edit."""

import asyncio
from pathlib import Path

import pytest

from .measures import SHORT
from .subjects import Subject
from .table import BENCHES, Bench

CASES = [(bench, subject) for bench in BENCHES for subject in bench.subjects]


@pytest.mark.parametrize(("bench", "subject"), CASES, ids=lambda value: value.name)
async def test_a_bench_runs_and_gives_figures(bench: Bench, subject: Subject, tmp_path: Path) -> None:
    async with asyncio.timeout(300):
        figures = await bench.run(subject, SHORT, tmp_path)
    assert figures[bench.lead] > 0
    assert figures.get("complete", 1.0) == 1.0
