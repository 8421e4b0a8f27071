"""What a stock Hocuspocus provider does with one document, as a value machine like `client.sdk.replica.Replica`.

It says its token and asks for the state when the socket opens; sends each edit at once, before it was let in too; keeps
edits made without a socket and sends them after the first word of the server, though the answer to Step 1 will hold
them again. Source: @hocuspocus/provider 4, `HocuspocusProvider.ts` and `HocuspocusProviderWebsocket.ts`.
"""

from collections.abc import Callable
from typing import Any

import pycrdt

from board.wire import codec

_EMPTY = b"\x00\x00"


class StockProvider:
    """A document and its provider; `send` is called with each frame while a socket is open."""

    def __init__(self, name: str, send: Callable[[bytes], None], doc: "pycrdt.Doc[Any]") -> None:
        self.name = name
        self.doc = doc
        self._send = send
        self._open = False
        self._heard = False
        self._queue: list[codec.Message] = []
        self._applying = False
        self._subscription = doc.observe(self._on_update)

    def connected(self, token: str) -> None:
        """The socket is open."""
        self._open, self._heard = True, False
        self._tell(codec.Token(token))
        self._tell(codec.SyncStep1(self.doc.get_state()))

    def disconnected(self) -> None:
        """The socket is closed."""
        self._open = False

    def receive(self, message: codec.Message) -> None:
        """Take in one message of the server."""
        self._flush()
        match message:
            case codec.SyncStep2(update) | codec.Update(update):
                self._apply(update)
            case codec.SyncStep1(state_vector):
                self._tell(codec.SyncStep2(self.doc.get_update(state_vector)))
            case _:
                pass

    def _flush(self) -> None:
        if not self._heard:
            self._heard = True
            queue, self._queue = self._queue, []
            for message in queue:
                self._tell(message)

    def _apply(self, update: bytes) -> None:
        self._applying = True
        try:
            with self.doc.transaction(origin="server"):
                self.doc.apply_update(update)
        finally:
            self._applying = False

    def _on_update(self, event: pycrdt.TransactionEvent) -> None:
        if not self._applying and event.update != _EMPTY:
            self._tell(codec.Update(event.update))

    def _tell(self, message: codec.Message) -> None:
        if self._open:
            self._send(codec.encode(message, self.name))
        else:
            self._queue.append(message)
