"""A year of workshops on one board, keystroke by keystroke, as rows of its log; the same for the same seed."""

import itertools
import random
from dataclasses import dataclass, field
from typing import Any

import pycrdt

from board import edits
from board.content.document import BoardDocument
from board.launching.launch import launch
from board.templates import bundled_templates
from server.ports.log import NewRow

WORDS = ("families", "say", "that", "support", "ends", "when", "the", "grant", "does", "nobody", "plans", "in", "time")
WHEN = "2026-03-02T10:00:00Z"
SLIPS = 0.08
"""Of the letters, those that are taken back at once."""


@dataclass
class Session:
    """The rows of one workshop and who owns the client ids in them."""

    rows: list[NewRow] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)


class Author:
    """Somebody with the page open; each of their edits is a row, and shown to the others."""

    def __init__(self, workshops: "Workshops", session: Session, name: str | None) -> None:
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=workshops.dice.randrange(1, 2**32))
        self.doc.apply_update(workshops.state())
        self.board = BoardDocument(self.doc)
        session.owners[self.doc.client_id] = name or "server"
        self._subscription = self.doc.observe(lambda event: workshops.written(session, self, event.update, name))


class Workshops:
    """Workshops on one board: `session()` holds one, with launches, new cards, rewriting and deleting."""

    def __init__(self, seed: int, *, people: int, cards: int) -> None:
        self.dice = random.Random(seed)
        self._people = people
        self._cards = cards
        self._ids = (f"n{number}" for number in itertools.count())
        self._doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=1)
        self._present: list[Author] = []
        self._held = 0

    def state(self) -> bytes:
        """Return the board as it is."""
        return self._doc.get_update()

    def written(self, session: Session, author: Author, update: bytes, name: str | None) -> None:
        """Note a row and show it to everybody else who is present."""
        if author not in self._present:
            return
        session.rows.append(NewRow(update, name))
        self._doc.apply_update(update)
        others = [other for other in self._present if other is not author]
        self._present = [author]
        for other in others:
            other.doc.apply_update(update)
        self._present = [author, *others]

    def session(self, *, new_cards: bool = True) -> Session:
        """Hold a workshop; without new cards people only rewrite what there is."""
        session = Session()
        self._present = []
        server = Author(self, session, None)
        self._present = [server]
        self._open(server)
        people = [Author(self, session, f"person{number}") for number in range(self._people)]
        self._present = [server, *people]
        for _ in range(self._cards):
            for person in people:
                self._work(person, new_cards=new_cards)
        self._held += 1
        return session

    def _open(self, server: Author) -> None:
        if self._held == 0:
            edits.begin_board(server.board, "What comes after the grant")
        if self._held % 4 == 0 and self._held < 12:
            template = bundled_templates()["manualize"]
            answers = {"issue": "Roles end with the grant", "areas": ["Sustainability", "Prevention"]}
            launch(server.doc, template, launch_id=next(self._ids), new_id=lambda: next(self._ids), answers=answers)

    def _work(self, person: Author, *, new_cards: bool) -> None:
        cards = person.doc.get("cards", type=pycrdt.Map)
        if new_cards or not cards:
            key = next(self._ids)
            edits.add_free_note(person.board, key, "", (1.0, 1.0))
            self._type(cards[key]["text"], 0, self._sentence())
        key = self.dice.choice(sorted(cards.keys()))
        action = self.dice.random()
        if action < 0.5:
            self._rewrite(cards[key]["text"])
        elif action < 0.6 and new_cards:
            edits.delete(person.board, "cards", key, WHEN)
        else:
            edits.set_colour(person.board, key, self.dice.choice(["mint", "rose", "sky"]))
        self._record(person)

    def _record(self, person: Author) -> None:
        areas = person.doc.get("areas", type=pycrdt.Map)
        text = areas[self.dice.choice(sorted(areas.keys()))]["record"]
        if len(text) < 400:
            self._type(text, len(text), self._sentence() + " ")
        else:
            self._rewrite(text)

    def _rewrite(self, text: pycrdt.Text) -> None:
        length = len(str(text))
        start = self.dice.randrange(length + 1)
        for _ in range(min(length - start, 30)):
            del text[start : start + 1]
        self._type(text, start, self._sentence()[:30])

    def _type(self, text: pycrdt.Text, at: int, words: str) -> None:
        for letter in words:
            if self.dice.random() < SLIPS:
                text.insert(at, "x")
                del text[at : at + 1]
            text.insert(at, letter)
            at += 1

    def _sentence(self) -> str:
        return " ".join(self.dice.choices(WORDS, k=self.dice.randint(6, 14)))
