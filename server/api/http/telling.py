"""An answer that tells, line by line, how far long work is, and ends with what came of it (SPEC L1, L2).

Each line is one JSON object: a step while the work goes on, at last `result` or `problem`. The work belongs to the
answer: nothing about it is stored anywhere, and it ends when its sender goes away.
"""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Final

from pydantic import BaseModel
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from board.progress import Progress, Tell

from .files import File
from .problem import Problem
from .wanted import while_wanted

MEDIA_TYPE: Final = "application/x-ndjson"
STILL_SECONDS: Final = 5.0
"""After which the newest step is told again: proxies close what is silent, the strictest that are in use after some 10
seconds."""
BEGUN: Final = Progress("Beginning")

Work = Callable[[Tell], Awaitable[BaseModel | File | Response]]


class StepLine(BaseModel):
    """How far the work is: a step in words, and `done` of `of` things in it, both 0 where nothing is counted."""

    step: str
    done: int
    of: int


def is_wanted(request: Request) -> bool:
    """Return whether the sender asks for the steps."""
    return MEDIA_TYPE in request.headers.get("accept", "")


class Telling(Response):
    """Does the work, and sends its lines meanwhile. `failed` turns what the work raises into the problem that is sent.

    The status on the wire is 200, for the work begins after it; afterwards `status_code` is that of what came of it.
    """

    media_type = MEDIA_TYPE

    def __init__(self, work: Work, failed: Callable[[Exception], Problem]) -> None:
        self.status_code = 200
        self.background = None
        # `X-Accel-Buffering` and `no-transform` keep proxies from gathering the lines until the end.
        self.init_headers({"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"})
        self._work = work
        self._failed = failed
        self._newest = BEGUN
        self._news = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with contextlib.suppress(ClientDisconnect):
            await while_wanted(Request(scope, receive), self._all(send))

    async def _all(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        work = asyncio.ensure_future(self._work(self._tell))
        work.add_done_callback(lambda _: self._news.set())
        try:
            while not work.done():
                await self._send_step(send)
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
        await send({"type": "http.response.body", "body": self._last_line(work)})

    def _tell(self, progress: Progress) -> None:
        self._newest = progress
        self._news.set()

    async def _send_step(self, send: Send) -> None:
        self._news.clear()
        await send({"type": "http.response.body", "body": _line(asdict(self._newest)), "more_body": True})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STILL_SECONDS):
                await self._news.wait()

    def _last_line(self, work: "asyncio.Future[BaseModel | File | Response]") -> bytes:
        try:
            found = work.result()
        except Exception as error:  # noqa: BLE001  whatever it is, it is sent as a problem
            problem = self._failed(error)
            self.status_code = problem.status
            return _line({"problem": problem.answer().model_dump(mode="json", exclude_none=True)})
        answer = found.answer() if isinstance(found, File) else found
        return _line({"result": answer.model_dump(mode="json") if isinstance(answer, BaseModel) else None})


def _line(value: object) -> bytes:
    # In ASCII: some who read lines take U+2028 and its like for the end of one.
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"
