"""Reading a document from its log: all of it, or what can still be read when a row is damaged.

A row that cannot be replayed is quarantined: the document is opened as it was before that row, to be looked at and
exported, and nothing is added to it, for what follows would build on a hole. Nothing is deleted from the log.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from board.admission import AdmissionIndex
from board.errors import BoardError
from board.ids import DocumentName
from board.schema import CONTENT, META, STAGE, Entity

from .durable import DurableDocument, RoomBroken
from .ports import LoadedDocument, LogRow, UpdateLog

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Readable:
    """What could be read of a document. `damaged` is True when rows after it could not."""

    loaded: LoadedDocument
    index: AdmissionIndex
    damaged: bool


async def load_document(log: UpdateLog, name: DocumentName) -> Readable:
    """Load a document and what admits edits to it. Raises UnknownDocument, StorageUnavailable.

    Raises RoomBroken when nothing can be read at all: a failed load is never an empty board.
    """
    loaded = await log.load(name)
    try:
        return Readable(loaded, await build_index(name, loaded.updates), damaged=False)
    except (BoardError, RoomBroken) as error:
        _log.error("a row of a document cannot be read", document=str(name), error=repr(error))
        return await _salvaged(log, name, loaded)


async def build_index(name: DocumentName, updates: Sequence[bytes]) -> AdmissionIndex:
    """Return the index of these updates, in order. Raises BoardError, RoomBroken when they cannot be replayed."""
    return await asyncio.to_thread(_replayed, _schema(name), updates)


def _schema(name: DocumentName) -> Mapping[str, Entity]:
    return {"meta": META, **CONTENT} if name.kind == "content" else STAGE


def _replayed(schema: Mapping[str, Entity], updates: Sequence[bytes]) -> AdmissionIndex:
    index = AdmissionIndex.rebuild(updates, schema)
    # Whether the library can take the rows in is found out here, where nobody waits for it.
    DurableDocument().integrate(updates)
    return index


async def _salvaged(log: UpdateLog, name: DocumentName, loaded: LoadedDocument) -> Readable:
    good = await asyncio.to_thread(_readable_rows, _schema(name), loaded)
    if good is None:
        # The checkpoint itself is damaged; the rows that it stands for may still be there.
        rows = await log.read_after(name, 0)
        loaded = replace(loaded, checkpoint=None, tail=rows if _is_whole(rows) else [])
        good = await asyncio.to_thread(_readable_rows, _schema(name), loaded) or []
    if not good and loaded.checkpoint is None:
        raise RoomBroken(f"nothing of the log of {name} can be read")
    last = good[-1].seq if good else (loaded.checkpoint.upto_seq if loaded.checkpoint else 0)
    damaged = last < loaded.last_seq
    _log.error("a document is open as it was before its damage", document=str(name), good=last, last=loaded.last_seq)
    kept = replace(loaded, tail=good, last_seq=last)
    return Readable(kept, await build_index(name, kept.updates), damaged)


def _is_whole(rows: Sequence[LogRow]) -> bool:
    return bool(rows) and rows[0].seq == 1


def _readable_rows(schema: Mapping[str, Entity], loaded: LoadedDocument) -> Sequence[LogRow] | None:
    """Return the rows before the first that cannot be replayed; None when the checkpoint cannot be."""
    index, document = AdmissionIndex.empty(schema), DurableDocument()
    good: list[LogRow] = []
    try:
        if loaded.checkpoint is not None:
            index.integrate(loaded.checkpoint.state)
            document.integrate([loaded.checkpoint.state])
    except (BoardError, RoomBroken):
        return None
    for row in loaded.tail:
        try:
            index.integrate(row.update)
            document.integrate([row.update])
        except (BoardError, RoomBroken):
            break
        good.append(row)
    return good
