"""The log of updates and checkpoints, which is the truth about every document; `server.storage` implements it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from board.ids import DocumentName

from .audit import Note


@dataclass(frozen=True, slots=True)
class LogRow:
    """One committed update. `participant` is None for edits of the server."""

    seq: int
    update: bytes
    participant: str | None


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The document's state after row `upto_seq`, as one Yjs update, with its SHA-256 in hex.

    `index` is what admits edits to this state, so that it need not be built at each opening; empty when it must be.
    """

    upto_seq: int
    state: bytes
    digest: str
    index: bytes = b""


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """All that is needed to open a document: newest checkpoint, the rows after it, and who owns which client id."""

    checkpoint: Checkpoint | None
    tail: Sequence[LogRow]
    last_seq: int
    owners: Mapping[int, str]

    @property
    def updates(self) -> Sequence[bytes]:
        """All that makes the document, in order."""
        checkpoint = [self.checkpoint.state] if self.checkpoint else []
        return [*checkpoint, *(row.update for row in self.tail)]


@dataclass(frozen=True, slots=True)
class LogExtent:
    """What is stored of a document: rows `base_seq + 1`..`last_seq`, and the checkpoints.

    `base` stands for the rows up to `base_seq`, which are deleted; None when there are none, or when it is missing.
    """

    base_seq: int
    last_seq: int
    base: Checkpoint | None
    newest: Checkpoint | None


@dataclass(frozen=True, slots=True)
class Expired:
    """A document and the last of its first rows that are all older than a moment."""

    document: DocumentName
    upto_seq: int


@dataclass(frozen=True, slots=True)
class NewRow:
    """An update waiting to be committed."""

    update: bytes
    participant: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """The id of a command and its JSON answer, stored in the same transaction as the command's rows (SPEC S7).

    The id belongs to the document; let in printable ASCII only, for a database may refuse other text.
    """

    id: str
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Append:
    """Rows for one document, to follow directly on row `after_seq`; numbered `after_seq + 1` and on.

    `owners` are client ids first used by these rows, with their participant (the server's own id is reserved the same
    way under the participant `server`). The `notes` go into the audit with the rows, as about the document's board.
    """

    document: DocumentName
    after_seq: int
    rows: Sequence[NewRow]
    owners: Mapping[int, str] = field(default_factory=dict)
    requests: Sequence[Request] = ()
    notes: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class Committed:
    """All rows of the Append are durable; the last has this seq."""

    last_seq: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else wrote first, or holds the document now: nothing of this Append was written. Read and try again."""

    last_seq: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """A request id of this Append was already carried out: nothing was written; this was its answer."""

    request: Request


AppendResult = Committed | Conflict | Repeated


class StorageUnavailable(Exception):
    """The database cannot be reached, or refused for a reason that may pass. Nothing is known to be durable."""


class LogContradicted(Exception):
    """What is stored of a document does not go together, as after a repair by hand: it is no use to try again."""


class UnknownDocument(Exception):
    """No document of this board, epoch and kind."""


class RowsGone(Exception):
    """Rows that were asked for are deleted, a checkpoint stands for them: load the document."""


class UpdateLog(Protocol):
    """The durable truth of every document: rows with dense, ordered seq (SPEC S3)."""

    async def create(self, documents: Sequence[DocumentName]) -> None:
        """Make empty documents, all or none. Making one that exists does nothing."""

    async def load(self, document: DocumentName) -> LoadedDocument:
        """Return what is needed to open the document. Raises UnknownDocument, StorageUnavailable."""

    async def read_after(self, document: DocumentName, seq: int) -> Sequence[LogRow]:
        """Return the rows with a seq above `seq`, in order. Raises RowsGone."""

    async def rows(self, document: DocumentName, after: int, upto: int) -> Sequence[LogRow]:
        """Return the rows `after + 1`..`upto`, in order. Raises RowsGone."""

    async def last_seqs(self, documents: Collection[DocumentName]) -> Mapping[DocumentName, int]:
        """Return the last seq of each of these documents that exists."""

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        """Commit a batch in one transaction; one result per Append, in order. A document appears once in a batch.

        A conflict in one document leaves the others of the batch unharmed; a document that does not exist conflicts at
        seq 0, and `load` says so. When this returns, what is Committed survives
        the loss of power. Raises StorageUnavailable, and LogContradicted, having written nothing, when it is so with
        one of the documents.
        """

    async def owners(self, document: DocumentName) -> Mapping[int, str]:
        """Return who owns which client id."""

    async def claim(self, document: DocumentName, client_id: int, participant: str) -> str:
        """Reserve a client id for a participant; returns the owner, who is somebody else when the id was taken."""

    async def answer(self, document: DocumentName, request_id: str) -> Request | None:
        """Return the stored answer of a command on this document, or None."""

    async def save_checkpoint(self, document: DocumentName, checkpoint: Checkpoint) -> None:
        """Store a verified checkpoint beside the log. No row is deleted.

        Of the older checkpoints only the base is kept.
        """

    async def extent(self, document: DocumentName) -> LogExtent:
        """Return what is stored of a document, as of one moment."""

    async def compact(self, document: DocumentName, after: int, base: Checkpoint) -> bool:
        """Make `base`, verified from the rows `after + 1`..`base.upto_seq`, stand for exactly these, and delete them.

        All in one transaction, with the checkpoints before it. Returns False, having changed nothing, when the log does
        not begin with row `after + 1` (somebody else was there first). Raises RowsGone, having changed nothing, when
        one of the rows is missing.
        """

    async def expired(self, before: datetime, after: DocumentName | None, limit: int) -> Sequence[Expired]:
        """Return at most `limit` documents whose first row was committed before a moment, by name, from `after` on."""

    async def documents(self, after: DocumentName | None, limit: int) -> Sequence[DocumentName]:
        """Return at most `limit` documents, by name, from `after` on."""
