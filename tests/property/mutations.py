"""Honest updates made dishonest: bytes flipped, cut and spliced, and parsed updates with one thing changed."""

import random
from dataclasses import replace

from board.yjs.structs import (
    MAP_TYPE,
    TEXT_TYPE,
    Content,
    Deleted,
    Gc,
    Id,
    Item,
    Skip,
    String,
    Struct,
    Type,
    Update,
    Values,
    utf16_length,
)
from board.yjs.update import decode_update, encode_update

KEYS = ("title", "text", "pos", "order", "c1", "z1", "columns", "k0", "deleted", "", "__proto__", "x" * 100)
CONTENTS: tuple[Content, ...] = (
    String("😀é"),
    String("a"),
    Deleted(),
    Type(MAP_TYPE),
    Type(TEXT_TYPE),
    Values((None,), (b"~",)),
    Values((1, 2), (b"\x7d\x01", b"\x7d\x02")),
    Values(("x",), (b"w\x01x",)),
    Values(([1, 2],), (b"u\x02\x7d\x01\x7d\x02",)),
)
ROOTS = ("meta", "cards", "zones", "areas", "evil", "")


def mutate(chance: random.Random, honest: bytes, other: bytes, clients: list[int]) -> bytes:
    """Return a changed `honest` update; `other` is one to take pieces from, `clients` are ids worth naming."""
    if chance.random() < 0.4:
        return mutate_bytes(chance, honest, other)
    update = _Mutant(chance, decode_update(honest), decode_update(other), clients)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        update.change()
    return encode_update(update.update())


def mutate_bytes(chance: random.Random, honest: bytes, other: bytes) -> bytes:
    """Return `honest` with some of its bytes changed, cut off, or replaced by some of `other`; neither is empty."""
    data = bytearray(honest)
    match chance.randrange(4):
        case 0:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 1:
            del data[chance.randrange(len(data)) :]
        case 2:
            at, start = chance.randrange(len(data)), chance.randrange(len(other))
            data[at : at + chance.randrange(4)] = other[start : start + chance.randrange(12)]
        case _:
            for _ in range(3):
                data[chance.randrange(len(data))] = chance.choice([0, 1, 2, 4, 7, 8, 0x7F, 0x80, 0xFF, 0xF0])
    return bytes(data)


class _Mutant:
    def __init__(self, chance: random.Random, honest: Update, other: Update, clients: list[int]) -> None:
        self._chance = chance
        self._structs: dict[int, list[Struct]] = {client: list(run) for client, run in honest.structs.items()}
        self._deletes = {client: list(ranges) for client, ranges in honest.deletes.items()}
        self._other = other
        self._clients = clients

    def update(self) -> Update:
        """Number the clocks anew, as a writer of one's own would, and return the update."""
        structs = {client: _renumbered(run) for client, run in self._structs.items() if run}
        return Update(structs, {client: ranges for client, ranges in self._deletes.items() if ranges})

    def change(self) -> None:
        self._chance.choice([self._change_struct] * 5 + [self._change_deletes, self._add, self._add])()

    def _id(self) -> Id:
        return self._chance.choice(self._clients), self._chance.choice([0, 1, 2, 3, self._chance.randrange(60)])

    def _change_struct(self) -> None:
        runs = [run for run in self._structs.values() if run]
        if not runs:
            return self._add()
        run = self._chance.choice(runs)
        at = self._chance.randrange(len(run))
        run[at] = self._changed(run[at])
        return None

    def _changed(self, struct: Struct) -> Struct:
        span = (struct.client, struct.clock, struct.length)
        if not isinstance(struct, Item) or self._chance.random() < 0.1:
            collected: list[Struct] = [Gc(*span), Skip(*span), Gc(struct.client, struct.clock + 1, struct.length)]
            return self._chance.choice(collected)
        match self._chance.randrange(5):
            case 0:
                return _placed(replace(struct, origin=self._chance.choice([None, self._id(), self._id()])))
            case 1:
                return _placed(replace(struct, right_origin=self._chance.choice([None, self._id(), self._id()])))
            case 2:
                parent: str | Id = self._id() if self._chance.random() < 0.6 else self._chance.choice(ROOTS)
                return replace(struct, origin=None, right_origin=None, parent=parent, key=self._key(struct))
            case 3:
                return self._with_content(struct)
            case _:
                return replace(struct, client=self._chance.choice(self._clients))

    def _key(self, item: Item) -> str | None:
        return self._chance.choice([item.key, None, self._chance.choice(KEYS)])

    def _with_content(self, item: Item) -> Item:
        content = self._chance.choice(CONTENTS)
        match content:
            case String(text):
                length = utf16_length(text)
            case Values(values):
                length = len(values)
            case _:
                length = 1
        return replace(item, content=content, length=length)

    def _change_deletes(self) -> None:
        client, clock = self._id()
        self._deletes[client] = [(clock, clock + self._chance.choice([1, 1, 2, 5, 40]))]

    def _add(self) -> None:
        """Let the author write a struct of the other update, where its place is free."""
        others = [struct for run in self._other.structs.values() for struct in run]
        if others:
            client = self._chance.choice([*self._structs, *self._clients[:1]])
            self._structs.setdefault(client, []).append(replace(self._chance.choice(others), client=client))


def _placed(item: Item) -> Item:
    """Give an item that has lost both origins a parent, take it from one that has gained an origin."""
    if item.origin or item.right_origin:
        return replace(item, parent=None, key=None)
    return replace(item, parent=item.parent or "cards", key=item.key or "c1")


def _renumbered(run: list[Struct]) -> list[Struct]:
    clock = run[0].clock
    result: list[Struct] = []
    for struct in run:
        result.append(replace(struct, clock=clock))
        clock += struct.length
    return result
