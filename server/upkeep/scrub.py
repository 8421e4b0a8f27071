"""The nightly scrub: what is live, what is in the checkpoint and what the log says must be one document (SPEC S12).

One document at a time, step by step in the worker process. Findings never hold a word from a board.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol

import structlog

from board.ids import DocumentName
from server.ports.log import Checkpoint, LogExtent, RowsGone, StorageUnavailable, UnknownDocument, UpdateLog
from server.rooms.checkpoints import LogDamaged, compared, misindexed, reloaded
from server.rooms.durable import RoomBroken
from server.rooms.live import DocumentState
from server.rooms.rebuilding import CheckpointUnsound
from server.rooms.room import Room
from server.workers.gaps import Runs
from server.workers.pool import WorkersBusy

from .replaying import replay

NIGHT = 2
"""The hour, in UTC, from which on the scrub begins: nobody in England holds a workshop then."""
SPREAD_SECONDS = 3600
"""Within which it begins, so that several servers do not all do so at once."""
PAUSE_SECONDS = 0.2
"""Between two documents, so that others have most of the worker process and of the database."""
PAGE = 50
"""Documents asked for at once."""

Part = Literal["log", "checkpoint", "live"]

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a part of a document, as a phrase for whoever looks after the server."""

    part: Part
    problem: str


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A document and what was found; `left_out` says why it could not be examined."""

    document: DocumentName
    findings: Sequence[Finding] = ()
    left_out: str | None = None


class OpenRooms(Protocol):
    """The open documents of this process."""

    def opened(self, document: DocumentName) -> Room | None:
        """Return the room of a document if it is open."""

    def drop(self, room: Room) -> None:
        """Close a room, so that it is loaded from its log when its members come back."""


@dataclass(frozen=True, slots=True)
class _Other:
    """A state that must be that of the log after row `seq`."""

    part: Part
    seq: int
    state: bytes
    digest: str | None = None


@dataclass(slots=True)
class _Examination:
    """One document under examination."""

    document: DocumentName
    extent: LogExtent
    live: DocumentState | None
    findings: list[Finding] = field(default_factory=list)

    def note(self, part: Part, problem: str) -> None:
        """Keep a finding, once."""
        if (found := Finding(part, problem)) not in self.findings:
            self.findings.append(found)

    def note_if(self, part: Part, problem: str | None) -> None:
        """Keep a finding, if there is one."""
        if problem is not None:
            self.note(part, problem)

    def starts(self) -> Iterator[Checkpoint | None]:
        """Yield what the log may be replayed from: its base, else the checkpoint that openings begin with."""
        if self.extent.base is not None or self.extent.base_seq == 0:
            yield self.extent.base
        if self.extent.newest is not None and self.extent.newest != self.extent.base:
            yield self.extent.newest

    def others(self) -> Iterator[_Other]:
        """Yield what must be the same document as the log."""
        newest, live = self.extent.newest, self.live
        if newest is not None:
            yield _Other("checkpoint", newest.upto_seq, newest.state, newest.digest)
        if live is not None:
            yield _Other("live", live.seq, live.state)


class Scrub:
    """Examines documents; `damaged` are those in which something was found when they were last examined."""

    def __init__(
        self,
        log: UpdateLog,
        workers: Runs,
        rooms: OpenRooms | None = None,
        *,
        pause: float = PAUSE_SECONDS,
    ) -> None:
        self._log = log
        self._workers = workers
        self._rooms = rooms
        self._pause = pause
        self.damaged: set[DocumentName] = set()

    async def run(self, clock: Callable[[], datetime]) -> None:
        """Examine every document each night, until cancelled."""
        while True:
            await asyncio.sleep(seconds_until(clock(), NIGHT) + secrets.randbelow(SPREAD_SECONDS))
            try:
                examined = [each.document async for each in self.examine_all()]
                _log.info("the scrub is done", documents=len(examined), damaged=len(self.damaged))
            except StorageUnavailable as error:
                _log.warning("the scrub ends early, it is done next night", error=str(error))
            except Exception:  # noqa: BLE001  whatever it is, the server goes on
                _log.exception("the scrub failed, it is done next night")

    async def examine_all(self) -> AsyncIterator[Scrubbed]:
        """Yield what was found in each document, one at a time. Raises StorageUnavailable."""
        last: DocumentName | None = None
        while page := await self._log.documents(last, PAGE):
            last = page[-1]
            for name in page:
                yield await self.examine(name)
                await asyncio.sleep(self._pause)

    async def examine(self, name: DocumentName) -> Scrubbed:
        """Compare the parts of one document; logs what it finds. Raises StorageUnavailable."""
        try:
            findings = await self._examine(name)
        except (RowsGone, UnknownDocument, WorkersBusy) as error:
            _log.warning("a document was left out of the scrub", document=str(name), error=str(error))
            return Scrubbed(name, left_out=str(error))
        self.damaged.discard(name)
        for found in findings:
            self.damaged.add(name)
            _log.error("a document is damaged", document=str(name), part=found.part, problem=found.problem)
        return Scrubbed(name, findings)

    async def _examine(self, name: DocumentName) -> Sequence[Finding]:
        room = self._rooms.opened(name) if self._rooms else None
        # First the room: the log has all that the room had.
        live = _durable(room)
        examination = _Examination(name, await self._log.extent(name), live)
        if not await self._reaches_the_end(examination) and room is not None and live is not None:
            await self._rescue(room, live)
        return examination.findings

    async def _reaches_the_end(self, examination: _Examination) -> bool:
        """Return True when the document can be read to its end, from one checkpoint or the other."""
        extent, live = examination.extent, examination.live
        if extent.base_seq and extent.base is None:
            examination.note(
                "checkpoint", f"the one after row {extent.base_seq}, which the log begins from, is missing"
            )
        if live is not None and live.seq > extent.last_seq:
            examination.note("live", f"it has rows up to {live.seq}, the log ends with {extent.last_seq}")
        if extent.newest is not None:
            examination.note_if(
                "checkpoint", await self._workers.run(misindexed, examination.document.kind, extent.newest)
            )
        for start in examination.starts():
            try:
                await self._follow(examination, start)
            except CheckpointUnsound as error:
                examination.note("checkpoint", str(error))
            except LogDamaged as error:
                examination.note("log", str(error))
            else:
                return True
        return False

    async def _follow(self, examination: _Examination, start: Checkpoint | None) -> None:
        """Replay the log from `start` to its end, and compare on the way. Raises LogDamaged, CheckpointUnsound."""
        begin, end = start.upto_seq if start else 0, examination.extent.last_seq
        others = [other for other in examination.others() if begin <= other.seq <= end]
        at = start
        for stop in sorted({end, *(other.seq for other in others)}):
            async for made in replay(self._log, self._workers, examination.document, at, stop):
                at = made
                await asyncio.sleep(0)
            for other in others:
                if at is not None and other.seq == stop:
                    problem = await self._workers.run(compared, at, other.state, other.digest)
                    examination.note_if(other.part, problem)

    async def _rescue(self, room: Room, live: DocumentState) -> None:
        """Keep what an open room has and the disk lost, as a checkpoint; else it is opened as it was before the damage.

        A room that went on would build on a hole (SPEC S9).
        """
        try:
            checkpoint = await self._reloaded(room.name.kind, live)
            await self._log.save_checkpoint(room.name, checkpoint)
            _log.error("what an open document has is stored in place of its damaged rows", document=str(room.name))
        except CheckpointUnsound:
            if self._rooms is not None:
                self._rooms.drop(room)

    async def _reloaded(self, kind: str, live: DocumentState) -> Checkpoint:
        """Return the checkpoint of what is nowhere else, also while the worker is busy. Raises CheckpointUnsound."""
        try:
            return await self._workers.run(reloaded, kind, live.state, live.seq)
        except WorkersBusy:
            return await asyncio.to_thread(reloaded, kind, live.state, live.seq)


def _durable(room: Room | None) -> DocumentState | None:
    """Return what a room has, unless it knows of its damage."""
    if room is None or room.damaged:
        return None
    try:
        return room.read()
    except RoomBroken:  # the room was dropped with this, and is loaded again
        return None


def seconds_until(now: datetime, hour: int) -> float:
    """Return the seconds from `now` to the next beginning of an hour of the day."""
    then = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return ((then if then > now else then + timedelta(days=1)) - now).total_seconds()
