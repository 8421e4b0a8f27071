"""The order in which the structs of an update can be integrated: each after what it builds on."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence

from board.errors import CausalityGap, Refusal
from board.yjs.structs import Id, Item, Skip, Struct

_WHOLE = 2**62


def in_causal_order(runs: Mapping[int, Sequence[Struct]], clock_of: Callable[[int], int]) -> Iterator[Struct]:
    """Yield the structs of `runs`, each after those it refers to. `clock_of` tells what the document has of a client.

    Raises CausalityGap when something is neither in the document nor in the update, and Refusal("schema") when structs
    refer to themselves or in a circle, which no waiting can cure.
    """
    return _Walk(runs, clock_of).walk()


class _Walk:
    def __init__(self, runs: Mapping[int, Sequence[Struct]], clock_of: Callable[[int], int]) -> None:
        self._runs = runs
        self._clock_of = clock_of
        self._next = dict.fromkeys(runs, 0)
        self._reached = {client: clock_of(client) for client in runs}

    def walk(self) -> Iterator[Struct]:
        for client in self._runs:
            yield from self._walk_from(client)

    def _walk_from(self, client: int) -> Iterator[Struct]:
        stack = [(client, _WHOLE)]
        waiting = {client}
        while stack:
            client, until = stack[-1]
            missing = yield from self._advance(client, until)
            if missing is None:
                stack.pop()
                waiting.discard(client)
            elif missing[0] in waiting:
                raise Refusal("schema", "The update refers to itself in a circle.")
            else:
                stack.append(missing)
                waiting.add(missing[0])

    def _advance(self, client: int, until: int) -> Generator[Struct, None, Id | None]:
        """Yield structs of a client up to and with clock `until`; return the id that one of them lacks, if so."""
        run = self._runs[client]
        while self._next[client] < len(run) and self._reached[client] <= until:
            struct = run[self._next[client]]
            missing = self._missing(struct)
            if missing is not None:
                return missing
            self._next[client] += 1
            self._reached[client] = struct.end
            yield struct
        return None

    def _missing(self, struct: Struct) -> Id | None:
        if isinstance(struct, Skip) or struct.clock > self._reached[struct.client]:
            raise CausalityGap(f"clock {self._reached[struct.client]} of client {struct.client} is missing")
        if isinstance(struct, Item):
            for id_ in (struct.origin, struct.right_origin, struct.parent):
                if isinstance(id_, tuple) and self._lacks(struct, id_):
                    return id_
        return None

    def _lacks(self, struct: Struct, id_: Id) -> bool:
        client, clock = id_
        if client == struct.client:
            if clock >= struct.clock:
                raise Refusal("schema", "The update refers to itself.")
            return False
        run = self._runs.get(client)
        if clock < (self._clock_of(client) if run is None else self._reached[client]):
            return False
        if run is None or clock >= run[-1].end:
            raise CausalityGap(f"clock {clock} of client {client} is missing")
        return True
