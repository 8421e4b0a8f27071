"""Comments in a database. Who changes those of a board holds the row that counts the changes, so all are in turn."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from server.ports.comments import (
    COMMENT_CHARACTERS,
    MAX_BOARD_CHARACTERS,
    MAX_THREAD_COMMENTS,
    MAX_THREADS,
    Comment,
    CommentRefused,
    Mention,
    NewThread,
    Said,
    Thread,
    Threads,
    Untold,
)
from server.ports.directory import UnknownEntry

from .database import insert_new
from .entries import Adapter, known, new_id
from .people import find_participant
from .tables import comment_counts, comment_threads, comments, mentions

_COMMENT_COLUMNS = ("id", "thread", "participant", "attribution", "organisation", "text", "at", "revision", "deleted")
_THREAD_COLUMNS = ("id", "root", "place", "resolved", "revision")
"""The fields of `Comment` and of `Thread` that are columns."""
_COMMENTS = sa.select(*(comments.c[name] for name in _COMMENT_COLUMNS))
_THREADS = sa.select(*(comment_threads.c[name] for name in _THREAD_COLUMNS))


class SqlComments(Adapter):
    """The port `comments.Comments`."""

    async def said_before(self, board: str, said: Said) -> Thread | None:
        """See Comments."""

        def look(connection: sa.Connection) -> Thread | None:
            thread = _written_before(connection, said, comment_threads.c.board == board)
            return None if thread is None else _thread(connection, board, thread)

        return await self._database.read(look)

    async def add_thread(self, board: str, new: NewThread, said: Said) -> Thread:
        """See Comments."""
        at = self._clock()

        def add(connection: sa.Connection) -> Thread:
            _hold(connection, board)
            made = _written_before(connection, said, comment_threads.c.board == board)
            if made is not None:
                return _thread(connection, board, made)
            _check_room(connection, board, len(said.text) + COMMENT_CHARACTERS)
            if _count(connection, comment_threads, comment_threads.c.board == board) >= MAX_THREADS:
                raise CommentRefused("full")
            thread = new_id()
            values = {"id": thread, "board": board, "root": new.root, "place": new.place}
            connection.execute(sa.insert(comment_threads), values | {"resolved": False, "revision": 0})
            _insert(connection, thread, said, at)
            return _changed(connection, board, thread)

        with known():
            return await self._database.write(add)

    async def add_comment(self, board: str, thread: str, said: Said) -> Thread:
        """See Comments."""
        at = self._clock()

        def add(connection: sa.Connection) -> Thread:
            _hold(connection, board)
            before = _thread(connection, board, thread)
            if _written_before(connection, said, comments.c.thread == thread) is not None:
                return before
            _check_room(connection, board, len(said.text) + COMMENT_CHARACTERS)
            if len(before.comments) >= MAX_THREAD_COMMENTS:
                raise CommentRefused("thread-full")
            _insert(connection, thread, said, at)
            connection.execute(_update_thread(thread).values(resolved=False))
            return _changed(connection, board, thread)

        with known():
            return await self._database.write(add)

    async def change_comment(self, board: str, comment: str, said: Said, *, after: int) -> Thread:
        """See Comments."""

        def change(connection: sa.Connection) -> Thread:
            _hold(connection, board)
            found, mark = _comment(connection, board, comment)
            _check_own(found, said.participant)
            if mark == said.mark and not found.deleted:
                return _thread(connection, board, found.thread)
            _check_change(found, after)
            _check_room(connection, board, len(said.text) - len(found.text))
            values = {"text": said.text, "mark": said.mark, "revision": after + 1}
            connection.execute(sa.update(comments).where(comments.c.id == comment).values(values))
            _mention(connection, comment, said)
            return _changed(connection, board, found.thread)

        with known():
            return await self._database.write(change)

    async def delete_comment(self, board: str, comment: str, *, by: str | None) -> Thread:
        """See Comments."""

        def delete(connection: sa.Connection) -> Thread:
            _hold(connection, board)
            found, _ = _comment(connection, board, comment)
            if by is not None:
                _check_own(found, by)
            if found.deleted:
                return _thread(connection, board, found.thread)
            connection.execute(sa.delete(mentions).where(mentions.c.comment == comment))
            connection.execute(sa.update(comments).where(comments.c.id == comment).values(text="", deleted=True))
            return _changed(connection, board, found.thread)

        with known():
            return await self._database.write(delete)

    async def resolve_thread(self, board: str, thread: str, *, resolved: bool) -> Thread:
        """See Comments."""

        def resolve(connection: sa.Connection) -> Thread:
            _hold(connection, board)
            found = _thread(connection, board, thread)
            if found.resolved is resolved:
                return found
            connection.execute(_update_thread(thread).values(resolved=resolved))
            return _changed(connection, board, thread)

        with known():
            return await self._database.write(resolve)

    async def threads(self, board: str, *, after: int = 0) -> Threads:
        """See Comments."""

        def read(connection: sa.Connection) -> Threads:
            # Before the threads: what is changed meanwhile is read now and once more, never left out.
            revision = connection.scalar(_counted(board)) or 0
            wanted = (comment_threads.c.board == board, comment_threads.c.revision > after)
            return Threads(revision, _threads(connection, *wanted))

        return await self._database.read(read)

    async def get_thread(self, board: str, thread: str) -> Thread:
        """See Comments."""
        return await self._database.read(lambda connection: _thread(connection, board, thread))

    async def unread_mentions(self, board: str, participant: str) -> Sequence[Mention]:
        """See Comments."""
        found = sa.select(comments.c.thread, comments.c.id).join(mentions).join(comment_threads)
        mine = found.where(comment_threads.c.board == board, mentions.c.participant == participant, ~mentions.c.read)
        return await self._every(mine.order_by(comments.c.number), Mention)

    async def read_mentions(self, board: str, participant: str, comments: Collection[str]) -> None:
        """See Comments."""
        mine = sa.update(mentions).where(mentions.c.participant == participant, mentions.c.comment.in_(comments))
        await self._carry_out(mine.where(mentions.c.comment.in_(_of_board(board))).values(read=True))

    async def untold(self, after: str, limit: int) -> Sequence[Untold]:
        """See Comments."""
        behind = sa.select(comment_counts.c.board, comment_counts.c.revision)
        wanted = behind.where(comment_counts.c.told < comment_counts.c.revision, comment_counts.c.board > after)
        return await self._every(wanted.order_by(comment_counts.c.board).limit(limit), Untold)

    async def note_told(self, told: Untold) -> None:
        """See Comments."""
        behind = (comment_counts.c.board == told.board, comment_counts.c.told < told.revision)
        await self._carry_out(sa.update(comment_counts).where(*behind).values(told=told.revision))


def _counted(board: str) -> sa.Select[Any]:
    return sa.select(comment_counts.c.revision).where(comment_counts.c.board == board)


def _of_board(board: str) -> sa.Select[Any]:
    return sa.select(comments.c.id).join(comment_threads).where(comment_threads.c.board == board)


def _update_thread(thread: str) -> sa.Update:
    return sa.update(comment_threads).where(comment_threads.c.id == thread)


def _hold(connection: sa.Connection, board: str) -> None:
    """Let nobody else change the board's comments until the transaction ends."""
    connection.execute(insert_new(connection, comment_counts), {"board": board, "revision": 0, "told": 0})
    connection.execute(_counted(board).with_for_update())


def _changed(connection: sa.Connection, board: str, thread: str) -> Thread:
    """Give a thread that was changed the board's next revision, and return it."""
    revision = (connection.scalar(_counted(board)) or 0) + 1
    connection.execute(
        sa.update(comment_counts).where(comment_counts.c.board == board).values(revision=revision),
    )
    connection.execute(_update_thread(thread).values(revision=revision))
    return _thread(connection, board, thread)


def _thread(connection: sa.Connection, board: str, thread: str) -> Thread:
    found = _threads(connection, comment_threads.c.board == board, comment_threads.c.id == thread)
    if not found:
        raise UnknownEntry("There is no such thread.")
    return found[0]


def _threads(connection: sa.Connection, *wanted: sa.ColumnElement[bool]) -> Sequence[Thread]:
    ids = sa.select(comment_threads.c.id).where(*wanted)
    rows = connection.execute(_THREADS.where(*wanted).order_by(comment_threads.c.number)).mappings().all()
    said = _comments_of(connection, comments.c.thread.in_(ids))
    return [Thread(**row, comments=said.get(row["id"], ())) for row in rows]


def _comments_of(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> Mapping[str, Sequence[Comment]]:
    """Return comments in order, by thread."""
    mentioned, said = defaultdict(list), defaultdict(list)
    pairs = sa.select(mentions.c.comment, mentions.c.participant).join(comments).where(wanted)
    for row in connection.execute(pairs.order_by(mentions.c.participant)):
        mentioned[row.comment].append(row.participant)
    for each in connection.execute(_COMMENTS.where(wanted).order_by(comments.c.number)).mappings():
        said[each["thread"]].append(Comment(**each, mentions=mentioned[each["id"]]))
    return said


def _comment(connection: sa.Connection, board: str, comment: str) -> tuple[Comment, str]:
    """Return a comment with the mark of its newest writing."""
    wanted = comments.c.id == comment
    said = _comments_of(connection, sa.and_(wanted, comments.c.id.in_(_of_board(board))))
    mark = connection.scalar(sa.select(comments.c.mark).where(wanted))
    for [found] in said.values():
        return found, mark or ""
    raise UnknownEntry("There is no such comment.")


def _written_before(connection: sa.Connection, said: Said, where: sa.ColumnElement[bool]) -> str | None:
    """Return the thread to which this was added before."""
    same = (comments.c.participant == said.participant, comments.c.first_mark == said.mark)
    found = sa.select(comments.c.thread).join(comment_threads).where(where, *same)
    return connection.scalar(found)


def _insert(connection: sa.Connection, thread: str, said: Said, at: object) -> None:
    comment = new_id()
    values = {"id": comment, "thread": thread, "participant": said.participant, "attribution": said.attribution}
    shown = said.attribution == "organisation"
    organisation = find_participant(connection, said.participant).organisation if shown else None
    written = {"organisation": organisation, "text": said.text, "at": at, "first_mark": said.mark, "mark": said.mark}
    connection.execute(sa.insert(comments), values | written | {"revision": 1, "deleted": False})
    _mention(connection, comment, said)


def _mention(connection: sa.Connection, comment: str, said: Said) -> None:
    """Let a comment mention these and nobody else. Who names themselves has read it."""
    of_it = mentions.c.comment == comment
    connection.execute(sa.delete(mentions).where(of_it, mentions.c.participant.not_in(said.mentions)))
    for participant in dict.fromkeys(said.mentions):
        row = {"comment": comment, "participant": participant, "read": participant == said.participant}
        connection.execute(insert_new(connection, mentions), row)


def _check_own(found: Comment, participant: str) -> None:
    if found.participant != participant:
        raise CommentRefused("not-yours")


def _check_change(found: Comment, after: int) -> None:
    if found.deleted:
        raise CommentRefused("deleted")
    if found.revision != after:
        raise CommentRefused("overtaken")


def _check_room(connection: sa.Connection, board: str, more: int) -> None:
    each = sa.func.length(comments.c.text) + COMMENT_CHARACTERS
    length = sa.select(sa.func.coalesce(sa.func.sum(each), 0)).join(comment_threads)
    if (
        more > 0
        and (connection.scalar(length.where(comment_threads.c.board == board)) or 0) + more > MAX_BOARD_CHARACTERS
    ):
        raise CommentRefused("full")


def _count(connection: sa.Connection, table: sa.Table, *wanted: sa.ColumnElement[bool]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(*wanted)) or 0
