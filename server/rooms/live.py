"""The port from the REST API to the live documents. `server.rooms.hub` implements it; the API knows only this."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import pycrdt

from board.ids import DocumentName
from board.roles import Role
from server.ports.audit import Note

Answer: TypeAlias = Mapping[str, Any]
"""What a command says it did: a JSON mapping, stored with its request id."""
Command: TypeAlias = Callable[[pycrdt.Doc[Any]], Answer]
"""An edit of one document. It may be run again on newer content, so it must depend on the document alone."""


class BoardDamaged(Exception):
    """Part of the document's log cannot be read: it can be looked at, as it was before that, and not changed.

    Where nothing can be read before that, it cannot be looked at either.
    """


class Withdrawn(Exception):
    """The edit was withdrawn before it was committed: nothing was changed."""


@dataclass(frozen=True, slots=True)
class DocumentState:
    """A document as it is durable: `state` is one full Yjs update, `seq` the last log row that it covers."""

    state: bytes
    seq: int


class LiveBoards(Protocol):
    """Reading and editing the documents of boards, whether anybody has them open or not."""

    async def read(self, document: DocumentName) -> DocumentState:
        """Return the durable state. Raises UnknownDocument, StorageUnavailable, BoardDamaged where there is none."""

    async def answered(self, document: DocumentName, request_id: str) -> Answer | None:
        """Return the answer of a command that was carried out on this document, or None. Raises StorageUnavailable."""

    async def edit(
        self, document: DocumentName, command: Command, *, request_id: str, note: Note | None = None
    ) -> Answer:
        """Run `command` on a private copy, commit its update once per request id, then show it to everyone (SPEC S7).

        Returns the command's answer; for a request id carried out before, the first answer, without running anything.
        The update is the server's own: its client id, participant None (SPEC I4). A command that changes nothing is
        remembered all the same. The note goes into the audit with the update, once, and not where nothing is
        changed. Raises EditError from the command unchanged, UnknownDocument, StorageUnavailable,
        BoardDamaged, Withdrawn. When the caller is cancelled, it goes on.
        """

    def withdraw(self, document: DocumentName, request_id: str) -> None:
        """Stop an edit that is being worked out in this process, also where that is done elsewhere (SPEC L4).

        One that is on its way into the log goes on; whoever waits for the edit hears which it was.
        """

    async def close_sessions(self, board: str, participants: Collection[str], reason: str) -> None:
        """End these people's sessions on the board, in every process; `reason` is a sentence for them (SPEC I5)."""

    async def change_role(self, board: str, participant: str, role: Role) -> None:
        """Give this person's sessions on the board another role at once, in every process (SPEC F8)."""

    def present(self, board: str) -> Sequence[str]:
        """Return the ids of the participants connected to this board now, each once."""
