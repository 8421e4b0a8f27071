"""What stands between a browser and its server: a proxy that refuses WebSockets, and an edit spoiled on its way."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pycrdt
from playwright.async_api import BrowserContext, Page, WebSocketRoute

from board.wire import codec
from tests.browser.boards import ReadyBoard
from tests.browser.people import NETWORK, REFUSED, Person

REFUSAL = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
CHUNK = 65536
_BY_HTTP = "**/sync/*/http/**"


class StrictProxy:
    """Passes HTTP through and refuses WebSockets, as old proxies do, until `allows_sockets` is set."""

    def __init__(self, server: str) -> None:
        target = urlsplit(server)
        self._host, self._port = target.hostname, target.port
        self.allows_sockets = False
        self.refused = 0
        self.url = ""
        self._live: set[asyncio.StreamWriter] = set()

    def link(self, link: str) -> str:
        """The same link, through this proxy."""
        target = urlsplit(link)
        return link.replace(f"{target.scheme}://{target.netloc}", self.url)

    def cut_off(self) -> None:
        """End the live connections that there are, and allow no others."""
        self.allows_sockets = False
        for writer in self._live:
            writer.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on, or not."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            is_live = b"upgrade: websocket" in head.lower()
            if is_live:
                self._live.add(writer)
            if is_live and not self.allows_sockets:
                self.refused += 1
                writer.write(REFUSAL)
                await writer.drain()
            else:
                await self._pass_on(head, reader, writer)
        self._live.discard(writer)
        writer.close()

    async def _pass_on(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Both ends when either does.
        up_reader, up_writer = await asyncio.open_connection(self._host, self._port)
        up_writer.write(head)
        ways = [asyncio.create_task(_pump(reader, up_writer)), asyncio.create_task(_pump(up_reader, writer))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            up_writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while chunk := await reader.read(CHUNK):
            writer.write(chunk)
            await writer.drain()


class Plug:
    """The live connections of one browser, which can be pulled out and put back."""

    def __init__(self) -> None:
        self._is_in = True
        self._live: list[WebSocketRoute] = []

    async def hold(self, context: BrowserContext) -> "Plug":
        """Take the connections of this browser in hand, before it opens any."""
        await context.route_web_socket(re.compile("/sync"), self._connect)
        await block_all_lines(context)
        return self

    async def _connect(self, line: WebSocketRoute) -> None:
        if self._is_in:
            self._live.append(line)
            line.connect_to_server()
        else:
            await line.close()

    async def pull(self) -> None:
        """End what is live, and let nothing else begin."""
        self._is_in = False
        for line in self._live:
            await line.close()
        self._live.clear()

    def put_back(self) -> None:
        """Let connections begin again."""
        self._is_in = True


async def block_all_lines(context: BrowserContext) -> None:
    """The network lets not even the live connection by plain HTTP through."""
    await context.route(_BY_HTTP, lambda route: route.fulfill(status=403))


@contextlib.asynccontextmanager
async def strict_proxy(server: str) -> AsyncIterator[StrictProxy]:
    """A proxy in front of the server, on a port of its own."""
    proxy = StrictProxy(server)
    listener = await asyncio.start_server(proxy.serve, "localhost", 0)
    proxy.url = f"http://localhost:{listener.sockets[0].getsockname()[1]}"
    try:
        yield proxy
    finally:
        listener.close()


@contextlib.asynccontextmanager
async def blocked_after_joining(ready: ReadyBoard, person: Person) -> AsyncIterator[StrictProxy]:
    """Let somebody in through a proxy; from now on the network lets the page through, and no live connection."""
    async with strict_proxy(ready.server.url) as proxy:
        proxy.allows_sockets = True
        await ready.let_in(person, proxy.link(ready.edit_link))
        await person.is_saved()
        person.expect_in_console(NETWORK)
        person.expect_in_console(REFUSED)
        await block_all_lines(person.context)
        proxy.cut_off()
        yield proxy


def forbidden_edit() -> bytes:
    """An update that no honest page makes: a root that the schema does not know."""
    doc: pycrdt.Doc[pycrdt.Map[bool]] = pycrdt.Doc()
    doc["nonsense"] = pycrdt.Map({"odd": True})
    return doc.get_update()


async def spoil_next_edit(page: Page, canary: str) -> None:
    """Replace the first edit of this page that holds `canary` by a forbidden one; the server does the rest."""
    spoiled: list[bytes] = []

    def pass_on(frame: str | bytes, server: WebSocketRoute) -> None:
        if isinstance(frame, bytes) and canary.encode() in frame and not spoiled:
            spoiled.append(frame)
            server.send(_forbidden(frame))
        else:
            server.send(frame)

    def connect(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda frame: pass_on(frame, server))

    await page.route_web_socket("**/sync/*", connect)


class OpenLine:
    """A page's live connection, on which something else than the page can send, too."""

    def __init__(self) -> None:
        self._is_silent = False
        self._server: WebSocketRoute | None = None
        self._address = ""

    async def lie_between(self, page: Page) -> None:
        """Take the place between this page and its server; before the page connects."""
        await page.route_web_socket("**/sync/*", self._connect)

    def fall_silent(self) -> None:
        """From now on nothing that the page sends arrives, and it is not told."""
        self._is_silent = True

    def send_edit(self, update: bytes) -> None:
        """Send an edit of the content, as the page would."""
        assert self._server is not None
        self._server.send(codec.encode(codec.Update(update), self._address))

    def _connect(self, socket: WebSocketRoute) -> None:
        self._server = server = socket.connect_to_server()

        def pass_on(frame: str | bytes) -> None:
            self._note_address(frame)
            if not self._is_silent:
                server.send(frame)

        socket.on_message(pass_on)

    def _note_address(self, frame: str | bytes) -> None:
        decoded = codec.decode_addressed(frame) if isinstance(frame, bytes) else None
        if isinstance(decoded, tuple) and codec.document_of(decoded[0]).endswith("/content"):
            self._address = decoded[0]


def _forbidden(frame: bytes) -> bytes:
    decoded = codec.decode_addressed(frame)
    assert isinstance(decoded, tuple)
    assert isinstance(decoded[1], codec.Update)
    return codec.encode(codec.Update(forbidden_edit()), decoded[0])


HOLD_DEVICE = """async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name).filter(name => name.includes("/content "));
    const asked = indexedDB.open(names[0]);
    await new Promise(done => asked.addEventListener("success", done));
    const store = asked.result.transaction("updates", "readwrite").objectStore("updates");
    globalThis.deviceIsHeld = true;
    const goOn = () => {
        if (globalThis.deviceIsHeld) store.count().addEventListener("success", goOn);
    };
    goOn();
}"""


async def hold_device(page: Page) -> None:
    """From now on nothing that the page writes to this device is stored."""
    await page.evaluate(HOLD_DEVICE)


async def let_device_go(page: Page) -> None:
    """Let the page store what has been waiting, and go on."""
    await page.evaluate("globalThis.deviceIsHeld = false")


async def kill_tab(page: Page) -> None:
    """End the process of a tab; it can do nothing about it."""
    session = await page.context.new_cdp_session(page)
    async with page.expect_event("crash"):
        dying = asyncio.ensure_future(session.send("Page.crash"))
    dying.cancel()
    await page.close()
