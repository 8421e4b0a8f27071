"""The log in PostgreSQL, where rows are committed by one question.

What people write is rows and nothing beside them, but for the first edit of a client and for commands. One statement
sees where such rows fit, adds them and moves the ends of their logs. It is a transaction by itself, so BEGIN and COMMIT
are not asked for either, and a document is held by nobody who waits for its network.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from server.ports.log import Append, AppendResult, Committed, Conflict

from .sql import SqlUpdateLog

# In both statements `held` sees the newest `last_seq`, whatever was committed since the statement began, and is without
# what another process holds. The answer is a line for each Append: NULL, or what its log ends with when nothing was
# written. For one document, which is what is mostly asked for, PostgreSQL keeps its plan; how to come to many it works
# out each time, which takes it about as long as the rest.
_APPEND_ONE = """
WITH held AS (
    SELECT id FROM documents WHERE board = $1 AND epoch = $2 AND kind = $3 AND last_seq = $4
    FOR NO KEY UPDATE SKIP LOCKED
), advanced AS (
    UPDATE documents SET last_seq = $5 FROM held WHERE documents.id = held.id
), added AS (
    INSERT INTO updates (document, seq, data, participant, at)
    SELECT held.id, new.seq, new.data, new.participant, $6
    FROM held, unnest($7::bigint[], $8::bytea[], $9::text[]) AS new (seq, data, participant)
)
SELECT CASE WHEN NOT EXISTS (SELECT FROM held) THEN coalesce((
    SELECT last_seq FROM documents WHERE board = $1 AND epoch = $2 AND kind = $3
), 0) END
"""
_APPEND_MANY = """
WITH asked AS (
    SELECT *
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
        WITH ORDINALITY AS asked (board, epoch, kind, after_seq, upto_seq, number)
), held AS (
    SELECT documents.id, asked.upto_seq, asked.number
    FROM asked JOIN documents USING (board, epoch, kind)
    WHERE documents.last_seq = asked.after_seq
    FOR NO KEY UPDATE OF documents SKIP LOCKED
), advanced AS (
    UPDATE documents SET last_seq = held.upto_seq FROM held WHERE documents.id = held.id
), added AS (
    INSERT INTO updates (document, seq, data, participant, at)
    SELECT held.id, new.seq, new.data, new.participant, $6
    FROM unnest($7::bigint[], $8::bigint[], $9::bytea[], $10::text[]) AS new (number, seq, data, participant)
    JOIN held USING (number)
)
SELECT CASE WHEN held.id IS NULL THEN coalesce((
    SELECT last_seq FROM documents WHERE (board, epoch, kind) = (asked.board, asked.epoch, asked.kind)
), 0) END
FROM asked LEFT JOIN held USING (number)
ORDER BY number
"""


class PostgresqlUpdateLog(SqlUpdateLog):
    """The UpdateLog of a Database that is PostgreSQL."""

    async def _commit(self, batch: Sequence[Append], at: datetime) -> Sequence[AppendResult]:
        if any(append.owners or append.requests or append.notes for append in batch):
            return await super()._commit(batch, at)
        return await self._database.write_one(lambda connection: _append(connection, batch, at))


def _append(connection: sa.Connection, batch: Sequence[Append], at: datetime) -> Sequence[AppendResult]:
    statement, values = _one(batch[0], at) if len(batch) == 1 else _many(batch, at)
    ends = connection.exec_driver_sql(statement, values).scalars()
    return [Committed(_upto(append)) if end is None else Conflict(end) for append, end in zip(batch, ends, strict=True)]


def _upto(append: Append) -> int:
    return append.after_seq + len(append.rows)


def _one(append: Append, at: datetime) -> tuple[str, tuple[object, ...]]:
    name = append.document
    _, *rows = _rows([append])
    return _APPEND_ONE, (name.board, name.epoch, name.kind, append.after_seq, _upto(append), at, *rows)


def _many(batch: Sequence[Append], at: datetime) -> tuple[str, tuple[object, ...]]:
    names = [append.document for append in batch]
    asked = (
        [name.board for name in names],
        [name.epoch for name in names],
        [name.kind for name in names],
        [append.after_seq for append in batch],
        [_upto(append) for append in batch],
    )
    return _APPEND_MANY, (*asked, at, *_rows(batch))


def _rows(batch: Sequence[Append]) -> Sequence[Sequence[object]]:
    """Return all rows as columns: the number of their Append, counted from 1, seq, data and participant."""
    rows = [
        (number, seq, row)
        for number, append in enumerate(batch, 1)
        for seq, row in enumerate(append.rows, append.after_seq + 1)
    ]
    return (
        [number for number, _, _ in rows],
        [seq for _, seq, _ in rows],
        [row.update for _, _, row in rows],
        [row.participant for _, _, row in rows],
    )
