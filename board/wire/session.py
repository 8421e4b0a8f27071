"""A client's side of the wire as a value: bytes in, events out. No socket, no clock, no task.

`MultiplexedSession` is one `/sync` socket with several documents, each opened by a Token message; `PlainSession` is one
`/yjs` socket, whose document and rights were settled at the handshake. Both turn frames into the same events, and
answers into frames. The caller carries the events out and sends the frames.

    frames -> receive() -> [OpenRequested | StateRequested | EditReceived | PresenceReceived | PresenceRequested | Left]
    opened() / denied() / refused() / frame() -> frames for the client

A document of a multiplexed session is Waiting (frames are held), Opened, or Refused (frames are dropped until the
client opens it anew). A frame that is not the protocol raises CodecError: the socket is of no use any more.
"""

import json
from dataclasses import dataclass, field
from typing import assert_never

from board import limits
from board.errors import CodecError

from . import codec

MAX_DOCUMENTS = 20
"""Documents of one socket: a board has two."""


@dataclass(frozen=True, slots=True)
class OpenRequested:
    """The client wants to open a document with these credentials (empty: those of the handshake)."""

    address: str
    token: str


@dataclass(frozen=True, slots=True)
class StateRequested:
    """The client asks for all that its state vector lacks."""

    address: str
    state_vector: bytes


@dataclass(frozen=True, slots=True)
class EditReceived:
    """An update arrived. `whole` is True when it is a Step 2, which repeats what the client has."""

    address: str
    update: bytes
    whole: bool


@dataclass(frozen=True, slots=True)
class PresenceReceived:
    """Presence states arrived, in the awareness encoding."""

    address: str
    update: bytes


@dataclass(frozen=True, slots=True)
class PresenceRequested:
    """The client asks who is here."""

    address: str


@dataclass(frozen=True, slots=True)
class Left:
    """The client closed this document."""

    address: str


Event = OpenRequested | StateRequested | EditReceived | PresenceReceived | PresenceRequested | Left
_DocumentMessage = codec.SyncStep1 | codec.SyncStep2 | codec.Update | codec.Awareness | codec.QueryAwareness


@dataclass(slots=True)
class _Waiting:
    """Before the server's answer to the Token: frames are held, up to a bound."""

    held: list[_DocumentMessage] = field(default_factory=list)
    held_bytes: int = 0

    def hold(self, message: _DocumentMessage, size: int) -> None:
        self.held.append(message)
        self.held_bytes += size
        if len(self.held) > limits.MAX_HELD_FRAMES or self.held_bytes > limits.MAX_HELD_BYTES:
            raise CodecError("too much was sent before the document was opened")


@dataclass(slots=True)
class _Opened:
    """Frames become events."""


@dataclass(slots=True)
class _Refused:
    """Frames are dropped until the client opens the document anew."""


class MultiplexedSession:
    """One `/sync` socket: the state of each of its documents, by address."""

    def __init__(self) -> None:
        self._documents: dict[str, _Waiting | _Opened | _Refused] = {}

    def receive(self, frame: bytes) -> list[Event]:
        """Turn a frame into events. Raises CodecError when it is not the protocol."""
        decoded = codec.decode_addressed(frame)
        match decoded:
            case codec.Ping() | codec.Pong():
                return []
            case (address, message):
                return self._receive(address, message, len(frame))

    def _receive(self, address: str, message: codec.Message, size: int) -> list[Event]:
        match message:
            case codec.Token(token):
                self._wait(address)
                return [OpenRequested(address, token)]
            case codec.Close():
                left = self._documents.pop(address, None)
                return [Left(address)] if isinstance(left, _Opened) else []
            case codec.Stateless():
                return []
            case codec.SyncStep1() | codec.SyncStep2() | codec.Update() | codec.Awareness() | codec.QueryAwareness():
                return self._document_message(address, message, size)
            case _:
                raise CodecError("this message may only come from the server")

    def _wait(self, address: str) -> None:
        state = self._documents.get(address)
        if not isinstance(state, _Waiting):
            self._documents[address] = _Waiting()
        if len(self._documents) > MAX_DOCUMENTS:
            raise CodecError(f"one connection opens at most {MAX_DOCUMENTS} documents")

    def _document_message(self, address: str, message: _DocumentMessage, size: int) -> list[Event]:
        match self._documents.get(address):
            case None:
                self._wait(address)
                return self._document_message(address, message, size)
            case _Waiting() as waiting:
                waiting.hold(message, size)
                return []
            case _Opened():
                return [_event(address, message)]
            case _Refused():
                return []

    def opened(self, address: str, scope: str) -> tuple[bytes, list[Event]]:
        """Open a document: the frame that tells the client, and the events of the frames it held."""
        waiting = self._documents.get(address)
        held = waiting.held if isinstance(waiting, _Waiting) else []
        self._documents[address] = _Opened()
        events = [_event(address, message) for message in held]
        return codec.encode(codec.Authenticated(scope), address), events

    def denied(self, address: str, reason: str) -> list[bytes]:
        """Refuse to open a document, with a stable reason; returns the frames that tell the client."""
        self._documents[address] = _Refused()
        return [codec.encode(codec.PermissionDenied(reason), address)]

    def refused(self, address: str, code: str, reason: str) -> list[bytes]:
        """End an open document whose frame cannot be accepted; returns the frames that tell the client.

        The frame that was refused is answered with SyncStatus false, so that the client's count stays true (S2).
        """
        self._documents[address] = _Refused()
        told = json.dumps({"refused": True, "code": code, "reason": reason}, ensure_ascii=False)
        messages: list[codec.Message] = [codec.SyncStatus(saved=False), codec.Stateless(told), codec.Close(code)]
        return [codec.encode(message, address) for message in messages]

    def frame(self, address: str, message: codec.Message) -> bytes:
        """Return the frame of a message about this document."""
        return codec.encode(message, address)


class PlainSession:
    """One `/yjs` socket: a single document, opened by the handshake."""

    def __init__(self, address: str) -> None:
        self._address = address

    def receive(self, frame: bytes) -> list[Event]:
        """Turn a frame into events. Raises CodecError when it is not the protocol."""
        message = codec.decode_plain(frame)
        match message:
            case codec.SyncStep1() | codec.SyncStep2() | codec.Update() | codec.Awareness() | codec.QueryAwareness():
                return [_event(self._address, message)]
            case _:
                raise CodecError("this message is not part of the plain protocol")


def _event(address: str, message: _DocumentMessage) -> Event:
    match message:
        case codec.SyncStep1(state_vector):
            return StateRequested(address, state_vector)
        case codec.SyncStep2(update):
            return EditReceived(address, update, whole=True)
        case codec.Update(update):
            return EditReceived(address, update, whole=False)
        case codec.Awareness(update):
            return PresenceReceived(address, update)
        case codec.QueryAwareness():
            return PresenceRequested(address)
        case _:
            assert_never(message)
