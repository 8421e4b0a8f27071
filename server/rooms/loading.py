"""Reading a document from its log: all of it, or what can still be read when a row is damaged.

A row that cannot be replayed is quarantined: the document is opened as it was before that row, to be looked at and
exported, and nothing is added to it, for what follows would build on a hole. Nothing is deleted from the log.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile

import structlog

from board.admission import AdmissionIndex
from board.errors import BoardError
from board.ids import DocumentName
from server.ports.log import LoadedDocument, LogRow, UpdateLog

from .durable import RoomBroken
from .rebuilding import CheckpointUnsound, Rebuilt, schema_of

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Readable:
    """What could be read of a document, and its state as one update. `damaged` is True when rows after it could not."""

    loaded: LoadedDocument
    index: AdmissionIndex
    state: bytes
    damaged: bool


async def load_document(log: UpdateLog, name: DocumentName) -> Readable:
    """Load a document and what admits edits to it. Raises UnknownDocument, StorageUnavailable.

    Raises RoomBroken when nothing can be read at all: a failed load is never an empty board.
    """
    loaded = await log.load(name)
    try:
        index, state = await asyncio.to_thread(_whole, name.kind, loaded)
        return Readable(loaded, index, state, damaged=False)
    except (BoardError, CheckpointUnsound, RoomBroken) as error:
        _log.error("a row of a document cannot be read", document=str(name), error=repr(error))
        return await _salvaged(log, name, loaded)


async def build_index(name: DocumentName, state: bytes) -> AdmissionIndex:
    """Return the index of a state. Raises BoardError when it is none."""
    return await asyncio.to_thread(AdmissionIndex.rebuild, [state], schema_of(name.kind))


def _whole(kind: str, loaded: LoadedDocument) -> tuple[AdmissionIndex, bytes]:
    if _following(loaded) != list(loaded.tail) or _last(loaded) != loaded.last_seq:
        raise RoomBroken("a row is missing")
    return _replayed(kind, loaded)


def _replayed(kind: str, loaded: LoadedDocument) -> tuple[AdmissionIndex, bytes]:
    """Return the index of what was loaded, and the state that it adds up to.

    A document of the library stays in its thread; the room takes in the one state instead of every row again.
    """
    made = Rebuilt(kind, loaded.checkpoint)
    made.take([row.update for row in loaded.tail])
    return made.index, made.document.read(loaded.last_seq).state


def _following(loaded: LoadedDocument) -> Sequence[LogRow]:
    """Return the rows that follow on the checkpoint and each other, none missing in between."""
    first = loaded.checkpoint.upto_seq + 1 if loaded.checkpoint else 1
    numbered = zip(count(first), loaded.tail, strict=False)
    return [row for _, row in takewhile(lambda pair: pair[0] == pair[1].seq, numbered)]


def _last(loaded: LoadedDocument) -> int:
    """Return the last row that was loaded, by itself or in the checkpoint."""
    if loaded.tail:
        return loaded.tail[-1].seq
    return loaded.checkpoint.upto_seq if loaded.checkpoint else 0


async def _salvaged(log: UpdateLog, name: DocumentName, loaded: LoadedDocument) -> Readable:
    good = await asyncio.to_thread(_readable_rows, name.kind, loaded)
    if good is None:
        # The checkpoint itself is damaged; what it was made from may still be there.
        loaded = await _from_base(log, name, loaded)
        good = await asyncio.to_thread(_readable_rows, name.kind, loaded)
    if good is None or not (good or loaded.checkpoint):
        raise RoomBroken(f"nothing of the log of {name} can be read")
    kept = replace(loaded, tail=good)
    kept = replace(kept, last_seq=_last(kept))
    damaged = kept.last_seq < loaded.last_seq
    _log.error(
        "a document is open as it was before its damage",
        document=str(name),
        good=kept.last_seq,
        last=loaded.last_seq,
    )
    index, state = await asyncio.to_thread(_replayed, name.kind, kept)
    return Readable(kept, index, state, damaged)


async def _from_base(log: UpdateLog, name: DocumentName, loaded: LoadedDocument) -> LoadedDocument:
    extent = await log.extent(name)
    rows = await log.rows(name, extent.base_seq, loaded.last_seq)
    return replace(loaded, checkpoint=extent.base, tail=rows)


def _readable_rows(kind: str, loaded: LoadedDocument) -> Sequence[LogRow] | None:
    """Return the rows before the first that cannot be replayed; None when the checkpoint cannot be."""
    good: list[LogRow] = []
    try:
        made = Rebuilt(kind, loaded.checkpoint)
    except CheckpointUnsound:
        return None
    for row in _following(loaded):
        try:
            made.take([row.update])
        except (BoardError, RoomBroken):
            break
        good.append(row)
    return good
