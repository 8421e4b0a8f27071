"""The two ways to a server: a WebSocket, and plain HTTP where something between blocks WebSockets.

A line sends frames and yields frames. Whatever breaks it raises LineBroken; a new one may be opened then.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI, WebSocketException

from board import limits
from board.errors import CodecError
from board.wire import codec

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

MUTE_SECONDS = 20.0
"""A WebSocket on which no answer came this long after the first frame is swallowed by something between. The server
answers the token at once, before it sends the board, and pings every 15 s."""
ANSWER_SECONDS = 60.0
"""A server that answers no ping for this long is gone. The answer waits behind a whole board on a slow line, and behind
everybody else's when a thousand come back at once; the server waits as long for ours."""
BY_HTTP_SECONDS = 600.0
"""Then lines are opened by plain HTTP for this long, before a WebSocket is tried again."""
_PING = 1
"""Length of a ping, which is no answer: it says nothing about whether our frames arrive."""


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
    """A WebSocket. When nothing answers what was sent first, it is given up and `mute` is called."""

    def __init__(self, socket: ClientConnection, mute: Callable[[], None]) -> None:
        self._socket = socket
        self._mute = mute
        self._asked: asyncio.TimerHandle | None = None
        self._answered = False

    async def send(self, frames: Sequence[bytes]) -> None:
        """See `Line`."""
        if self._asked is None:
            self._asked = asyncio.get_running_loop().call_later(MUTE_SECONDS, self._give_up)
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
                    self._answered = self._answered or len(frame) > _PING
                    yield frame
        except ConnectionClosed as error:
            raise LineBroken(str(error)) from error

    def _give_up(self) -> None:
        if not self._answered:
            self._mute()
            self._socket.transport.abort()

    def end(self) -> None:
        """Watch no more."""
        if self._asked is not None:
            self._asked.cancel()


class HttpLine:
    """Numbered batches by POST, and askings that wait for news; see `server.wire.http_gateway`."""

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


class Lines:
    """Opens lines at the http(s) address of a server's `/sync/<board>`: a WebSocket, else plain HTTP.

    It remembers where a WebSocket was mute. `clock` tells seconds that only grow.
    """

    def __init__(self, url: str, token: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._token = token
        self._clock = clock
        self._sockets_from = clock()

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[Line]:
        """Open a line.

        Raises LineBroken, InvalidURI; Refused when a web server answers, but by neither way as ours does.
        """
        async with contextlib.AsyncExitStack() as stack:
            yield await self._opened(stack)

    def _mute(self) -> None:
        self._sockets_from = self._clock() + BY_HTTP_SECONDS

    async def _opened(self, stack: contextlib.AsyncExitStack) -> Line:
        if self._clock() < self._sockets_from:
            try:
                return await stack.enter_async_context(_http_line(self._url, self._token))
            except LineBroken:
                # It was not only WebSockets.
                self._sockets_from = self._clock()
                raise
        try:
            return await stack.enter_async_context(_socket_line(self._url, self._token, self._mute))
        except Refused:
            return await stack.enter_async_context(_http_line(self._url, self._token))


@contextlib.asynccontextmanager
async def _socket_line(url: str, token: str, mute: Callable[[], None]) -> AsyncIterator[Line]:
    headers = {"Authorization": f"Bearer {token}"}
    try:
        socket = await connect(
            _socket_url(url),
            additional_headers=headers,
            max_size=MAX_INCOMING_BYTES,
            compression=None,
            ping_timeout=ANSWER_SECONDS,
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
        line = SocketLine(socket, mute)
        try:
            yield line
        finally:
            line.end()


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
