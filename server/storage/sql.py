"""The log of updates in SQLite or PostgreSQL."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from board.ids import DocumentName
from server.ports.log import (
    Append,
    AppendResult,
    Checkpoint,
    Expired,
    LoadedDocument,
    LogContradicted,
    LogExtent,
    LogRow,
    Request,
    RowsGone,
    UnknownDocument,
)

from . import appending, compacting
from .database import Database, insert_new
from .tables import clients, documents, requests, updates

_RACES = 3
"""How often a batch may lose a race for a client id, which is claimed once in a session."""


class SqlUpdateLog:
    """The UpdateLog of a Database; several may work on one, in one process or in many."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def create(self, documents: Sequence[DocumentName]) -> None:
        """See UpdateLog."""
        if documents:
            await self._database.write(lambda connection: add_documents(connection, documents))

    async def load(self, document: DocumentName) -> LoadedDocument:
        """See UpdateLog."""
        return await self._database.read(lambda connection: _loaded(connection, document))

    async def read_after(self, document: DocumentName, seq: int) -> Sequence[LogRow]:
        """See UpdateLog."""
        return await self._database.read_each(lambda connection: _rows(connection, document, seq, None))

    async def rows(self, document: DocumentName, after: int, upto: int) -> Sequence[LogRow]:
        """See UpdateLog."""
        return await self._database.read_each(lambda connection: _rows(connection, document, after, upto))

    async def last_seqs(self, documents: Collection[DocumentName]) -> Mapping[DocumentName, int]:
        """See UpdateLog."""
        held = await self._database.read_each(lambda connection: appending.find(connection, documents))
        return {name: row.last_seq for name, row in held.items()}

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        """See UpdateLog."""
        if not batch:
            return []
        for _ in range(_RACES - 1):
            with suppress(IntegrityError):
                return await self._commit(batch, self._clock())
        try:
            return await self._commit(batch, self._clock())
        except IntegrityError as error:
            raise LogContradicted(str(error)) from error

    async def _commit(self, batch: Sequence[Append], at: datetime) -> Sequence[AppendResult]:
        return await self._database.write(lambda connection: appending.commit(connection, batch, at))

    async def owners(self, document: DocumentName) -> Mapping[int, str]:
        """See UpdateLog."""
        return await self._database.read_each(lambda connection: _owners(connection, _row(connection, document).id))

    async def claim(self, document: DocumentName, client_id: int, participant: str) -> str:
        """See UpdateLog."""
        return await self._database.write(lambda connection: _claim(connection, document, client_id, participant))

    async def answer(self, document: DocumentName, request_id: str) -> Request | None:
        """See UpdateLog."""
        return await self._database.read_each(lambda connection: _answer(connection, document, request_id))

    async def save_checkpoint(self, document: DocumentName, checkpoint: Checkpoint) -> None:
        """See UpdateLog."""
        at = self._clock()
        await self._database.write(
            lambda connection: compacting.keep(connection, _row(connection, document), checkpoint, at)
        )

    async def extent(self, document: DocumentName) -> LogExtent:
        """See UpdateLog."""
        return await self._database.read(lambda connection: compacting.extent(connection, _row(connection, document)))

    async def compact(self, document: DocumentName, after: int, base: Checkpoint) -> bool:
        """See UpdateLog."""
        at = self._clock()
        return await self._database.write(
            lambda connection: compacting.compact(connection, _row(connection, document), after, base, at)
        )

    async def expired(self, before: datetime, after: DocumentName | None, limit: int) -> Sequence[Expired]:
        """See UpdateLog."""
        return await self._database.read(lambda connection: compacting.expired(connection, before, after, limit))

    async def documents(self, after: DocumentName | None, limit: int) -> Sequence[DocumentName]:
        """See UpdateLog."""
        return await self._database.read(lambda connection: compacting.names(connection, after, limit))


def add_documents(connection: sa.Connection, names: Collection[DocumentName]) -> None:
    """Make those of the documents that do not exist."""
    values = [
        {"board": name.board, "epoch": name.epoch, "kind": name.kind, "last_seq": 0} for name in sorted(names, key=str)
    ]
    connection.execute(insert_new(connection, documents), values)


def _loaded(connection: sa.Connection, document: DocumentName) -> LoadedDocument:
    row = _row(connection, document)
    checkpoint = compacting.newest(connection, row)
    since = checkpoint.upto_seq if checkpoint else 0
    tail = _tail(connection, row.id, since, row.last_seq)
    return LoadedDocument(checkpoint, tail, row.last_seq, _owners(connection, row.id))


def _row(connection: sa.Connection, document: DocumentName) -> appending.Row:
    found = appending.find(connection, [document])
    if document not in found:
        raise UnknownDocument(str(document))
    return found[document]


def _rows(connection: sa.Connection, document: DocumentName, after: int, upto: int | None) -> Sequence[LogRow]:
    """Return rows up to `upto`, or to the last; they may be deleted beside this, and never come again."""
    row = _row(connection, document)
    rows = _tail(connection, row.id, after, row.last_seq if upto is None else upto)
    begin = rows[0].seq if rows else row.last_seq + 1
    if begin > after + 1 and compacting.base_seq(connection, row) > after:
        raise RowsGone(f"rows after {after} are deleted")
    return rows


def _tail(connection: sa.Connection, document: int, after: int, upto: int) -> Sequence[LogRow]:
    columns = (updates.c.seq, updates.c.data, updates.c.participant)
    rows = connection.execute(
        sa.select(*columns)
        .where(updates.c.document == document, updates.c.seq > after, updates.c.seq <= upto)
        .order_by(updates.c.seq)
    )
    return [LogRow(*row) for row in rows]


def _owners(connection: sa.Connection, document: int) -> Mapping[int, str]:
    rows = connection.execute(
        sa.select(clients.c.client_id, clients.c.participant).where(clients.c.document == document)
    )
    return {row.client_id: row.participant for row in rows}


def _claim(connection: sa.Connection, document: DocumentName, client_id: int, participant: str) -> str:
    row = _row(connection, document)
    values = {"document": row.id, "client_id": client_id, "participant": participant}
    connection.execute(insert_new(connection, clients), values)
    owner = connection.scalar(
        sa.select(clients.c.participant).where(clients.c.document == row.id, clients.c.client_id == client_id)
    )
    return str(owner)


def _answer(connection: sa.Connection, document: DocumentName, request_id: str) -> Request | None:
    row = _row(connection, document)
    found = connection.execute(
        sa.select(requests.c.answer).where(requests.c.document == row.id, requests.c.id == request_id)
    ).first()
    return None if found is None else Request(request_id, found[0])
