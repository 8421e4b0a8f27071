"""A line to a service that can be cut without either end being told: what is sent is swallowed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

CHUNK = 65536
Carrying = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Carries what comes until it ends, and then closes the other side."""


class Cable:
    """Carries TCP connections to a Unix socket; `cut` swallows all bytes from then on, of new connections too.

    `back` carries what the service says, in place of the cable, and whether it is cut or not.
    """

    def __init__(self, target: str, back: Carrying | None = None) -> None:
        self._target = target
        self._back = back or self._carry
        self._whole = True
        self._live: set[asyncio.StreamWriter] = set()
        self._silent: set[asyncio.StreamWriter] = set()
        self.port = 0

    def cut(self) -> None:
        """Swallow everything; connections stay open."""
        self._whole = False

    def silence(self) -> None:
        """Swallow what is said on the connections there are, for good; new ones are carried. So it is when a machine
        died and another took over its address.
        """
        self._silent |= self._live

    def mend(self) -> None:
        """Carry what comes from now on. Connections end, for bytes are missing from them."""
        self._whole = True
        self.end()

    def end(self) -> None:
        """End all connections."""
        for writer in self._live:
            writer.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        try:
            far_reader, far_writer = await asyncio.open_unix_connection(self._target)
        except OSError:
            writer.close()
            return
        both = {writer, far_writer}
        self._live |= both
        await asyncio.gather(self._carry(reader, far_writer), self._back(far_reader, writer))
        self._live -= both
        self._silent -= both

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK):
                if self._whole and writer not in self._silent:
                    writer.write(chunk)
                    await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def cable(target: str, *, back: Carrying | None = None) -> AsyncIterator[Cable]:
    """A cable to the Unix socket at this path, on a port of its own; `back` as for Cable."""
    laid = Cable(target, back)
    listener = await asyncio.start_server(laid.serve, "127.0.0.1", 0)
    laid.port = listener.sockets[0].getsockname()[1]
    try:
        yield laid
    finally:
        listener.close()
        laid.end()
