"""One database for all servers, in a process of its own: asked over a network, it may be away, slow, or silent."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from board.ids import DocumentName
from server.ports.log import (
    Append,
    AppendResult,
    Checkpoint,
    Conflict,
    Expired,
    LoadedDocument,
    LogExtent,
    LogRow,
    Request,
    StorageUnavailable,
)
from server.storage.memory import MemoryTables, MemoryUpdateLog

from .clock import SimulatedLoop, Timeline

TRIP_SECONDS = 0.001
BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

T = TypeVar("T")


class _ToldLog(MemoryUpdateLog):
    """A log that says so before it deletes rows."""

    before_compaction: Callable[[], None] = staticmethod(lambda: None)

    async def compact(self, document: DocumentName, after: int, base: Checkpoint) -> bool:
        """See UpdateLog."""
        self.before_compaction()
        return await super().compact(document, after, base)


class Database:
    """What is durable, and what may go wrong on the way to it."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self.loop = SimulatedLoop(timeline)
        self.tables = MemoryTables()
        self.log = _ToldLog(self.tables, self.now)
        self.frozen = False
        self.away = False
        self.held = 0
        self._late: list[float] = []

    def now(self) -> datetime:
        """Return the time that rows are stored with."""
        return BEGINNING + timedelta(seconds=self._timeline.now)

    def before_compaction(self, action: Callable[[], None]) -> None:
        """Call `action` before rows are deleted."""
        self.log.before_compaction = action

    def rows_after(self, document: DocumentName, seq: int) -> Sequence[LogRow]:
        """Return the stored rows of a document with a higher seq."""
        return [row for row in self.tables.documents[document].rows if row.seq > seq]

    def lose_answer(self, seconds: float) -> None:
        """Fail the next append at once, and carry it out all the same so many seconds later."""
        self._late.append(seconds)

    def mend(self) -> None:
        """End all faults."""
        self.away = self.frozen = False
        self.held = 0
        self._late.clear()

    async def ask(self, question: Callable[[MemoryUpdateLog], Awaitable[T]]) -> T:
        """Carry a question there and its answer back. Raises what it raises, StorageUnavailable."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def back(outcome: "asyncio.Task[T]") -> None:
            self._timeline.after(TRIP_SECONDS, lambda: _hand_over(outcome, answer))

        def carry_out() -> None:
            self.loop.create_task(_coroutine(question(self.log))).add_done_callback(back)

        self._timeline.after(TRIP_SECONDS, lambda: _refuse(answer) if self.away else carry_out())
        return await answer

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        """Append as `ask` does, with the faults that only an append can meet."""
        if self.held:
            self.held -= 1
            return [Conflict(append.after_seq) for append in batch]
        if self._late:
            seconds = self._late.pop(0)
            self._timeline.after(seconds, lambda: self._carry_out_unseen(batch))
            raise StorageUnavailable("the answer was lost")
        return await self.ask(lambda log: log.append(batch))

    def _carry_out_unseen(self, batch: Sequence[Append]) -> None:
        self.loop.create_task(_coroutine(self.log.append(batch)))


async def _coroutine(awaitable: Awaitable[T]) -> T:
    return await awaitable


def _hand_over(outcome: "asyncio.Task[T]", answer: "asyncio.Future[T]") -> None:
    error = outcome.exception()
    if answer.done():
        return
    if error is None:
        answer.set_result(outcome.result())
    else:
        answer.set_exception(error)


def _refuse(answer: "asyncio.Future[Any]") -> None:
    if not answer.done():
        answer.set_exception(StorageUnavailable("the database is away"))


class RemoteLog:
    """The UpdateLog of one server."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, documents: Sequence[DocumentName]) -> None:
        """See UpdateLog."""
        await self._database.ask(lambda log: log.create(documents))

    async def load(self, document: DocumentName) -> LoadedDocument:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.load(document))

    async def read_after(self, document: DocumentName, seq: int) -> Sequence[LogRow]:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.read_after(document, seq))

    async def last_seqs(self, documents: Collection[DocumentName]) -> Mapping[DocumentName, int]:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.last_seqs(documents))

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        """See UpdateLog."""
        return await self._database.append(batch)

    async def owners(self, document: DocumentName) -> Mapping[int, str]:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.owners(document))

    async def claim(self, document: DocumentName, client_id: int, participant: str) -> str:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.claim(document, client_id, participant))

    async def answer(self, document: DocumentName, request_id: str) -> Request | None:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.answer(document, request_id))

    async def save_checkpoint(self, document: DocumentName, checkpoint: Checkpoint) -> None:
        """See UpdateLog."""
        await self._database.ask(lambda log: log.save_checkpoint(document, checkpoint))

    async def rows(self, document: DocumentName, after: int, upto: int) -> Sequence[LogRow]:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.rows(document, after, upto))

    async def extent(self, document: DocumentName) -> LogExtent:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.extent(document))

    async def compact(self, document: DocumentName, after: int, base: Checkpoint) -> bool:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.compact(document, after, base))

    async def expired(self, before: datetime, after: DocumentName | None, limit: int) -> Sequence[Expired]:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.expired(before, after, limit))

    async def documents(self, after: DocumentName | None, limit: int) -> Sequence[DocumentName]:
        """See UpdateLog."""
        return await self._database.ask(lambda log: log.documents(after, limit))
