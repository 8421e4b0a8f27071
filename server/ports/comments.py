"""The port for comments: threads on cards, areas and zones, and who is mentioned in them (SPEC C).

A comment is no content of the board. Each change of a board's comments has a number, its revision, so that a page asks
only for what is new.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

MAX_COMMENT_TEXT = 4_000
"""Code points of one comment: two pages, as a private card. A longer text is written on the board itself."""
MAX_THREAD_COMMENTS = 200
"""A conversation that is longer is to be held aloud; a thread is read and sent as a whole."""
MAX_THREADS = 2_000
"""Of one board: more than a large board has cards (1,500)."""
MAX_BOARD_CHARACTERS = 1_000_000
"""Of all comments of a board together: a page that opens it is sent them all, 4 MB at most."""
COMMENT_CHARACTERS = 100
"""What each comment counts for beside its text, deleted ones too: its ids, name and time are sent with it."""
MAX_MENTIONS = 20
"""People of one comment: a whole group of 22 is addressed by no name at all."""

CommentsRefusal = Literal["full", "thread-full", "overtaken", "not-yours", "deleted"]


class CommentRefused(Exception):
    """The comment is not taken; `why` says the reason, and nothing was changed."""

    def __init__(self, why: CommentsRefusal) -> None:
        super().__init__(f"The comment is refused: {why}.")
        self.why: CommentsRefusal = why


@dataclass(frozen=True, slots=True)
class NewThread:
    """Where a thread is begun: the root and the id of a card, area or zone."""

    root: str
    place: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says. `attribution` is how their name is shown; `mentions` are participants.

    `mark` is the author's, new for each writing: sent again it changes nothing.
    """

    participant: str
    text: str
    mentions: Sequence[str]
    attribution: str
    mark: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as stored. `participant` wrote it, which is shown only as `attribution` says.

    `organisation` is theirs as it was when they wrote, where the comment is shown with it (None where they gave none).
    `revision` counts its texts. A deleted one has no text and mentions nobody.
    """

    id: str
    thread: str
    participant: str
    attribution: str
    organisation: str | None
    text: str
    at: datetime
    revision: int
    deleted: bool
    mentions: Sequence[str]


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread with its comments in order. `revision` is the number of its newest change on the board."""

    id: str
    root: str
    place: str
    resolved: bool
    revision: int
    comments: Sequence[Comment]


@dataclass(frozen=True, slots=True)
class Mention:
    """A comment that mentions somebody who has not read it yet."""

    thread: str
    comment: str


@dataclass(frozen=True, slots=True)
class Threads:
    """Threads of a board, in the order of their making, as they were at the change with the number `revision`."""

    revision: int
    threads: Sequence[Thread]


@dataclass(frozen=True, slots=True)
class Untold:
    """A board whose open pages were not told yet that its comments were changed."""

    board: str
    revision: int


class Comments(Protocol):
    """Threads of comments. What changes something gives the thread a new revision; a repeat changes nothing."""

    async def said_before(self, board: str, said: Said) -> Thread | None:
        """Return the thread that holds this writing already, by its author and mark; None where it is new."""

    async def add_thread(self, board: str, new: NewThread, said: Said) -> Thread:
        """Begin a thread, once a mark. Raises CommentRefused ("full"), UnknownEntry for the board."""

    async def add_comment(self, board: str, thread: str, said: Said) -> Thread:
        """Add a comment at the end of a thread, once a mark, and open the thread where it was resolved.

        Raises CommentRefused ("full", "thread-full"), UnknownEntry.
        """

    async def change_comment(self, board: str, comment: str, said: Said, *, after: int) -> Thread:
        """Put another text in place of a comment's, once a mark; it keeps the attribution that it has.

        Who is mentioned still keeps whether they have read it. Raises CommentRefused ("not-yours", "deleted", "full",
        and "overtaken" when it has another revision than `after`), UnknownEntry.
        """

    async def delete_comment(self, board: str, comment: str, *, by: str | None) -> Thread:
        """Erase a comment's text and mentions; again does nothing. `by` has to be its author, None is anybody.

        Raises CommentRefused ("not-yours"), UnknownEntry.
        """

    async def resolve_thread(self, board: str, thread: str, *, resolved: bool) -> Thread:
        """Resolve a thread, or open it again; again does nothing. Raises UnknownEntry."""

    async def threads(self, board: str, *, after: int = 0) -> Threads:
        """Return the board's threads that were changed after a revision, each with all its comments."""

    async def get_thread(self, board: str, thread: str) -> Thread:
        """Return a thread. Raises UnknownEntry."""

    async def unread_mentions(self, board: str, participant: str) -> Sequence[Mention]:
        """Return where this person is mentioned and has not read it, oldest first."""

    async def read_mentions(self, board: str, participant: str, comments: Collection[str]) -> None:
        """Note that this person has read these comments; unknown ones do nothing."""

    async def untold(self, after: str, limit: int) -> Sequence[Untold]:
        """Return at most `limit` boards whose comments were changed since it was told, by id, from `after` on."""

    async def note_told(self, told: Untold) -> None:
        """Note that the pages of a board were told of its comments up to this revision."""
