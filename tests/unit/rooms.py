"""What tests of rooms share: members that remember what they were told, and edits of theirs, others and the server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pycrdt

from board.ids import DocumentName
from board.roles import Role
from board.wire import codec
from board.yjs.update import decode_state_vector
from server.ports.log import Append, NewRow
from server.rooms.hub import Hub
from server.rooms.live import Answer
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog

NAME = DocumentName("board1", "1", "content")


@dataclass(eq=False)
class Person:
    """A member that remembers what it was told."""

    participant: str
    role: Role = Role.EDIT
    address: str | None = str(NAME)
    heard: list[codec.Message] = field(default_factory=list)
    answers: list[bool] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    doc: "pycrdt.Doc[Any]" = field(default_factory=pycrdt.Doc)
    organisation: str | None = None

    def signature(self, attribution: str) -> str | None:
        return self.participant if attribution == "name" else self.organisation

    @property
    def user(self) -> Mapping[str, Any]:
        return {"id": self.participant, "name": self.participant, "colour": "mint"}

    def change_role(self, role: Role) -> None:
        self.role = role

    def send(self, frame: bytes) -> None:
        decoded = codec.decode_addressed(frame)
        assert isinstance(decoded, tuple)
        self.heard.append(decoded[1])
        if isinstance(decoded[1], codec.Update):
            self.doc.apply_update(decoded[1].update)

    def tell(self, message: codec.Message) -> None:
        self.heard.append(message)

    def saved(self) -> None:
        self.answers.append(True)

    def denied(self) -> None:
        self.answers.append(False)

    def refuse(self, code: str, reason: str) -> None:
        assert reason
        self.refusals.append(code)

    def close(self, code: int, reason: str) -> None:
        assert reason
        self.closed.append(code)

    def edit(self, card: str, text: str) -> bytes:
        """Add a card in the own copy; returns the update."""
        events: list[bytes] = []
        subscription = self.doc.observe(lambda event: events.append(event.update))
        cards = self.doc.get("cards", type=pycrdt.Map)
        with self.doc.transaction():
            cards[card] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text(text)})
        self.doc.unobserve(subscription)
        return events[0]


def joined(room: Room, *people: Person) -> None:
    for person in people:
        room.join(person)
        person.doc.apply_update(room.state_for(person, decode_state_vector(person.doc.get_state())))


async def commit(hub: Hub) -> None:
    """Commit what waits; where that is refused by a conflict, it is admitted again and waits anew."""
    assert await hub.committer.commit_once()
    await hub.committer.readmitted()


def cards(room: Room) -> dict[str, str]:
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    doc.apply_update(room.read().state)
    return {key: card["text"] for key, card in (doc.get("cards", type=pycrdt.Map).to_py() or {}).items()}


async def elsewhere(log: MemoryUpdateLog, person: Person, card: str) -> None:
    """Another process commits an edit."""
    seq = (await log.load(NAME)).last_seq
    await log.append([Append(NAME, seq, [NewRow(person.edit(card, card), person.participant)])])


def say(card: str, runs: list[str]) -> "Any":
    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        runs.append(card)
        found = doc.get("cards", type=pycrdt.Map)
        found[card] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text(",".join(sorted(found.keys())))})
        return {"card": card}

    return command
