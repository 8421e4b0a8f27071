"""Committing a batch to the log: the hot path, a handful of statements whatever the batch's size.

The lock on a document's row is what makes its seq dense: whoever holds it is the only writer of that
document until the commit. SQLite has one writer altogether.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from board.ids import DocumentName
from server.ports.log import Append, AppendResult, Committed, Conflict, Repeated, Request

from .tables import audit, clients, documents, requests, updates

_MOST_PAIRS = 5_000
"""Pairs asked for in one statement: PostgreSQL takes 32,767 parameters."""


class Row(NamedTuple):
    """A row of `documents`."""

    id: int
    last_seq: int


Held = Mapping[DocumentName, Row]
Owned = Mapping[tuple[int, int], str]

_NAMES: sa.BindParameter[Any] = sa.bindparam("names", expanding=True)
_PAIRS: sa.BindParameter[Any] = sa.bindparam("pairs", expanding=True)


class _Asked(NamedTuple):
    """A question for documents by name. Mostly it is one, for which equality makes a commit a quarter cheaper."""

    one: sa.Select[int, int, str, str, str]
    many: sa.Select[int, int, str, str, str]

    def holding(self) -> "_Asked":
        """The same question; the rows are held until the transaction ends, those that others hold are left out.

        FOR NO KEY UPDATE: who claims a client id or saves a checkpoint refers to the row, and does not hold it up.
        """
        ordered = self.many.order_by(documents.c.id)
        return _Asked(*(each.with_for_update(key_share=True, skip_locked=True) for each in (self.one, ordered)))


_NAME = (documents.c.board, documents.c.epoch, documents.c.kind)
_ROWS = sa.select(documents.c.id, documents.c.last_seq, *_NAME)
_FIND = _Asked(
    _ROWS.where(*(column == sa.bindparam(column.name) for column in _NAME)),
    _ROWS.where(sa.tuple_(*_NAME).in_(_NAMES)),
)
_HOLD = _FIND.holding()
_REPEATED = sa.select(requests.c.document, requests.c.id, requests.c.answer).where(
    sa.tuple_(requests.c.document, requests.c.id).in_(_PAIRS)
)
_OWNERS = sa.select(clients.c.document, clients.c.client_id, clients.c.participant).where(
    sa.tuple_(clients.c.document, clients.c.client_id).in_(_PAIRS)
)
_ADVANCE = sa.update(documents).where(documents.c.id == sa.bindparam("document")).values(last_seq=sa.bindparam("seq"))
_ADD_ROWS = sa.insert(updates)
_ADD_OWNERS = sa.insert(clients)
_ADD_REQUESTS = sa.insert(requests)
_ADD_NOTES = sa.insert(audit)


def commit(connection: sa.Connection, batch: Sequence[Append], at: datetime) -> Sequence[AppendResult]:
    """Write what can be written of the batch; one result an Append.

    Raises IntegrityError when somebody claimed one of the client ids in the meantime: undo the
    transaction and try again.
    """
    held = _find(connection, _HOLD, [append.document for append in batch])
    away = _passed_over(connection, batch, held)
    repeated = _repeated(connection, batch, held)
    owned = _owned(connection, batch, held)
    results = [_judge(append, held, away, repeated, owned) for append in batch]
    accepted = [
        (held[append.document].id, append)
        for append, result in zip(batch, results, strict=True)
        if isinstance(result, Committed)
    ]
    _write(connection, accepted, owned, at)
    return results


def find(connection: sa.Connection, names: Collection[DocumentName]) -> Held:
    """Return the rows of those documents that exist."""
    return _find(connection, _FIND, names)


def _find(connection: sa.Connection, asked: _Asked, names: Collection[DocumentName]) -> Held:
    if len(names) == 1:
        (name,) = names
        rows = connection.execute(asked.one, {"board": name.board, "epoch": name.epoch, "kind": name.kind})
    else:
        wanted = [(name.board, name.epoch, name.kind) for name in names]
        rows = connection.execute(asked.many, {"names": wanted})
    return {DocumentName(*each): Row(number, last) for number, last, *each in rows}


def _passed_over(connection: sa.Connection, batch: Sequence[Append], held: Held) -> Held:
    """Return the rows of documents that another process holds at the moment."""
    missing = [append.document for append in batch if append.document not in held]
    return find(connection, missing) if missing else {}


def _repeated(connection: sa.Connection, batch: Sequence[Append], held: Held) -> Mapping[tuple[int, str], Request]:
    pairs = [
        (row.id, request.id) for append in batch if (row := held.get(append.document)) for request in append.requests
    ]
    if not pairs:
        return {}
    rows = connection.execute(_REPEATED, {"pairs": pairs})
    return {(document, request): Request(request, answer) for document, request, answer in rows}


def _owned(connection: sa.Connection, batch: Sequence[Append], held: Held) -> Owned:
    pairs = [(row.id, client) for append in batch if (row := held.get(append.document)) for client in append.owners]
    found: dict[tuple[int, int], str] = {}
    for some in _slices(pairs):
        rows = connection.execute(_OWNERS, {"pairs": some})
        found |= {(document, client): participant for document, client, participant in rows}
    return found


def _slices(pairs: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    for start in range(0, len(pairs), _MOST_PAIRS):
        yield pairs[start : start + _MOST_PAIRS]


def _judge(
    append: Append,
    held: Held,
    away: Held,
    repeated: Mapping[tuple[int, str], Request],
    owned: Owned,
) -> AppendResult:
    row = held.get(append.document)
    if row is None:
        return Conflict(away[append.document].last_seq if append.document in away else 0)
    for request in append.requests:
        if (row.id, request.id) in repeated:
            return Repeated(repeated[row.id, request.id])
    if row.last_seq != append.after_seq or _claimed(append.owners, row.id, owned):
        return Conflict(row.last_seq)
    return Committed(append.after_seq + len(append.rows))


def _claimed(owners: Mapping[int, str], document: int, owned: Owned) -> bool:
    """True when one of the client ids belongs to somebody else."""
    return any(owned.get((document, client), participant) != participant for client, participant in owners.items())


def _write(
    connection: sa.Connection,
    accepted: Sequence[tuple[int, Append]],
    owned: Owned,
    at: datetime,
) -> None:
    _insert(connection, _ADD_ROWS, _rows(accepted, at))
    _insert(connection, _ADVANCE, _advances(accepted))
    _insert(connection, _ADD_OWNERS, _owners(accepted, owned))
    _insert(connection, _ADD_REQUESTS, _requests(accepted, at))
    _insert(connection, _ADD_NOTES, _notes(accepted, at))


def _insert(connection: sa.Connection, statement: sa.Executable, values: Iterable[Mapping[str, object]]) -> None:
    if rows := list(values):
        connection.execute(statement, rows)


def _rows(accepted: Sequence[tuple[int, Append]], at: datetime) -> Iterator[Mapping[str, object]]:
    for document, append in accepted:
        for seq, row in enumerate(append.rows, append.after_seq + 1):
            yield {
                "document": document,
                "seq": seq,
                "data": row.update,
                "participant": row.participant,
                "at": at,
            }


def _advances(accepted: Sequence[tuple[int, Append]]) -> Iterator[Mapping[str, object]]:
    for document, append in accepted:
        if append.rows:
            yield {"document": document, "seq": append.after_seq + len(append.rows)}


def _owners(accepted: Sequence[tuple[int, Append]], owned: Owned) -> Iterator[Mapping[str, object]]:
    for document, append in accepted:
        for client, participant in append.owners.items():
            if (document, client) not in owned:
                yield {"document": document, "client_id": client, "participant": participant}


def _requests(accepted: Sequence[tuple[int, Append]], at: datetime) -> Iterator[Mapping[str, object]]:
    for document, append in accepted:
        for request in append.requests:
            yield {"document": document, "id": request.id, "answer": request.answer, "at": at}


def _notes(accepted: Sequence[tuple[int, Append]], at: datetime) -> Iterator[Mapping[str, object]]:
    for _, append in accepted:
        for note in append.notes:
            yield {**asdict(note), "board": append.document.board, "at": at}
