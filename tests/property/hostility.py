"""Input that is meant to hurt, from a seed: bytes, changed killers and honest edits, updates made from the grammar.

`updates` are what an attacker puts into a frame, `visits` are whole connections of one: frames before a document is
opened, in the wrong order, in floods.
"""

import json
import random
import zlib
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from board.wire import codec, presence
from board.wire.presence import Entry
from board.yjs.structs import MAP_TYPE, TEXT_TYPE, Content, Gc, Id, Item, Skip, String, Struct, Type, Update, Values
from board.yjs.structs import utf16_length as letters_in
from board.yjs.update import encode_state_vector, encode_update

from .authors import PycrdtAuthor
from .histories import History
from .mutations import CONTENTS, KEYS, ROOTS, mutate, mutate_bytes

FIXTURE = Path(__file__).parents[1] / "fixtures" / "hostile_updates.json"
KILLERS = [zlib.decompress(b64decode(each["zlib_base64"])) for each in json.loads(FIXTURE.read_text("utf-8"))]
SMALL = 4_096
"""Most changed killers are small ones: the large take a hundred times as long to make as to refuse."""
LONGEST_VISIT = 24
LONGEST_FLOOD = 120
KNOWN_SHAPES: Mapping[str, Sequence[Content]] = {
    "kind": [Values(("note",), (b"w\x04note",)), Values(("theme",), (b"w\x05theme",))],
    "order": [Values(("V",), (b"w\x01V",))],
    "pos": [Values(([1, 2],), (b"u\x02\x7d\x01\x7d\x02",))],
    "text": [Type(TEXT_TYPE)],
    "fields": [Type(MAP_TYPE)],
    "deleted": [Values((None,), (b"~",))],
}
"""Enough of the schema that some of what is made by chance is a card."""


def honest_log(seed: int) -> list[bytes]:
    """Return the rows of a short history of honest people."""
    history = History(seed, lambda _, client, state, gc: PycrdtAuthor(client, state, gc=gc), people=3)
    history.run(80)
    return history.server.log


class Hostility:
    """An attacker who knows an honest history and what the document has: `vector` gives its state vector."""

    def __init__(
        self, chance: random.Random, address: str, honest: Sequence[bytes], vector: Callable[[], Mapping[int, int]]
    ) -> None:
        self._chance = chance
        self._address = address
        self._honest = honest
        self._vector = vector

    def visit(self, token: str) -> list[bytes]:
        """Return the frames of one connection; `token` opens the document."""
        opening = codec.encode(codec.Token(token), self._address)
        frames = [self.frame() for _ in range(self._chance.randint(1, LONGEST_VISIT))]
        match self._chance.randrange(8):
            case 0:
                return frames
            case 1:
                frames.insert(self._chance.randrange(len(frames)), opening)
                return frames
            case 2:
                return [opening, *[self.frame()] * self._chance.randint(1, LONGEST_FLOOD)]
            case 3:
                return [frame for each in frames for frame in (opening, each)]
            case _:
                return [opening, *frames]

    def frame(self) -> bytes:
        """Return a frame, mostly one that can be read."""
        if self._chance.random() < 0.05:
            return self._chance.randbytes(self._chance.randrange(40))
        address = self._address if self._chance.random() < 0.97 else self._chance.choice(ADDRESSES)
        if self._chance.random() < 0.01:
            return codec.PING_FRAME
        frame = codec.encode(self.message(), address)
        return mutate_bytes(self._chance, frame, frame) if self._chance.random() < 0.05 else frame

    def message(self) -> codec.Message:
        """Return a message, three in four of them edits."""
        chance = self._chance.random()
        if chance < 0.5:
            return codec.Update(self.update())
        if chance < 0.75:
            return codec.SyncStep2(self.update())
        if chance < 0.83:
            return codec.SyncStep1(self._state_vector())
        if chance < 0.93:
            return codec.Awareness(self._presence())
        return self._chance.choice(OUT_OF_PLACE)

    def update(self) -> bytes:
        """Return the bytes of an edit that may be anything."""
        chance = self._chance.random()
        if chance < 0.1:
            return self._chance.randbytes(self._chance.randrange(60))
        if chance < 0.25:
            return self._changed_killer()
        if chance < 0.6:
            clients = [*self._vector(), self._chance.randrange(2**32)]
            return mutate(self._chance, self._row(), self._row(), clients)
        return self._made()

    def _row(self) -> bytes:
        return self._chance.choice(self._honest)

    def _changed_killer(self) -> bytes:
        killer = self._chance.choice(KILLERS)
        if len(killer) > SMALL and self._chance.random() < 0.98:
            killer = killer[: self._chance.randrange(SMALL)]
        return mutate_bytes(self._chance, killer, self._row()) if killer else killer

    def _state_vector(self) -> bytes:
        vector = encode_state_vector(self._vector())
        return vector if self._chance.random() < 0.5 else mutate_bytes(self._chance, vector, vector)

    def _presence(self) -> bytes:
        state = self._chance.choice(PRESENCES)
        update = presence.encode([Entry(self._chance.randrange(2**32), self._chance.randrange(2**20), state)])
        return update if self._chance.random() < 0.5 else mutate_bytes(self._chance, update, update)

    # From the grammar

    def _made(self) -> bytes:
        known = self._vector()
        clients = [self._chance.choice([*known, *[self._chance.randrange(2**32)] * 3]) for _ in range(2)]
        structs = {client: self._run(client, known) for client in clients[: self._chance.choice([1, 1, 2])]}
        deletes = {client: [(0, self._chance.randrange(1, 9))] for client in clients if self._chance.random() < 0.1}
        return encode_update(Update(structs, deletes))

    def _run(self, client: int, known: Mapping[int, int]) -> list[Struct]:
        clock = known.get(client, 0) if self._chance.random() < 0.9 else self._chance.randrange(2**31)
        card = Item(client, clock, 1, Type(MAP_TYPE), None, None, self._chance.choice(ROOTS), f"m{client % 50}")
        run: list[Struct] = [card if self._chance.random() < 0.7 else self._item(client, clock, (client, clock))]
        for _ in range(self._chance.randrange(5)):
            last = run[-1]
            run.append(self._item(client, last.clock + last.length, (client, clock)))
        return run

    def _item(self, client: int, clock: int, parent: Id) -> Struct:
        chance = self._chance.random()
        if chance < 0.06:
            span = (client, clock, self._chance.choice([1, 3, 2**20]))
            return Gc(*span) if chance < 0.03 else Skip(*span)
        if chance < 0.7:
            key = self._chance.choice([*KNOWN_SHAPES])
            return Item(client, clock, 1, self._chance.choice(KNOWN_SHAPES[key]), None, None, parent, key)
        return self._odd_item(client, clock, parent)

    def _odd_item(self, client: int, clock: int, parent: Id) -> Item:
        content = self._chance.choice([*CONTENTS, String("x" * self._chance.choice([1, 50, 5_000]))])
        length = 1
        if isinstance(content, String):
            length = letters_in(content.text)
        elif isinstance(content, Values):
            length = len(content.values)
        key = self._chance.choice([None, *KEYS])
        item = Item(client, clock, length, content, None, None, parent, key)
        if self._chance.random() < 0.5:
            return item
        origin = (client, max(0, clock - self._chance.randrange(3)))
        return replace(item, origin=origin, parent=None, key=None)


ADDRESSES = ("", "x", "board1.1/stage", "aaaa.1/content", "\0", "board1.1/content\0s", "é" * 90)
OUT_OF_PLACE: Sequence[codec.Message] = (
    codec.QueryAwareness(),
    codec.Token("wrong"),
    codec.Token("x" * 10_000),
    codec.Close("bye"),
    codec.Stateless("{}"),
    codec.SyncStatus(saved=True),
    codec.PermissionDenied("no"),
    codec.Authenticated("read-write"),
)
PRESENCES: Sequence[Mapping[str, object] | None] = (
    None,
    {},
    {"cursor": {"x": 1, "y": 2}},
    {"user": {"name": "Somebody else"}},
    {"cursor": "x" * 5_000},
    {"cursor": [[[[[[[[[[1]]]]]]]]]]},
)
