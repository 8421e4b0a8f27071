"""What is tortured: a selection of tests for each kind, how much is aimed at, and how much is one go.

The tests are those of `make test`; a number and a seed in the environment make them large. Nothing is tested here that
is not tested there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

PYTEST = ("pytest", "-q", "-s", "-p", "no:cacheprovider")


@dataclass(frozen=True)
class Kind:
    """Tests that take a number from the environment variable `counted` and their chance from `seeded`.

    `aim` is the figure that all runs together should reach, `share` what one run of the tests takes on. Without a
    variable `counted` each run counts as one. A `program` that is not pytest has {count} and {seed} among its words.
    `also` are variables that are always set.
    """

    name: str
    tests: Sequence[str]
    unit: str
    aim: int
    share: int = 1
    counted: str = ""
    seeded: str = "SEED"
    program: Sequence[str] = PYTEST
    also: Mapping[str, str] = field(default_factory=dict)

    def command(self, count: int, seed: int) -> list[str]:
        """Return the words after `python -m`."""
        return [*(word.format(count=count, seed=seed) for word in self.program), *self.tests]

    def environment(self, count: int, seed: int) -> dict[str, str]:
        """Return the variables that make the tests do `count`, in the way that `seed` says."""
        counted = {self.counted: str(count)} if self.counted else {}
        return {**counted, self.seeded: str(seed), **self.also}


_CRASH = "tests/integration/test_crash.py::test_S5"

KINDS = (
    Kind(
        "crash",
        [f"{_CRASH}_what_was_saved_survives_sigkill_at_any_moment"],
        unit="kills",
        aim=500,
        share=20,
        counted="KILLS",
    ),
    Kind(
        "crash-postgresql",
        [f"{_CRASH}_what_was_saved_survives_sigkill_on_postgresql"],
        unit="kills",
        aim=200,
        share=20,
        counted="KILLS",
    ),
    Kind(
        "crash-migration",
        [f"{_CRASH}_who_dies_while_making_tables_makes_them_the_next_time"],
        unit="kills",
        aim=20,
    ),
    Kind(
        "outages",
        ["tests/integration/test_outages.py"],
        unit="of each",
        aim=20,
        share=2,
        counted="OUTAGES",
        also={"PAUSE": "30"},
    ),
    Kind("two-servers", ["tests/integration/test_two_servers.py"], unit="runs", aim=20),
    Kind(
        "model",
        [],
        unit="steps",
        aim=50_000,
        share=5_000,
        program=("tests.model", "--steps", "{count}", "--seed", "{seed}"),
    ),
    Kind(
        "histories",
        ["tests/property/test_admission_histories.py"],
        unit="histories",
        aim=2_000,
        share=120,
        counted="HISTORIES",
        seeded="FIRST_SEED",
    ),
    Kind(
        "mutations",
        ["tests/property/test_admission_mutations.py"],
        unit="inputs",
        aim=300_000,
        share=20_000,
        counted="MUTATIONS",
        seeded="FIRST_SEED",
    ),
    Kind(
        "hostile",
        ["tests/protocol/test_hostile_visits.py"],
        unit="inputs",
        aim=600_000,
        share=20_000,
        counted="HOSTILE",
        seeded="FIRST_SEED",
    ),
    Kind(
        "hostile-frames",
        ["tests/protocol/test_hostile_frames.py"],
        unit="inputs",
        aim=100_000,
        share=10_000,
        counted="STORM",
    ),
    Kind("slow", ["tests/protocol/test_slow_reader.py"], unit="runs", aim=10),
    Kind("storm", ["tests/protocol/test_storm.py"], unit="clients", aim=5_000, share=1_000, counted="CLIENTS"),
    Kind("canaries", ["tests/protocol/test_canaries.py"], unit="runs", aim=20),
    Kind("rights", ["tests/rights"], unit="runs", aim=1),
)
