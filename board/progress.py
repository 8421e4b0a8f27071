"""How far a piece of long work is, told by whoever does it, as it goes on (SPEC L1)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Progress:
    """A step in words for people; where it goes through many things, `done` of `of` (else both are 0)."""

    step: str
    done: int = 0
    of: int = 0

    @property
    def words(self) -> str:
        """A phrase such as "Reading the boards: 3 of 20"."""
        return f"{self.step}: {self.done} of {self.of}" if self.of else self.step


Tell: TypeAlias = Callable[[Progress], None]
"""Is told of each step as it begins, and of each thing that is done in it."""


def untold(progress: Progress) -> None:
    """Tell nobody."""


def telling_each(items: Sequence[_T], step: str, tell: Tell) -> Iterator[_T]:
    """Yield the items; `tell` is told how many of them are done."""
    for done, item in enumerate(items):
        tell(Progress(step, done, len(items)))
        yield item
    if items:
        tell(Progress(step, len(items), len(items)))
