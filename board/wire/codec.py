"""The two wire dialects, one set of messages.

`/sync` speaks the Hocuspocus protocol: every frame begins with the address of a document (its name, and after a NUL the
provider's session id when it uses one). `/yjs/<document>` speaks the plain y-websocket protocol: the same messages
without an address. Decoding is strict and raises CodecError; encoding is done once a frame, for all receivers.

Sources: @hocuspocus/provider 4 `src/types.ts`, `OutgoingMessages/`; y-protocols `sync.js`, `auth.js`, `awareness.js`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from board import limits
from board.errors import CodecError
from board.yjs.varint import Reader, write_var_bytes, write_var_string, write_var_uint

MAX_ADDRESS = 200
"""A document name has at most 58 characters, a provider's session id about 12."""


class _Kind(IntEnum):
    SYNC = 0
    AWARENESS = 1
    AUTH = 2
    QUERY_AWARENESS = 3
    STATELESS = 5
    CLOSE = 7
    SYNC_STATUS = 8
    PING = 9
    PONG = 10


class _Sync(IntEnum):
    STEP_1 = 0
    STEP_2 = 1
    UPDATE = 2


class _Auth(IntEnum):
    TOKEN = 0
    PERMISSION_DENIED = 1
    AUTHENTICATED = 2


@dataclass(frozen=True, slots=True)
class SyncStep1:
    """Asks for everything that the state vector lacks."""

    state_vector: bytes


@dataclass(frozen=True, slots=True)
class SyncStep2:
    """The answer to a SyncStep1."""

    update: bytes


@dataclass(frozen=True, slots=True)
class Update:
    """An edit, as it happens."""

    update: bytes


@dataclass(frozen=True, slots=True)
class Awareness:
    """States of some clients, in the awareness protocol's own encoding."""

    update: bytes


@dataclass(frozen=True, slots=True)
class QueryAwareness:
    """Asks for all presence states."""


@dataclass(frozen=True, slots=True)
class Token:
    """The client's credentials for one document; empty when the cookie of the handshake is meant."""

    token: str


@dataclass(frozen=True, slots=True)
class PermissionDenied:
    """The document may not be opened, with a stable reason such as `stale-epoch`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Authenticated:
    """The document is open. `scope` is `read-write` or `readonly`."""

    scope: str


@dataclass(frozen=True, slots=True)
class Stateless:
    """A message beside the document."""

    payload: str


@dataclass(frozen=True, slots=True)
class Close:
    """Ends one document of the socket."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Says of one Step 2 or Update frame: durable (True) or refused (False)."""

    saved: bool


@dataclass(frozen=True, slots=True)
class Ping:
    """Asks for a Pong; belongs to the socket, has no address."""


@dataclass(frozen=True, slots=True)
class Pong:
    """The answer to a Ping."""


Message = (
    SyncStep1
    | SyncStep2
    | Update
    | Awareness
    | QueryAwareness
    | Token
    | PermissionDenied
    | Authenticated
    | Stateless
    | Close
    | SyncStatus
)

PING_FRAME = bytes([_Kind.PING])
PONG_FRAME = bytes([_Kind.PONG])


def decode_addressed(frame: bytes) -> tuple[str, Message] | Ping | Pong:
    """Read a frame of `/sync`: the address and its message, or a socket-level Ping or Pong. Raises CodecError."""
    if frame == PING_FRAME:
        return Ping()
    if frame == PONG_FRAME:
        return Pong()
    reader = Reader(frame)
    address = reader.var_string()
    if not 0 < len(address) <= MAX_ADDRESS:
        raise CodecError(f"a document address has 1 to {MAX_ADDRESS} characters")
    return address, _read_message(reader)


def decode_plain(frame: bytes) -> Message:
    """Read a frame of `/yjs`. Raises CodecError."""
    return _read_message(Reader(frame))


def encode(message: Message, address: str | None = None) -> bytes:
    """Return the frame of a message: addressed for `/sync`, without an address for `/yjs`."""
    out = bytearray()
    if address is not None:
        write_var_string(out, address)
    _write_message(out, message)
    return bytes(out)


def encode_batch(frames: Iterable[bytes]) -> bytes:
    """Return frames as one body: each with its length before it."""
    out = bytearray()
    for frame in frames:
        write_var_bytes(out, frame)
    return bytes(out)


def decode_batch(body: bytes) -> list[bytes]:
    """Read the frames of a body. Raises CodecError, also for more than `MAX_BATCH_FRAMES`."""
    reader = Reader(body)
    frames: list[bytes] = []
    while reader.left:
        if len(frames) == limits.MAX_BATCH_FRAMES:
            raise CodecError("there are too many frames")
        frames.append(reader.var_bytes())
    return frames


def document_of(address: str) -> str:
    """Return the document name within an address, without the provider's session id."""
    return address.partition("\0")[0]


def _read_message(reader: Reader) -> Message:
    message = _read_body(reader)
    reader.done()
    return message


def _read_body(reader: Reader) -> Message:
    match reader.var_uint():
        case _Kind.SYNC:
            return _read_sync(reader)
        case _Kind.AWARENESS:
            return Awareness(reader.var_bytes())
        case _Kind.AUTH:
            return _read_auth(reader)
        case _Kind.QUERY_AWARENESS:
            return QueryAwareness()
        case _Kind.STATELESS:
            return Stateless(reader.var_string())
        case _Kind.CLOSE:
            return Close(reader.var_string() if reader.left else "")
        case _Kind.SYNC_STATUS:
            return SyncStatus(reader.var_uint() == 1)
        case kind:
            raise CodecError(f"a message of kind {kind} is not known")


def _read_sync(reader: Reader) -> SyncStep1 | SyncStep2 | Update:
    step = reader.var_uint()
    payload = reader.var_bytes()
    match step:
        case _Sync.STEP_1:
            return SyncStep1(payload)
        case _Sync.STEP_2:
            return SyncStep2(payload)
        case _Sync.UPDATE:
            return Update(payload)
        case _:
            raise CodecError(f"a sync message of kind {step} is not known")


def _read_auth(reader: Reader) -> Token | PermissionDenied | Authenticated:
    kind = reader.var_uint()
    text = reader.var_string()
    match kind:
        case _Auth.TOKEN:
            if reader.left:
                reader.var_string()
            return Token(text)
        case _Auth.PERMISSION_DENIED:
            return PermissionDenied(text)
        case _Auth.AUTHENTICATED:
            return Authenticated(text)
        case _:
            raise CodecError(f"an auth message of kind {kind} is not known")


def _write_message(out: bytearray, message: Message) -> None:
    match message:
        case SyncStep1(payload):
            _write_sync(out, _Sync.STEP_1, payload)
        case SyncStep2(payload):
            _write_sync(out, _Sync.STEP_2, payload)
        case Update(payload):
            _write_sync(out, _Sync.UPDATE, payload)
        case Awareness(payload):
            write_var_uint(out, _Kind.AWARENESS)
            write_var_bytes(out, payload)
        case QueryAwareness():
            write_var_uint(out, _Kind.QUERY_AWARENESS)
        case Token(text):
            _write_auth(out, _Auth.TOKEN, text)
        case PermissionDenied(text):
            _write_auth(out, _Auth.PERMISSION_DENIED, text)
        case Authenticated(text):
            _write_auth(out, _Auth.AUTHENTICATED, text)
        case Stateless(text):
            write_var_uint(out, _Kind.STATELESS)
            write_var_string(out, text)
        case Close(text):
            write_var_uint(out, _Kind.CLOSE)
            write_var_string(out, text)
        case SyncStatus(saved):
            write_var_uint(out, _Kind.SYNC_STATUS)
            write_var_uint(out, int(saved))


def _write_sync(out: bytearray, step: _Sync, payload: bytes) -> None:
    write_var_uint(out, _Kind.SYNC)
    write_var_uint(out, step)
    write_var_bytes(out, payload)


def _write_auth(out: bytearray, kind: _Auth, text: str) -> None:
    write_var_uint(out, _Kind.AUTH)
    write_var_uint(out, kind)
    write_var_string(out, text)
