"""Updates to be admitted: by a person at work, or put together by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from pycrdt import Doc, Map, Text

from board.admission import AdmissionIndex, Admitted
from board.content.schema import CONTENT, META
from board.errors import Refusal
from board.yjs.structs import Content, Gc, Id, Item, Skip, String, Type, Update, Values, utf16_length
from board.yjs.update import encode_update

SCHEMA = {"meta": META, **CONTENT}
NULL = Values((None,), (b"\x7e",))
MAP, TEXT = Type(1), Type(2)
LATER = String("z")


class Person:
    """A pycrdt document whose updates are kept one by one."""

    def __init__(self, client: int = 5, *others: bytes) -> None:
        self.doc: Doc[Any] = Doc(client_id=client)
        self.meta = self.doc.get("meta", type=Map)
        self.cards = self.doc.get("cards", type=Map)
        self.take(*others)
        self.sent: list[bytes] = []
        self._subscription = self.doc.observe(lambda event: self.sent.append(event.update))

    def take(self, *updates: bytes) -> None:
        for update in updates:
            self.doc.apply_update(update)

    @property
    def letters(self) -> Text:
        """The purpose. Taken first, for adding to it through the map would set the key anew."""
        text: Text = self.meta["purpose"]
        return text

    def card(self, **fields: Any) -> Map[Any]:
        self.cards["c1"] = Map(fields)
        card: Map[Any] = self.cards["c1"]
        return card

    def state(self) -> bytes:
        return self.doc.get_update()


def admit(
    index: AdmissionIndex,
    update: bytes,
    *,
    participant: str = "ann",
    may_write: bool = True,
    owner_of: Callable[[int], str | None] = lambda _: None,
) -> Admitted:
    return index.admit(update, owner_of=owner_of, participant=participant, may_write=may_write)


def refusal(index: AdmissionIndex, update: bytes, **arguments: Any) -> str:
    """Return the code of the refusal; also shows that the index is as it was."""
    before = dict(index.state_vector())
    with pytest.raises(Refusal) as refused:
        admit(index, update, **arguments)
    assert index.state_vector() == before
    return refused.value.code


def item(
    content: Content,
    client: int = 9,
    clock: int = 0,
    *,
    origin: Id | None = None,
    right: Id | None = None,
    parent: str | Id | None = None,
    key: str | None = None,
) -> Item:
    match content:
        case String(text):
            length = utf16_length(text)
        case Values(values):
            length = len(values)
        case _:
            length = 1
    return Item(client, clock, length, content, origin, right, parent, key)


def update_of(*items: Item | Gc | Skip, deletes: dict[int, list[tuple[int, int]]] | None = None) -> bytes:
    structs: dict[int, list[Item | Gc | Skip]] = {}
    for struct in items:
        structs.setdefault(struct.client, []).append(struct)
    return encode_update(Update(structs, deletes or {}))


def board(client: int = 5) -> tuple[Person, AdmissionIndex]:
    """Return a board with a purpose and a card, all by one client, and its index."""
    person = Person(client)
    person.meta["purpose"] = Text("a😀b")
    person.card(text=Text("x😀y"), pos=[1, 2], fields=Map({"place": Text("here")}))
    return person, AdmissionIndex.rebuild([person.state()], SCHEMA)


PURPOSE: Id = (5, 0)
A, HIGH, LOW, B = (5, 1), (5, 2), (5, 3), (5, 4)
"""The letters of the purpose; the second one is a surrogate pair."""
