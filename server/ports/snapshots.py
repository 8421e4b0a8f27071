"""The port for what was kept of a board: snapshots, and which reports were made from them (SPEC X)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

SnapshotReason = Literal["by hand", "before restore", "before launch", "before lock", "quiet", "export"]


@dataclass(frozen=True, slots=True)
class NewSnapshot:
    """A snapshot to be kept (SPEC X1). States are Yjs updates, `digest` is of the projection."""

    label: str
    reason: SnapshotReason
    content_state: bytes
    stage_state: bytes | None
    content_seq: int
    projection: Mapping[str, Any]
    digest: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A kept snapshot without its states; `by` is a participant, None for the server."""

    id: str
    board: str
    label: str
    reason: SnapshotReason
    content_seq: int
    digest: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class SnapshotContent:
    """A kept snapshot with all it holds."""

    snapshot: Snapshot
    content_state: bytes
    stage_state: bytes | None
    projection: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Export:
    """That a report was made: which layout and format, from which snapshot, for whom, when."""

    id: str
    board: str
    snapshot: str
    layout: str
    file_format: str
    by: str | None
    at: datetime


class Snapshots(Protocol):
    """Snapshots and exports of boards."""

    async def save_snapshot(self, board: str, new: NewSnapshot) -> Snapshot:
        """Keep a snapshot. Raises UnknownEntry."""

    async def list_snapshots(self, board: str) -> Sequence[Snapshot]:
        """Return the board's snapshots, newest first."""

    async def get_snapshot(self, board: str, snapshot: str) -> SnapshotContent | None:
        """Return a snapshot of this board with all it holds, or None."""

    async def record_export(
        self, board: str, *, snapshot: str, layout: str, file_format: str, by: str | None
    ) -> Export:
        """Note that a report was made. Raises UnknownEntry unless the snapshot is this board's."""

    async def list_exports(self, board: str) -> Sequence[Export]:
        """Return what was exported, newest first."""
