"""`python -m tests.bench [--short] [B1 B2 ...]`: run the benches side by side, print a table, write build/bench.json.

Each round runs every subject once, one after the other; the figures are medians over the rounds. Processor time is the
kernel's own count, because wall clock on a shared machine is noise. Exits with 1 only when a subject of ours fails:
figures are to be read, not to be passed.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvloop

from .measures import SHORT, WHOLE, Figures, Size
from .processes import GENERATOR_CORE, on_core
from .subjects import OURS, Subject
from .table import BENCHES, Bench

BUILD = Path(__file__).parents[2] / "build"
RESULTS = BUILD / "bench.json"


async def _figures(bench: Bench, subject: Subject, size: Size) -> Figures:
    # In build/, which is on the disk that a board would be on; the system's folder may be memory.
    with tempfile.TemporaryDirectory(dir=BUILD) as folder, on_core(GENERATOR_CORE):
        return await bench.run(subject, size, Path(folder))


async def _measure(bench: Bench, size: Size) -> tuple[Mapping[str, Figures], Mapping[str, str]]:
    """Return the medians of those that ran, and the errors of those that did not."""
    rounds: dict[str, list[Figures]] = {subject.name: [] for subject in bench.subjects}
    errors: dict[str, str] = {}
    for _ in range(size.rounds):
        for subject in bench.subjects:
            try:
                rounds[subject.name].append(await _figures(bench, subject, size))
            except (OSError, TimeoutError, AssertionError) as error:
                errors[subject.name] = f"{type(error).__name__}: {error}"
    return {name: _medians(some) for name, some in rounds.items() if some and name not in errors}, errors


def _medians(rounds: Sequence[Figures]) -> Figures:
    return {figure: statistics.median(each[figure] for each in rounds) for figure in rounds[0]}


def _judged(bench: Bench, medians: Mapping[str, Figures], errors: Mapping[str, str]) -> Mapping[str, Any]:
    ours = medians.get(OURS.name)
    peers = {name: figures for name, figures in medians.items() if name != OURS.name}
    return {
        "name": bench.name,
        "goal": bench.goal,
        "figures": medians,
        "ratios": {name: ours[bench.lead] / figures[bench.lead] for name, figures in peers.items()} if ours else {},
        "errors": errors,
        "met": not errors and bench.met(medians),
    }


def _lines(result: Mapping[str, Any]) -> Sequence[str]:
    lines = [f"{result['name']}  {'met' if result['met'] else 'NOT met'}  {result['goal']}"]
    for subject, figures in result["figures"].items():
        shown = "  ".join(f"{name} {value:,.4g}" for name, value in figures.items())
        lines.append(f"    {subject:12} {shown}")
    lines += [f"    ours to {name}: {value:.2f}" for name, value in result["ratios"].items()]
    return [*lines, *(f"    {name} could not be run: {error}" for name, error in result["errors"].items())]


async def _run(names: Sequence[str], size: Size) -> int:
    BUILD.mkdir(exist_ok=True)
    failed = False
    for bench in BENCHES:
        if names and bench.name not in names:
            continue
        result = _judged(bench, *await _measure(bench, size))
        failed = failed or OURS.name in result["errors"]
        print("\n".join(_lines(result)), flush=True)
        _keep(result)
    return int(failed)


def _keep(result: Mapping[str, Any]) -> None:
    """Put a result in place of the same bench's last one, beside those of the others."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    others = [each for each in kept if each["name"] != result["name"]]
    RESULTS.write_text(json.dumps(sorted([*others, result], key=lambda each: each["name"]), indent=2) + "\n")


def main() -> int:
    """Run what the command line asks for; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--short", action="store_true", help="small numbers, to see that everything works")
    parser.add_argument("--rounds", type=int, help="how often each subject is measured, instead of three times")
    parser.add_argument("names", nargs="*", help="only these benches")
    wanted = parser.parse_args()
    size = SHORT if wanted.short else WHOLE
    size = replace(size, rounds=wanted.rounds or size.rounds)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_run(wanted.names, size))


if __name__ == "__main__":
    sys.exit(main())
