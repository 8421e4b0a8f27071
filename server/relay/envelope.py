"""Messages between processes as bytes, read strictly: another version may be running during an upgrade.

    version  1 byte, 1
    sender   16 bytes, random for each process: who sees its own sender leaves the message out
    kind     1 byte: 1 rows, 2 presence, 3 notice, 4 lost
    length   2 bytes, of the subject in UTF-8
    first    8 bytes, first seq of rows, else 0
    last     8 bytes, last seq of rows, else 0
    subject  name of the document for rows and presence, board for notice and lost
    body     the update, the notice as JSON, nothing for lost

Numbers are big-endian and unsigned.
"""

import json
import struct
from dataclasses import dataclass
from typing import assert_never

from board.errors import CodecError
from board.ids import DocumentName
from server.ports.relay import RelayedNotice, RelayedPresence, RelayedRows, RelayLost

VERSION = 1
SENDER_BYTES = 16
MOST_RELAYED_BYTES = 1024 * 1024
"""Longer updates are rare (a returning client's): receivers read them from the log."""

_HEADER = struct.Struct(">B16sBHQQ")
_ROWS, _PRESENCE, _NOTICE, _LOST = 1, 2, 3, 4


class UnreadableError(Exception):
    """The bytes are not an envelope of this version."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Something about this board was dropped before it was sent."""

    board: str


Published = RelayedRows | RelayedPresence | RelayedNotice
Outgoing = Published | Lost
Incoming = Published | RelayLost


def board_of(message: Outgoing) -> str:
    """Return the board that the message is about."""
    match message:
        case RelayedRows() | RelayedPresence():
            return message.document.board
        case RelayedNotice() | Lost():
            return message.board
        case _:
            assert_never(message)


def lightened(message: Published) -> Published:
    """Return the message as it is relayed: rows too long for the bus without their update."""
    if isinstance(message, RelayedRows) and len(message.update) > MOST_RELAYED_BYTES:
        return RelayedRows(message.document, message.first_seq, message.last_seq, b"")
    return message


def encode(sender: bytes, message: Outgoing) -> bytes:
    """Return the message as bytes, from this sender of 16 bytes."""
    match message:
        case RelayedRows(document, first, last, update):
            return _pack(sender, _ROWS, str(document), update, first, last)
        case RelayedPresence(document, update):
            return _pack(sender, _PRESENCE, str(document), update)
        case RelayedNotice(board, payload):
            return _pack(sender, _NOTICE, board, json.dumps(payload).encode())
        case Lost(board):
            return _pack(sender, _LOST, board, b"")
        case _:
            assert_never(message)


def decode(envelope: bytes, board: str) -> tuple[bytes, Incoming]:
    """Return sender and message of an envelope about this board; raises UnreadableError."""
    if len(envelope) < _HEADER.size:
        raise UnreadableError("shorter than its header")
    version, sender, kind, length, first, last = _HEADER.unpack_from(envelope)
    if version != VERSION:
        raise UnreadableError(f"version {version}")
    body = _HEADER.size + length
    if len(envelope) < body:
        raise UnreadableError("shorter than its subject")
    try:
        subject = envelope[_HEADER.size : body].decode()
        message = _message(kind, subject, (first, last), envelope[body:])
    except (CodecError, ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    _check_board(message, subject, board)
    return sender, message


def _pack(sender: bytes, kind: int, subject: str, body: bytes, first: int = 0, last: int = 0) -> bytes:
    name = subject.encode()
    return _HEADER.pack(VERSION, sender, kind, len(name), first, last) + name + body


def _message(kind: int, subject: str, span: tuple[int, int], body: bytes) -> Incoming:
    if kind == _ROWS:
        return _rows(subject, span, body)
    if span != (0, 0):
        raise UnreadableError("only rows have a seq")
    if kind == _PRESENCE:
        return RelayedPresence(DocumentName.parse(subject), body)
    if kind == _NOTICE:
        return _notice(subject, body)
    if kind == _LOST and not body:
        return RelayLost()
    raise UnreadableError(f"kind {kind}")


def _rows(subject: str, span: tuple[int, int], update: bytes) -> RelayedRows:
    first, last = span
    if not 0 < first <= last:
        raise UnreadableError(f"rows {first} to {last}")
    return RelayedRows(DocumentName.parse(subject), first, last, update)


def _notice(board: str, body: bytes) -> RelayedNotice:
    payload = json.loads(body)
    if not isinstance(payload, dict):
        raise UnreadableError("a notice that is no object")
    return RelayedNotice(board, payload)


def _check_board(message: Incoming, subject: str, board: str) -> None:
    about = subject if isinstance(message, RelayedNotice | RelayLost) else message.document.board
    if about != board:
        raise UnreadableError(f"about {about} in the channel of {board}")
