"""What is known of one client's clocks: runs of items in the same slot, deleted ranges, and surrogate pairs."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Self

from board.yjs.structs import Range, joined

from .places import Node, Place

_CLOCKS: Final = "Q"
_BULK: Final = 64
"""Inserting moves what follows, about this many ranges in the time that merging spends on one."""


class Ranges:
    """A set of clocks as sorted ranges that do not touch."""

    __slots__ = ("_ends", "_starts")

    def __init__(self) -> None:
        self._starts = array(_CLOCKS)
        self._ends = array(_CLOCKS)

    def __iter__(self) -> Iterator[Range]:
        return zip(self._starts, self._ends, strict=True)

    def __contains__(self, clock: int) -> bool:
        at = bisect_right(self._starts, clock) - 1
        return at >= 0 and clock < self._ends[at]

    def missing(self, ranges: Sequence[Range]) -> list[Range]:
        """Return the parts of `ranges` that are not in the set."""
        parts: list[Range] = []
        for start, end in ranges:
            at = bisect_right(self._ends, start)
            free = start
            while at < len(self._starts) and self._starts[at] < end:
                if free < self._starts[at]:
                    parts.append((free, self._starts[at]))
                free = self._ends[at]
                at += 1
            if free < end:
                parts.append((free, end))
        return parts

    def add(self, ranges: Sequence[Range]) -> list[Range]:
        """Take in sorted ranges; return the parts that are new."""
        parts = self.missing(ranges)
        if len(parts) * _BULK > len(self._starts) and len(parts) > 1:
            self._replace(joined([*self, *parts]))
        else:
            for start, end in parts:
                self._insert(start, end)
        return parts

    def _replace(self, ranges: Sequence[Range]) -> None:
        self._starts = array(_CLOCKS, [start for start, _ in ranges])
        self._ends = array(_CLOCKS, [end for _, end in ranges])

    def _insert(self, start: int, end: int) -> None:
        first = bisect_left(self._ends, start)
        after = bisect_right(self._starts, end)
        if first < after:
            start, end = min(start, self._starts[first]), max(end, self._ends[after - 1])
        self._starts[first:after] = array(_CLOCKS, (start,))
        self._ends[first:after] = array(_CLOCKS, (end,))


class History:
    """One client's clocks from `base` to `clock`. Neighbours in one slot are one run, however they came."""

    __slots__ = ("_nodes", "_pairs", "_starts", "clock", "deleted")

    def __init__(self, base: int = 0) -> None:
        self.clock = base
        self.deleted = Ranges()
        self._starts = array(_CLOCKS)
        self._nodes: list[Node] = []
        self._pairs = array(_CLOCKS)

    @classmethod
    def of(
        cls, clock: int, starts: Iterable[int], nodes: Iterable[Node], deleted: Sequence[Range], pairs: Iterable[int]
    ) -> Self:
        """Return the history up to `clock` that has these runs, deleted ranges and pairs."""
        history = cls(clock)
        history._starts.extend(starts)
        history._nodes.extend(nodes)
        history.deleted.add(deleted)
        history._pairs.extend(pairs)
        return history

    @property
    def starts(self) -> Sequence[int]:
        """The first clock of each run."""
        return self._starts

    @property
    def nodes(self) -> Sequence[Node]:
        """What each run is in."""
        return self._nodes

    def append(self, length: int, node: Node) -> None:
        """Add the next `length` clocks."""
        if not self._nodes or self._nodes[-1] is not node:
            self._starts.append(self.clock)
            self._nodes.append(node)
        self.clock += length

    def at(self, clock: int) -> Node:
        """Return what is at `clock`, which must be known."""
        return self._nodes[bisect_right(self._starts, clock) - 1]

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, Node]]:
        """Yield the runs between two known clocks, cut to them."""
        at = bisect_right(self._starts, start) - 1
        while start < end:
            at += 1
            after = min(end, self._starts[at]) if at < len(self._starts) else end
            yield start, after, self._nodes[at - 1]
            start = after

    def place_at(self, clock: int) -> Place | None:
        """Return the place made by the item at `clock`, if it makes one."""
        node = self.at(clock)
        return node if isinstance(node, Place) else None

    def note_pairs(self, clocks: Sequence[int]) -> None:
        """Remember that surrogate pairs begin at these clocks, in rising order above all noted before."""
        self._pairs.extend(clocks)

    @property
    def pairs(self) -> Sequence[int]:
        """Clocks at which surrogate pairs begin."""
        return self._pairs

    def splits_pair(self, clock: int) -> bool:
        """True when a cut before `clock` goes through a surrogate pair."""
        pairs = self._pairs
        at = bisect_left(pairs, clock - 1)
        return at < len(pairs) and pairs[at] == clock - 1
