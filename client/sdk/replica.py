"""One document of the server as a local replica: a value machine, frames in and frames out, no socket.

What is typed while offline stays in the Y.Doc; after a reconnect the server says what it has and gets the rest, so
nothing is sent twice in vain and nothing unacknowledged is forgotten.
"""

from collections.abc import Callable
from typing import Any

import pycrdt

from board.wire import codec

MAX_EARLY = 1_000
"""Updates kept while the state they build on is still under way; beyond, the state is asked for again."""
READ_ONLY = "readonly"
_EMPTY = b"\x00\x00"


class Replica:
    """A local Y.Doc and what is known about its copy on the server.

    `send` is called with each frame for the server, `changed` after each change of the document or of what is known.
    `doc` is the document, a new one when left out; what it holds already is sent like any edit.
    """

    def __init__(
        self,
        name: str,
        send: Callable[[bytes], None],
        changed: Callable[[], None],
        doc: "pycrdt.Doc[Any] | None" = None,
    ) -> None:
        self.name = name
        self.doc: pycrdt.Doc[Any] = doc if doc is not None else pycrdt.Doc()
        self.scope: str | None = None
        self.loaded = False
        self._send = send
        self._changed = changed
        self._applying = False
        self._exchanged = False
        self._unacknowledged = 0
        self._rejected = False
        self._heard = False
        self._early: list[bytes] = []
        self._missed = False
        self._edited = False
        self._subscription = self.doc.observe(self._on_update)

    @property
    def exchanged(self) -> bool:
        """True when this connection has told the server all that is here."""
        return self._exchanged

    @property
    def saved(self) -> bool:
        """True when everything in the document is durable on the server, as far as this connection has been told."""
        return self._exchanged and self._unacknowledged == 0 and not self._rejected

    @property
    def forbidden(self) -> bool:
        """True when something was written here that we may only read: the server has refused it and will again."""
        return self._rejected and self.scope == READ_ONLY

    @property
    def edited_offline(self) -> bool:
        """True when something was typed that no connection has carried to the server yet."""
        return self._edited and not self.saved

    def connected(self, token: str) -> None:
        """Begin on a new connection: say who we are and what we have."""
        self.disconnected()
        self._tell(codec.Token(token))
        self._tell(codec.SyncStep1(self.doc.get_state()))

    def disconnected(self) -> None:
        """Forget what the lost connection promised."""
        self._exchanged = False
        self._unacknowledged = 0
        self._rejected = False
        self._early = []
        self._missed = False
        self._heard = False

    def receive(self, message: codec.Message) -> None:
        """Take in one message of the server."""
        match message:
            case codec.Authenticated(scope):
                self.scope = scope
            case codec.SyncStep2(update):
                self._take_state(update)
            case codec.Update(update):
                self._take_update(update)
            case codec.SyncStep1(state_vector):
                self._answer(state_vector)
            case codec.SyncStatus(saved):
                self._acknowledged(saved=saved)
            case _:
                return
        self._changed()

    def _take_state(self, update: bytes) -> None:
        early, self._early = self._early, []
        self._apply([update, *early])
        self._heard = not self._missed
        if self._missed:
            self._missed = False
            self._tell(codec.SyncStep1(self.doc.get_state()))
        else:
            self.loaded = True

    def _take_update(self, update: bytes) -> None:
        if self._heard:
            self._apply([update])
        elif len(self._early) < MAX_EARLY and not self._missed:
            self._early.append(update)
        else:
            self._missed = True
            self._early = []

    def _apply(self, updates: list[bytes]) -> None:
        self._applying = True
        try:
            with self.doc.transaction(origin="server"):
                for update in updates:
                    self.doc.apply_update(update)
        finally:
            self._applying = False

    def _answer(self, state_vector: bytes) -> None:
        self._unacknowledged += 1
        self._exchanged = True
        self._tell(codec.SyncStep2(self.doc.get_update(state_vector)))

    def _acknowledged(self, *, saved: bool) -> None:
        self._unacknowledged = max(0, self._unacknowledged - 1)
        self._rejected = self._rejected or not saved

    def _on_update(self, event: pycrdt.TransactionEvent) -> None:
        if self._applying or event.update == _EMPTY:
            return
        self._edited = True
        if self._exchanged:
            self._unacknowledged += 1
            self._tell(codec.Update(event.update))
        self._changed()

    def _tell(self, message: codec.Message) -> None:
        self._send(codec.encode(message, self.name))
