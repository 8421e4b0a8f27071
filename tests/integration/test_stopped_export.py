"""Who closes the connection stops the work, through a real server: the worker process ends, and the next one works."""

import asyncio
import os
import socket
import time

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from server.api.wanted import while_wanted
from server.workers.pool import Workers


def own_id() -> int:
    """Say which process this is."""
    return os.getpid()


def spin() -> None:
    """Never come back."""
    while True:
        time.monotonic()


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

    listening = socket.create_server(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/", export, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    with Workers() as workers:
        before = await workers.run(own_id)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        _, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
        await begun.wait()
        writer.close()
        await ended.wait()
        with pytest.raises(ProcessLookupError):
            os.kill(before, 0)
        assert await workers.run(own_id) != before
        server.should_exit = True
        await serving
