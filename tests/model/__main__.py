"""`python -m tests.model [--steps 50000] [--seed 1]`: let Hypothesis run that many steps and say what it found.

Each round has the next seed, and examples of a hundred steps. A broken invariant ends the run with exit code 1 and the
shortest example that breaks it; `--steps 1` with the seed of that round finds it again.
"""

import argparse
import sys
import time

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from .machine import Sync, Tally

EXAMPLES = 25
STEPS = 100

_ROUND = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
    deadline=None,
    database=None,
)


def main() -> int:
    """Run rounds until there were enough steps; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.model", description="Let the model of the sync engine run.")
    parser.add_argument("--steps", type=int, default=50_000, help="steps to run at least")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first round")
    chosen = parser.parse_args()
    begun, number = time.monotonic(), chosen.seed
    while Tally.steps < chosen.steps:
        try:
            run_state_machine_as_test(seed(number)(Sync), settings=_ROUND)
        except BaseException:
            print(f"counter-example with --seed {number}, after {_done(begun)}", flush=True)
            raise
        print(f"seed {number}: {_done(begun)}, no counter-example", flush=True)
        number += 1
    return 0


def _done(begun: float) -> str:
    counts = f"{Tally.steps} steps, {Tally.examples} examples, {Tally.rows} rows, {Tally.frames} frames of clients"
    return f"{counts}, {time.monotonic() - begun:.0f} s"


if __name__ == "__main__":
    sys.exit(main())
