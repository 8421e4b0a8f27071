"""What is measured: our server, and its peers, each as a process of its own on the server's core.

`async with subject.running(folder) as server:` starts one; `server.target()` makes a document that holds a given
content and says where it is. Ours keeps everything durable; the peers keep it in memory.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from board.wire import codec
from client.sdk import Api
from client.web import toolchain
from tests.services.board_server import BoardServer, organiser

from .clients import Client, Target, connected
from .edits import Content
from .processes import SERVER_CORE, on_core

WEB = Path(toolchain.__file__).parent
PEOPLE = 8
"""Participants behind the connections: a session has about eight at once."""
START_SECONDS = 60.0


class Server(Protocol):
    """A running subject: one process or several."""

    @property
    def pids(self) -> Sequence[int]:
        """Its processes."""

    async def target(self, content: Content) -> Target:
        """Return where a new document with this content is."""

    def again(self, target: Target) -> Target:
        """Return where a document of an earlier run on the same folder is now."""


@dataclass(frozen=True)
class Subject:
    """Something that can be started. `durable`: it acknowledges what is stored."""

    name: str
    running: Callable[[Path], AbstractAsyncContextManager[Server]]
    durable: bool = False


class Ours:
    """Our server on SQLite in the folder."""

    def __init__(self, process: BoardServer, api: Api, people: list[Api]) -> None:
        assert process.pid is not None
        self.pids = [process.pid]
        self._process = process
        self._api = api
        self._stack = people

    async def target(self, content: Content) -> Target:
        """Make a board, let everybody join it, and fill it as a client would."""
        board = await self._api.create_board("A board", template=None)
        epoch = (await self._api.board(board))["epoch"]
        link = await self._api.invite(board, "edit")
        for number, person in enumerate(self._stack):
            await person.join(link.partition("#")[2], f"Person {number}")
        tokens = [person.token or "" for person in self._stack]
        target = Target(self._url, f"{board}.{epoch}/content", tokens)
        await _fill(target, content)
        return target

    @property
    def _url(self) -> str:
        return f"{self._process.url.replace('http', 'ws', 1)}/sync"

    def again(self, target: Target) -> Target:
        """See Server."""
        return replace(target, url=self._url)


@asynccontextmanager
async def ours(folder: Path, **settings: str) -> AsyncIterator[Server]:
    """Our server, on SQLite in the folder unless the settings say otherwise."""
    async with AsyncExitStack() as stack:
        process = BoardServer(folder, **settings)
        with on_core(SERVER_CORE):
            await stack.enter_async_context(process)
        api = await stack.enter_async_context(organiser(process))
        people = [await stack.enter_async_context(Api(process.url)) for _ in range(PEOPLE)]
        yield Ours(process, api, people)


class Peer:
    """A server from npm: its documents are made by opening them."""

    def __init__(self, pid: int, url: str, stack: AsyncExitStack, *, addressed: bool) -> None:
        self.pids = [pid]
        self._url = url
        self._stack = stack
        self._addressed = addressed
        self._made = 0

    async def target(self, content: Content) -> Target:
        """Open a document and fill it."""
        self._made += 1
        name = f"board{self._made}"
        target = Target(self._url, name) if self._addressed else Target(f"{self._url}/{name}", None)
        # A peer that keeps documents in memory may forget one that nobody has open.
        keeper = await self._stack.enter_async_context(connected(target, 1))
        await _fill(target, content)
        for client in keeper:
            client.received.clear()
        return target

    def again(self, target: Target) -> Target:
        """See Server."""
        return replace(target, url=self._url)


async def _fill(target: Target, content: Content) -> None:
    """Send the content in slices, and wait until the document has them all: a second client sees every one."""
    async with connected(target, 2) as (writer, reader):
        for update in content.slices:
            before = len(reader.received)
            writer.send(writer.frame_of(update))
            await reader.until(partial(_is_shown, reader, before))


def _is_shown(reader: Client, since: int) -> bool:
    return any(isinstance(message, codec.Update) for _, message in reader.messages(since))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def _node(script: Path, port: int, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    with on_core(SERVER_CORE):
        process = await asyncio.create_subprocess_exec(
            toolchain.node(),
            script,
            cwd=WEB,
            env={**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "NODE_ENV": "production", **more},
            stdout=asyncio.subprocess.PIPE,
        )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            if not await process.stdout.readline():
                raise ConnectionError(f"{script.name} did not start")
        yield process
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def _hocuspocus(_folder: Path, **more: str) -> AsyncIterator[Server]:
    port = _free_port()
    script = Path(__file__).with_name("hocuspocus.cjs")
    async with _node(script, port, **more) as process, AsyncExitStack() as stack:
        yield Peer(process.pid, f"ws://127.0.0.1:{port}", stack, addressed=True)


@asynccontextmanager
async def _y_websocket(_folder: Path) -> AsyncIterator[Server]:
    port = _free_port()
    script = WEB / "node_modules" / "y-websocket2" / "bin" / "server.cjs"
    async with _node(script, port) as process, AsyncExitStack() as stack:
        yield Peer(process.pid, f"ws://127.0.0.1:{port}", stack, addressed=False)


OURS = Subject("manualboard", ours, durable=True)


def _keeping_hocuspocus(folder: Path) -> AbstractAsyncContextManager[Server]:
    return _hocuspocus(folder, DATABASE=str(folder / "hocuspocus.sqlite3"))


KEEPING_HOCUSPOCUS = Subject("hocuspocus", _keeping_hocuspocus, durable=True)
HOCUSPOCUS = Subject("hocuspocus", _hocuspocus)
Y_WEBSOCKET = Subject("y-websocket", _y_websocket)
