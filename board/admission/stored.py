"""The records of an index as bytes, so that opening a document need not work them out from its state again.

They are JSON in columns, with differences in place of large numbers, compressed: whoever can write to the database gets
no code run by it. What a slot may hold is not stored, it comes from the schema of today.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise
from sys import intern
from typing import Any, Final

from board.content.schema import Entity

from .history import History
from .places import DEAD, Node, Place, Segment, Slot, held_at, roots
from .records import Records
from .rules import place_shape

VERSION: Final = 3
"""To be raised whenever the records, or how they are written, change their meaning: others are then built anew."""

_A_PLACE: Final = 0
"""In the column of keys, where a slot has its key."""


def written(records: Records) -> bytes:
    """Return the records as bytes."""
    columns = _Columns(records.roots.values())
    clients = [_history(client, history, columns) for client, history in records.clients.items()]
    noted = [[columns.number_of(slot), value] for slot, value in records.noted.items()]
    stored = [VERSION, records.weight, list(records.roots), noted, columns.as_json(), clients]
    return zlib.compress(json.dumps(stored, separators=(",", ":")).encode())


def read(stored: bytes, schema: Mapping[str, Entity]) -> Records | None:
    """Return the records that `written` made bytes of; None when another version did. Trusts the bytes otherwise."""
    version, *rest = json.loads(zlib.decompress(stored))
    if version != VERSION:
        return None
    weight, names, noted, columns, clients = rest
    known = roots(schema)
    nodes = _nodes([known.setdefault(name, Place(None)) for name in names], *columns)
    values = {node: value for number, value in noted if isinstance(node := nodes[number], Slot)}
    return Records({client: _history_of(nodes, *each) for client, *each in clients}, known, weight, values)


class _Columns:
    """The nodes by number, each behind what it sits in: first what is dead and the roots, then a line for each other.

    A line has how far before it that is, the key, the pieces or units, and whether it is closed or deleted. The
    segments of all slots stand one after the other.
    """

    def __init__(self, known: Iterable[Place]) -> None:
        self._numbers: dict[Node, int] = {DEAD: 0}
        self._numbers |= {root: number for number, root in enumerate(known, 1)}
        self._lines: list[Sequence[Any]] = []
        self._lengths: list[int] = []
        self._segments: list[Segment] = []

    def number_of(self, node: Node) -> int:
        """Return the number of a node, which is entered when it is new."""
        number = self._numbers.get(node)
        return self._entered(node) if number is None else number

    def _entered(self, node: Node) -> int:
        inside = self.number_of(_around(node))
        number = self._numbers[node] = len(self._numbers)
        if isinstance(node, Slot):
            segments, closed = node.order
            self._lines.append((number - inside, node.key, node.pieces, int(closed)))
            self._lengths.append(len(segments))
            self._segments += segments
        elif isinstance(node, Place):
            self._lines.append((number - inside, _A_PLACE, node.units, int(node.deleted)))
        return number

    def as_json(self) -> Sequence[Sequence[Any]]:
        """Return the columns."""
        clients, firsts, lasts = zip(*self._segments, strict=True) if self._segments else ((), (), ())
        spans = [last - first for first, last in zip(firsts, lasts, strict=True)]
        lines = list(zip(*self._lines, strict=True)) or [(), (), (), ()]
        return [*lines, self._lengths, _differences(clients), _differences(firsts), spans]


def _around(node: Node) -> Node:
    if isinstance(node, Slot):
        return node.place
    if isinstance(node, Place) and node.slot is not None:
        return node.slot
    raise ValueError("a root that the records do not name")


def _nodes(
    known: Sequence[Place],
    before: Sequence[int],
    keys: Sequence[Any],
    counts: Sequence[int],
    flags: Sequence[int],
    lengths: Sequence[int],
    *segments: Sequence[int],
) -> Sequence[Node]:
    nodes: list[Node] = [DEAD, *known]
    orders = _orders(lengths, *segments)
    for back, key, count, flag in zip(before, keys, counts, flags, strict=True):
        around = nodes[len(nodes) - back]
        if isinstance(around, Slot):
            place = Place(place_shape(around), around)
            place.units, place.deleted = count, bool(flag)
            nodes.append(place)
        elif isinstance(around, Place):
            nodes.append(_slot(around, key, count, next(orders), closed=bool(flag)))
    return nodes


def _slot(place: Place, key: str | None, pieces: int, segments: Sequence[Segment], *, closed: bool) -> Slot:
    key = None if key is None else intern(key)
    slot = Slot.of(place, key, held_at(place.shape, key), pieces, segments, closed=closed)
    place.attach(slot)
    return slot


def _orders(
    lengths: Sequence[int], clients: Sequence[int], firsts: Sequence[int], spans: Sequence[int]
) -> Iterator[Sequence[Segment]]:
    columns = zip(accumulate(clients), accumulate(firsts), spans, strict=True)
    segments = ((client, first, first + span) for client, first, span in columns)
    return (tuple(islice(segments, length)) for length in lengths)


def _history(client: int, history: History, columns: _Columns) -> Sequence[Any]:
    runs = _differences([columns.number_of(node) for node in history.nodes])
    deleted = _differences([clock for clocks in history.deleted for clock in clocks])
    return [client, history.clock, _differences(history.starts), runs, deleted, _differences(history.pairs)]


def _history_of(
    nodes: Sequence[Node],
    clock: int,
    starts: Sequence[int],
    runs: Sequence[int],
    deleted: Sequence[int],
    pairs: Sequence[int],
) -> History:
    ends = accumulate(deleted)
    return History.of(
        clock,
        accumulate(starts),
        map(nodes.__getitem__, accumulate(runs)),
        list(zip(ends, ends, strict=True)),
        accumulate(pairs),
    )


def _differences(numbers: Sequence[int]) -> Sequence[int]:
    return [after - before for before, after in pairwise([0, *numbers])]
