"""A person's end: a document, who keeps it the same as the server's, and an account of what was sent and answered."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pycrdt

from board import edits
from board.content.document import BoardDocument
from board.errors import EditError
from board.wire import codec, presence
from board.wire.presence import Entry
from client.sdk.replica import Replica
from tests.property.test_restore import Bench, Step

from .network import Link
from .provider import StockProvider
from .truth import Truth

Kind = Literal["sdk", "stock"]


@dataclass(frozen=True, slots=True)
class Person:
    """How a client is made: which software, whose it is, and whether they undo (pycrdt then collects nothing)."""

    kind: Kind
    participant: str
    undoes: bool


class OwnBench(Bench):
    """A bench whose new ids are nobody else's."""

    def __init__(self, document: BoardDocument, name: str, count: int) -> None:
        super().__init__(document, count)
        self._name = name

    def new_id(self) -> str:
        self.count += 1
        return f"{self._name}n{self.count}"


class Client:
    """One open page. `lost` is called when its connection is gone; `may_write` says whether the person may edit."""

    def __init__(
        self,
        name: str,
        person: Person,
        address: str,
        truth: Truth,
        dice: random.Random,
        *,
        lost: Callable[["Client"], None],
        may_write: Callable[[], bool],
    ) -> None:
        self.name = name
        self.person = person
        self._address = address
        self._truth = truth
        self._dice = dice
        self._lost = lost
        self._may_write = may_write
        self.link: Link | None = None
        self.wants_online = True
        self.denied: str | None = None
        self.open = False
        self.latency = 0.005
        self.lives: list[pycrdt.Doc[Any]] = []
        self.frames = 0
        self._made = 0
        self._clock = 0
        self._begin()

    def _begin(self) -> None:
        """Begin with an empty document and a new client id."""
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=self._dice.randrange(1, 2**32), skip_gc=self.person.undoes)
        self.lives.append(self.doc)
        self.misbehaved = False
        self.refused: str | None = None
        self.waits = 0
        self.bench = OwnBench(BoardDocument(self.doc), self.name, self._made)
        self._undo = self._undo_manager() if self.person.undoes else None
        if self.person.kind == "sdk":
            self.provider: Replica | StockProvider = Replica(self._address, self._send, _nothing, self.doc)
        else:
            self.provider = StockProvider(self._address, self._send, self.doc)

    def _undo_manager(self) -> pycrdt.UndoManager:
        roots = [self.doc.get(root, type=pycrdt.Map) for root in ("meta", "zones", "areas", "cards", "links")]
        manager = pycrdt.UndoManager(scopes=roots, capture_timeout_millis=0)
        manager.include_origin("own")
        return manager

    @property
    def participant(self) -> str:
        """Whose it is."""
        return self.person.participant

    # The connection

    def connect(self, link: Link) -> None:
        """Begin on a new connection."""
        self.link = link
        self.open = False
        self.waits = 0
        self.provider.connected(self.participant)

    def disconnected(self) -> None:
        """The connection is gone, or given up."""
        self.link = None
        self.open = False
        self.waits = 0
        self.provider.disconnected()

    def ended(self, _code: int) -> None:
        """The other end closed, or the network did."""
        self.disconnected()
        self._lost(self)

    def _send(self, frame: bytes) -> None:
        if self.link is None:
            return
        decoded = codec.decode_addressed(frame)
        match decoded:
            case (_, codec.Token()):
                self.link.unanswered.clear()
            case (_, codec.SyncStep2(update) | codec.Update(update)):
                self.link.unanswered.append(update)
                self.waits += 1
                self.frames += 1
            case _:
                pass
        self.link.send(frame)

    def watch(self, link: Link, message: codec.Message) -> None:
        """Hold what the server says, as it says it, against what is durable (I1, I5, S2)."""
        match message:
            case codec.SyncStep2(update) | codec.Update(update):
                missing = self._truth.missing(update)
                assert not missing, f"I5: shown, but not durable is {missing}"
            case codec.SyncStatus(saved) if saved or not self.misbehaved:
                assert link.unanswered, f"S2: {self.name} gets an answer to nothing"
                self._check_answer(link.unanswered.popleft(), saved=saved)
            case _:
                pass

    def _check_answer(self, update: bytes, *, saved: bool) -> None:
        if saved:
            missing = self._truth.missing(update)
            assert not missing, f"I1: {self.name} is told that it is saved, but not durable is {missing}"
        else:
            assert not self._may_write(), f"A9: {self.name} may write and is denied"

    def hear(self, frame: bytes) -> None:
        """Take a frame of the server."""
        decoded = codec.decode_addressed(frame)
        match decoded:
            case codec.Ping():
                self._send(codec.PONG_FRAME)
            case codec.Pong():
                pass
            case (_, message):
                self._hear(message)

    def _hear(self, message: codec.Message) -> None:
        match message:
            case codec.Authenticated():
                self.open = True
            case codec.PermissionDenied(reason):
                self.denied = reason
            case codec.SyncStatus():
                self.waits -= 1
            case codec.Stateless(payload):
                self.refused = json.loads(payload)["code"]
            case codec.Close():
                self._rescue()
                return
            case _:
                pass
        self.provider.receive(message)

    def _rescue(self) -> None:
        """The document was refused: keep it, and open the board anew."""
        assert self.misbehaved, f"A9: {self.name} was refused: {self.refused}"
        assert self.link is not None
        self.provider.disconnected()
        self._begin()
        self.connect(self.link)

    # What people do

    def edit(self, step: Step, a: int, b: int, text: str) -> None:
        """Carry out an edit, if it fits."""
        try:
            with self.doc.transaction(origin="own"):
                step(self.bench, a, b, text)
        except EditError:
            pass
        self._made = self.bench.count

    def type(self, where: int, text: str) -> None:
        """Write a word that occurs nowhere else, and some letters, into a card; a new one when there is none."""
        self.bench.count += 1
        word = f"{self.name}w{self.bench.count} {text}"
        cards = self.doc.get("cards", type=pycrdt.Map)
        keys = sorted(cards.keys())
        if not keys:
            self.edit(_add_note, where, 0, word)
            return
        letters = cards[keys[where % len(keys)]]["text"]
        with self.doc.transaction(origin="own"):
            letters.insert(0 if where % 2 else len(str(letters).encode()), word)
        self._made = self.bench.count

    def undo(self) -> None:
        """Take back the last edit, if they undo at all."""
        if self._undo is not None and self._undo.can_undo():
            self._undo.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._undo is not None and self._undo.can_redo():
            self._undo.redo()

    def misbehave(self) -> None:
        """Write what no board has: the server will refuse it."""
        self.misbehaved = True
        with self.doc.transaction(origin="own"):
            self.doc.get("elsewhere", type=pycrdt.Map)["x"] = 1

    def repeat(self) -> None:
        """Say again all that is here, as a provider does that is asked for it."""
        self._send(codec.encode(codec.SyncStep2(self.doc.get_update()), self._address))

    def ask(self) -> None:
        """Ask again for the state, as `forceSync` does."""
        self._send(codec.encode(codec.SyncStep1(self.doc.get_state()), self._address))

    def show_presence(self) -> None:
        """Show a cursor."""
        self._clock += 1
        update = presence.encode([Entry(self.doc.client_id, self._clock, {"cursor": [1, self._clock]})])
        self._send(codec.encode(codec.Awareness(update), self._address))


def _add_note(bench: Bench, a: int, b: int, text: str) -> None:
    edits.add_free_note(bench.document, bench.new_id(), text, (a, b))


def _nothing() -> None:
    """Nobody waits for changes."""
