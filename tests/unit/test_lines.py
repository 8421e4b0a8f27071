"""The SDK's line by plain HTTP, against a server of a few lines."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.server import serve

from client.sdk import lines
from client.sdk.lines import ANSWER_SECONDS as SDK_WAITS
from client.sdk.lines import Lines, SocketLine
from server.__main__ import ANSWER_SECONDS as SERVER_WAITS

REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
OPENED = b'HTTP/1.1 201 Created\r\nContent-Length: 13\r\n\r\n{"wire": "w"}'


class Silent:
    """A server without WebSockets that opens a line and never answers its goodbye."""

    def __init__(self) -> None:
        self.goodbye = asyncio.Event()
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                if b"/sync/k3vq/http/close" in head:
                    self.goodbye.set()
                else:
                    writer.write(OPENED if b"/sync/k3vq/http/open" in head else REFUSED)
        writer.close()


@pytest.fixture
async def silent() -> AsyncIterator[Silent]:
    silent = Silent()
    async with await asyncio.start_server(silent.serve, "127.0.0.1", 0) as server:
        silent.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        yield silent


async def use(url: str) -> None:
    async with Lines(f"{url}/sync/k3vq", "token").open():
        pass


async def test_who_is_cancelled_while_saying_goodbye_ends(silent: Silent) -> None:
    using = asyncio.create_task(use(silent.url))
    await asyncio.wait_for(silent.goodbye.wait(), 5)
    using.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(using, 5)


async def test_a_goodbye_that_nobody_answers_is_not_waited_for(silent: Silent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "GOODBYE_SECONDS", 0.01)
    await asyncio.wait_for(use(silent.url), 5)


async def test_W4_a_ping_may_wait_behind_a_whole_board_as_long_on_either_side() -> None:
    async with serve(lambda socket: socket.wait_closed(), "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with Lines(f"{url}/sync/k3vq", "token").open() as line:
            assert isinstance(line, SocketLine)
            assert line._socket.ping_timeout == SDK_WAITS == SERVER_WAITS
