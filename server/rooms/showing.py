"""The durable rows of one document, and how they come to be seen: in the order of the log, at a pace, each once.

A row waits here from its commit until the next showing. One showing takes in all rows that wait as one transaction; its
single event is what the members and the other processes are sent. Whoever reads the document sees every durable row.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pycrdt
import structlog

from board.ids import DocumentName
from server.ports.relay import RelayedRows

from .durable import DurableDocument, RoomBroken
from .live import DocumentState
from .pace import Pace

_log = structlog.get_logger(__name__)


class Showing:
    """Rows 1..`last_seq` of the log. `broadcast` gets what members are sent, `publish` what other processes are.

    `broken` is called when a row cannot be taken in; what was asked for then raises RoomBroken.
    """

    def __init__(
        self,
        name: DocumentName,
        start: DocumentState,
        *,
        broadcast: Callable[[bytes], None],
        publish: Callable[[RelayedRows], None],
        broken: Callable[[], None],
    ) -> None:
        self.last_seq = start.seq
        self._name = name
        self._shown_seq = start.seq
        self._broadcast = broadcast
        self._publish = publish
        self._broken = broken
        self._rows: list[bytes] = []
        self._own = False
        self._pace = Pace(self._show_in_time)
        self._document = DurableDocument()
        self._document.integrate([start.state])

    @property
    def doc(self) -> "pycrdt.Doc[Any]":
        """The document as it was shown last, to be read only."""
        return self._document.doc

    @property
    def waiting(self) -> bool:
        """True when a durable row was not shown yet."""
        return self._shown_seq < self.last_seq

    def add(self, updates: Sequence[bytes], last_seq: int, *, own: bool) -> None:
        """Take the rows that follow, up to `last_seq`; `own` ones were committed here, and other processes are told."""
        if own and last_seq <= self.last_seq:
            self._tell_others(updates, last_seq)
            return
        if own is not self._own:
            self._show_in_time()
        self._own = own
        self._rows += updates
        self.last_seq = max(self.last_seq, last_seq)
        if self.waiting:
            self._pace.soon()

    def _tell_others(self, updates: Sequence[bytes], last_seq: int) -> None:
        """Our rows were read from the log before their commit returned; who hears the numbers reads them there too."""
        if updates:
            self._publish(RelayedRows(self._name, last_seq - len(updates) + 1, last_seq, b""))

    def show(self) -> None:
        """Show what waits. Raises RoomBroken."""
        if not self.waiting:
            return
        first, self._shown_seq = self._shown_seq + 1, self.last_seq
        rows, self._rows = self._rows, []
        merged = b""
        try:
            merged = self._document.integrate(rows)
        except RoomBroken:
            self._broken()
            raise
        finally:
            if self._own:
                self._publish(RelayedRows(self._name, first, self._shown_seq, merged))
        if merged:
            self._broadcast(merged)

    def _show_in_time(self) -> None:
        try:
            self.show()
        except RoomBroken:
            _log.exception("a committed row cannot be read", document=str(self._name))

    def read(self) -> DocumentState:
        """Return the whole durable state; encoded once a row. Raises RoomBroken."""
        self.show()
        return self._document.read(self.last_seq)

    def since(self, vector: Mapping[int, int]) -> bytes:
        """Return what a client with this state vector lacks; every entry must be known here. Raises RoomBroken."""
        self.show()
        return self._document.since(vector) if vector else self.read().state

    def vector(self) -> bytes:
        """Return the state vector. Raises RoomBroken."""
        self.show()
        return self._document.vector()
