"""Checkpoints: a document's state beside its log, so that opening a board does not read its whole history.

All of this is work of seconds on a large board: it runs in the worker process.
"""

from collections.abc import Mapping, Sequence

from board.admission import AdmissionIndex
from board.errors import BoardError
from board.yjs.update import decode_state_vector
from server.ports.log import Checkpoint, LogRow

from .durable import DurableDocument, RoomBroken
from .rebuilding import CheckpointUnsound, Rebuilt, check_digest, checkpoint_of, digest_of, index_of, schema_of

CHECKPOINT_ROWS = 500
"""Rows after a checkpoint before a new one is worth its space; replaying 500 takes some milliseconds."""


class LogDamaged(Exception):
    """A row cannot be replayed: `LogDamaged(seq, reason)`."""

    @property
    def seq(self) -> int:
        """The first row that cannot be replayed."""
        return int(self.args[0])

    def __str__(self) -> str:
        return f"row {self.args[0]} cannot be replayed: {self.args[1]}"


def replayed(kind: str, start: Checkpoint | None, rows: Sequence[LogRow]) -> Checkpoint:
    """Return the checkpoint after these rows, which follow on `start`; loaded again and compared (S4).

    Raises LogDamaged, CheckpointUnsound (of `start`, or of what was made).
    """
    made, before = Rebuilt(kind, start), start.upto_seq if start else 0
    try:
        _check_numbers(rows, before)
        made.take([row.update for row in rows])
    except (BoardError, RoomBroken, LogDamaged) as error:
        raise _first_damage(kind, start, rows) from error
    seq = before + len(rows)
    if made.index.state_vector() != vector_of(made.document):
        raise CheckpointUnsound(f"the document after row {seq} lacks something of its rows")
    return verified(kind, made.document, seq)


def _check_numbers(rows: Sequence[LogRow], before: int) -> None:
    for seq, row in enumerate(rows, before + 1):
        if row.seq != seq:
            raise LogDamaged(seq, "it is missing")


def _first_damage(kind: str, start: Checkpoint | None, rows: Sequence[LogRow]) -> LogDamaged:
    """Return what is wrong with the first of the rows that cannot be replayed; all together cannot."""
    made, seq = Rebuilt(kind, start), start.upto_seq if start else 0
    for row in rows:
        try:
            _check_numbers([row], seq)
            made.take([row.update])
        except LogDamaged as damage:
            return damage
        except (BoardError, RoomBroken) as error:
            return LogDamaged(row.seq, str(error))
        seq = row.seq
    return LogDamaged(seq, "it does not go with those before it")


def verified(kind: str, document: DurableDocument, seq: int) -> Checkpoint:
    """Return the checkpoint of a document that has the rows up to `seq`. Raises CheckpointUnsound (S4)."""
    state = document.read(seq).state
    if not same(document, loaded(state)):
        raise CheckpointUnsound(f"the state after row {seq} reads differently when loaded again")
    try:
        return checkpoint_of(kind, state, seq)
    except BoardError as error:
        raise CheckpointUnsound(f"the state after row {seq} cannot be loaded") from error


def reloaded(kind: str, state: bytes, seq: int) -> Checkpoint:
    """Return the checkpoint of a state that has the rows up to `seq`. Raises CheckpointUnsound (S4)."""
    try:
        return verified(kind, loaded(state), seq)
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


def misindexed(kind: str, checkpoint: Checkpoint) -> str | None:
    """Return in words that it would be opened with an index that is not that of its state; None when all is well."""
    try:
        check_digest(checkpoint)
        built = AdmissionIndex.rebuild([checkpoint.state], schema_of(kind))
    except (BoardError, CheckpointUnsound):  # The state itself is found to be damaged.
        return None
    if index_of(kind, checkpoint).stored() != built.stored():
        return f"the one after row {checkpoint.upto_seq} has the index of another state"
    return None


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
