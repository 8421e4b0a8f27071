"""A second process for what takes long: pycrdt and the renderers hold the interpreter, and people are typing."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

if sys.platform != "win32":
    import resource

_P = ParamSpec("_P")
_T = TypeVar("_T")

MIB = 1024 * 1024
MAX_WAITING = 32
"""A whole group exporting at once; beyond it people are told to try again instead of waiting unseen."""
MAX_MEMORY = 4 * 1024 * MIB
"""A PDF of 800 pages takes 1.5 GiB; beyond this the machine would take it from the boards that are open."""
JOB_SECONDS = 60.0
"""The largest board takes a few seconds; what takes a minute will not end."""


TOO_LARGE = "This is too large to be made at once. Try with fewer areas."


class WorkersBusy(Exception):
    """Too much work is waiting, or a piece of it did not end well; the message is a sentence for people."""


class Workers:
    """One worker process, started at the first job. Use as a context manager; leaving it ends the process."""

    def __init__(self, *, job_seconds: float = JOB_SECONDS) -> None:
        self._job_seconds = job_seconds
        self._pool: ProcessPoolExecutor | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._resting = asyncio.Event()
        self._resting.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Return what the module-level function `work` returns in the other process; its exceptions come through.

        Work that is cancelled leaves the line, or ends with its process. Raises WorkersBusy when too much waits, when
        the work takes too long, or when it ends the process.
        """
        if self._waiting >= MAX_WAITING:
            raise WorkersBusy("The server is busy with others. Try again in a minute.")
        self._waiting += 1
        self._resting.clear()
        try:
            async with self._turn:
                return await self._done(self._running().submit(work, *args, **kwargs))
        except TimeoutError:
            raise WorkersBusy(
                "This took too long and was stopped. If it happens again, try with fewer areas."
            ) from None
        except MemoryError:
            raise WorkersBusy(TOO_LARGE) from None
        except BrokenProcessPool:
            raise WorkersBusy("This could not be finished. Try again; if it fails again, choose fewer areas.") from None
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._resting.set()

    async def _done(self, future: Future[_T]) -> _T:
        """Return what comes of the work; work that nobody waits for any more ends before the next has its turn."""
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._job_seconds)
        except (TimeoutError, BrokenProcessPool, asyncio.CancelledError):
            await asyncio.shield(asyncio.to_thread(self._end))
            raise

    async def rest(self) -> None:
        """Return when no work is done and none waits."""
        while self._waiting:
            await self._resting.wait()

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
        return self._pool

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            children = list(pool._processes.values())  # noqa: SLF001  (public only from Python 3.14: kill_workers)
            for child in children:
                child.kill()
            pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Live exactly as long as the server: not ended by Ctrl-C, which the whole group gets, and never without it. What
    would take too much memory fails here, and is not left to the operating system, which would end the server.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
