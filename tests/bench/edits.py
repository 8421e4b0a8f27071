"""What the load is made of: a board of cards, and people who type on it, all as ready-made Yjs updates.

Everything is made before a measurement begins, so that the generator only sends, and every subject gets the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pycrdt

from board.content.document import BoardDocument
from board.edits import add_free_note

CARD_TEXT = (
    "Families tell us that they would rather be asked once, by somebody they know, than five times by strangers. "
)
"""A card of a real session has some twenty words."""
SLICE = 100
"""Cards in one update while the board is filled: far below what a server takes in one frame."""
LETTERS = "what families need from us "
FIRST_TYPIST = 1_000_000
"""Client ids of typists; they are told apart from those that fill the board."""


@dataclass(frozen=True)
class Content:
    """A board's content: `slices` fill it, `state` is the whole."""

    cards: int
    slices: Sequence[bytes]
    state: bytes


@dataclass(frozen=True)
class Typist:
    """Somebody who types letter after letter at the end of one card. Letter n brings their clock to n + 1."""

    client: int
    keystrokes: Sequence[bytes]


@cache
def content_of(cards: int) -> Content:
    """Return a board with this many cards, the same at every call."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=1)
    slices: list[bytes] = []
    doc.observe(lambda event: slices.append(event.update))
    document = BoardDocument(doc)
    for start in range(0, cards, SLICE):
        with doc.transaction():
            for number in range(start, min(cards, start + SLICE)):
                add_free_note(document, f"card{number}", CARD_TEXT, (number % 40 * 260.0, number // 40 * 180.0))
    return Content(cards, slices, doc.get_update())


def typist(content: Content, number: int, letters: int, *, opening: int = 0) -> Typist:
    """Return typist `number`, who types on card `number`; each `opening` of the page has a client id of its own."""
    client = FIRST_TYPIST + opening * content.cards + number
    doc: pycrdt.Doc[Any] = pycrdt.Doc(client_id=client)
    doc.apply_update(content.state)
    keystrokes: list[bytes] = []
    doc.observe(lambda event: keystrokes.append(event.update))
    text = doc.get("cards", type=pycrdt.Map)[f"card{number % content.cards}"]["text"]
    for letter in range(letters):
        text += LETTERS[letter % len(LETTERS)]
    return Typist(client, keystrokes)
