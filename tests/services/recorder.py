"""Who heard which bytes: a record of everything that sockets, the bus, answers, logs and files gave away."""

import asyncio
import io
import zipfile
from collections import defaultdict
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager, suppress

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from board.wire import codec

PATIENCE_SECONDS = 60.0


class Recorder:
    """All bytes that came, by where they were heard."""

    def __init__(self) -> None:
        self._heard: dict[str, bytearray] = defaultdict(bytearray)
        self._came = asyncio.Condition()

    async def hear(self, where: str, data: bytes) -> None:
        """Keep some bytes; of an archive (a Word file is one) what is in it as well."""
        self._heard[where] += data
        if data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    self._heard[where] += archive.read(name)
        async with self._came:
            self._came.notify_all()

    def forget(self) -> None:
        """Begin anew."""
        self._heard.clear()

    def places(self) -> set[str]:
        """Return where something was heard."""
        return set(self._heard)

    def where(self, word: str) -> set[str]:
        """Return where this word was heard."""
        return {where for where, heard in self._heard.items() if word.encode() in heard}

    def hits(self, words: Iterable[str], *, but: Iterable[str] = ()) -> set[tuple[str, str]]:
        """Return which of the words were heard where, other than in the places that may know them."""
        return {(word, where) for word in words for where in self.where(word) - set(but)}

    async def until(self, where: str, word: str) -> None:
        """Wait until the word was heard there."""
        async with self._came, asyncio.timeout(PATIENCE_SECONDS):
            await self._came.wait_for(lambda: where in self.where(word))

    @asynccontextmanager
    async def on_socket(self, where: str, url: str, token: str, document: str) -> AsyncIterator[None]:
        """Hear everything that the server tells a client of a document."""
        async with connect(f"{url.replace('http', 'ws', 1)}/sync", compression=None, max_size=None) as socket:
            for message in (codec.Token(token), codec.SyncStep1(b"\0"), codec.QueryAwareness()):
                await socket.send(codec.encode(message, document))

            async def listen() -> None:
                with suppress(ConnectionClosed):
                    while True:
                        await self.hear(where, await socket.recv(decode=False))
                await self.hear(where, (socket.close_reason or "").encode())

            async with _listening(listen()):
                yield

    @asynccontextmanager
    async def on_bus(self, where: str, url: str) -> AsyncIterator[None]:
        """Hear every command that any client gives the Valkey at `unix://...`."""
        reader, writer = await asyncio.open_unix_connection(url.removeprefix("unix://"))
        writer.write(b"MONITOR\r\n")
        await reader.readuntil(b"+OK\r\n")

        async def listen() -> None:
            while data := await reader.read(65_536):
                await self.hear(where, data)

        async with _listening(listen()):
            yield
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def _listening(listen: Coroutine[None, None, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(listen)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
