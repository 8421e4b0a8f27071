"""Locks of a board, as its content room keeps them: a guard against accident, no right (SPEC F7)."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import pycrdt
import structlog

from board.admission import Touch
from board.content.document import BoardDocument
from board.errors import Refusal
from board.ids import DocumentName
from board.stage.locks import nameless, places_touched
from board.stage.stage import SOMEBODY, Lock, StageDocument
from server.ports.log import StorageUnavailable, UnknownDocument

from .live import Answer, Command
from .submissions import Member

LOCK_GRACE_SECONDS = 5.0
"""Letters on their way, and the word that somebody is in the middle of, are still taken after a lock."""
AGAIN_SECONDS = 2.0
"""Until a stage that could not be opened, or had to be closed, is opened again for its locks."""
MAX_NOTES = 1_000
"""What waits to be told to facilitators; what is beyond is in the log all the same."""

_log = structlog.get_logger(__name__)


class Gate:
    """What of one content document is locked now, and for whom."""

    def __init__(self, doc: "Callable[[], pycrdt.Doc[Any]]") -> None:
        self._doc = doc
        self.locked: frozenset[str] = frozenset()
        self.enforced: frozenset[str] = frozenset()
        """Those of the locked places whose lock is old enough to refuse live edits."""
        self.returned: Callable[[frozenset[str], str], None] = _nothing
        """Called with the places and whose edit comes back from offline.

        `SOMEBODY`'s where one of them names nobody: who is named elsewhere at that moment would be known there, too.
        """

    def check(self, member: Member, *, live: bool) -> Callable[[frozenset[Touch]], None] | None:
        """Return what has to be asked of an edit of this member; None when nothing has.

        Facilitators may write in locked places. A live edit is refused, one from offline is noted.
        """
        if not self.locked or member.role.may_facilitate:
            return None

        def check(touches: frozenset[Touch]) -> None:
            document = BoardDocument(self._doc())
            places = places_touched(touches, self.locked, document)
            if live and places & self.enforced:
                raise Refusal("locked", "The facilitator has locked this part of the board.")
            if places and not live:
                self.returned(places, SOMEBODY if nameless(places, document) else member.participant)

        return check


def _nothing(_: frozenset[str], __: str) -> None:
    """Do nothing: nobody listens."""


class LockedRoom(Protocol):
    """An open document, as far as locks go."""

    name: DocumentName
    gate: Gate
    shown: Callable[[], None]

    @property
    def doc(self) -> "pycrdt.Doc[Any]":
        """The document as it was shown last."""


class Rooms(Protocol):
    """Where the documents are open."""

    async def open(self, name: DocumentName) -> Any:
        """Open a document."""

    async def edit(self, document: DocumentName, command: Command, *, request_id: str) -> Answer:
        """Carry out a command."""


class Locking:
    """Carries the locks from the stage of each open board to its content. `run` must be running."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._open: dict[DocumentName, LockedRoom] = {}
        self._notes: asyncio.Queue[tuple[DocumentName, frozenset[str], str]] = asyncio.Queue(MAX_NOTES)

    def follow(self, room: LockedRoom) -> None:
        """Watch a room that was just opened."""
        self._open[room.name] = room
        if room.name.kind == "stage":
            room.shown = lambda: self._changed(room.name)
        else:
            room.gate.returned = lambda places, who: self._note(_stage_of(room.name), places, who)
            # Nothing is locked until the stage is open: then it is asked.
            self._need(_stage_of(room.name))
        self._apply(room.name)

    def forget(self, name: DocumentName) -> None:
        """A room was closed. A stage that had to be is opened again, or its locks would stay as they were."""
        if self._open.pop(name, None) is not None and self.is_needed(name):
            self._need_soon(name)

    def is_needed(self, name: DocumentName) -> bool:
        """True for the stage of a board whose content is open."""
        return name.kind == "stage" and _content_of(name) in self._open

    def _changed(self, stage: DocumentName) -> None:
        """A stage was changed: what is open now is so at once, what is locked now some seconds later."""
        content = self._open.get(_content_of(stage))
        if content is None:
            return
        wanted = self._wanted(stage)
        fresh = {place: lock for place, lock in wanted.items() if place not in content.gate.locked}
        content.gate.locked = frozenset(wanted)
        content.gate.enforced &= content.gate.locked
        if fresh:
            asyncio.get_running_loop().call_later(LOCK_GRACE_SECONDS, self._enforce, stage, fresh)

    def _enforce(self, stage: DocumentName, fresh: Mapping[str, Lock]) -> None:
        """Refuse live edits from now on where these locks still hold; younger ones have their own time."""
        content = self._open.get(_content_of(stage))
        if content is not None:
            locks = self._wanted(stage).items()
            content.gate.enforced |= {
                place for place, lock in locks if place in fresh and fresh[place].since == lock.since
            }

    def _apply(self, name: DocumentName) -> None:
        content = self._open.get(_content_of(name))
        if content is not None:
            content.gate.locked = content.gate.enforced = frozenset(self._wanted(_stage_of(name)))

    def _wanted(self, stage: DocumentName) -> Mapping[str, Lock]:
        room = self._open.get(stage)
        return StageDocument(room.doc).locks() if room else {}

    def _need(self, stage: DocumentName) -> None:
        self._note(stage, frozenset(), "")

    def _need_soon(self, stage: DocumentName) -> None:
        asyncio.get_running_loop().call_later(AGAIN_SECONDS, self._need_still, stage)

    def _need_still(self, stage: DocumentName) -> None:
        if self.is_needed(stage):
            self._need(stage)

    def _note(self, stage: DocumentName, places: frozenset[str], who: str) -> None:
        try:
            self._notes.put_nowait((stage, places, who))
        except asyncio.QueueFull:
            _log.warning("an edit from offline in a locked place is not told", document=str(stage))

    async def run(self) -> None:
        """Open the stages that are needed, and tell facilitators what came from offline, until cancelled."""
        while True:
            stage, places, who = await self._notes.get()
            try:
                await self._rooms.open(stage)
                if places:
                    command = noting(places, who)
                    await self._rooms.edit(stage, command, request_id=secrets.token_urlsafe(12))
            except UnknownDocument:
                _log.info("a board without a stage has no locks", document=str(stage))
            except StorageUnavailable as error:
                _log.warning("locks are not up to date", document=str(stage), error=repr(error))
                self._need_soon(stage)
            except Exception:  # noqa: BLE001  whatever it is, the other boards go on
                _log.exception("the locks of a board cannot be read", document=str(stage))


def noting(places: frozenset[str], who: str) -> Command:
    """Return the command that says whose edits came from offline."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        StageDocument(doc).note_returned(places, who)
        return {}

    return command


def _stage_of(name: DocumentName) -> DocumentName:
    return DocumentName(name.board, name.epoch, "stage")


def _content_of(name: DocumentName) -> DocumentName:
    return DocumentName(name.board, name.epoch, "content")
