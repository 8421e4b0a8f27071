"""Comments on cards, areas and zones, in threads (SPEC C)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from pydantic import BaseModel

from server.api.http.bodies import ChangedComment, NewComment, NewThread, ReadComments, ThreadState
from server.api.http.problem import Problem
from server.api.http.routes import Call, Endpoint, NoBody, Who
from server.facilitation.comments import Shown, UnknownMention
from server.ports import comments
from server.ports.comments import CommentRefused, CommentsRefusal, Said

_BOARD: Final = "/api/boards/{board}"
_THREADS: Final = f"{_BOARD}/threads"
_THREAD: Final = f"{_THREADS}/{{thread}}"
_COMMENT: Final = f"{_BOARD}/comments/{{comment}}"
_SENTENCES: Final[dict[CommentsRefusal, str]] = {
    "full": (
        f"This board has no room for more comments ({comments.MAX_THREADS:,} threads, "
        f"{comments.MAX_BOARD_CHARACTERS:,} characters). Delete some that are done with, then send yours again."
    ),
    "thread-full": (
        f"This thread is full: it has {comments.MAX_THREAD_COMMENTS} comments. Begin another one for this."
    ),
    "overtaken": "You changed this comment in another window. Keep your text, look there, and change it again.",
    "not-yours": "Only who wrote a comment can change it.",
    "deleted": "This comment was deleted. Keep your text: you can send it as a new comment.",
}
_NAMED: Final = "name"


class Mentioned(BaseModel):
    """Somebody who is mentioned, and what they are called on this board."""

    participant: str
    name: str


class CommentRow(BaseModel):
    """A comment as the caller may see it.

    `by` is the writer's name or organisation, as the activity says, null for nobody; `mine`: the caller wrote it. `day`
    is when (UTC); `at` the moment, only beside a name: with the moment one could look up who was there. `revision` is
    to be sent as `after` with a change. A deleted one has no text.
    """

    id: str
    by: str | None
    mine: bool
    text: str
    mentions: Sequence[Mentioned]
    day: dt.date
    at: dt.datetime | None
    revision: int
    deleted: bool


class ThreadRow(BaseModel):
    """A thread on a card, area or zone (`root` and `place`), its comments in order."""

    id: str
    root: str
    place: str
    resolved: bool
    revision: int
    comments: Sequence[CommentRow]


class MentionRow(BaseModel):
    """A comment that mentions the caller, who has not read it."""

    thread: str
    comment: str


class Unread(BaseModel):
    """Where the caller is mentioned and has not read it, oldest first."""

    unread: Sequence[MentionRow]


class ThreadList(Unread):
    """Threads that were changed since the revision that was asked for, in the order of their making.

    `revision` is to be sent as `since` the next time. What is unread is always named whole.
    """

    revision: int
    threads: Sequence[ThreadRow]


def _row(shown: Shown, thread: comments.Thread, reader: str) -> ThreadRow:
    said = [_comment(shown, comment, reader) for comment in thread.comments]
    return ThreadRow(
        id=thread.id,
        root=thread.root,
        place=thread.place,
        resolved=thread.resolved,
        revision=thread.revision,
        comments=said,
    )


def _comment(shown: Shown, comment: comments.Comment, reader: str) -> CommentRow:
    return CommentRow(
        id=comment.id,
        by=shown.names[comment.id],
        mine=comment.participant == reader,
        text=comment.text,
        mentions=[Mentioned(participant=each, name=shown.mentioned[each]) for each in comment.mentions],
        day=comment.at.date(),
        at=comment.at if comment.attribution == _NAMED else None,
        revision=comment.revision,
        deleted=comment.deleted,
    )


def _unread(found: Sequence[comments.Mention]) -> Sequence[MentionRow]:
    return [MentionRow(thread=each.thread, comment=each.comment) for each in found]


async def listed(call: Call[NoBody]) -> ThreadList:
    """Return the board's threads, or those that were changed since a revision, and the caller's mentions."""
    shown = await call.services.comments.shown(call.board, call.participant, after=call.number("since"))
    threads = [_row(shown, thread, call.participant) for thread in shown.threads]
    return ThreadList(revision=shown.revision, threads=threads, unread=_unread(shown.unread))


async def begin(call: Call[NewThread]) -> ThreadRow:
    """Begin a thread on a card, area or zone."""
    new = comments.NewThread(call.body.root, call.body.place)
    with _explained():
        return await _answer(call, await call.services.comments.begin(call.board, new, _said(call)))


async def add(call: Call[NewComment]) -> ThreadRow:
    """Add a comment to a thread; one that was resolved is open again."""
    with _explained():
        return await _answer(call, await call.services.comments.answer(call.board, call.path("thread"), _said(call)))


async def change(call: Call[ChangedComment]) -> ThreadRow:
    """Change the caller's own comment."""
    work = call.services.comments.change(call.board, call.path("comment"), _said(call), after=call.body.after)
    with _explained():
        return await _answer(call, await work)


async def delete(call: Call[NoBody]) -> ThreadRow:
    """Delete the caller's own comment, or as a facilitator anybody's; its place stays."""
    by = None if call.access.role.may_facilitate else call.participant
    with _explained():
        return await _answer(call, await call.services.comments.delete(call.board, call.path("comment"), by=by))


async def resolve(call: Call[ThreadState]) -> ThreadRow:
    """Resolve a thread, or open it again."""
    work = call.services.comments.resolve(call.board, call.path("thread"), resolved=call.body.resolved)
    return await _answer(call, await work)


async def read(call: Call[ReadComments]) -> Unread:
    """Note that the caller has read these comments, and return what mentions them still."""
    directory = call.services.directory
    await directory.read_mentions(call.board.id, call.participant, call.body.comments)
    return Unread(unread=_unread(await directory.unread_mentions(call.board.id, call.participant)))


def _said(call: Call[Any]) -> Said:
    body: NewComment = call.body
    return Said(call.participant, body.text, tuple(body.mentions), body.attribution, body.mark)


async def _answer(call: Call[Any], thread: comments.Thread) -> ThreadRow:
    shown = await call.services.comments.shown_one(call.board, call.participant, thread)
    return _row(shown, thread, call.participant)


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what is refused into a problem."""
    try:
        yield
    except CommentRefused as error:
        status = 403 if error.why == "not-yours" else 409
        raise Problem(status, f"comment-{error.why}", _SENTENCES[error.why]) from error
    except UnknownMention as error:
        detail = "Somebody whom you mention is not on this board (any more). Take their name out, then send it again."
        raise Problem(409, "comment-mention", detail) from error


ENDPOINTS = (
    Endpoint("GET", _THREADS, Who.VIEW, "Comments in threads", listed, NoBody, ThreadList, query=("since",)),
    Endpoint(
        "POST",
        _THREADS,
        Who.EDIT,
        "Begin a thread of comments",
        begin,
        NewThread,
        ThreadRow,
        status=201,
        problems=(409,),
    ),
    Endpoint(
        "POST",
        f"{_THREAD}/comments",
        Who.EDIT,
        "Add a comment to a thread",
        add,
        NewComment,
        ThreadRow,
        status=201,
        problems=(409,),
    ),
    Endpoint("PUT", _COMMENT, Who.EDIT, "Change my own comment", change, ChangedComment, ThreadRow, problems=(409,)),
    Endpoint("DELETE", _COMMENT, Who.EDIT, "Delete a comment", delete, NoBody, ThreadRow),
    Endpoint("PUT", f"{_THREAD}/state", Who.EDIT, "Resolve or open a thread", resolve, ThreadState, ThreadRow),
    Endpoint("POST", f"{_BOARD}/mentions/read", Who.VIEW, "Note what I have read", read, ReadComments, Unread),
)
