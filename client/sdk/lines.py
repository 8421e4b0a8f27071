"""The two ways to a server: a WebSocket, and plain HTTP where something between blocks WebSockets.

A line sends frames and yields frames. Whatever breaks it raises LineBroken; a new one may be opened then.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from typing import Protocol

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI, WebSocketException

from board import codec, limits
from board.errors import CodecError

MAX_INCOMING_BYTES = 2 * limits.MAX_DOCUMENT_BYTES
"""A whole document comes as one frame."""
ASK_SECONDS = 60.0
"""The server answers an asking after 25 s at the latest; a whole board on a slow line takes longer."""
GOODBYE_SECONDS = 5.0
"""A server that does not answer finds out by itself that we are gone."""
SENDING_TRIES = 3
"""A batch whose answer was lost is sent again; the server takes it once."""
MAX_BATCH_BYTES = 1024 * limits.KIB
"""Frames sent at once, the last one whole; the server takes bodies of 4 MiB and some."""


class LineBroken(Exception):
    """The line ended, or was not to be had."""


class Refused(LineBroken):
    """There is a web server, but it does not open a line."""


class Line(Protocol):
    """An open way to the server."""

    async def send(self, frames: Sequence[bytes]) -> None:
        """Send frames in their order. Raises LineBroken."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield frames until the server ends the line. Raises LineBroken."""


class SocketLine:
    """A WebSocket."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def send(self, frames: Sequence[bytes]) -> None:
        """See `Line`."""
        try:
            for frame in frames:
                await self._socket.send(frame)
        except (OSError, WebSocketException) as error:
            raise LineBroken(str(error)) from error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """See `Line`."""
        try:
            async for frame in self._socket:
                if isinstance(frame, bytes):
                    yield frame
        except ConnectionClosed as error:
            raise LineBroken(str(error)) from error


class HttpLine:
    """Numbered batches by POST, and askings that wait for news; see `server.http_gateway`."""

    def __init__(self, http: httpx2.AsyncClient, wire: str) -> None:
        self._http = http
        self._wire = wire
        self._sent = 0
        self._received = 0

    async def send(self, frames: Sequence[bytes]) -> None:
        """See `Line`."""
        body = codec.encode_batch(frames)
        for left in reversed(range(SENDING_TRIES)):
            try:
                await self.request("send", body, self._sent)
                break
            except httpx2.TransportError as error:
                if not left:
                    raise LineBroken(str(error)) from error
        self._sent += len(frames)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """See `Line`."""
        while True:
            try:
                answer = await self.request("receive", b"", self._received)
                frames = codec.decode_batch(answer.content)
            except (httpx2.TransportError, CodecError) as error:
                raise LineBroken(str(error)) from error
            for frame in frames:
                self._received += 1
                yield frame

    async def request(self, action: str, body: bytes, first: int = 0) -> httpx2.Response:
        """Send one request. Raises LineBroken when the server does not know the line any more, TransportError."""
        headers = {"X-Wire": self._wire, "X-From": str(first), "Content-Type": "application/octet-stream"}
        answer = await self._http.post(f"/http/{action}", content=body, headers=headers)
        if not answer.is_success:
            raise LineBroken(answer.text)
        return answer


@contextlib.asynccontextmanager
async def open_line(url: str, token: str) -> AsyncIterator[Line]:
    """Open a line at the http(s) address of a server's `/sync/<board>`: a WebSocket, else plain HTTP.

    Raises LineBroken, InvalidURI; Refused when a web server answers, but by neither way as ours does.
    """
    async with contextlib.AsyncExitStack() as stack:
        try:
            line: Line = await stack.enter_async_context(_socket_line(url, token))
        except Refused:
            line = await stack.enter_async_context(_http_line(url, token))
        yield line


@contextlib.asynccontextmanager
async def _socket_line(url: str, token: str) -> AsyncIterator[Line]:
    headers = {"Authorization": f"Bearer {token}"}
    try:
        socket = await connect(
            _socket_url(url), additional_headers=headers, max_size=MAX_INCOMING_BYTES, compression=None
        )
    except InvalidURI:
        raise
    except InvalidHandshake as error:
        raise Refused(str(error)) from error
    except TimeoutError as error:
        # Somebody between may hold the handshake back for ever.
        raise Refused("the handshake had no answer") from error
    except (OSError, WebSocketException) as error:
        raise LineBroken(str(error)) from error
    async with socket:
        yield SocketLine(socket)


@contextlib.asynccontextmanager
async def _http_line(url: str, token: str) -> AsyncIterator[Line]:
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(base_url=url, headers=headers, timeout=ASK_SECONDS) as http:
        try:
            answer = await http.post("/http/open")
        except httpx2.TransportError as error:
            raise LineBroken(str(error)) from error
        if answer.status_code != 201:
            raise Refused(f"HTTP {answer.status_code}: {answer.text[:200]}")
        line = HttpLine(http, answer.json()["wire"])
        try:
            yield line
        finally:
            with contextlib.suppress(httpx2.TransportError, LineBroken, TimeoutError):
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await line.request("close", b"")


def _socket_url(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{'wss' if scheme == 'https' else 'ws'}://{rest}"
