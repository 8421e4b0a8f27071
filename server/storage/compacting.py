"""What stays of a document's log: its checkpoints, and how the first rows go.

Rows are dense, so the seq before the first one is that of the checkpoint which stands for the deleted ones, the base.
Every statement here is safe beside those of other processes: whoever holds the first row is the only one to compact.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from board.ids import DocumentName
from server.ports.log import Checkpoint, Expired, LogExtent, RowsGone

from .appending import Row
from .database import insert_new
from .tables import checkpoints, documents, updates

_NAME = (documents.c.board, documents.c.epoch, documents.c.kind)


def base_seq(connection: sa.Connection, row: Row) -> int:
    """Return the last seq that a checkpoint alone stands for; 0 when the log is whole."""
    first = connection.scalar(_FIRST_SEQ, {"id": row.id})
    return row.last_seq if first is None else first - 1


def newest(connection: sa.Connection, row: Row) -> Checkpoint | None:
    """Return the newest checkpoint of rows that are there."""
    order = _checkpoints(row).where(checkpoints.c.upto_seq <= row.last_seq).order_by(checkpoints.c.upto_seq.desc())
    return _first(connection, order.limit(1))


def extent(connection: sa.Connection, row: Row) -> LogExtent:
    """Return what is stored of a document."""
    begin = base_seq(connection, row)
    base = _first(connection, _checkpoints(row).where(checkpoints.c.upto_seq == begin))
    return LogExtent(begin, row.last_seq, base, newest(connection, row))


def keep(connection: sa.Connection, row: Row, checkpoint: Checkpoint, at: datetime) -> None:
    """Store a checkpoint; of those before the newest only the base stays."""
    connection.execute(insert_new(connection, checkpoints), _values(row, checkpoint, at))
    others = checkpoints.alias()
    last = sa.select(sa.func.max(others.c.upto_seq)).where(others.c.document == row.id).scalar_subquery()
    # The base is looked for in the statement that deletes: it may be moving.
    base = sa.func.coalesce(_FIRST_SEQ.scalar_subquery() - 1, row.last_seq)
    superseded = sa.delete(checkpoints).where(
        checkpoints.c.document == row.id, checkpoints.c.upto_seq < last, checkpoints.c.upto_seq != base
    )
    connection.execute(superseded, {"id": row.id})


def compact(connection: sa.Connection, row: Row, after: int, base: Checkpoint, at: datetime) -> bool:
    """See UpdateLog."""
    if connection.scalar(_FIRST_SEQ.with_for_update(), {"id": row.id}) != after + 1:
        return False
    rows = sa.delete(updates).where(updates.c.document == row.id, updates.c.seq > after, updates.c.seq <= base.upto_seq)
    if connection.execute(rows).rowcount != base.upto_seq - after:
        raise RowsGone(f"a row before {base.upto_seq} is missing")
    older = sa.delete(checkpoints).where(checkpoints.c.document == row.id, checkpoints.c.upto_seq <= base.upto_seq)
    connection.execute(older)
    connection.execute(insert_new(connection, checkpoints), _values(row, base, at))
    return True


def expired(connection: sa.Connection, before: datetime, after: DocumentName | None, limit: int) -> Sequence[Expired]:
    """See UpdateLog."""
    first, later = updates.alias(), updates.alias()
    begin = sa.select(sa.func.min(first.c.seq)).where(first.c.document == documents.c.id).scalar_subquery()
    recent = (
        sa.select(later.c.seq)
        .where(later.c.document == documents.c.id, later.c.at >= before)
        .order_by(later.c.seq)
        .limit(1)
        .scalar_subquery()
    )
    found = (
        sa.select(*_NAME, sa.func.coalesce(recent - 1, documents.c.last_seq))
        .select_from(documents)
        .join(updates, sa.and_(updates.c.document == documents.c.id, updates.c.seq == begin))
        .where(updates.c.at < before)
    )
    return [Expired(DocumentName(*name), upto) for *name, upto in connection.execute(_page(found, after, limit))]


def names(connection: sa.Connection, after: DocumentName | None, limit: int) -> Sequence[DocumentName]:
    """See UpdateLog."""
    return [DocumentName(*name) for name in connection.execute(_page(sa.select(*_NAME), after, limit))]


_FIRST_SEQ = sa.select(updates.c.seq).where(updates.c.document == sa.bindparam("id")).order_by(updates.c.seq).limit(1)


def _checkpoints(row: Row) -> sa.Select[int, bytes, str, bytes | None]:
    columns = (checkpoints.c.upto_seq, checkpoints.c.state, checkpoints.c.digest, checkpoints.c.admission)
    return sa.select(*columns).where(checkpoints.c.document == row.id)


def _first(connection: sa.Connection, wanted: sa.Select[int, bytes, str, bytes | None]) -> Checkpoint | None:
    found = connection.execute(wanted).first()
    if found is None:
        return None
    upto_seq, state, digest, index = found
    return Checkpoint(upto_seq, state, digest, index or b"")


def _values(row: Row, checkpoint: Checkpoint, at: datetime) -> Mapping[str, object]:
    return {
        "document": row.id,
        "upto_seq": checkpoint.upto_seq,
        "state": checkpoint.state,
        "digest": checkpoint.digest,
        "admission": checkpoint.index,
        "at": at,
    }


def _page(found: "sa.Select[*tuple[object, ...]]", after: DocumentName | None, limit: int) -> sa.Executable:
    page = found.order_by(*_NAME).limit(limit)
    if after is None:
        return page
    return page.where(sa.tuple_(*_NAME) > sa.tuple_(after.board, after.epoch, after.kind))
