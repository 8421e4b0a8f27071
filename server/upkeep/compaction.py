"""Keeps logs short: a checkpoint now and then, and past the retention the rows go (SPEC S10).

The rows that are older than the retention are replayed on the checkpoint they follow; when the result is verified it
takes their place, in one transaction. What is younger stays, whatever newer checkpoints there are: from the base and
the rows after it, everything else can be made and checked.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta

import structlog

from board.ids import DocumentName
from server.ports.log import Expired, RowsGone, StorageUnavailable, UnknownDocument, UpdateLog
from server.rooms.checkpoints import LogDamaged
from server.rooms.rebuilding import CheckpointUnsound
from server.rooms.regularly import regularly
from server.workers.gaps import Runs
from server.workers.pool import WorkersBusy

from .replaying import KEPT_STEP_ROWS, replay

PASS_SECONDS = 3600.0
"""The retention counts in days, and a pass that finds nothing is one question to the database."""
PAUSE_SECONDS = 0.5
"""Between two steps, so that others have most of the worker process and of the database."""
PAGE = 50
"""Documents asked for at once."""

_LATER = (StorageUnavailable, WorkersBusy, RowsGone, UnknownDocument)
"""What passes: somebody else was there first, or things are busy."""

_log = structlog.get_logger(__name__)


class Compaction:
    """Makes checkpoints and deletes what they stand for; several processes may do so at once.

    `retention` None keeps every row for ever.
    """

    def __init__(
        self,
        log: UpdateLog,
        workers: Runs,
        clock: Callable[[], datetime],
        retention: timedelta | None,
        *,
        pause: float = PAUSE_SECONDS,
    ) -> None:
        self._log = log
        self._workers = workers
        self._clock = clock
        self._retention = retention
        self._pause = pause

    async def checkpoint(self, name: DocumentName) -> bool:
        """Store a checkpoint of all rows of a document; returns False when it is worth another try.

        Whatever prevents it is logged; the log is the truth.
        """
        try:
            extent = await self._log.extent(name)
            if extent.newest is None or extent.newest.upto_seq < extent.last_seq:
                whole = replay(self._log, self._workers, name, extent.newest, extent.last_seq, step=KEPT_STEP_ROWS)
                async for made in whole:
                    await self._log.save_checkpoint(name, made)
        except (LogDamaged, CheckpointUnsound) as error:
            _log.error("a checkpoint was not stored", document=str(name), error=str(error))
        except _LATER as error:
            _log.warning("a checkpoint is made later", document=str(name), error=str(error))
            return False
        return True

    async def run(self) -> None:
        """Delete what is past the retention, pass after pass, until cancelled."""
        if self._retention is not None:
            await regularly(PASS_SECONDS, self.compact_all, "compaction")

    async def compact_all(self) -> int:
        """Compact every document that has rows past the retention, one at a time; returns how many rows went."""
        gone = 0
        if self._retention is not None:
            async for expired in self._expired(self._clock() - self._retention):
                gone += await self._compact(expired)
        return gone

    async def _expired(self, before: datetime) -> AsyncIterator[Expired]:
        last: DocumentName | None = None
        while page := await self._log.expired(before, last, PAGE):
            last = page[-1].document
            for expired in page:
                yield expired

    async def _compact(self, expired: Expired) -> int:
        name, gone = expired.document, 0
        try:
            extent = await self._log.extent(name)
            if extent.base_seq and extent.base is None:
                raise CheckpointUnsound(f"the checkpoint after row {extent.base_seq} is missing")
            after = extent.base_seq
            async for base in replay(self._log, self._workers, name, extent.base, expired.upto_seq):
                if not await self._log.compact(name, after, base):
                    break
                gone, after = gone + base.upto_seq - after, base.upto_seq
                await asyncio.sleep(self._pause)
        except (LogDamaged, CheckpointUnsound) as error:
            _log.error("a log is damaged, nothing more of it is deleted", document=str(name), error=str(error))
        except _LATER as error:
            _log.warning("a log is compacted later", document=str(name), error=str(error))
        if gone:
            _log.info("a log was compacted", document=str(name), rows=gone)
        return gone
