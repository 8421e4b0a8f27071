"""The part of a document that is durable, as pycrdt has it: fed with committed rows only."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pycrdt

from board.content.schema import CONTENT, STAGE
from board.yjs.update import encode_state_vector

from .live import DocumentState


class RoomBroken(Exception):
    """A committed row cannot be taken in: the room must be dropped and loaded again from its log."""


MAX_DIFFS = 16
"""Answers kept between two edits: a whole group comes back at once after an outage, most with the same state."""


class DurableDocument:
    """A Y.Doc that holds exactly the log's rows, in their order."""

    def __init__(self) -> None:
        self._doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self._state: tuple[int, bytes] | None = None
        self._vector: bytes | None = None
        self._diffs: dict[bytes, bytes] = {}

    @property
    def doc(self) -> "pycrdt.Doc[Any]":
        """The document, to be read only."""
        return self._doc

    def integrate(self, updates: Sequence[bytes]) -> bytes:
        """Apply rows in one transaction; returns its single event, b"" when nothing changed. Raises RoomBroken."""
        self._vector = None
        self._diffs.clear()
        events: list[bytes] = []
        subscription = self._doc.observe(lambda event: events.append(event.update))
        try:
            with self._doc.transaction(origin="log"):
                for update in updates:
                    self._doc.apply_update(update)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # pycrdt's PanicException is not an Exception
            raise RoomBroken("a committed row cannot be taken in") from error
        finally:
            self._doc.unobserve(subscription)
        return events[0] if events else b""

    def read(self, seq: int) -> DocumentState:
        """Return the whole state, which is that of row `seq`; encoded once a row."""
        if self._state is None or self._state[0] != seq:
            self._state = (seq, self._doc.get_update())
        return DocumentState(self._state[1], seq)

    def since(self, vector: Mapping[int, int]) -> bytes:
        """Return what a client with this state vector lacks; every entry of it must be known here."""
        asked = encode_state_vector(vector)
        found = self._diffs.get(asked)
        if found is None:
            if len(self._diffs) >= MAX_DIFFS:
                self._diffs.clear()
            found = self._diffs[asked] = self._doc.get_update(asked)
        return found

    def vector(self) -> bytes:
        """Return the state vector."""
        if self._vector is None:
            self._vector = self._doc.get_state()
        return self._vector

    def json(self) -> str:
        """Return the whole document as JSON with sorted keys: equal for equal documents."""
        return canonical_json(self._doc)


def canonical_json(doc: pycrdt.Doc[Any]) -> str:
    """Return a whole document as JSON with sorted keys: equal for equal documents."""
    roots = sorted({"meta", *CONTENT, *STAGE})
    return json.dumps({root: doc.get(root, type=pycrdt.Map).to_py() for root in roots}, sort_keys=True)
