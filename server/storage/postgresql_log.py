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

# `held` sees the newest `last_seq`, whatever was committed since the statement began, and leaves out the documents that
# another process holds. The answer is a line for each Append: NULL, or what the log ends with when it was not written.
_APPEND = """
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
        if any(append.owners or append.requests for append in batch):
            return await super()._commit(batch, at)
        return await self._database.write_one(lambda connection: _append(connection, batch, at))


def _append(connection: sa.Connection, batch: Sequence[Append], at: datetime) -> Sequence[AppendResult]:
    ends = connection.exec_driver_sql(_APPEND, (*_asked(batch), at, *_rows(batch))).scalars()
    return [_result(append, end) for append, end in zip(batch, ends, strict=True)]


def _result(append: Append, end: int | None) -> AppendResult:
    return Committed(_upto(append)) if end is None else Conflict(end)


def _upto(append: Append) -> int:
    return append.after_seq + len(append.rows)


def _asked(batch: Sequence[Append]) -> Sequence[Sequence[object]]:
    """Return $1 to $5, which are columns of what is asked for."""
    names = [append.document for append in batch]
    return (
        [name.board for name in names],
        [name.epoch for name in names],
        [name.kind for name in names],
        [append.after_seq for append in batch],
        [_upto(append) for append in batch],
    )


def _rows(batch: Sequence[Append]) -> Sequence[Sequence[object]]:
    """Return $7 to $10, which are columns of all rows; `number` counts the Appends from 1."""
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
