"""The log of updates in memory: keeps the port's promises but for durability, and fails when told to.

Several `MemoryUpdateLog` on one `MemoryTables` behave as processes on one database.
"""

import asyncio
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from board.ids import DocumentName
from server.ports import (
    Append,
    AppendResult,
    Checkpoint,
    Committed,
    Conflict,
    LoadedDocument,
    LogRow,
    Repeated,
    Request,
    StorageUnavailable,
    UnknownDocument,
)

Failure = Literal["before", "after"]
"""Whether a failing append wrote nothing, or everything and only its answer was lost."""


@dataclass(slots=True)
class _Document:
    rows: list[LogRow] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)
    requests: dict[str, Request] = field(default_factory=dict)
    checkpoint: Checkpoint | None = None


class MemoryTables:
    """What a database would hold."""

    def __init__(self) -> None:
        self.documents: dict[DocumentName, _Document] = {}


class MemoryUpdateLog:
    """An UpdateLog whose every append gives way once, so that other tasks come in between."""

    def __init__(self, tables: MemoryTables | None = None) -> None:
        self._tables = tables or MemoryTables()
        self._failures: deque[Failure] = deque()
        self._away = False
        self._open = asyncio.Event()
        self._open.set()

    def fail_next(self, *failures: Failure) -> None:
        """Let the next appends fail with StorageUnavailable, each in the way given."""
        self._failures.extend(failures)

    def go_away(self) -> None:
        """Let everything fail with StorageUnavailable until `come_back`."""
        self._away = True

    def come_back(self) -> None:
        """End `go_away`."""
        self._away = False

    def hold(self) -> None:
        """Let appends wait before they write until `release`."""
        self._open.clear()

    def release(self) -> None:
        """End `hold`."""
        self._open.set()

    async def create(self, documents: Sequence[DocumentName]) -> None:
        """See UpdateLog."""
        self._reach()
        for name in documents:
            self._tables.documents.setdefault(name, _Document())

    async def load(self, document: DocumentName) -> LoadedDocument:
        """See UpdateLog."""
        stored = self._document(document)
        since = stored.checkpoint.upto_seq if stored.checkpoint else 0
        return LoadedDocument(stored.checkpoint, stored.rows[since:], len(stored.rows), dict(stored.owners))

    async def read_after(self, document: DocumentName, seq: int) -> Sequence[LogRow]:
        """See UpdateLog."""
        return self._document(document).rows[max(seq, 0) :]

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        """See UpdateLog."""
        await asyncio.sleep(0)
        await self._open.wait()
        self._reach()
        failure = self._failures.popleft() if self._failures else None
        if failure == "before":
            raise StorageUnavailable("told to fail before writing")
        results = [self._append(append) for append in batch]
        if failure == "after":
            raise StorageUnavailable("told to fail after writing")
        return results

    def _append(self, append: Append) -> AppendResult:
        stored = self._tables.documents.get(append.document)
        if stored is None:
            return Conflict(0)
        for request in append.requests:
            if request.id in stored.requests:
                return Repeated(stored.requests[request.id])
        if append.after_seq != len(stored.rows) or _claimed(append.owners, stored.owners):
            return Conflict(len(stored.rows))
        for seq, row in enumerate(append.rows, append.after_seq + 1):
            stored.rows.append(LogRow(seq, row.update, row.participant))
        stored.owners.update(append.owners)
        stored.requests.update({request.id: request for request in append.requests})
        return Committed(len(stored.rows))

    async def last_seqs(self, documents: Collection[DocumentName]) -> Mapping[DocumentName, int]:
        """See UpdateLog."""
        self._reach()
        held = self._tables.documents
        return {name: len(held[name].rows) for name in documents if name in held}

    async def owners(self, document: DocumentName) -> Mapping[int, str]:
        """See UpdateLog."""
        return dict(self._document(document).owners)

    async def claim(self, document: DocumentName, client_id: int, participant: str) -> str:
        """See UpdateLog."""
        return self._document(document).owners.setdefault(client_id, participant)

    async def answer(self, document: DocumentName, request_id: str) -> Request | None:
        """See UpdateLog."""
        return self._document(document).requests.get(request_id)

    async def save_checkpoint(self, document: DocumentName, checkpoint: Checkpoint) -> None:
        """See UpdateLog."""
        stored = self._document(document)
        if stored.checkpoint is None or stored.checkpoint.upto_seq < checkpoint.upto_seq:
            stored.checkpoint = checkpoint

    def _document(self, name: DocumentName) -> _Document:
        self._reach()
        if name not in self._tables.documents:
            raise UnknownDocument(str(name))
        return self._tables.documents[name]

    def _reach(self) -> None:
        if self._away:
            raise StorageUnavailable("told to be away")


def _claimed(wanted: Mapping[int, str], owners: Mapping[int, str]) -> bool:
    return any(owners.get(client, participant) != participant for client, participant in wanted.items())
