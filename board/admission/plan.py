"""What an update would do to the index.

It is worked out and checked first and carried out after, so that a refusal changes nothing. Both go in steps.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property
from sys import intern

from board import limits
from board.content.schema import Stamp, Told
from board.errors import CausalityGap, Refusal
from board.steps import STEP, Steps, in_steps
from board.yjs.structs import (
    Content,
    Deleted,
    Gc,
    Id,
    Item,
    Range,
    String,
    Struct,
    Type,
    Update,
    Values,
    covers,
    pair_offsets,
)

from . import rules
from .causality import in_causal_order
from .history import History
from .places import DEAD, Entities, Node, Place, Slot, held_at, slot_of
from .records import Records


@dataclass(slots=True)
class _Growth:
    """Work and sizes that the update adds, against the caps."""

    steps: int = 0
    weight: int = 0
    tails: dict[Slot, Id] = field(default_factory=dict)
    pieces: dict[Slot, int] = field(default_factory=dict)
    keys: dict[Place, int] = field(default_factory=dict)
    units: dict[Place, int] = field(default_factory=dict)


class Plan:
    """Where every new struct of an update goes. `work_out` reads the records; `carry_out` alone changes them.

    `fresh` is what the document does not have; `deletes` all that the update deletes, repeats included. A `trusted`
    update was admitted before: it is not held against the schema and the caps, only against causality. `is_mine` tells
    which client ids are its author's; without, it comes from the server, which may write and take away what no client
    may (`schema.Stamp`, SPEC A11).
    """

    def __init__(
        self,
        records: Records,
        fresh: Update,
        deletes: Mapping[int, Sequence[Range]],
        *,
        trusted: bool,
        is_mine: Callable[[int], bool] | None = None,
    ) -> None:
        self._records = records
        self._fresh = fresh
        self._trusted = trusted
        self._is_mine = is_mine
        self._deletes = deletes
        self._new = {client: History(records.clock_of(client)) for client in fresh.structs}
        self._steps: list[tuple[Struct, Node]] = []
        self._slots: dict[tuple[Place, str | None], Slot] = {}
        self._must_be_gone: list[Place] = []
        self._growth = _Growth()
        self._told: list[Place] = []

    @property
    def told(self) -> Sequence[Place]:
        """The entities that the update makes of which it says what their maker was told (`schema.Told`)."""
        return self._told

    def items(self) -> Iterator[tuple[Slot, Item]]:
        """Yield the new items that are no types, each with its slot."""
        for struct, node in self._steps:
            if isinstance(node, Slot) and isinstance(struct, Item):
                yield node, struct

    def nodes(self) -> Iterator[tuple[Node, Content | None]]:
        """Yield where each new struct goes, with what it holds, and where something is deleted."""
        for struct, node in self._steps:
            yield node, struct.content if isinstance(struct, Item) else None
        for client, ranges in self._fresh.deletes.items():
            for start, end in ranges:
                for _, _, node in self._runs(client, start, end):
                    yield node, None

    # Working out

    def work_out(self) -> Steps[None]:
        """Find the place of every struct. Raises CausalityGap and Refusal."""
        for struct in in_causal_order(self._fresh.structs, self._records.clock_of):
            self._take(struct)
            if not len(self._steps) % STEP:
                yield
        self._check_deletes()
        if not self._trusted:
            yield from self._check()

    def _take(self, struct: Struct) -> None:
        node = self._node_of(struct) if isinstance(struct, Item) else DEAD
        history = self._new[struct.client]
        if isinstance(struct, Item) and isinstance(struct.content, String):
            history.note_pairs([struct.clock + offset for offset in pair_offsets(struct.content.text)])
        history.append(struct.length, node)
        self._steps.append((struct, node))
        if isinstance(struct, Gc) and not self._trusted and not self._is_deleted(struct):
            raise Refusal("schema", "The update has collected content that it does not delete.")

    def _node_of(self, item: Item) -> Node:
        slot = self._slot_of(item)
        if slot is None:
            return DEAD
        self._growth.weight += rules.weight_of(item)
        if not self._trusted:
            self._check_item(slot, item)
        if not isinstance(item.content, Type):
            return slot
        return Place(rules.place_shape(slot), slot)

    def _slot_of(self, item: Item) -> Slot | None:
        """Return the slot of an item, None when it builds on collected content (SPEC A8)."""
        if item.parent is not None:
            place = self._parent(item.parent)
            return self._slot(place, item.key) if place else None
        left = self._neighbour(item.origin, 1)
        right = self._neighbour(item.right_origin, 0)
        slots = [slot_of(node) for node in (left, right) if node is not None]
        if len(slots) == 1 or slots[0] is slots[1]:
            return slots[0]
        alive = [slot for slot in slots if slot]
        if len(alive) == 2:
            raise Refusal("schema", "The update puts one thing into two places.")
        # Yjs drops this item, yrs keeps it: harmless only where the rest of the place is deleted as well.
        self._must_be_gone.append(alive[0].place)
        return None

    def _neighbour(self, id_: Id | None, cut: int) -> Node | None:
        if id_ is None:
            return None
        client, clock = id_
        if not self._trusted and self._history(client, clock).splits_pair(clock + cut):
            raise Refusal("text", "The update tears a character apart.")
        return self._history(client, clock).at(clock)

    def _history(self, client: int, clock: int) -> History:
        known = self._records.clients.get(client)
        return known if known is not None and clock < known.clock else self._new[client]

    def _parent(self, parent: str | Id) -> Place | None:
        if isinstance(parent, str):
            return self._root(parent)
        node = self._history(*parent).at(parent[1])
        if isinstance(node, Slot):
            if not self._trusted and rules.place_shape(node) is None:
                raise Refusal("schema", "The update puts something into a thing that holds nothing.")
            return None
        return node if isinstance(node, Place) else None

    def _root(self, name: str) -> Place:
        root = self._records.roots.get(name)
        if root is not None:
            return root
        if not self._trusted:
            raise Refusal(
                "schema", f"The update has the root {name[: limits.MAX_KEY_LENGTH]!r}, which boards do not have."
            )
        # An older version of the schema had it.
        return self._records.roots.setdefault(name, Place(None))

    def _slot(self, place: Place, key: str | None) -> Slot:
        slot = place.slot_at(key) or self._slots.get((place, key))
        if slot is None:
            key = intern(key) if key is not None else None
            slot = self._slots[place, key] = Slot(place, key, held_at(place.shape, key))
            self._growth.keys[place] = self._growth.keys.get(place, 0) + 1
        return slot

    def _is_deleted(self, struct: Struct) -> bool:
        return covers(self._deletes.get(struct.client, ()), struct.clock, struct.end)

    # Checking

    def _check_item(self, slot: Slot, item: Item) -> None:
        rules.check_content(slot, item)
        if self._is_mine is not None:
            self._check_stamp(slot, item)
            if slot.last is not None:
                self._check_taken(slot, *slot.last)
        if isinstance(item.content, Values) and item.length > 1 and not self._is_deleted(item):
            # Yjs joins values of one key only after they were deleted.
            raise Refusal("schema", f"The update has several values at {rules.path_of(slot)}.")
        self._grow(slot, item)

    def _check_stamp(self, slot: Slot, item: Item) -> None:
        if not isinstance(slot.holds, Stamp):
            return
        parent = item.parent
        at_birth = isinstance(parent, tuple) and parent[1] >= self._records.clock_of(parent[0])
        rules.check_stamp(slot, slot.holds, item, at_birth=at_birth)
        if isinstance(slot.holds, Told) and rules.says_something(item):
            self._told.append(slot.place)

    def _grow(self, slot: Slot, item: Item) -> None:
        growth = self._growth
        pieces = growth.pieces.get(slot, slot.pieces)
        tail = (item.client, item.clock - 1) if slot.key is None else growth.tails.get(slot, slot.last)
        if item.origin != tail:
            growth.steps += pieces
            if growth.steps > limits.MAX_INTEGRATION_STEPS:
                raise Refusal("limit", "The update inserts too often at the same place.")
        growth.tails[slot] = (item.client, item.end - 1)
        growth.pieces[slot] = pieces + 1
        if slot.key is None:
            growth.units[slot.place] = growth.units.get(slot.place, 0) + item.length

    def _check_deletes(self) -> None:
        for client, ranges in self._fresh.deletes.items():
            clock = self._new[client].clock if client in self._new else self._records.clock_of(client)
            if ranges[-1][1] > clock:
                raise CausalityGap(f"deleted clock {ranges[-1][1] - 1} of client {client} is missing")

    def _check(self) -> Steps[None]:
        for client, ranges in self._fresh.deletes.items():
            for part in in_steps(ranges):
                for start, end in part:
                    self._check_cut(client, start)
                    self._check_cut(client, end)
                    self._check_deleted(client, start, end)
                if len(part) == STEP:
                    yield
        if self._must_be_gone:
            self._check_gone()
        self._check_growth()

    def _check_cut(self, client: int, clock: int) -> None:
        for histories in (self._records.clients, self._new):
            if client in histories and histories[client].splits_pair(clock):
                raise Refusal("text", "The update tears a character apart.")

    def _check_deleted(self, client: int, start: int, end: int) -> None:
        units = self._growth.units
        for first, last, node in self._runs(client, start, end):
            match node:
                case Place(slot=Slot() as slot):
                    self._check_taken(slot, client, first)
                case Slot() as slot:
                    if slot.place in units:
                        units[slot.place] -= last - first
                    self._check_stamp_stays(slot)
                case _:
                    pass

    def _check_stamp_stays(self, slot: Slot) -> None:
        if self._is_mine is not None and isinstance(slot.holds, Stamp) and not self._goes(slot.place):
            raise Refusal("schema", f"The update removes {rules.path_of(slot)}, which the server alone does.")

    def _check_taken(self, slot: Slot, client: int, clock: int) -> None:
        """Raise Refusal where an entity goes, or another takes its place, that somebody else made (SPEC A11)."""
        if self._is_mine is None or not isinstance(slot.place.shape, Entities) or self._is_mine(client):
            return
        if clock not in self._history(client, clock).deleted:
            raise Refusal("schema", f"The update takes away {rules.path_of(slot)}, which somebody else made.")

    def _runs(self, client: int, start: int, end: int) -> Iterator[tuple[int, int, Node]]:
        clock = self._records.clock_of(client)
        if start < clock:
            yield from self._records.clients[client].runs(start, min(end, clock))
        if end > clock:
            yield from self._new[client].runs(max(start, clock), end)

    def _check_gone(self) -> None:
        for place in self._must_be_gone:
            if not self._goes(place):
                raise Refusal("schema", "The update builds on collected content in a place that is not deleted.")

    def _goes(self, place: Place) -> bool:
        """Return whether the place is deleted, or is by this update, with what is around it."""
        return any(around.deleted or around in self._doomed for around in place.around())

    @cached_property
    def _doomed(self) -> AbstractSet[Node]:
        """Where the update deletes something."""
        return {
            node
            for client, ranges in self._fresh.deletes.items()
            for start, end in ranges
            for _, _, node in self._runs(client, start, end)
        }

    def _check_growth(self) -> None:
        growth = self._growth
        if self._records.weight + growth.weight > limits.MAX_DOCUMENT_BYTES:
            raise Refusal("limit", "The board is full.")
        clients = len(self._records.clients) + sum(client not in self._records.clients for client in self._new)
        if clients > limits.MAX_STATE_VECTOR_CLIENTS:
            raise Refusal("limit", "The board has been opened too often.")
        for place, more in growth.keys.items():
            rules.check_slots(place, more)
        for place, more in growth.units.items():
            rules.check_text(place, more)

    # Carrying out

    def carry_out(self) -> Steps[None]:
        """Make the records cover the update. Nothing else may read or change them before the last step."""
        for slot in self._slots.values():
            slot.place.attach(slot)
        for client in self._new:
            self._records.clients.setdefault(client, History())
        for part in in_steps(self._steps):
            for struct, node in part:
                self._append(struct, node)
            if len(part) == STEP:
                yield
        for client, history in self._new.items():
            self._records.clients[client].note_pairs(history.pairs)
        for client, ranges in self._fresh.deletes.items():
            yield from self._deleting(client, ranges)
        self._records.weight += self._growth.weight

    def _append(self, struct: Struct, node: Node) -> None:
        self._records.clients[struct.client].append(struct.length, node)
        clocks = (struct.clock, struct.end)
        slot = slot_of(node)
        if slot is None or not isinstance(struct, Item):
            self._delete(struct.client, [clocks])
            return
        slot.pieces += 1
        if slot.key is None:
            slot.place.units += struct.length
        else:
            loser = slot.settle(struct.client, clocks, struct.origin)
            self._records.note(slot, struct)
            if loser is not None:
                self._delete(loser[0], [loser[1]])
        if isinstance(struct.content, Deleted) or slot.place.gone:
            self._delete(struct.client, [clocks])

    def _deleting(self, client: int, ranges: Sequence[Range]) -> Steps[None]:
        history = self._records.clients[client]
        # All at once: merging many ranges costs as much as merging one.
        for part in in_steps(history.deleted.add(ranges)):
            _forget(history, part)
            if len(part) == STEP:
                yield

    def _delete(self, client: int, ranges: Sequence[Range]) -> None:
        history = self._records.clients[client]
        _forget(history, history.deleted.add(ranges))


def _forget(history: History, ranges: Sequence[Range]) -> None:
    """Count what was deleted no longer."""
    for start, end in ranges:
        for first, last, node in history.runs(start, end):
            if isinstance(node, Place):
                node.deleted = True
            elif isinstance(node, Slot) and node.key is None:
                node.place.units -= last - first
