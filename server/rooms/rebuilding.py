"""A document and its admission index, made again from what is stored: a checkpoint, and the rows that follow on it."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Final

import structlog

from board.admission import AdmissionIndex
from board.content.schema import CONTENT, META, STAGE, Entity
from board.errors import BoardError
from server.ports.log import Checkpoint

from .durable import DurableDocument, RoomBroken

_SEAL_BYTES: Final = 32

_log = structlog.get_logger(__name__)


class CheckpointUnsound(Exception):
    """The state is not what its digest says, or not the same document when loaded again: it must not be relied on."""


class Rebuilt:
    """A document and its index, which have the same rows.

    Starts with what a checkpoint stands for, or with nothing. Raises CheckpointUnsound.
    """

    def __init__(self, kind: str, start: Checkpoint | None) -> None:
        self.document = DurableDocument()
        self.index = AdmissionIndex.empty(schema_of(kind))
        if start is not None:
            check_digest(start)
            try:
                self.index = index_of(kind, start)
                self.document.integrate([start.state])
            except (BoardError, RoomBroken) as error:
                raise CheckpointUnsound(f"the one after row {start.upto_seq} cannot be loaded") from error

    def take(self, updates: Sequence[bytes]) -> None:
        """Take in the rows that follow, all as one. Raises BoardError, RoomBroken; then it is of no more use."""
        self.index.integrate_all(updates)
        self.document.integrate(updates)


def schema_of(kind: str) -> Mapping[str, Entity]:
    """Return the schema of the documents of a kind."""
    return {"meta": META, **CONTENT} if kind == "content" else STAGE


def index_of(kind: str, checkpoint: Checkpoint) -> AdmissionIndex:
    """Return the index of a checkpoint's state: the one beside it, or else built anew. Raises BoardError."""
    seal, stored = checkpoint.index[:_SEAL_BYTES], checkpoint.index[_SEAL_BYTES:]
    found = None
    if seal and seal == _seal(checkpoint.digest, stored):
        found = AdmissionIndex.restored(stored, schema_of(kind))
    if found is not None:
        return found
    if checkpoint.index:
        _log.warning("an index is built anew, for the stored one cannot be used", upto=checkpoint.upto_seq)
    return AdmissionIndex.rebuild([checkpoint.state], schema_of(kind))


def checkpoint_of(kind: str, state: bytes, seq: int) -> Checkpoint:
    """Return the checkpoint of a state that has the rows up to `seq`, with its index. Raises BoardError."""
    digest, stored = digest_of(state), AdmissionIndex.rebuild([state], schema_of(kind)).stored()
    return Checkpoint(seq, state, digest, _seal(digest, stored) + stored)


def check_digest(checkpoint: Checkpoint) -> None:
    """Raise CheckpointUnsound when the state is not what was stored."""
    if digest_of(checkpoint.state) != checkpoint.digest:
        raise CheckpointUnsound(f"the one after row {checkpoint.upto_seq} is not what was stored")


def digest_of(state: bytes) -> str:
    """Return the digest that is stored with a state."""
    return hashlib.sha256(state).hexdigest()


def _seal(digest: str, stored: bytes) -> bytes:
    """Return what shows that a stored index is unharmed, and that of the state with this digest."""
    return hashlib.sha256(digest.encode() + stored).digest()
