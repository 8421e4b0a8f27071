"""A live board: its documents here, kept the same as everybody else's, with presence and an honest `saved`.

async with open_board(url, board, token=token) as remote:
    with remote.doc.transaction():
        ...
    await remote.saved()
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pycrdt
from websockets.exceptions import InvalidURI

from board.errors import CodecError
from board.wire import codec, presence
from board.wire.presence import Entry

from .backoff import delays
from .errors import ClientError, Denied, EditRefused, Unreachable
from .lines import MAX_BATCH_BYTES, Line, LineBroken, Lines, Refused
from .replica import Replica
from .rest import Api

RENEW_SECONDS = 15.0
"""Others forget a state that was not renewed for 30 s (y-protocols)."""
MAX_OUTGOING_FRAMES = 2_000
"""What waits for a slow connection; beyond, it is dropped, and the next one sends all that is missing as one frame."""

_MAY_ONLY_READ = "You can look at this board, but not change it. What you wrote was not saved."


class RemoteBoard:
    """One board over one connection. Use `open_board`."""

    def __init__(self, url: str, token: str, content: str, stage: str) -> None:
        self._url = url
        self._token = token
        self._lines = Lines(f"{url.rstrip('/')}/sync/{content.partition('.')[0]}", token)
        self._line: Line | None = None
        self._outgoing: asyncio.Queue[bytes] = asyncio.Queue(MAX_OUTGOING_FRAMES)
        self._overflow = asyncio.Event()
        self._changes = asyncio.Condition()
        self._notify: asyncio.Task[None] | None = None
        self._failure: ClientError | None = None
        self._presence: dict[str, Any] | None = None
        self._clock = 0
        self._peers: dict[int, Entry] = {}
        self.connections = 0
        self.content = Replica(content, self._send, self._changed)
        self.stage = Replica(stage, self._send, self._changed)

    # What callers use

    @property
    def doc(self) -> pycrdt.Doc[Any]:
        """The content document. Edit it in transactions; every edit is sent by itself."""
        return self.content.doc

    @property
    def connected(self) -> bool:
        """True while the connection is up."""
        return self._line is not None

    @property
    def is_saved(self) -> bool:
        """True when every edit made here is durable on the server."""
        return self.content.saved

    @property
    def peers(self) -> list[Mapping[str, Any]]:
        """The presence states of the others, each with its `user` as the server says it is."""
        own = self.doc.client_id
        return [entry.state for client, entry in self._peers.items() if entry.state is not None and client != own]

    async def saved(self) -> None:
        """Wait until every edit made here is durable. Raises EditRefused, Denied when that cannot happen any more."""
        await self.until(lambda: self.is_saved or self.content.forbidden)
        if self.content.forbidden:
            raise EditRefused("rights", _MAY_ONLY_READ)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition()` holds; it is asked after every change here. Raises EditRefused, Denied."""
        async with self._changes:
            await self._changes.wait_for(lambda: self._failure is not None or condition())
        if self._failure is not None and not condition():
            raise self._failure

    def show(self, **state: Any) -> None:
        """Show presence to the others: `cursor`, `editing`, `selected`, `dragging`, `view`."""
        self._presence = state
        self._clock += 1
        self._send_presence()

    def raise_hand(self) -> None:
        """Raise a hand, beside what is shown already; the server says since when it is up (SPEC F9)."""
        self.show(**{**(self._presence or {}), "hand": True})

    def lower_hand(self) -> None:
        """Take the hand down."""
        self.show(**{**(self._presence or {}), "hand": None})

    @property
    def hands(self) -> list[str]:
        """The names of the others whose hands are up, in the order of raising."""
        up = [(str(peer["hand"]["since"]), str(peer["user"]["name"])) for peer in self.peers if peer.get("hand")]
        return [name for _, name in sorted(up)]

    @property
    def asked_to_lower(self) -> bool:
        """True while somebody who facilitates asks for this hand to be taken down."""
        own = self.doc.client_id
        return any(peer["user"].get("role") == "facilitate" and own in peer.get("lowers", ()) for peer in self.peers)

    # The connection

    async def run(self) -> None:
        """Stay connected until cancelled or failed, reconnecting with growing, jittered pauses."""
        try:
            await self._stay_connected()
        except Exception as error:
            self._fail(ClientError(f"The connection to the board ended unexpectedly: {error!r}"))
            raise

    async def _stay_connected(self) -> None:
        pauses = delays()
        while self._failure is None:
            try:
                if await self._connect_once():
                    pauses = delays()
            except InvalidURI:
                self._fail(Unreachable(f"{self._url} is not an address of a board server."))
            except Refused as error:
                if self.connections == 0:
                    self._fail(Unreachable(f"{self._url} does not answer as a board server: {error}"))
            except LineBroken:
                pass
            if self._failure is None:
                await asyncio.sleep(next(pauses))

    async def _connect_once(self) -> bool:
        """Serve one connection to its end; returns whether it was of use."""
        async with self._lines.open() as line:
            self._line = line
            self.connections += 1
            self._outgoing = asyncio.Queue(MAX_OUTGOING_FRAMES)
            self._overflow.clear()
            for replica in (self.content, self.stage):
                replica.connected(self._token)
            self._send_presence()
            try:
                await self._serve(line)
            finally:
                useful = self.content.exchanged
                self._line = None
                self._lost()
        return useful

    async def _serve(self, line: Line) -> None:
        """Read, write and renew until one of them ends; a connection that broke ends like one that was closed."""
        parts = (self._read(line), self._write(line), self._renew(), self._overflow.wait())
        tasks: list[asyncio.Task[Any]] = [asyncio.create_task(part) for part in parts]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            with contextlib.suppress(LineBroken):
                task.result()

    def _lost(self) -> None:
        self._peers.clear()
        self.content.disconnected()
        self.stage.disconnected()
        self._changed()

    async def _read(self, line: Line) -> None:
        async for frame in line:
            self._receive(frame)
            if self._failure is not None:
                return

    async def _write(self, line: Line) -> None:
        while True:
            frames = [await self._outgoing.get()]
            while not self._outgoing.empty() and sum(map(len, frames)) < MAX_BATCH_BYTES:
                frames.append(self._outgoing.get_nowait())
            await line.send(frames)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            self._clock += 1
            self._send_presence()

    def _send(self, frame: bytes) -> None:
        if self._line is None:
            return
        try:
            self._outgoing.put_nowait(frame)
        except asyncio.QueueFull:
            self._overflow.set()

    def _send_presence(self) -> None:
        if self._presence is not None:
            update = presence.encode([Entry(self.doc.client_id, self._clock, self._presence)])
            self._send(codec.encode(codec.Awareness(update), self.content.name))

    def _receive(self, frame: bytes) -> None:
        try:
            decoded = codec.decode_addressed(frame)
            match decoded:
                case codec.Ping():
                    self._send(codec.PONG_FRAME)
                case codec.Pong():
                    pass
                case (address, message):
                    self._receive_message(address, message)
        except (CodecError, ValueError, KeyError) as error:
            self._fail(ClientError(f"The server sent something that cannot be read: {error}"))

    def _receive_message(self, address: str, message: codec.Message) -> None:
        match message:
            case codec.PermissionDenied(reason):
                self._fail(Denied(reason))
            case codec.Stateless(payload):
                self._told(json.loads(payload))
            case codec.Awareness(update):
                self._take_presence(update)
            case _:
                replica = self.content if address == self.content.name else self.stage
                replica.receive(message)

    def _told(self, told: Any) -> None:
        if isinstance(told, dict) and told.get("refused"):
            self._fail(EditRefused(told["code"], told["reason"]))

    def _take_presence(self, update: bytes) -> None:
        for entry in presence.decode_stamped(update):
            if entry.state is None:
                self._peers.pop(entry.client_id, None)
            else:
                self._peers[entry.client_id] = entry
        self._changed()

    def _fail(self, failure: ClientError) -> None:
        if self._failure is None:
            self._failure = failure
        self._changed()

    def _changed(self) -> None:
        if self._notify is None:
            self._notify = asyncio.get_running_loop().create_task(self._announce())

    async def _announce(self) -> None:
        self._notify = None
        async with self._changes:
            self._changes.notify_all()


@contextlib.asynccontextmanager
async def open_board(url: str, board: str, *, token: str) -> AsyncIterator[RemoteBoard]:
    """Open a live board for as long as the block runs; at its end wait until every edit is saved.

    `url` is the server's address, `board` the board's id, `token` a bearer token of `Api.join`. Yields a RemoteBoard
    whose documents are loaded. When the block ends with an error, nothing is waited for. Raises RequestFailed,
    Unreachable, Denied; EditRefused at the end of the block.
    """
    async with Api(url, token=token) as api:
        facts = await api.board(board)
    remote = RemoteBoard(url, token, facts["content"], facts["stage"])
    running = asyncio.create_task(remote.run())
    try:
        await remote.until(lambda: remote.content.loaded and remote.stage.loaded)
        yield remote
        await remote.saved()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
