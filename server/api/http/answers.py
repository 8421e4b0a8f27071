"""Answers of the API, as they are sent."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel

from board.roles import Role
from server.ports.directory import Board, BoardAccess, Participant
from server.ports.snapshots import Snapshot, SnapshotReason


class Person(BaseModel):
    """Somebody who is known here."""

    id: str
    name: str
    organisation: str | None
    job: str | None

    @classmethod
    def of(cls, participant: Participant) -> "Person":
        """Return what is shown of a participant."""
        return cls(id=participant.id, name=participant.name, organisation=participant.organisation, job=participant.job)


class BoardRow(BaseModel):
    """A board in a list."""

    id: str
    title: str
    role: Role
    updated_at: dt.datetime

    @classmethod
    def of(cls, access: BoardAccess) -> "BoardRow":
        """Return the row of a board."""
        return cls(id=access.board.id, title=access.board.title, role=access.role, updated_at=access.board.updated_at)


class Me(BaseModel):
    """Who is asking, and their boards; `participant` is null for someone unknown."""

    participant: Person | None
    organiser: bool
    boards: Sequence[BoardRow]


class Notice(BaseModel):
    """Sentences to be shown before somebody joins."""

    who_sees: str
    kept: str
    reminder: str


class BoardName(BaseModel):
    """A board's id and title."""

    id: str
    title: str

    @classmethod
    def of(cls, board: Board) -> "BoardName":
        """Return the name of a board."""
        return cls(id=board.id, title=board.title)


class CheckedInvitation(BaseModel):
    """What a link gives. Without `board` it makes organisers; `participant` is who is asking already, if known."""

    role: Role
    board: BoardName | None
    participant: Person | None
    notice: Notice


class Joined(BaseModel):
    """Who the caller is now, and where the link leads; `token` only when it was asked for."""

    participant: Person
    board_id: str | None
    role: Role
    token: str | None = None


class Boards(BaseModel):
    """The caller's boards, latest change first."""

    boards: Sequence[BoardRow]


class Created(BaseModel):
    """The id of what was made."""

    id: str


class PersonOnBoard(BaseModel):
    """The caller as others on the board see them."""

    id: str
    name: str
    organisation: str | None
    display_name: str


class BoardAnswer(BaseModel):
    """A board, and the caller's place on it. `content` and `stage` are the names of its documents for `/sync`."""

    id: str
    title: str
    epoch: str
    role: Role
    content: str
    stage: str
    participant: PersonOnBoard
    can_organise: bool


class InvitationRow(BaseModel):
    """A link that was made. Its address was shown once, when it was made.

    `by` is the name of who made it, `joined` how many people are on the board by it, `yours` whether the caller is one.
    """

    id: str
    role: Role
    by: str | None
    joined: int
    yours: bool
    created_at: dt.datetime
    expires_at: dt.datetime | None
    revoked_at: dt.datetime | None


class Invitations(BaseModel):
    """The board's links, newest first; `address` is what new ones begin with."""

    address: str
    invitations: Sequence[InvitationRow]


class Invited(BaseModel):
    """A new link; `url` is not shown again."""

    id: str
    role: Role
    url: str


class LinkAnswer(BaseModel):
    """A link for one use."""

    url: str


class MemberRow(BaseModel):
    """Somebody who has joined the board; `present` says that they have it open now."""

    id: str
    name: str
    organisation: str | None
    job: str | None
    display_name: str
    role: Role
    joined_at: dt.datetime
    present: bool


class Members(BaseModel):
    """Everyone who has joined, in order of joining."""

    participants: Sequence[MemberRow]


class AttendanceRow(BaseModel):
    """Somebody who was present on a day."""

    id: str
    date: dt.date
    participant: str | None
    name: str
    organisation: str | None
    role_in_session: str | None
    source: Literal["joined", "added"]


class Register(BaseModel):
    """Who was present, by day."""

    attendance: Sequence[AttendanceRow]


class SnapshotRow(BaseModel):
    """A snapshot; `by` is the name of who took it, null for the server; `digest` is of its projection (SHA-256)."""

    id: str
    label: str
    reason: SnapshotReason
    by: str | None
    at: dt.datetime
    digest: str

    @classmethod
    def of(cls, snapshot: Snapshot, name: str | None) -> "SnapshotRow":
        """Return the row of a snapshot that was taken by somebody of this name."""
        return cls(
            id=snapshot.id,
            label=snapshot.label,
            reason=snapshot.reason,
            by=name,
            at=snapshot.at,
            digest=snapshot.digest,
        )


class SnapshotList(BaseModel):
    """The board's snapshots, newest first."""

    snapshots: Sequence[SnapshotRow]


class SnapshotAnswer(SnapshotRow):
    """A snapshot with the board as it was (see /projection)."""

    projection: dict[str, Any]


class RestorePreview(BaseModel):
    """What restoring would change, one sentence each."""

    changes: Sequence[str]


class StoppedReturn(BaseModel):
    """What restoring changed before it could be stopped, one sentence each; null where nothing was changed."""

    applied: Sequence[str] | None


class Restored(BaseModel):
    """What restoring changed, and the snapshot of the board as it was before."""

    applied: Sequence[str]
    snapshot_before: str
