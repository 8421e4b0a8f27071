"""Group commit: one transaction takes what waits in all rooms, the next one gathers meanwhile (SPEC S1, S3, S6).

There is no timer while idle: the first edit after a pause is committed at once, and so is every edit while few people
write; when many do, a commit gathers (`gathering`). One task owns the loop.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence

import structlog

from server.ports.log import Append, AppendResult, Committed, Conflict, Repeated, StorageUnavailable, UpdateLog

from .conflicts import Conflicts, Outcome
from .gathering import Gathering
from .room import Room
from .submissions import Member

FIRST_RETRY = 0.1
LONGEST_RETRY = 5.0
"""Seconds between tries while storage is away; doubled each time."""
HELD_SECONDS = 0.05
"""Until the next try for a document that another process holds; transactions take milliseconds."""

_log = structlog.get_logger(__name__)


class Committer:
    """Commits what waits in rooms.

    Where that must be admitted again after a conflict, a task does it; the room is left out until then, and the others
    go on.
    """

    def __init__(self, log: UpdateLog, conflicts: Conflicts, *, broken: Callable[[Room], None]) -> None:
        self._log = log
        self._conflicts = conflicts
        self._broken = broken
        self._dirty: dict[Room, None] = {}
        self._readmitting: dict[Room, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._stopping = False
        self._gathering = Gathering()

    def wake(self, room: Room, writer: Member | None = None) -> None:
        """Say that something waits in this room, and who wrote it."""
        if writer is not None:
            self._gathering.note(id(writer))
        if room.dirty and room not in self._readmitting:
            self._dirty[room] = None
            self._wake.set()

    async def run(self) -> None:
        """Commit until `stop`, and then until nothing waits or storage fails once more."""
        try:
            await self._commit_until_stopped()
        finally:
            for task in self._readmitting.values():
                task.cancel()

    async def _commit_until_stopped(self) -> None:
        retry = FIRST_RETRY
        while self._dirty or self._readmitting or not self._stopping:
            await self._wake.wait()
            self._wake.clear()
            self._gathering.begin()
            if await self.commit_once():
                retry = FIRST_RETRY
                await self._gathering.wait()
                continue
            if self._stopping:
                return
            await self._pause(retry)
            retry = min(retry * 2, LONGEST_RETRY)
            self._wake.set()

    def forget(self, room: Room) -> None:
        """Commit nothing more of a room that was dropped."""
        self._dirty.pop(room, None)

    def stop(self) -> None:
        """Let `run` return when all that waits is committed."""
        self._stopping = True
        self._gathering.stop()
        self._wake.set()

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self._stopping:
                    await self._wake.wait()
                    self._wake.clear()

    async def commit_once(self) -> bool:
        """Commit one batch now; returns False when storage was away and everything waits again."""
        rooms, self._dirty = list(self._dirty), {}
        again = [room for room in rooms if room.must_readmit]
        batch = [(room, append) for room in rooms if room not in again and (append := room.take()) is not None]
        try:
            results = await self._append(batch)
        except StorageUnavailable as error:
            _log.warning("storage is away, edits wait", error=str(error), documents=len(batch))
            self._wait_again([*again, *(room for room, _ in batch)])
            return False
        again += [room for room, result in results if self._settle(room, result)]
        return await self._resolve_all(again)

    async def readmitted(self) -> None:
        """Return when nothing is being admitted again."""
        while self._readmitting:
            await asyncio.wait(self._readmitting.values())

    async def _append(self, batch: Sequence[tuple[Room, Append]]) -> Sequence[tuple[Room, AppendResult]]:
        """Store a batch; what storage will never take costs its own room and no other. Raises StorageUnavailable."""
        try:
            results = await self._log.append([append for _, append in batch])
        except StorageUnavailable:
            raise
        except Exception:  # noqa: BLE001  a value that the database refuses, or a mistake of ours
            _log.exception("a commit failed", documents=[str(room.name) for room, _ in batch])
            if len(batch) > 1:
                return [each for pair in batch for each in await self._append([pair])]
            self._broken(batch[0][0])
            return []
        return [(room, result) for (room, _), result in zip(batch, results, strict=True)]

    def _settle(self, room: Room, result: AppendResult) -> bool:
        """Carry out one result; returns True when the room must be read again."""
        match result:
            case Committed():
                room.committed(result)
                self.wake(room)
                return False
            case Conflict():
                return True
            case Repeated():
                room.repeated(result)
                return True

    async def _resolve_all(self, rooms: list[Room]) -> bool:
        for position, room in enumerate(rooms):
            try:
                outcome = await self._conflicts.resolve(room)
            except StorageUnavailable:
                self._wait_again(rooms[position:])
                return False
            except Exception:  # noqa: BLE001  whatever it is, the other rooms go on
                _log.exception("a room cannot be read again", document=str(room.name))
                self._broken(room)
                continue
            if outcome is Outcome.UNFIT:
                self._dirty.pop(room, None)
                self._readmitting[room] = asyncio.create_task(self._readmit(room))
            elif outcome is Outcome.BEHIND or self._stopping:
                self.wake(room)
            else:
                asyncio.get_running_loop().call_later(HELD_SECONDS, self.wake, room)
        return True

    async def _readmit(self, room: Room) -> None:
        try:
            await self._conflicts.readmit(room)
        except StorageUnavailable as error:
            _log.warning("storage is away, edits wait", error=str(error), document=str(room.name))
            room.put_back()
        except Exception:  # noqa: BLE001  whatever it is, the other rooms go on
            _log.exception("what waits in a room cannot be admitted again", document=str(room.name))
            self._broken(room)
        finally:
            del self._readmitting[room]
            self.wake(room)
            self._wake.set()

    def _wait_again(self, rooms: list[Room]) -> None:
        for room in rooms:
            room.put_back()
            self.wake(room)
