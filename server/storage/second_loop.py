"""A second event loop, in a thread of its own: what takes long there holds up nothing in the first one."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import uvloop

_T = TypeVar("_T")


class SecondLoop:
    """A loop that begins with the first work and ends with `close`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, work: Coroutine[Any, Any, _T]) -> _T:
        """Return what `work` returns there. When its caller gives up, it is cancelled."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop or self._begin()))

    def _begin(self) -> asyncio.AbstractEventLoop:
        self._loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=self._name, daemon=True)
        self._thread.start()
        return self._loop

    async def close(self, finish: Callable[[], Awaitable[None]]) -> None:
        """Wait for what has begun there, then run `finish` there and end the loop; nothing when none began."""
        if self._loop is not None:
            await self.run(_end(finish))
            self._loop.call_soon_threadsafe(self._loop.stop)
            await asyncio.to_thread(self._thread.join)
            self._loop.close()


async def _end(finish: Callable[[], Awaitable[None]]) -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
    await finish()
