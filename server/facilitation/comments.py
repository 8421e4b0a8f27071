"""Comments: written, told to open pages, and shown with no more of their writers than was promised (SPEC C)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog

from board.content.attribution import more_discreet
from board.content.document import BoardDocument
from board.errors import BoardError
from board.ids import DocumentName
from board.stage.comments import attribution_at
from server.ports.comments import Comment, Mention, NewThread, Said, Thread, Untold
from server.ports.directory import Board, Directory
from server.ports.log import StorageUnavailable, UnknownDocument
from server.rooms.live import BoardDamaged, LiveBoards

from .commands import TellOfComments
from .private import NamesOf

PACE_SECONDS = 5.0
"""What could not be told at once is tried again after this long."""
PAGE = 100
"""Boards asked for at once."""

_log = structlog.get_logger(__name__)


class UnknownMention(Exception):
    """Somebody who is mentioned is not on the board."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Threads as one person may see them, and where that person is mentioned.

    `names` says by comment who wrote it, as it is attributed, and `mentioned` by participant what people are called.
    """

    revision: int
    threads: Sequence[Thread]
    names: Mapping[str, str | None]
    mentioned: Mapping[str, str]
    unread: Sequence[Mention]


class BoardComments:
    """The comments of all boards. `run` must be running for open pages to be told."""

    def __init__(self, directory: Directory, live: LiveBoards, names_of: NamesOf) -> None:
        self._directory = directory
        self._live = live
        self._names_of = names_of
        self._changed = asyncio.Event()

    async def begin(self, board: Board, new: NewThread, said: Said) -> Thread:
        """Begin a thread; a repeat is answered, though its place or whom it mentions is gone meanwhile.

        Raises EditError for a place that is not there, UnknownMention, CommentRefused.
        """
        if (there := await self._directory.said_before(board.id, said)) is not None:
            return there
        await self._check_mentions(board, said)
        attributed = await self._attributed(board, new.root, new.place, said)
        return await self._told(self._directory.add_thread(board.id, new, attributed))

    async def answer(self, board: Board, thread: str, said: Said) -> Thread:
        """Add to a thread. Raises EditError, UnknownMention, CommentRefused, UnknownEntry."""
        if (there := await self._directory.said_before(board.id, said)) is not None:
            return there
        found = await self._directory.get_thread(board.id, thread)
        await self._check_mentions(board, said)
        attributed = await self._attributed(board, found.root, found.place, said)
        return await self._told(self._directory.add_comment(board.id, thread, attributed))

    async def change(self, board: Board, comment: str, said: Said, *, after: int) -> Thread:
        """Change a comment of its author. Raises UnknownMention, CommentRefused, UnknownEntry."""
        await self._check_mentions(board, said)
        return await self._told(self._directory.change_comment(board.id, comment, said, after=after))

    async def delete(self, board: Board, comment: str, *, by: str | None) -> Thread:
        """Delete a comment of this author, or with None anybody's. Raises CommentRefused, UnknownEntry."""
        return await self._told(self._directory.delete_comment(board.id, comment, by=by))

    async def resolve(self, board: Board, thread: str, *, resolved: bool) -> Thread:
        """Resolve a thread or open it again. Raises UnknownEntry."""
        return await self._told(self._directory.resolve_thread(board.id, thread, resolved=resolved))

    async def _attributed(self, board: Board, root: str, place: str, said: Said) -> Said:
        """Let the writer's name be shown as the place's activity has it, or as they saw it, whichever says less."""
        state = await self._live.read(DocumentName(board.id, board.epoch, "content"))
        document = await asyncio.to_thread(BoardDocument.from_state, state.state)
        return replace(said, attribution=more_discreet(attribution_at(document, root, place), said.attribution))

    async def _check_mentions(self, board: Board, said: Said) -> None:
        members = await self._directory.list_members(board.id) if said.mentions else ()
        joined = {member.participant.id for member in members}
        for participant in set(said.mentions) - joined:
            # Organisers are on every board, and need not have joined it.
            if await self._directory.role_of(board.id, participant) is None:
                raise UnknownMention

    async def _told(self, change: Awaitable[Thread]) -> Thread:
        thread = await change
        self._changed.set()
        return thread

    # What people see

    async def shown(self, board: Board, participant: str, *, after: int = 0) -> Shown:
        """Return the threads that were changed after a revision, and all mentions that the person has not read."""
        found = await self._directory.threads(board.id, after=after)
        return await self._shown(board, found.revision, found.threads, participant)

    async def shown_one(self, board: Board, participant: str, thread: Thread) -> Shown:
        """Return one thread as the person may see it."""
        return await self._shown(board, thread.revision, [thread], participant)

    async def _shown(self, board: Board, revision: int, threads: Sequence[Thread], participant: str) -> Shown:
        comments = [comment for thread in threads for comment in thread.comments]
        mentioned = {each for comment in comments for each in comment.mentions}
        wanted = {comment.participant for comment in comments} | mentioned
        people = await self._directory.get_participants(wanted) if wanted else {}
        called = await self._names_of(board.id, *people.values()) if people else {}
        return Shown(
            revision,
            threads,
            {comment.id: _author(comment, called) for comment in comments},
            {each: called[each] for each in mentioned},
            await self._directory.unread_mentions(board.id, participant),
        )

    # Telling open pages

    async def run(self) -> None:
        """Tell the open pages of each board that its comments were changed, until cancelled."""
        while True:
            self._changed.clear()
            await self.tell()
            with suppress(TimeoutError):
                async with asyncio.timeout(PACE_SECONDS):
                    await self._changed.wait()

    async def tell(self) -> None:
        """Tell each board of what was not told yet; what cannot be told now is found again at the next turn."""
        try:
            async for untold in self._untold():
                await self._tell(untold)
        except StorageUnavailable as error:
            _log.warning("comments are told later", error=str(error))
        except Exception:  # noqa: BLE001  whatever it is, it is tried again
            _log.exception("comments are told later")

    async def _untold(self) -> AsyncIterator[Untold]:
        """Each board once, so that those that cannot be told, however many they are, keep none of the others away."""
        last = ""
        while page := await self._directory.untold(last, PAGE):
            last = page[-1].board
            for untold in page:
                yield untold

    async def _tell(self, untold: Untold) -> None:
        try:
            await self._show(untold)
            await self._directory.note_told(untold)
        except StorageUnavailable:
            raise
        except Exception:  # noqa: BLE001  whatever it is, the other boards are told
            _log.exception("the pages of a board are told of comments later", board=untold.board)

    async def _show(self, untold: Untold) -> None:
        board = await self._directory.get_board(untold.board)
        if board is None:
            return
        stage = DocumentName(board.id, board.epoch, "stage")
        command = TellOfComments(untold.revision)
        try:
            await self._live.edit(stage, command, request_id=f"comments:{untold.revision}")
        except (BoardError, BoardDamaged, UnknownDocument) as error:
            # Its pages see the comments when they are opened.
            _log.warning("the pages of a board are not told of comments", board=board.id, error=type(error).__name__)


def _author(comment: Comment, called: Mapping[str, str]) -> str | None:
    """Return who a comment is said to be by; None where nobody is named."""
    match comment.attribution:
        case "name":
            return called[comment.participant]
        case "organisation":
            return comment.organisation
        case _:
            return None
