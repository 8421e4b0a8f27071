"""Work that may be long, as a generator that yields between its steps and returns its result.

Whoever cannot wait for all of it does something else at each yield; `finished` does it at once.
"""

from collections.abc import Generator, Iterator, Sequence
from typing import Final, TypeAlias, TypeVar

T = TypeVar("T")

Steps: TypeAlias = Generator[None, None, T]

STEP: Final = 128
"""Structs or ranges in one step: a few milliseconds of work, which nobody notices who waits for it."""


def finished(steps: Steps[T]) -> T:
    """Do all the steps; return the result."""
    try:
        while True:
            next(steps)
    except StopIteration as end:
        result: T = end.value
        return result


def in_steps(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield `things` in slices of STEP; a short sequence as it is."""
    if len(things) <= STEP:
        yield things
        return
    for start in range(0, len(things), STEP):
        yield things[start : start + STEP]
