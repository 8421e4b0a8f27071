"""The rhythm of a load: what is done so many times a second."""

import asyncio
import itertools
from collections.abc import AsyncIterator


async def beats(per_second: float, *, after: float = 0.0) -> AsyncIterator[int]:
    """Give 0, 1, 2, ... for ever, at most so many times a second, beginning so many seconds from now."""
    loop = asyncio.get_running_loop()
    due = loop.time() + after
    for beat in itertools.count():
        rung = loop.create_future()
        loop.call_at(due, _ring, rung)
        await rung
        yield beat
        due = max(due + 1 / per_second, loop.time())


def _ring(bell: asyncio.Future[None]) -> None:
    if not bell.done():
        bell.set_result(None)
