"""A second process for what takes long: pycrdt and the renderers hold the interpreter, and people are typing."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

from board.progress import Progress, Tell, untold

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
LOOK_SECONDS = 0.2
"""How often it is looked how far the work is: people see no difference to at once."""
WAITING = Progress("Waiting for the work of others to be done")

TOO_LARGE = "This is too large to be made at once. Try with fewer areas."


class WorkersBusy(Exception):
    """Too much work is waiting, or a piece of it did not end well; the message is a sentence for people."""


class _Process:
    """The worker process, and the pipe by which it tells how far it is.

    What it tells is shorter than PIPE_BUF (4096 bytes): a process that is ended in the middle leaves no half of it.
    """

    def __init__(self) -> None:
        spawning = get_context("spawn")
        self._heard, self._say = spawning.Pipe(duplex=False)
        self.pool = ProcessPoolExecutor(1, mp_context=spawning, initializer=_begin, initargs=(self._say,))

    def submit(self, work: Callable[[], _T]) -> "Future[_T]":
        """Give it work. Raises BrokenProcessPool, as its answer does, where the process has died."""
        future = self.pool.submit(work)
        # The process has this end by now. While it is open here as well, the rest of an answer in the middle of which
        # the process died is waited for in vain, and whoever ends the pool waits with it.
        self.pool._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001
        return future

    def told(self) -> Iterator[Progress]:
        """Yield what the process has told since the last time."""
        # A server that ends closes the pipe under work that somebody still watches.
        while not self._heard.closed and self._heard.poll():
            yield self._heard.recv()

    def end(self) -> None:
        """End it at once, whatever it is at."""
        children = list(self.pool._processes.values())  # noqa: SLF001  (public only from Python 3.14: kill_workers)
        for child in children:
            child.kill()
        self.pool.shutdown(cancel_futures=True)
        self._heard.close()
        self._say.close()


class Workers:
    """One worker process, started at the first job. Use as a context manager; leaving it ends the process."""

    def __init__(self, *, job_seconds: float = JOB_SECONDS) -> None:
        self._job_seconds = job_seconds
        self._process: _Process | None = None
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
        return await self._in_turn(untold, partial(work, *args, **kwargs))

    async def run_telling(
        self, tell: Tell, work: Callable[Concatenate[Tell, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Run work that tells how far it is: `work` is given what to tell first, and `tell` hears it here.

        See `run`.
        """
        if self._turn.locked():
            tell(WAITING)
        return await self._in_turn(tell, partial(work, _tell_server, *args, **kwargs))

    async def _in_turn(self, tell: Tell, work: Callable[[], _T]) -> _T:
        if self._waiting >= MAX_WAITING:
            raise WorkersBusy("The server is busy with others. Try again in a minute.")
        self._waiting += 1
        self._resting.clear()
        try:
            async with self._turn:
                return await self._done(*await self._begun(work), tell)
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

    async def _begun(self, work: Callable[[], _T]) -> tuple[_Process, Future[_T]]:
        """Give the work to the process, or to a new one where that was ended while it rested, as for its memory."""
        process = self._running()
        try:
            return process, process.submit(work)
        except BrokenProcessPool:
            await asyncio.shield(asyncio.to_thread(self._end))
            process = self._running()
            return process, process.submit(work)

    async def _done(self, process: _Process, future: Future[_T], tell: Tell) -> _T:
        """Return what comes of the work; work that nobody waits for any more ends before the next has its turn."""
        try:
            async with asyncio.timeout(self._job_seconds):
                return await _watched(process, asyncio.wrap_future(future), tell)
        except (TimeoutError, BrokenProcessPool, asyncio.CancelledError):
            await asyncio.shield(asyncio.to_thread(self._end))
            raise

    async def rest(self) -> None:
        """Return when no work is done and none waits."""
        while self._waiting:
            await self._resting.wait()

    def _running(self) -> _Process:
        if self._process is None:
            self._process = _Process()
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()


async def _watched(process: _Process, answer: "asyncio.Future[_T]", tell: Tell) -> _T:
    try:
        while not answer.done():
            await asyncio.wait([answer], timeout=LOOK_SECONDS)
            for progress in process.told():
                tell(progress)
        return await answer
    finally:
        answer.cancel()


_server: ContextVar["Connection[Any, Any]"] = ContextVar("_server")
"""In the worker process: where to tell how far the work is."""


def _tell_server(progress: Progress) -> None:
    _server.get().send(progress)


def _begin(server: "Connection[Any, Any]") -> None:
    """Live exactly as long as the server: not ended by Ctrl-C, which the whole group gets, and never without it. What
    would take too much memory fails here, and is not left to the operating system, which would end the server.
    """
    _server.set(server)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
