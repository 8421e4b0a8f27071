"""The log of updates in memory: keeps the port's promises but for durability, and fails when told to.

Several `MemoryUpdateLog` on one `MemoryTables` behave as processes on one database.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import takewhile
from typing import Literal

from board.ids import DocumentName
from server.ports.log import (
    Append,
    AppendResult,
    Checkpoint,
    Committed,
    Conflict,
    Expired,
    LoadedDocument,
    LogExtent,
    LogRow,
    Repeated,
    Request,
    RowsGone,
    StorageUnavailable,
    UnknownDocument,
)

Failure = Literal["before", "after"]
"""Whether a failing append wrote nothing, or everything and only its answer was lost."""


@dataclass(slots=True)
class _Document:
    base_seq: int = 0
    rows: list[LogRow] = field(default_factory=list)
    times: list[datetime] = field(default_factory=list)
    owners: dict[int, str] = field(default_factory=dict)
    requests: dict[str, Request] = field(default_factory=dict)
    checkpoints: dict[int, Checkpoint] = field(default_factory=dict)

    @property
    def last_seq(self) -> int:
        return self.rows[-1].seq if self.rows else self.base_seq

    @property
    def newest(self) -> Checkpoint | None:
        sound = [seq for seq in self.checkpoints if seq <= self.last_seq]
        return self.checkpoints[max(sound)] if sound else None

    def after(self, seq: int) -> list[LogRow]:
        if seq < self.base_seq:
            raise RowsGone(f"rows after {seq} are deleted")
        return [row for row in self.rows if row.seq > seq]

    def expired(self, before: datetime) -> int:
        return self.base_seq + len(list(takewhile(lambda at: at < before, self.times)))


def _now() -> datetime:
    return datetime.now(UTC)


class MemoryTables:
    """What a database would hold."""

    def __init__(self) -> None:
        self.documents: dict[DocumentName, _Document] = {}


class MemoryUpdateLog:
    """An UpdateLog whose every append gives way once, so that other tasks come in between. It keeps no audit."""

    def __init__(self, tables: MemoryTables | None = None, clock: Callable[[], datetime] = _now) -> None:
        self._tables = tables or MemoryTables()
        self._clock = clock
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

    def damage_checkpoint(self, document: DocumentName, checkpoint: Checkpoint | None) -> None:
        """Put something else into the place of the newest checkpoint, or nothing."""
        stored = self._tables.documents[document]
        last = max(stored.checkpoints, default=0)
        stored.checkpoints.pop(last, None)
        if checkpoint is not None:
            stored.checkpoints[checkpoint.upto_seq] = checkpoint

    def damage_row(self, document: DocumentName, row: LogRow) -> None:
        """Put something else into the place of a row."""
        rows = self._tables.documents[document].rows
        rows[:] = [row if each.seq == row.seq else each for each in rows]

    def lose_row(self, document: DocumentName, seq: int) -> None:
        """Let a row be gone, and the seq of all others stay as it was."""
        rows = self._tables.documents[document].rows
        rows[:] = [each for each in rows if each.seq != seq]

    async def create(self, documents: Sequence[DocumentName]) -> None:
        """See UpdateLog."""
        self._reach()
        for name in documents:
            self._tables.documents.setdefault(name, _Document())

    async def load(self, document: DocumentName) -> LoadedDocument:
        """See UpdateLog."""
        stored = self._document(document)
        since = max(stored.newest.upto_seq if stored.newest else 0, stored.base_seq)
        return LoadedDocument(stored.newest, stored.after(since), stored.last_seq, dict(stored.owners))

    async def read_after(self, document: DocumentName, seq: int) -> Sequence[LogRow]:
        """See UpdateLog."""
        return self._document(document).after(max(seq, 0))

    async def rows(self, document: DocumentName, after: int, upto: int) -> Sequence[LogRow]:
        """See UpdateLog."""
        return [row for row in self._document(document).after(max(after, 0)) if row.seq <= upto]

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
        if append.after_seq != stored.last_seq or _claimed(append.owners, stored.owners):
            return Conflict(stored.last_seq)
        for seq, row in enumerate(append.rows, append.after_seq + 1):
            stored.rows.append(LogRow(seq, row.update, row.participant))
            stored.times.append(self._clock())
        stored.owners.update(append.owners)
        stored.requests.update({request.id: request for request in append.requests})
        return Committed(stored.last_seq)

    async def last_seqs(self, documents: Collection[DocumentName]) -> Mapping[DocumentName, int]:
        """See UpdateLog."""
        self._reach()
        held = self._tables.documents
        return {name: held[name].last_seq for name in documents if name in held}

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
        stored.checkpoints.setdefault(checkpoint.upto_seq, checkpoint)
        newest = max(stored.checkpoints)
        stored.checkpoints = {seq: kept for seq, kept in stored.checkpoints.items() if seq in (stored.base_seq, newest)}

    async def extent(self, document: DocumentName) -> LogExtent:
        """See UpdateLog."""
        stored = self._document(document)
        return LogExtent(stored.base_seq, stored.last_seq, stored.checkpoints.get(stored.base_seq), stored.newest)

    async def compact(self, document: DocumentName, after: int, base: Checkpoint) -> bool:
        """See UpdateLog."""
        stored = self._document(document)
        if stored.base_seq != after or not stored.rows:
            return False
        if base.upto_seq > stored.last_seq:
            raise RowsGone(f"a row before {base.upto_seq} is missing")
        gone = base.upto_seq - after
        stored.rows, stored.times, stored.base_seq = stored.rows[gone:], stored.times[gone:], base.upto_seq
        kept = {seq: other for seq, other in stored.checkpoints.items() if seq > base.upto_seq}
        stored.checkpoints = {base.upto_seq: base, **kept}
        return True

    async def expired(self, before: datetime, after: DocumentName | None, limit: int) -> Sequence[Expired]:
        """See UpdateLog."""
        found = ((name, self._tables.documents[name]) for name in self._names(after))
        old = [Expired(name, upto) for name, kept in found if (upto := kept.expired(before)) > kept.base_seq]
        return old[:limit]

    async def documents(self, after: DocumentName | None, limit: int) -> Sequence[DocumentName]:
        """See UpdateLog."""
        return list(self._names(after))[:limit]

    def _names(self, after: DocumentName | None) -> Iterator[DocumentName]:
        self._reach()
        begin = ("", "", "") if after is None else _key(after)
        yield from (name for name in sorted(self._tables.documents, key=_key) if _key(name) > begin)

    def _document(self, name: DocumentName) -> _Document:
        self._reach()
        if name not in self._tables.documents:
            raise UnknownDocument(str(name))
        return self._tables.documents[name]

    def _reach(self) -> None:
        if self._away:
            raise StorageUnavailable("told to be away")


def _key(name: DocumentName) -> tuple[str, str, str]:
    return (name.board, name.epoch, name.kind)


def _claimed(wanted: Mapping[int, str], owners: Mapping[int, str]) -> bool:
    return any(owners.get(client, participant) != participant for client, participant in wanted.items())
