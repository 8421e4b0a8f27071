"""What waits in a room for the next commit: edits of clients and edits of the server."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from board.roles import Role
from board.wire import codec
from server.ports.audit import Note

from .live import Answer, Command

SERVER = "server"
"""The participant under which the server's own client ids are reserved."""


class Member(Protocol):
    """A client's attachment to one room. Every method returns at once."""

    @property
    def participant(self) -> str:
        """Who it is, from the authenticated connection."""

    @property
    def role(self) -> Role:
        """What they may do on this board."""

    def change_role(self, role: Role) -> None:
        """Take on another role at once."""

    @property
    def address(self) -> str | None:
        """The document's address on the member's socket; None in the plain dialect."""

    @property
    def user(self) -> Mapping[str, Any]:
        """What others may know of them: id, name, colour."""

    def signature(self, attribution: str) -> str | None:
        """Return what signs a card of theirs: their name, or their organisation, None where they gave none."""

    def send(self, frame: bytes) -> None:
        """Put a frame in the outbox; a full outbox closes the connection."""

    def tell(self, message: codec.Message) -> None:
        """Send one message about this document."""

    def saved(self) -> None:
        """Acknowledge the oldest unacknowledged edit frame."""

    def denied(self) -> None:
        """Say of the oldest unacknowledged edit frame that the member may only read; the document stays open."""

    def refuse(self, code: str, reason: str) -> None:
        """End this member's document with a reason people can read."""

    def close(self, code: int, reason: str) -> None:
        """Close the whole connection."""


OVERHEAD = 256
"""About how many bytes a submission takes beside its frame and update."""


@dataclass(slots=True, eq=False)
class ClientEdit:
    """A frame of a member. `update` is what it adds, empty when the log (or a submission before it) has it all."""

    member: Member
    frame: bytes
    update: bytes
    owners: Mapping[int, str]
    stamped: bool = False
    """The server said something of its cards: that depends on what activities and zones say (SPEC P10, T5)."""

    @property
    def weight(self) -> int:
        """About how much memory it takes, in bytes."""
        return OVERHEAD + len(self.frame) + len(self.update)

    @property
    def author(self) -> str:
        """Whose row it becomes."""
        return self.member.participant

    def settle(self) -> None:
        """Acknowledge it: it is durable."""
        self.member.saved()

    @classmethod
    def of_nothing(cls, member: Member) -> "ClientEdit":
        """Return the edit of a frame that an admitted Step 2 makes up for."""
        return cls(member, b"\x00\x00", b"", {})


@dataclass(slots=True, eq=False)
class Denial:
    """The answer to a frame of somebody who may only read, in its place among the other answers (SPEC S2)."""

    member: Member
    update: bytes = b""
    owners: Mapping[int, str] = field(default_factory=dict)
    weight: int = OVERHEAD
    author: str | None = None

    def settle(self) -> None:
        """Tell the member."""
        self.member.denied()


@dataclass(slots=True, eq=False)
class Claim:
    """Client ids that showed presence before they wrote anything."""

    owners: Mapping[int, str]
    update: bytes = b""
    weight: int = OVERHEAD
    author: str | None = None

    def settle(self) -> None:
        """Nobody waits for an answer."""


@dataclass(frozen=True, slots=True)
class Authored:
    """What a command answered, the updates that it made, and the clock of the room's client id before them.

    `signed` is as the basis had it.
    """

    answer: Answer
    updates: Sequence[bytes]
    clock: int
    signed: int = 0

    @property
    def size(self) -> int:
        """How many bytes the updates have."""
        return sum(map(len, self.updates))


@dataclass(slots=True, eq=False)
class ServerEdit:
    """A command of the server. It is run again when others wrote first; `done` gets its answer once it is durable.

    `made` is what the last of its `runs` came to. Once it `is_bound` for the log it cannot be withdrawn.
    `note` goes into the audit with what it changes.
    """

    command: Command
    request_id: str
    done: "asyncio.Future[Answer]"
    note: Note | None = None
    update: bytes = b""
    answer: Answer = field(default_factory=dict)
    owners: Mapping[int, str] = field(default_factory=dict)
    author: str | None = None
    made: Authored | None = None
    runs: int = 0
    is_bound: bool = False

    @property
    def weight(self) -> int:
        """About how much memory it takes, in bytes."""
        return OVERHEAD + len(self.update)

    def bind(self, made: Authored) -> None:
        """Take on what it came to: from now on it is on its way into the log."""
        self.answer, self.update, self.owners, self.is_bound = made.answer, b"", {}, True

    @property
    def has_failed(self) -> bool:
        """True when it was not carried out."""
        return self.done.done() and self.done.exception() is not None

    def settle(self) -> None:
        """Give the answer: it is durable."""
        self.answered(self.answer)

    def answered(self, answer: Answer) -> None:
        """Give the answer, once."""
        if not self.done.done():
            self.done.set_result(answer)

    def failed(self, error: Exception) -> None:
        """Say that it was not carried out."""
        if not self.done.done():
            self.done.set_exception(error)


Submission = ClientEdit | Denial | Claim | ServerEdit
