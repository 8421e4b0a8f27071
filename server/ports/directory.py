"""The port for people and boards: who may do what, who was present, what was kept; implemented by `server.storage`.

Every time is an aware UTC `datetime`, the present that of the clock it was opened with. Every id is random and safe in
a URL. Every method may raise `ports.StorageUnavailable`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol

from board.roles import Role

from .audit import AuditEntry
from .builds import Builds
from .comments import Comments
from .handover import Handover
from .programmes import Programmes
from .rounds import Rounds
from .schema import Schema
from .snapshots import Snapshots
from .suggestions import Suggestions

SERVER_PARTICIPANT = "server"
"""The owner of the server's own client ids; no participant can have this id."""


class UnknownEntry(Exception):
    """Something named by its id (a board, a participant, an invitation, ...) does not exist."""


RefusalReason = Literal["unknown", "revoked", "expired", "used"]


class InvitationRefused(Exception):
    """The invitation gives nothing (any more); `reason` says why."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(f"The invitation is {reason}.")
        self.reason: RefusalReason = reason


@dataclass(frozen=True, slots=True)
class Board:
    """A board. `title` is a copy of the document's, for lists; `created_by` is a participant."""

    id: str
    title: str
    epoch: str
    created_at: datetime
    created_by: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class FirstRow:
    """The first row of a new board's document of this kind, with the owners of its client ids."""

    kind: Literal["content", "stage"]
    update: bytes
    participant: str | None = None
    owners: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoardAccess:
    """A board and what the participant who asked may do there."""

    board: Board
    role: Role


@dataclass(frozen=True, slots=True)
class Participant:
    """A person. `job` is their role in their organisation, in their own words."""

    id: str
    name: str
    organisation: str | None
    job: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A participant with the strongest role that invitations gave them on a board."""

    participant: Participant
    role: Role
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Login:
    """A browser that is signed in as a participant; its cookie holds the secret."""

    secret_hash: str
    participant: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation to be made.

    With a `participant` it is a re-link: it works once, gives a login as that participant with all their rights, and no
    role of its own. Else, without a board it makes organisers of this server, and with one it gives `role` on that
    board to everyone who uses it.
    """

    board: str | None
    role: Role
    secret_hash: str
    created_by: str | None
    expires_at: datetime | None = None
    participant: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation as stored; see NewInvitation."""

    id: str
    board: str | None
    role: Role
    created_by: str | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    participant: str | None
    used_at: datetime | None

    def refusal(self, now: datetime) -> RefusalReason | None:
        """Return why the invitation cannot be used at `now`, or None when it can."""
        if self.revoked_at is not None:
            return "revoked"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        if self.participant is not None and self.used_at is not None:
            return "used"
        return None


@dataclass(frozen=True, slots=True)
class Revocation:
    """A revoked invitation and who lost what it gave; another may still give them a role: ask `role_of` again."""

    invitation: Invitation
    participants: Sequence[str]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was present on a day: one who joined, or one added by hand (`participant` None).

    `role_in_session` is free (Chair; several with commas between). A removed row is kept, so that the same person
    joining again that day does not bring it back.
    """

    id: str
    board: str
    date: date
    participant: str | None
    name: str
    organisation: str | None
    role_in_session: str | None
    source: Literal["joined", "added"]
    removed: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known of somebody who opens a board; `seen_at` is when their login was last noted.

    `epoch` is the board's, None when there is none; `noted`: they are on the day's register, or were taken off it.
    """

    participant: Participant
    seen_at: datetime
    epoch: str | None
    role: Role | None
    members: Sequence[Member]
    noted: bool


class Boards(Protocol):
    """Boards and what belongs to them."""

    async def create_board(
        self, title: str, created_by: str | None, first: Sequence[FirstRow] = (), *, request_id: str | None = None
    ) -> Board:
        """Make a board with its documents and their first rows, all or none. Gives no role.

        The same participant's request id makes one board however often it comes (SPEC S7).
        """

    async def get_board(self, board: str) -> Board | None:
        """Return the board, or None."""

    async def list_boards(self, participant: str) -> Sequence[BoardAccess]:
        """Return the participant's boards, latest change first; for an organiser, all boards."""

    async def rename_board(self, board: str, title: str) -> Board:
        """Keep the title that the document has now. Raises UnknownEntry."""

    async def begin_epochs(self) -> int:
        """Give every board and its documents another epoch (SPEC E1); returns how many boards there are."""

    async def touch_board(self, board: str) -> None:
        """Note that the board was changed now; does nothing for an unknown board."""


class People(Protocol):
    """Participants, how they are known again, and who was present."""

    async def create_participant(
        self, name: str, organisation: str | None = None, job: str | None = None
    ) -> Participant:
        """Make a participant."""

    async def get_participants(self, ids: Collection[str]) -> Mapping[str, Participant]:
        """Return those of the participants that exist, by id."""

    async def update_participant(self, participant: Participant) -> None:
        """Store name, organisation and job of this participant. Raises UnknownEntry."""

    async def create_login(self, secret_hash: str, participant: str, expires_at: datetime) -> Login:
        """Sign a browser in; `secret_hash` is of the secret in its cookie. Raises UnknownEntry."""

    async def find_login(self, secret_hash: str) -> Login | None:
        """Return the login, or None when there is none or it has expired."""

    async def touch_login(self, secret_hash: str, expires_at: datetime) -> None:
        """Note that the login was used now, and let it live until `expires_at`."""

    async def delete_login(self, secret_hash: str) -> None:
        """Sign the browser out, if it was signed in."""

    async def delete_logins(self, participant: str) -> None:
        """Sign all browsers of the participant out."""

    async def note_joined(self, board: str, participant: str, day: date) -> Attendance:
        """Note that a participant was present; once a board and day. Raises UnknownEntry."""

    async def note_role(self, board: str, participant: str, day: date, role: str) -> Attendance:
        """Add a role to those that somebody who joined has on the day's register; once, in the order of taking them.

        Raises UnknownEntry when they are not on it.
        """

    async def add_attendance(
        self, board: str, day: date, name: str, *, organisation: str | None = None, role_in_session: str | None = None
    ) -> Attendance:
        """Note by hand that somebody was present. Raises UnknownEntry."""

    async def edit_attendance(self, entry: Attendance) -> Attendance:
        """Store date, name, organisation, role and removed of the row with this id and board.

        Raises UnknownEntry, and ValueError for moving somebody who joined to a day they already have a row for.
        """

    async def list_attendance(self, board: str, *, with_removed: bool = False) -> Sequence[Attendance]:
        """Return who was present, by day, then in the order of noting."""


class Rights(Protocol):
    """Invitations and the roles they give."""

    async def create_invitation(self, new: NewInvitation) -> Invitation:
        """Make an invitation. Raises UnknownEntry for its board or participant."""

    async def find_invitation(self, secret_hash: str) -> Invitation | None:
        """Return the invitation with this secret, usable or not, or None."""

    async def list_invitations(self, board: str | None) -> Sequence[Invitation]:
        """Return a board's invitations, or those for organisers, newest first."""

    async def accept_invitation(self, invitation: str, participant: str) -> Invitation:
        """Give the participant the role (or make them organiser); again does nothing more.

        Checks in the same transaction that the invitation is still good; raises InvitationRefused
        ("unknown" for a re-link), UnknownEntry for the participant.
        """

    async def use_relink(self, invitation: str) -> Participant:
        """Use up a re-link invitation; returns the participant to sign in as.

        Of two at the same time one succeeds. Raises InvitationRefused; "unknown" when it is no re-link.
        """

    async def revoke_invitation(self, invitation: str) -> Revocation:
        """Revoke and take back what it gave (SPEC I5); again returns nobody. Raises UnknownEntry."""

    async def role_of(self, board: str, participant: str) -> Role | None:
        """Return the strongest role on the board, or None; FACILITATE for an organiser, on any id."""

    async def is_organiser(self, participant: str) -> bool:
        """True when the participant organises this server: makes boards, facilitates all."""

    async def list_joined(self, board: str) -> Mapping[str, Sequence[str]]:
        """Return who holds what each of the board's invitations gave, by its id; unused ones are left out."""

    async def opening(self, secret_hash: str, board: str, day: date) -> Opening | None:
        """Return what opening the board with this login comes upon, in one read; None as `find_login`."""

    async def list_members(self, board: str) -> Sequence[Member]:
        """Return who has joined the board, in order of joining; organisers only if they joined."""

    async def record_audit(
        self,
        action: str,
        *,
        participant: str | None,
        board: str | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Note an action now."""

    async def list_audit(self, board: str | None, *, limit: int = 1_000) -> Sequence[AuditEntry]:
        """Return the newest entries, of one board or of all, newest first."""


class Directory(
    Boards, People, Rights, Handover, Rounds, Comments, Programmes, Builds, Suggestions, Snapshots, Schema, Protocol
):
    """All of it, kept in one database with the update log."""
