"""Names that may be one, spelt two ways."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from board.programmes import name_key
from board.reports.prose import one_line, quoted

_SHORTEST_ALIKE: Final = 5
"""Shorter names that differ by one letter are usually different names (Ann, Anne; Dan, Ian)."""


def spelt_two_ways(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each pair of different names that may be one, in the order in which they were met."""
    met = dict.fromkeys(name for each in names if (name := one_line(each)))
    yield from ((one, other) for one, other in combinations(met, 2) if alike(one, other))


def may_be_one(one: str, other: str) -> str:
    """What is said of two spellings."""
    return f"{quoted(one)} and {quoted(other)} may be the same."


def alike(one: str, other: str) -> bool:
    """True for two spellings that may be of one name: the same but for case, spaces, accents or
    punctuation, or one letter apart.
    """
    first, second = name_key(one), name_key(other)
    if first == second:
        return True
    return min(len(first), len(second)) >= _SHORTEST_ALIKE and _one_letter_apart(first, second)


def _one_letter_apart(first: str, second: str) -> bool:
    """One letter changed, added, taken away, or two neighbours exchanged; never a digit."""
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    if long[start].isdigit() or short[start : start + 1].isdigit():
        return False
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = long[start + 1 : start + 2] + long[start]
    return short[start + 1 :] == long[start + 1 :] or (
        short[start : start + 2] == swapped and short[start + 2 :] == long[start + 2 :]
    )
