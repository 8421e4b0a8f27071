"""Work that is done only as long as somebody waits for its answer."""

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request

_T = TypeVar("_T")


async def while_wanted(request: Request, work: Awaitable[_T]) -> _T:
    """Return what the work returns. When its sender goes away it is cancelled; raises ClientDisconnect then.

    The body of the request must have been read.
    """
    job, gone = asyncio.ensure_future(work), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait((job, gone), return_when=asyncio.FIRST_COMPLETED)
        if not job.done():
            raise ClientDisconnect
        return job.result()
    finally:
        job.cancel()
        gone.cancel()
        await asyncio.gather(job, gone, return_exceptions=True)


async def to_its_end(work: Awaitable[_T]) -> _T:
    """Return what the work returns, however often the caller is cancelled meanwhile.

    It is for putting in order what a cancel interrupted: the caller raises that cancel again afterwards. Whoever leaves
    first and a server that ends then are two who cancel the same request.
    """
    job = asyncio.ensure_future(work)
    while not job.done():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait((job,))
    return job.result()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
