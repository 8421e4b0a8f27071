"""The smallest changes from one text to another, by code point (SPEC A7, A9).

Texts are compared word by word and, where a word was replaced, trimmed to the code points that differ. So
what others write meanwhile in another part of the text stays where they wrote it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MOST_DIFFERENCES: Final = 200
"""Differing words up to which texts are compared word by word; beyond, the part between the first and
the last difference is one change, so that two long unlike texts cost milliseconds instead of minutes."""

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class TextChange:
    """At code point `at` of the old text, `removed` is replaced by `inserted`; one of them may be empty."""

    at: int
    removed: str
    inserted: str


def changes(old: str, new: str) -> list[TextChange]:
    """Return the changes from old to new, first to last; positions are all those of the old text."""
    found: list[TextChange] = []
    for change in _by_words(old, new):
        found += _trimmed(change)
    return found


def changed_words(old: str, new: str) -> int:
    """Count the words that came, went or were replaced; a replaced word counts once."""
    return sum(max(_words(change.removed), _words(change.inserted)) for change in _by_words(old, new))


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _by_words(old: str, new: str) -> Iterator[TextChange]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for i, j, k, m in runs(before, after):
        yield TextChange(len("".join(before[:i])), "".join(before[i:j]), "".join(after[k:m]))


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    pairs = enumerate(zip(a, b, strict=False))
    return next((i for i, (x, y) in pairs if x != y), min(len(a), len(b)))


def _trimmed(change: TextChange) -> list[TextChange]:
    removed, inserted = change.removed, change.inserted
    head = _shared(removed, inserted)
    removed, inserted = removed[head:], inserted[head:]
    tail = _shared(removed[::-1], inserted[::-1])
    removed, inserted = removed[: len(removed) - tail], inserted[: len(inserted) - tail]
    return [TextChange(change.at + head, removed, inserted)] if removed or inserted else []


Run = tuple[int, int, int, int]
"""Tokens i to j of the old text become tokens k to m of the new."""


def runs(before: Sequence[str], after: Sequence[str]) -> Iterator[Run]:
    """Yield what differs between two lists of tokens, first to last: words of a text, or passages of a report."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    middle = _runs(before[head : len(before) - tail], after[head : len(after) - tail])
    yield from ((head + i, head + j, head + k, head + m) for i, j, k, m in middle)


def _runs(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    """Return what differs, by Myers' greedy algorithm ("An O(ND) Difference Algorithm", 1986)."""
    if not a or not b:
        return [(0, len(a), 0, len(b))] if a or b else []
    trace = _search(a, b)
    if trace is None:
        return [(0, len(a), 0, len(b))]
    return _joined(_steps(trace, len(a), len(b)))


def _search(a: Sequence[str], b: Sequence[str]) -> list[dict[int, int]] | None:
    """Return the furthest points reached after each number of differences, or None past the bound."""
    reached = {1: 0}
    trace = []
    for differences in range(MOST_DIFFERENCES + 1):
        trace.append(dict(reached))
        for k in range(-differences, differences + 1, 2):
            x = reached[k + 1] if _goes_down(reached, k, differences) else reached[k - 1] + 1
            while x < len(a) and x - k < len(b) and a[x] == b[x - k]:
                x += 1
            reached[k] = x
            if x >= len(a) and x - k >= len(b):
                return trace
    return None


def _goes_down(reached: dict[int, int], k: int, differences: int) -> bool:
    """Return whether diagonal k is best reached by an insertion, from the diagonal above it."""
    if k in (-differences, differences):
        return k == -differences
    return reached[k - 1] < reached[k + 1]


def _steps(trace: list[dict[int, int]], x: int, y: int) -> list[Run]:
    """Walk back from the ends; return single removals and insertions, first to last."""
    steps: list[Run] = []
    for differences in range(len(trace) - 1, 0, -1):
        reached, k = trace[differences], x - y
        if _goes_down(reached, k, differences):
            x, y = reached[k + 1], reached[k + 1] - k - 1
            steps.append((x, x, y, y + 1))
        else:
            x, y = reached[k - 1], reached[k - 1] - k + 1
            steps.append((x, x + 1, y, y))
    return steps[::-1]


def _joined(steps: list[Run]) -> list[Run]:
    """Join steps that touch into runs."""
    runs: list[Run] = []
    for i, j, k, m in steps:
        if runs and runs[-1][1] == i and runs[-1][3] == k:
            runs[-1] = (runs[-1][0], j, runs[-1][2], m)
        else:
            runs.append((i, j, k, m))
    return runs
