"""The bus between processes; `server.relay` implements it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from board.ids import DocumentName


@dataclass(frozen=True, slots=True)
class RelayedRows:
    """Committed rows `first_seq`..`last_seq` of one document as one merged update, from another process.

    An empty update means that it was too long for the bus (over 1 MiB): read the log.
    """

    document: DocumentName
    first_seq: int
    last_seq: int
    update: bytes


@dataclass(frozen=True, slots=True)
class RelayedPresence:
    """An awareness update (already stamped) from another process."""

    document: DocumentName
    update: bytes


@dataclass(frozen=True, slots=True)
class RelayedNotice:
    """A small JSON notice to every process, such as `{"revoked": [...]}`; its subject is a board id."""

    board: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RelayLost:
    """Messages may be missing: read the logs, and ask the directory again who may be here.

    Comes when the connection to the bus is made, lost or restored, after each try to restore it (so that whoever reads
    the logs on each of them polls while the bus is away), and when a sender or receiver could not keep up.
    """


RelayMessage = RelayedRows | RelayedPresence | RelayedNotice | RelayLost


class Relay(Protocol):
    """Best-effort bus between processes. It may drop, and then it says RelayLost; the log is the truth."""

    async def start(self) -> None:
        """Connect in the background; never fails because the bus is away."""

    async def stop(self) -> None:
        """Leave the bus and release its connections."""

    async def follow(self, board: str) -> None:
        """Receive messages about this board from now on."""

    async def unfollow(self, board: str) -> None:
        """Stop receiving messages about this board."""

    def publish(self, message: RelayedRows | RelayedPresence | RelayedNotice) -> None:
        """Hand a message to the bus; returns at once. A full queue drops the oldest, and receivers get RelayLost."""

    def messages(self) -> AsyncIterator[RelayMessage]:
        """All messages of other processes for followed boards, in order per sender. One reader."""
