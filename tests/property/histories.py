"""Random histories of honest people on one document, and the server's side of it: index, log and live document."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pycrdt import Doc, Map, Text, TransactionEvent

from board.admission import AdmissionIndex, Admitted
from board.content.schema import AREA_STATUSES, CARD_KINDS, COLOURS, CONTENT, META, VERDICTS
from board.errors import CausalityGap
from board.yjs.update import decode_state_vector, decode_update

from .authors import ROOTS, Author, Step, Steps

SCHEMA = {"meta": META, **CONTENT}

LETTERS = (
    *"abc xyz.\n\t",
    "é",
    "e\u0301",
    "😀",
    "👩\u200d👩\u200d👧",
    "🇬🇧",
    "שלום",
    "مرحبا",
    "\u202e",
    "中文",
    "𝒳𝒴",
    "\ufffd",
    "\u0000",
)

MakeAuthor = Callable[[str, int, bytes, bool], Author]


class Server:
    """Admits updates, logs what is new and integrates it, as a room does, without waiting for a disk."""

    def __init__(self) -> None:
        self.index = AdmissionIndex.empty(SCHEMA)
        self.log: list[bytes] = []
        self.doc: Doc[Any] = Doc(client_id=1)
        self.roots = {name: self.doc.get(name, type=Map) for name in ROOTS}
        self.shown: list[bytes] = []
        self._owners: dict[int, str] = {}
        self._subscription = self.doc.observe(self._note)
        author: Doc[Any] = Doc(client_id=2)
        author.get("meta", type=Map)["purpose"] = Text("Why 😀")
        self.submit(author.get_update(), "server")

    def _note(self, event: TransactionEvent) -> None:
        self.shown.append(event.update)

    def submit(self, update: bytes, participant: str, *, may_write: bool = True) -> Admitted:
        """Take in one frame. Raises what admission raises."""
        admitted = self.index.admit(update, owner_of=self._owners.get, participant=participant, may_write=may_write)
        for client in admitted.new_clients:
            self._owners[client] = participant
        if not admitted.covered:
            self.log.append(admitted.update)
            self.doc.apply_update(admitted.update)
        assert dict(self.index.state_vector()) == decode_state_vector(self.doc.get_state())
        return admitted

    def restart(self) -> None:
        """Go on with the index that a checkpoint of this moment has."""
        stored = AdmissionIndex.rebuild([self.doc.get_update()], SCHEMA).stored()
        restored = AdmissionIndex.restored(stored, SCHEMA)
        assert restored is not None
        self.index = restored

    def json(self) -> dict[str, Any]:
        return {name: root.to_py() for name, root in self.roots.items()}

    def deletes(self) -> dict[int, list[tuple[int, int]]]:
        """Return what the index takes for deleted, explicitly or by integration, outside of deleted places."""
        histories = self.index._records.clients
        return {client: list(history.deleted) for client, history in histories.items() if list(history.deleted)}


@dataclass
class Person:
    """One client, its unsent updates, and how far it has read."""

    name: str
    author: Author
    online: bool = True
    unsent: list[bytes] = field(default_factory=list)
    read: int = 0


class History:
    """A seeded run of random actions by a few people. `run` raises when admission refuses one of them."""

    def __init__(self, seed: int, make_author: MakeAuthor, people: int) -> None:
        self.random = random.Random(seed)
        self.server = Server()
        self.gaps = 0
        self.repeats = 0
        self._make_author = make_author
        self._seed = seed
        self._ids: list[tuple[str, str]] = []
        self._opened = 0
        self.people = [self._join(f"p{number}") for number in range(people)]
        self.viewer = self._join("viewer")

    def _join(self, name: str) -> Person:
        self._opened += 1
        client = self.random.choice([3 + self._opened, self.random.randrange(100, 2**32)])
        gc = self.random.random() < 0.6
        author = self._make_author(f"{self._seed}/{name}/{self._opened}", client, self.server.doc.get_update(), gc)
        return Person(name, author, read=len(self.server.shown))

    def run(self, steps: int) -> None:
        actions = (
            [self._edit] * 16
            + [self._read] * 6
            + [self._go_offline, self._send_unsent, self._send_latest_only, self._repeat_all, self._echo]
            + [self._come_online] * 2
            + [self._view, self._reopen, self._restart_server]
        )
        for person in self.people:
            for _ in range(3):
                self._send(person, person.author.edit(self._add(person.name)))
        for _ in range(steps):
            self.random.choice(actions)(self.random.choice(self.people))
        for person in [*self.people, *self.people]:
            self._come_online(person)
            self._flush(person)
        for person in [*self.people, self.viewer]:
            self._catch_up(person)

    # What people do

    def _edit(self, person: Person) -> None:
        person.unsent += person.author.edit(self._steps(person.name))
        if person.online and self.random.random() < 0.8:
            self._flush(person)

    def _flush(self, person: Person) -> None:
        unsent, person.unsent = person.unsent, []
        if len(unsent) > 1 and self.random.random() < 0.3:
            unsent = [person.author.merge(unsent)]
        self._send(person, unsent)

    def _send(self, person: Person, updates: list[bytes]) -> None:
        for update in updates:
            self.server.submit(update, person.name)

    def _read(self, person: Person) -> None:
        if person.online:
            until = min(len(self.server.shown), person.read + self.random.randrange(1, 6))
            self._read_until(person, until)

    def _read_until(self, person: Person, until: int) -> None:
        for update in self.server.shown[person.read : until]:
            person.author.apply(update)
        person.read = until

    def _catch_up(self, person: Person) -> None:
        self._read_until(person, len(self.server.shown))

    def _go_offline(self, person: Person) -> None:
        person.online = False

    def _come_online(self, person: Person) -> None:
        """Both sides send what the other lacks; queued updates may follow it, or be forgotten."""
        if person.online:
            return
        person.online = True
        receive, send = self._take_state, self._send_state
        for act in self.random.choice([(receive, send), (send, receive)]):
            act(person)
        if self.random.random() < 0.5:
            person.unsent = []

    def _take_state(self, person: Person) -> None:
        person.author.apply(self.server.doc.get_update(person.author.vector()))
        person.read = len(self.server.shown)

    def _send_state(self, person: Person) -> None:
        self.server.submit(person.author.state(self.server.doc.get_state()), person.name)

    def _send_unsent(self, person: Person) -> None:
        if person.online:
            self._flush(person)

    def _send_latest_only(self, person: Person) -> None:
        """After a lost connection a client may send its newest update before what it builds on."""
        if not person.unsent:
            return
        try:
            self.server.submit(person.unsent[-1], person.name)
        except CausalityGap:
            self.gaps += 1

    def _repeat_all(self, person: Person) -> None:
        self.server.submit(person.author.state(), person.name)

    def _echo(self, person: Person) -> None:
        if self.server.shown:
            update = self.random.choice(self.server.shown)
            assert self.server.submit(update, person.name).covered
            self.repeats += 1

    def _view(self, _: Person) -> None:
        self._read(self.viewer)
        everything = self.viewer.author.state()
        for update in (everything, self.viewer.author.state(self.server.doc.get_state())):
            assert self.server.submit(update, "viewer", may_write=False).covered
            self.repeats += 1

    def _reopen(self, person: Person) -> None:
        if not person.unsent:
            self.people[self.people.index(person)] = self._join(person.name)

    def _restart_server(self, _: Person) -> None:
        self.server.restart()

    # What people write

    def _steps(self, name: str) -> Steps:
        chance = self.random.random()
        if chance < 0.12:
            return "undo"
        if chance < 0.18:
            return "redo"
        return [step for _ in range(self.random.choice([1, 1, 1, 2, 4])) for step in self._step(name)]

    def _step(self, name: str) -> list[Step]:
        makers = [self._type] * 6 + [self._erase] * 3 + [self._set] * 4
        add: Callable[[], list[Step]] = partial(self._add, name)
        return self.random.choice([*makers, add, self._column, self._mark])()

    def _letters(self) -> str:
        return "".join(self.random.choices(LETTERS, k=self.random.choice([1, 1, 2, 5, 12])))

    def _add(self, name: str) -> list[Step]:
        """Make an entity, or one anew that this person made before: nobody has the ids of another (SPEC A11)."""
        root = self.random.choice(["cards", "cards", "zones", "areas", "links", "launches"])
        id_ = f"{root[0]}{self.random.randrange(15)}{name}"
        self._ids.append((root, id_))
        return [{"do": "set", "path": [root], "key": id_, "value": {"map": self._entity(root)}}]

    def _entity(self, root: str) -> dict[str, Any]:
        match root:
            case "cards":
                fields = {"place": {"text": self._letters()}, "why": {"text": ""}}
                kind = self.random.choice(CARD_KINDS)
                return {"kind": kind, "text": {"text": self._letters()}, "fields": {"map": fields}, "order": "a"}
            case "zones":
                return {"title": self._letters(), "columns": {"map": {}}, "verdicts": {"map": {}}, "text": {"text": ""}}
            case "areas":
                return {"title": "An area", "record": {"text": self._letters()}, "status": "draft"}
            case _:
                return {"order": "a"} if root == "launches" else {"from": "c1", "to": "c2"}

    def _somewhere(self, root: str) -> list[str]:
        known = [id_ for place, id_ in self._ids if place == root]
        return [root, self.random.choice(known) if known else "none"]

    def _text(self) -> list[str]:
        card = self._somewhere("cards")
        paths = [
            ["meta", "purpose"],
            [*card, "text"],
            [*card, "fields", "place"],
            [*self._somewhere("areas"), "record"],
        ]
        return self.random.choice(paths)

    def _type(self) -> list[Step]:
        where = self.random.choice([0.0, 1.0, self.random.random()])
        return [{"do": "insert", "path": self._text(), "where": where, "letters": self._letters()}]

    def _erase(self) -> list[Step]:
        count = self.random.choice([1, 1, 3, 20])
        return [{"do": "remove", "path": self._text(), "where": self.random.random(), "count": count}]

    def _set(self) -> list[Step]:
        key, value = self.random.choice(
            [
                ("order", self._letters()),
                ("pos", [self.random.randrange(1000), self.random.random() * 1000]),
                ("pos", None),
                ("colour", self.random.choice(COLOURS)),
                ("tags", [self._letters() for _ in range(self.random.randrange(3))]),
                ("zone", "z1"),
            ]
        )
        path = self._somewhere("cards")
        again = self.random.choice([1, 1, 1, 3])
        return [{"do": "set", "path": path, "key": key, "value": value}] * again

    def _column(self) -> list[Step]:
        zone = self._somewhere("zones")
        column = f"k{self.random.randrange(4)}"
        if self.random.random() < 0.2:
            return [{"do": "unset", "path": [*zone, "columns"], "key": column}]
        value = {"title": self._letters(), "order": "a", "nested": {"deep": [1, 2.5, None, True]}}
        verdict = self.random.choice([*VERDICTS, None])
        return [
            {"do": "set", "path": [*zone, "columns"], "key": column, "value": value},
            {"do": "set", "path": [*zone, "verdicts"], "key": column, "value": verdict},
        ]

    def _mark(self) -> list[Step]:
        when = self.random.choice([None, "2026-11-22T10:00:00Z"])
        area = self._somewhere("areas")
        status = self.random.choice(AREA_STATUSES)
        return [
            {"do": "set", "path": area, "key": "deleted", "value": when},
            {"do": "set", "path": area, "key": "status", "value": status},
        ]


def document_deletes(doc: Doc[Any]) -> dict[int, list[tuple[int, int]]]:
    """Return the delete set that a document would send."""
    return {client: list(ranges) for client, ranges in decode_update(doc.get_update()).deletes.items() if ranges}
