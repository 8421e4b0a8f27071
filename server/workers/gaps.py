"""Turns in the worker process for work that nobody waits for: behind all that somebody does wait for."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar

from .pool import Workers

_P = ParamSpec("_P")
_T = TypeVar("_T")

PATIENCE_SECONDS = 30.0
"""After which such work queues like any other, so that it is done also where exports never end. One step of it takes a
second or two on the largest boards."""


class Runs(Protocol):
    """Runs work in another process."""

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """See `Workers.run`."""


class Gaps:
    """The turns of `workers` in which nobody waits for them."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    async def run(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run work when no other waits, or after PATIENCE_SECONDS in its turn; see `Workers.run`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._workers.rest()
        return await self._workers.run(work, *args, **kwargs)
