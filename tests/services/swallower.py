"""A proxy that lets WebSockets open and then swallows their frames, in one direction or both; HTTP passes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Coroutine
from typing import Any, Literal
from urllib.parse import urlsplit

CHUNK = 65536
Way = Literal["up", "down"]


class Swallower:
    """The proxy in front of the server at `server`; `swallows` are the ways on which frames get lost."""

    def __init__(self, server: str, swallows: Collection[Way]) -> None:
        target = urlsplit(server)
        self._host, self._port = target.hostname, target.port
        self.swallows = swallows
        self.opened = 0
        """WebSockets that opened."""
        self.sent = asyncio.Event()
        """A client sent something over one of them."""
        self.url = ""

    def link(self, link: str) -> str:
        """The same link, through this proxy."""
        target = urlsplit(link)
        return link.replace(f"{target.scheme}://{target.netloc}", self.url)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on, or what is left of it."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            up_reader, up_writer = await asyncio.open_connection(self._host, self._port)
            up_writer.write(head)
            lost: Collection[Way] = ()
            if b"upgrade: websocket" in head.lower():
                writer.write(await up_reader.readuntil(b"\r\n\r\n"))
                self.opened += 1
                lost = self.swallows
            await _pass_on(self._pump(reader, up_writer, "up", lost), self._pump(up_reader, writer, "down", lost))
            up_writer.close()
        writer.close()

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Way, lost: Collection[Way]
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(CHUNK):
                if way not in lost:
                    writer.write(chunk)
                    await writer.drain()
                if lost and way == "up":
                    self.sent.set()


async def _pass_on(*pumps: Coroutine[Any, Any, None]) -> None:
    ways = [asyncio.create_task(pump) for pump in pumps]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)


@contextlib.asynccontextmanager
async def swallower(server: str, *swallows: Way) -> AsyncIterator[Swallower]:
    """A proxy in front of the server, on a port of its own."""
    proxy = Swallower(server, swallows)
    listener = await asyncio.start_server(proxy.serve, "localhost", 0)
    proxy.url = f"http://localhost:{listener.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        listener.close()
