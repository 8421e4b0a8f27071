"""Nothing that is called saved is lost, whatever people, networks, servers and the database do (SPEC S, A, I)."""

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.options import number

from .machine import Sync, Tally

EXAMPLES = number("MODEL_EXAMPLES", 30)
STEPS = number("MODEL_STEPS", 40)


def test_S5_no_run_of_the_world_breaks_an_invariant() -> None:
    chosen = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, suppress_health_check=list(HealthCheck), deadline=None
    )
    run_state_machine_as_test(Sync, settings=chosen)
    print(f"{Tally.steps} steps in {Tally.examples} examples, {Tally.rows} rows, {Tally.frames} frames")
