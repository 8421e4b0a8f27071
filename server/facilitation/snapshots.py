"""Taking snapshots (SPEC X1): by hand, before what changes much, for exports, and when a session falls quiet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import structlog

from board.ids import DocumentName
from board.snapshots.attribution import SAID_OF_NOBODY, as_said_now, says_who
from board.snapshots.projection import Projection
from board.stage.stage import Checklist, StageDocument
from server.access.limits import Clock
from server.ports.directory import Board, Directory
from server.ports.snapshots import NewSnapshot, Snapshot, SnapshotContent, SnapshotReason
from server.rooms.live import BoardDamaged, LiveBoards
from server.telemetry import Metrics
from server.workers.offloaded import document, projected, said_by_now, votes_of
from server.workers.pool import Workers, WorkersBusy

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class KeptState:
    """A snapshot, and the content document's state in it, which is gone back to and never shown (SPEC D7, P5)."""

    snapshot: Snapshot
    content: bytes


class Snapshots:
    """Takes and finds the snapshots of boards."""

    def __init__(
        self, directory: Directory, live: LiveBoards, workers: Workers, clock: Clock, metrics: Metrics
    ) -> None:
        self._directory = directory
        self._live = live
        self._workers = workers
        self._clock = clock
        self._metrics = metrics

    async def take(
        self, board: Board, reason: SnapshotReason, *, by: str | None = None, label: str | None = None
    ) -> Snapshot:
        """Keep the board as it is durable now. Without a label it is named by the day and the last phase done.

        Raises StorageUnavailable, WorkersBusy.
        """
        content = await self._live.read(DocumentName(board.id, board.epoch, "content"))
        stage = await self._live.read(DocumentName(board.id, board.epoch, "stage"))
        projection, digest = await self._workers.run(projected, content.state)
        launches = [launch["id"] for launch in projection["launches"]]
        checklists = StageDocument(document(stage.state)).checklists()
        new = NewSnapshot(
            label=label or label_of(self._clock(), launches, checklists),
            reason=reason,
            content_state=content.state,
            stage_state=stage.state,
            content_seq=content.seq,
            projection=projection,
            digest=digest,
            by=by,
        )
        await self._follow_title(board, projection["title"])
        self._metrics.snapshot_taken(reason)
        return await self._directory.save_snapshot(board.id, new)

    async def to_go_back_to(self, board: Board, snapshot: str) -> KeptState | None:
        """Return what going back to a snapshot of the board needs, without a wait for a worker; None without one."""
        found = await self._directory.get_snapshot(board.id, snapshot)
        return KeptState(found.snapshot, found.content_state) if found else None

    async def kept(self, board: Board, snapshot: str) -> SnapshotContent | None:
        """Return a snapshot of the board that says no more of who wrote than the board does now; None without one.

        Raises StorageUnavailable, WorkersBusy (SPEC P5).
        """
        found = await self._directory.get_snapshot(board.id, snapshot)
        if found is None or not says_who(cast(Projection, found.projection)):
            return found
        return replace(found, projection=await self._said_by_now(board, found))

    async def _said_by_now(self, board: Board, found: SnapshotContent) -> Projection:
        kept = cast(Projection, found.projection)
        try:
            content = await self._live.read(DocumentName(board.id, board.epoch, "content"))
        except BoardDamaged:
            return as_said_now(kept, SAID_OF_NOBODY)
        if content.seq == found.snapshot.content_seq:
            return kept
        return await self._workers.run(said_by_now, kept, content.state)

    async def current(self, board: Board, *, by: str | None) -> Snapshot:
        """Return the newest snapshot when nothing was changed or voted since, else take one for an export."""
        found = await self._unchanged(board)
        if found is not None and await self._has_results(board, found):
            return found
        return await self.take(board, "export", by=by)

    async def when_quiet(self, board_id: str) -> None:
        """Keep a board whose session fell quiet, unless that was done; a busy worker is waited for no longer."""
        board = await self._directory.get_board(board_id)
        if board is None:
            return
        await self._directory.touch_board(board.id)
        try:
            if await self._unchanged(board) is None:
                await self.take(board, "quiet")
        except WorkersBusy as error:
            _log.warning("no snapshot of a quiet board", board=board_id, error=str(error))

    async def _unchanged(self, board: Board) -> Snapshot | None:
        content = await self._live.read(DocumentName(board.id, board.epoch, "content"))
        newest = next(iter(await self._directory.list_snapshots(board.id)), None)
        return newest if newest is not None and newest.content_seq == content.seq else None

    async def _has_results(self, board: Board, found: Snapshot) -> bool:
        """Return whether a snapshot has what votes have come to by now."""
        kept = await self._directory.get_snapshot(board.id, found.id)
        stage = await self._live.read(DocumentName(board.id, board.epoch, "stage"))
        return kept is not None and votes_of(kept.stage_state) == votes_of(stage.state)

    async def _follow_title(self, board: Board, title: str) -> None:
        """Keep the directory's copy of the title as the board has it."""
        if title and title != board.title:
            await self._directory.rename_board(board.id, title)


def label_of(now: datetime, launches: Sequence[str], checklists: Mapping[str, Checklist]) -> str:
    """Return a name such as "12 March, after core conversation".

    The phase is the last one done of the newest launch (`launches` are ids in the board's order) that has any done.
    """
    day = f"{now.day} {now:%B}"
    found = (_last_done(checklists[launch]) for launch in reversed(launches) if launch in checklists)
    phase = next((title for title in found if title), None)
    return f"{day}, after {phase[0].lower()}{phase[1:]}" if phase else day


def _last_done(checklist: Checklist) -> str | None:
    titles = {phase.id: phase.title for phase in checklist.phases}
    done = (titles.get(entry.partition("/")[0]) for entry in reversed(checklist.done))
    return next((title for title in done if title), None)
