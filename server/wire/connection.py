"""One peer: its frames in and out, and its attachments to rooms.

`SyncConnection` serves `/sync` (several documents, opened by Token messages); `PlainConnection` serves
`/yjs/<document>` (one document, opened by the handshake). What
`board.wire.session` makes of frames is carried out here.
"""

import asyncio
import contextlib
import json
import time
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Iterator, Sequence
from typing import Any, TypeAlias, assert_never

import structlog
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocketDisconnect

from board.errors import CodecError, Refusal
from board.wire import codec
from board.wire.session import (
    EditReceived,
    Event,
    Left,
    MultiplexedSession,
    OpenRequested,
    PlainSession,
    PresenceReceived,
    PresenceRequested,
    StateRequested,
)
from board.yjs.update import decode_state_vector
from server.access.admittance import Admittance, Door, NotAdmitted
from server.ports.log import StorageUnavailable, UnknownDocument
from server.rooms.arrivals import Late
from server.rooms.durable import RoomBroken
from server.rooms.fairness import Share
from server.rooms.hub import Hub
from server.rooms.room import TRY_AGAIN_LATER, Room
from server.rooms.standing import FORBIDDEN
from server.telemetry import Metrics

from .attachment import Attachment
from .outbox import OutboxFull
from .transport import Wire, short

PING_SECONDS = 15.0
"""Stock providers reconnect after 30 s of silence."""
TURN_SECONDS = 0.005
"""A connection's frames are worked off for this long before it has to let others in."""
OPEN_DEADLINE_SECONDS = 30.0
"""A socket on which nobody opened a document by then is closed."""
GOODBYE_SECONDS = 5.0
"""A peer that does not read is not waited for longer than this when its socket closes."""
MALFORMED = 4400
DAMAGED = json.dumps({"damaged": True})
"""Tells a page why a board can only be read."""
MISTAKE = 1011
NOT_OPENED = 4408

Rest: TypeAlias = "Coroutine[Any, Any, None] | None"
"""What of an event is not done at once."""

_log = structlog.get_logger(__name__)


class Connection(ABC):
    """What both dialects share: reading, writing, closing, and carrying events out."""

    def __init__(self, wire: Wire, hub: Hub, metrics: Metrics) -> None:
        self._wire = wire
        self._hub = hub
        self._metrics = metrics
        self._share = Share()
        self._worked = 0.0
        self._closing: asyncio.Future[tuple[int, str]] = asyncio.get_running_loop().create_future()
        self._attachments: dict[str, Attachment] = {}

    async def run(self) -> None:
        """Serve the peer, already accepted, until either side ends it."""
        reading = asyncio.create_task(self._read())
        try:
            ends: list[asyncio.Future[Any]] = [reading, self._closing]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for address in list(self._attachments):
                self._leave(address)
            if not await _ended(reading):
                self.close(MISTAKE, "The server made a mistake.")
        await self._say_goodbye()

    async def _say_goodbye(self) -> None:
        if self._closing.done():
            code, reason = self._closing.result()
            try:
                async with asyncio.timeout(GOODBYE_SECONDS):
                    await self._wire.close(code, short(reason))
            except (RuntimeError, WebSocketDisconnect, TimeoutError):
                _log.debug("the other side closed first, or does not read")

    def send(self, frame: bytes) -> None:
        """Send a frame; a connection that reads too slowly is closed and resyncs."""
        try:
            self._wire.send(frame)
        except OutboxFull:
            self.close(TRY_AGAIN_LATER, "This connection is too slow; it will start again.")

    def close(self, code: int, reason: str) -> None:
        """Close the socket soon; returns at once."""
        if not self._closing.done():
            self._closing.set_result((code, reason))

    @abstractmethod
    def refuse(self, attachment: Attachment, code: str, reason: str) -> None:
        """End one document of the connection."""

    @abstractmethod
    def _events(self, frame: bytes) -> list[Event]: ...

    async def _read(self) -> None:
        try:
            while frames := await self._wire.arrivals():
                events = self._all_events(frames)
                while (rest := self._work_off(events)) is not None:
                    await rest
                if self._worked > TURN_SECONDS:
                    await self._let_others_in()
        except CodecError as error:
            self.close(MALFORMED, str(error))

    def _all_events(self, frames: Sequence[bytes | None]) -> Iterator[Event]:
        """Read each frame when the events of those before it were carried out: what it means depends on them."""
        for frame in frames:
            if frame is None:
                raise CodecError("Only binary messages are understood here.")
            yield from self._events(frame)

    def _work_off(self, events: Iterator[Event]) -> Rest:
        """Carry out events, for a turn at most; returns what must be waited for before the next one.

        Others are let in by the clock on the wall, which costs little to read; what is counted is processor time, for
        what other threads and programs take meanwhile is not this connection's.
        """
        turn_ends = time.perf_counter() + TURN_SECONDS
        with self._working():
            for event in events:
                rest = self._carry_out(event)
                if rest is not None:
                    return rest
                if time.perf_counter() > turn_ends:
                    return self._let_others_in()
        return None

    async def _let_others_in(self) -> None:
        pause, self._worked = self._share.pause_after(self._worked), 0.0
        await asyncio.sleep(pause)

    @contextlib.contextmanager
    def _working(self) -> Iterator[None]:
        """Count the processor time that the block takes."""
        start = time.thread_time()
        try:
            yield
        finally:
            self._worked += time.thread_time() - start

    def _carry_out(self, event: Event) -> Rest:
        """Carry out an event, or begin to: the rest counts its own work."""
        match event:
            case EditReceived(address, update, whole):
                late = self._submit(self._attachments.get(address), update, whole=whole)
                return None if late is None else self._count(late)
            case PresenceReceived(address, update):
                self._show_presence(self._attachments.get(address), update)
            case StateRequested(address, state_vector):
                return self._send_state_in_turn(address, state_vector)
            case PresenceRequested(address):
                self._send_presence(self._attachments.get(address))
            case Left(address):
                self._leave(address)
            case OpenRequested():
                return self._open(event)
            case _:
                assert_never(event)
        return None

    async def _count(self, late: "asyncio.Future[float]") -> None:
        self._worked += await late

    async def _send_state_in_turn(self, address: str, state_vector: bytes) -> None:
        await self._hub.joining.turn()
        with self._working():
            self._send_state(self._attachments.get(address), state_vector)

    @abstractmethod
    async def _open(self, wanted: OpenRequested) -> None: ...

    def _attach(self, address: str, admittance: Admittance, room: Room, *, addressed: bool) -> Attachment:
        self._leave(address)
        attachment = Attachment(self, admittance, room, address if addressed else None)
        self._attachments[address] = attachment
        room.join(attachment)
        return attachment

    def _leave(self, address: str) -> None:
        attachment = self._attachments.pop(address, None)
        if attachment is not None:
            attachment.leave()

    def _send_state(self, attachment: Attachment | None, state_vector: bytes) -> None:
        if attachment is None:
            return
        state = attachment.room.state_for(attachment, decode_state_vector(state_vector))
        attachment.tell(codec.SyncStep2(state))
        attachment.tell(codec.SyncStep1(attachment.room.state_vector()))
        self._send_presence(attachment)

    def _submit(self, attachment: Attachment | None, update: bytes, *, whole: bool) -> Late:
        if attachment is None:
            return None
        try:
            return self._hub.submit(attachment.room, attachment, update, whole=whole)
        except Refusal as error:
            self.count_refusal(attachment, error)
            attachment.refuse(error.code, error.reason)
        except CodecError as error:
            attachment.refuse(error.code, "An edit could not be read.")
        return None

    def count_refusal(self, attachment: Attachment, error: Refusal) -> None:
        """Note that an edit was refused."""
        self._metrics.refusals.labels(error.code).inc()
        _log.info("an edit was refused", code=error.code, reason=error.reason, document=str(attachment.room.name))

    def _show_presence(self, attachment: Attachment | None, update: bytes) -> None:
        if attachment is not None and attachment.room.name.kind == "content":
            self._hub.show_presence(attachment.room, attachment, update)

    def _send_presence(self, attachment: Attachment | None) -> None:
        if attachment is not None:
            attachment.tell(attachment.room.presences.everyone())


class SyncConnection(Connection):
    """A `/sync` socket; `handshake` is the request that opened it."""

    def __init__(self, wire: Wire, hub: Hub, metrics: Metrics, door: Door, handshake: HTTPConnection) -> None:
        super().__init__(wire, hub, metrics)
        self._door = door
        self._handshake = handshake
        self._session = MultiplexedSession()
        self._loop = asyncio.get_running_loop()
        self._pinging = self._loop.call_later(PING_SECONDS, self._ping)
        self._deadline = self._loop.call_later(OPEN_DEADLINE_SECONDS, self.close, NOT_OPENED, "No document was opened.")

    def _events(self, frame: bytes) -> list[Event]:
        return self._session.receive(frame)

    async def run(self) -> None:
        """Serve the socket; see `Connection.run`."""
        try:
            await super().run()
        finally:
            self._deadline.cancel()
            self._pinging.cancel()

    def _ping(self) -> None:
        self.send(codec.PING_FRAME)
        self._pinging = self._loop.call_later(PING_SECONDS, self._ping)

    async def _open(self, wanted: OpenRequested) -> None:
        address = wanted.address
        try:
            attachment = await self._admitted(address, wanted.token)
        except NotAdmitted as error:
            self._deny(address, error.code)
            return
        except UnknownDocument:
            self._deny(address, "unknown-board")
            return
        except (StorageUnavailable, RoomBroken):
            self.close(TRY_AGAIN_LATER, "This board cannot be opened at the moment.")
            return
        self._deadline.cancel()
        frame, events = self._session.opened(address, "read-write" if attachment.may_write else "readonly")
        self.send(frame)
        if attachment.room.damaged:
            attachment.tell(codec.Stateless(DAMAGED))
        if attachment.room.name.kind == "stage":
            attachment.tell_place()
        held = iter(events)
        while (rest := self._work_off(held)) is not None:
            await rest

    def _deny(self, address: str, code: str) -> None:
        self._leave(address)
        self._send_all(self._session.denied(address, code))

    async def _admitted(self, address: str, token: str) -> Attachment:
        admittance = await self._door.admit(self._handshake, codec.document_of(address), token)
        room = await self._hub.enter(admittance.document)
        attachment = self._attach(address, admittance, room, addressed=True)
        # Who was sent away while the board was loaded could not be found here then.
        await self._door.confirm(admittance)
        return attachment

    def refuse(self, attachment: Attachment, code: str, reason: str) -> None:
        """End one document: the frame is answered, the reason told, its later frames dropped."""
        if attachment.address is not None:
            self._leave(attachment.address)
            self._send_all(self._session.refused(attachment.address, code, reason))

    def _send_all(self, frames: list[bytes]) -> None:
        for frame in frames:
            self.send(frame)


class PlainConnection(Connection):
    """A `/yjs/<document>` socket, admitted by its handshake."""

    def __init__(self, wire: Wire, hub: Hub, metrics: Metrics, admittance: Admittance, room: Room) -> None:
        super().__init__(wire, hub, metrics)
        address = str(admittance.document)
        self._session = PlainSession(address)
        attachment = self._attach(address, admittance, room, addressed=False)
        attachment.tell(codec.SyncStep1(room.state_vector()))

    def _events(self, frame: bytes) -> list[Event]:
        return self._session.receive(frame)

    async def _open(self, wanted: OpenRequested) -> None:
        raise CodecError(f"{wanted.address} is already open")

    def refuse(self, attachment: Attachment, code: str, reason: str) -> None:
        """End the connection with a code at which y-websocket stops."""
        _log.info("a plain connection ends", document=str(attachment.room.name), code=code)
        self.close(FORBIDDEN, f"{code}: {reason}")


async def _ended(*tasks: "asyncio.Task[None]") -> bool:
    """End the tasks; returns True when none of them met a mistake."""
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    mistakes = [result for result in results if isinstance(result, Exception)]
    for mistake in mistakes:
        _log.error("a connection failed", exc_info=mistake)
    return not mistakes
