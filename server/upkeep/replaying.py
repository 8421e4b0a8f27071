"""Replays a log in the worker process, a few thousand rows a time, so that no step holds much or takes long."""

from collections.abc import AsyncIterator

from board.ids import DocumentName
from server.ports.log import Checkpoint, UpdateLog
from server.rooms.checkpoints import LogDamaged, replayed
from server.workers.gaps import Runs

STEP_ROWS = 2_000
"""Some hundred kilobytes; deleting as many takes SQLite, which has one writer, some ten milliseconds."""
KEPT_STEP_ROWS = 10_000
"""Where no row is deleted: they take some 0.2 s, and what is made of them is verified less often."""


async def replay(
    log: UpdateLog,
    workers: Runs,
    name: DocumentName,
    start: Checkpoint | None,
    upto: int,
    *,
    step: int | None = None,
) -> AsyncIterator[Checkpoint]:
    """Yield the verified checkpoint after each step of the rows that follow on `start`, the last one after row `upto`.

    Yields one for `start` itself when no row follows. A step has STEP_ROWS unless it is said otherwise. Raises
    LogDamaged, CheckpointUnsound, RowsGone, UnknownDocument, StorageUnavailable, WorkersBusy.
    """
    while True:
        after = start.upto_seq if start else 0
        until = min(after + (step or STEP_ROWS), upto)
        start = await workers.run(replayed, name.kind, start, await log.rows(name, after, until))
        if start.upto_seq < until:
            raise LogDamaged(start.upto_seq + 1, "it is missing")
        yield start
        if until >= upto:
            return
