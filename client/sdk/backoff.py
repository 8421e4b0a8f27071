"""How long to wait before the next attempt to connect."""

import random
from collections.abc import Iterator

FIRST_SECONDS = 0.2
LONGEST_SECONDS = 20.0
"""A server that restarts is back within seconds; longer waits only annoy people."""


def delays() -> Iterator[float]:
    """Yield seconds to wait: doubling up to the longest, each with jitter so that many clients do not come at once."""
    ceiling = FIRST_SECONDS
    while True:
        yield random.uniform(ceiling / 2, ceiling)  # noqa: S311  spreads load, keeps no secret
        ceiling = min(ceiling * 2, LONGEST_SECONDS)
