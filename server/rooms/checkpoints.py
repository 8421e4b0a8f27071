"""Checkpoints: a document's state beside its log, so that opening a board does not read its whole history.

All of this is work of seconds on a large board: it runs in the worker process.
"""

import hashlib
from collections.abc import Mapping, Sequence

from board.admission import AdmissionIndex
from board.errors import BoardError
from board.schema import CONTENT, META, STAGE, Entity
from board.update import decode_state_vector
from server.ports.log import Checkpoint, LogRow

from .durable import DurableDocument, RoomBroken

CHECKPOINT_ROWS = 500
"""Rows after a checkpoint before a new one is worth its space; replaying 500 takes some milliseconds."""


class CheckpointUnsound(Exception):
    """The state is not what its digest says, or not the same document when loaded again: it must not be relied on."""


class LogDamaged(Exception):
    """A row cannot be replayed: `LogDamaged(seq, reason)`."""

    @property
    def seq(self) -> int:
        """The first row that cannot be replayed."""
        return int(self.args[0])

    def __str__(self) -> str:
        return f"row {self.args[0]} cannot be replayed: {self.args[1]}"


def schema_of(kind: str) -> Mapping[str, Entity]:
    """Return the schema of the documents of a kind."""
    return {"meta": META, **CONTENT} if kind == "content" else STAGE


def replayed(kind: str, start: Checkpoint | None, rows: Sequence[LogRow]) -> Checkpoint:
    """Return the checkpoint after these rows, which follow on `start`; loaded again and compared (S4).

    Raises LogDamaged, CheckpointUnsound (of `start`, or of what was made).
    """
    index, document = AdmissionIndex.empty(schema_of(kind)), DurableDocument()
    seq = 0
    if start is not None:
        seq = start.upto_seq
        _begin(start, index, document)
    for row in rows:
        if row.seq != seq + 1:
            raise LogDamaged(seq + 1, "it is missing")
        _take(row, index, document)
        seq = row.seq
    if index.state_vector() != decode_state_vector(document.vector()):
        raise CheckpointUnsound(f"the document after row {seq} lacks something of its rows")
    return verified(document, seq)


def verified(document: DurableDocument, seq: int) -> Checkpoint:
    """Return the checkpoint of a document that has the rows up to `seq`. Raises CheckpointUnsound (S4)."""
    state = document.read(seq).state
    if not same(document, loaded(state)):
        raise CheckpointUnsound(f"the state after row {seq} reads differently when loaded again")
    return Checkpoint(seq, state, digest_of(state))


def reloaded(state: bytes, seq: int) -> Checkpoint:
    """Return the checkpoint of a state that has the rows up to `seq`. Raises CheckpointUnsound (S4)."""
    try:
        return verified(loaded(state), seq)
    except RoomBroken as error:
        raise CheckpointUnsound(f"the state after row {seq} cannot be loaded") from error


def compared(expected: Checkpoint, state: bytes, digest: str | None = None) -> str | None:
    """Return in what a state differs from what was replayed, in words that tell nothing of it; None when equal (S4).

    `digest` is what was stored with the state, if it was.
    """
    if digest is not None and digest_of(state) != digest:
        return f"the one after row {expected.upto_seq} is not what was stored"
    try:
        document, replay = loaded(state), loaded(expected.state)
    except RoomBroken:
        return f"what is there of row {expected.upto_seq} cannot be loaded"
    if vector_of(document) != vector_of(replay):
        return f"after row {expected.upto_seq} it has other edits than the log"
    if document.json() != replay.json():
        return f"after row {expected.upto_seq} it reads differently than the log"
    return None


def check_digest(checkpoint: Checkpoint) -> None:
    """Raise CheckpointUnsound when the state is not what was stored."""
    if digest_of(checkpoint.state) != checkpoint.digest:
        raise CheckpointUnsound(f"the one after row {checkpoint.upto_seq} is not what was stored")


def digest_of(state: bytes) -> str:
    """Return the digest that is stored with a state."""
    return hashlib.sha256(state).hexdigest()


def same(one: DurableDocument, other: DurableDocument) -> bool:
    """True when both have the same state vector and the same canonical JSON."""
    return vector_of(one) == vector_of(other) and one.json() == other.json()


def vector_of(document: DurableDocument) -> Mapping[int, int]:
    """Return the next clock of each client."""
    return decode_state_vector(document.vector())


def loaded(state: bytes) -> DurableDocument:
    """Return a document with this state. Raises RoomBroken."""
    document = DurableDocument()
    document.integrate([state])
    return document


def _begin(start: Checkpoint, index: AdmissionIndex, document: DurableDocument) -> None:
    check_digest(start)
    try:
        index.integrate(start.state)
        document.integrate([start.state])
    except (BoardError, RoomBroken) as error:
        raise CheckpointUnsound(f"the one after row {start.upto_seq} cannot be loaded") from error


def _take(row: LogRow, index: AdmissionIndex, document: DurableDocument) -> None:
    try:
        index.integrate(row.update)
        document.integrate([row.update])
    except (BoardError, RoomBroken) as error:
        raise LogDamaged(row.seq, str(error)) from error
