"""Who closes the connection stops the work, through a real server: the worker process ends, and the next one works."""

import asyncio
import itertools
import os
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from board.progress import Progress, Tell
from server.api.http.problem import Problem
from server.api.http.telling import Telling
from server.api.http.wanted import while_wanted
from server.workers.pool import Workers


def own_id() -> int:
    """Say which process this is."""
    return os.getpid()


def spin() -> None:
    """Never come back."""
    while True:
        time.monotonic()


def count_for_ever(tell: Tell) -> None:
    """Tell of more and more, and never come back."""
    for number in itertools.count():
        tell(Progress("Counting", number))


@asynccontextmanager
async def serving(
    export: Callable[[Request], Awaitable[Response]],
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Serve an export by a real server, and yield a connection on which it was asked for."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/", export, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    reader, writer = await asyncio.open_connection(*listening.getsockname())
    writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
    yield reader, writer
    server.should_exit = True
    await running


async def test_X15_who_closes_the_connection_ends_the_work():
    begun, ended = asyncio.Event(), asyncio.Event()

    async def export(request: Request) -> Response:
        await request.body()
        begun.set()
        try:
            await while_wanted(request, workers.run(spin))
        except ClientDisconnect:
            ended.set()
        return Response()

    with Workers() as workers:
        before = await workers.run(own_id)
        async with serving(export) as (_, writer):
            await begun.wait()
            writer.close()
            await ended.wait()
            with pytest.raises(ProcessLookupError):
                os.kill(before, 0)
            assert await workers.run(own_id) != before


async def test_L3_who_closes_the_connection_on_which_steps_are_told_ends_the_work():
    ended = asyncio.Event()

    async def counting(tell: Tell) -> Response:
        try:
            await workers.run_telling(tell, count_for_ever)
        finally:
            ended.set()
        return Response()

    async def export(request: Request) -> Response:
        await request.body()
        return Telling(counting, lambda error: Problem(500, "internal", str(error)))

    with Workers() as workers:
        before = await workers.run(own_id)
        async with serving(export) as (reader, writer):
            await reader.readuntil(b'{"step":"Counting"')
            writer.close()
            await ended.wait()
            with pytest.raises(ProcessLookupError):
                os.kill(before, 0)
            assert await workers.run(own_id) != before
