"""One socket against a real hub on the in-memory log: what is answered when, and what is not."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import pycrdt
import pytest
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocketDisconnect

from board.ids import DocumentName
from board.roles import Role
from board.wire import codec
from server.access.admittance import Admittance, Door, NotAdmitted
from server.ports.log import StorageUnavailable
from server.relay import open_relay
from server.rooms.fairness import Share
from server.rooms.hub import Hub
from server.storage.memory import MemoryUpdateLog
from server.telemetry import Metrics
from server.wire import connection as connections
from server.wire.connection import SyncConnection
from server.wire.outbox import OutboxFull
from tests.unit.rooms import NAME, Person, cards, elsewhere

ADDRESS = str(NAME)


@dataclass(eq=False)
class Socket:
    """The client's end: frames it sends, frames it was sent, and how the server closed."""

    frames: "asyncio.Queue[bytes | None]" = field(default_factory=asyncio.Queue)
    told: "asyncio.Queue[codec.Message]" = field(default_factory=asyncio.Queue)
    closed: tuple[int, str] | None = None
    reads: bool = True
    gone: bool = False
    left: bool = False
    full: bool = False
    pings: int = 0

    def say(self, *messages: codec.Message) -> None:
        for message in messages:
            self.frames.put_nowait(codec.encode(message, ADDRESS))

    def leave(self) -> None:
        """The client is gone."""
        self.left = True
        self.frames.put_nowait(None)

    async def answer(self) -> codec.Message:
        """The next message that is not presence."""
        while isinstance(message := await asyncio.wait_for(self.told.get(), 5), codec.Awareness):
            pass
        return message

    # What the server calls

    async def arrivals(self) -> Sequence[bytes | None]:
        came = [await self.frames.get()]
        while not self.frames.empty():
            came.append(self.frames.get_nowait())
        return [] if self.left else came

    def send(self, frame: bytes) -> None:
        if self.full:
            raise OutboxFull
        decoded = codec.decode_addressed(frame)
        if isinstance(decoded, tuple):
            self.told.put_nowait(decoded[1])
        else:
            self.pings += 1

    async def close(self, code: int, reason: str) -> None:
        if self.gone:
            raise WebSocketDisconnect(1006)
        if not self.reads:
            await asyncio.Event().wait()
        self.closed = code, reason


@dataclass
class OpenDoor:
    """A door that lets Ann in with the role she has."""

    role: Role | None = Role.EDIT

    async def admit(self, _connection: object, name: str, _token: str) -> Admittance:
        if self.role is None:
            raise NotAdmitted("not-a-member")
        return Admittance("ann", self.role, DocumentName.parse(name), {"id": "ann"})

    async def confirm(self, admittance: Admittance) -> None:
        if self.role is not admittance.role:
            raise NotAdmitted("not-a-member")


@dataclass
class Scene:
    """A board, the log below it, and the door to it."""

    log: MemoryUpdateLog
    hub: Hub
    door: OpenDoor

    @asynccontextmanager
    async def socket(self) -> AsyncIterator[Socket]:
        """A connection that is served while the block runs, and closed by the client at its end."""
        socket = Socket()
        serving = self.serve(socket)
        yield socket
        socket.leave()
        await asyncio.wait_for(serving, 5)

    def serve(self, socket: Socket) -> "asyncio.Task[None]":
        connection = SyncConnection(socket, self.hub, Metrics(), cast(Door, self.door), cast(HTTPConnection, None))
        return asyncio.create_task(connection.run())


@pytest.fixture
async def scene() -> Scene:
    log = MemoryUpdateLog()
    await log.create([NAME])
    return Scene(log, Hub(log, open_relay(None), clock=lambda: 0.0), OpenDoor())


async def opened(socket: Socket) -> None:
    socket.say(codec.Token("t"))
    assert isinstance(await socket.answer(), codec.Authenticated)


async def queued(scene: Scene) -> None:
    """Wait until an edit waits to be committed."""
    room = await scene.hub.open(NAME)
    await until(lambda: room.dirty)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.get_running_loop().run_in_executor(None, bool)


def noted_work(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return where the seconds of work of all connections are noted; none of them has to pause."""
    worked: list[float] = []

    def pause_after(_: Share, seconds: float) -> float:
        worked.append(seconds)
        return 0.0

    monkeypatch.setattr(connections, "TURN_SECONDS", 0.0)
    monkeypatch.setattr(Share, "pause_after", pause_after)
    return worked


async def test_S2_what_was_sent_before_a_refusal_is_not_acknowledged_to_the_document_opened_after_it(
    scene: Scene,
) -> None:
    ann = Person("ann")
    async with scene.socket() as socket:
        await opened(socket)
        socket.say(codec.Update(ann.edit("one", "x")))
        socket.say(codec.Update(b"nonsense"))
        assert await socket.answer() == codec.SyncStatus(saved=False)
        assert isinstance(await socket.answer(), codec.Stateless)
        assert isinstance(await socket.answer(), codec.Close)
        await opened(socket)
        await scene.hub.committer.commit_once()
        socket.say(codec.SyncStep1(b"\0"))
        assert isinstance(await socket.answer(), codec.SyncStep2)
    assert cards(await scene.hub.open(NAME)) == {"one": "x"}


async def test_S2_a_late_refusal_does_not_end_the_document_that_was_opened_anew(scene: Scene) -> None:
    ann = Person("ann")
    async with scene.socket() as socket:
        await opened(socket)
        ben = Person("ben", doc=pycrdt.Doc(client_id=ann.doc.client_id))
        socket.say(codec.Update(ann.edit("one", "x")))
        await queued(scene)
        await elsewhere(scene.log, ben, "theirs")
        scene.log._tables.documents[NAME].owners[ann.doc.client_id] = "ben"
        socket.say(codec.Close())
        await opened(socket)
        await scene.hub.committer.commit_once()
        socket.say(codec.SyncStep1(b"\0"))
        assert isinstance(await socket.answer(), codec.SyncStep2)
    assert sorted(cards(await scene.hub.open(NAME))) == ["theirs"]


async def test_I2_a_viewer_is_denied_and_goes_on(scene: Scene) -> None:
    scene.door.role = Role.VIEW
    async with scene.socket() as socket:
        await opened(socket)
        socket.say(codec.Update(Person("ann").edit("one", "x")), codec.SyncStep2(b"\0\0"))
        assert await socket.answer() == codec.SyncStatus(saved=False)
        assert await socket.answer() == codec.SyncStatus(saved=True)


async def test_I5_who_is_sent_away_while_the_board_is_loaded_does_not_get_in(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = scene.hub.open

    async def revoked_meanwhile(name: DocumentName) -> Any:
        room = await load(name)
        scene.door.role = None
        await scene.hub.close_sessions(NAME.board, ["ann"], "The link was withdrawn.")
        return room

    monkeypatch.setattr(scene.hub, "open", revoked_meanwhile)
    async with scene.socket() as socket:
        socket.say(codec.Token("t"))
        assert await socket.answer() == codec.PermissionDenied("not-a-member")
    assert scene.hub.present(NAME.board) == []


async def test_E1_a_board_that_is_gone_is_denied_without_a_mistake(scene: Scene) -> None:
    scene.log._tables.documents.clear()
    async with scene.socket() as socket:
        socket.say(codec.Token("t"))
        assert await socket.answer() == codec.PermissionDenied("unknown-board")


async def test_S6_a_board_that_cannot_be_loaded_asks_to_come_back_later(scene: Scene) -> None:
    scene.log.go_away()
    socket = Socket()
    serving = scene.serve(socket)
    socket.say(codec.Token("t"))
    await asyncio.wait_for(serving, 5)
    assert socket.closed is not None
    assert socket.closed[0] == 1013


async def test_S6_a_connection_that_meets_a_mistake_is_closed_not_left(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StorageUnavailable("never expected here")

    monkeypatch.setattr(scene.hub, "submit", broken)
    socket = Socket()
    serving = scene.serve(socket)
    await opened(socket)
    socket.say(codec.Update(b"\0\0"))
    await asyncio.wait_for(serving, 5)
    assert socket.closed == (1011, "The server made a mistake.")
    assert scene.hub.present(NAME.board) == []


async def test_a_peer_that_does_not_read_is_not_waited_for(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "GOODBYE_SECONDS", 0.01)
    socket = Socket()
    serving = scene.serve(socket)
    await opened(socket)
    socket.reads = False
    await scene.hub.close_sessions(NAME.board, ["ann"], "The link was withdrawn.")
    await asyncio.wait_for(serving, 5)
    assert scene.hub.present(NAME.board) == []


async def test_a_peer_that_closed_first_is_no_mistake(scene: Scene) -> None:
    socket = Socket(gone=True)
    serving = scene.serve(socket)
    await opened(socket)
    await scene.hub.close_sessions(NAME.board, ["ann"], "The link was withdrawn.")
    await asyncio.wait_for(serving, 5)


async def test_a_reason_always_fits_into_a_close_frame(scene: Scene) -> None:
    socket = Socket()
    serving = scene.serve(socket)
    await opened(socket)
    await scene.hub.close_sessions(NAME.board, ["ann"], "🚪" * 100)
    await asyncio.wait_for(serving, 5)
    assert socket.closed is not None
    assert 100 < len(socket.closed[1].encode()) <= 123


async def test_A2_frames_that_came_together_let_others_in_between(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "TURN_SECONDS", 0.0)
    async with scene.socket() as flood, scene.socket() as other:
        await opened(flood)
        await opened(other)
        flood.say(*[codec.Update(b"\0\0")] * 500)
        other.say(codec.Update(b"\0\0"))
        assert await other.answer() == codec.SyncStatus(saved=True)
        assert flood.told.qsize() < 500


async def test_A2_only_the_work_of_a_connection_counts_not_what_others_do_meanwhile(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = 0.05
    submit = scene.hub.submit

    def held_up(*args: Any, **kwargs: Any) -> Any:
        threading.Event().wait(others)
        return submit(*args, **kwargs)

    monkeypatch.setattr(scene.hub, "submit", held_up)
    worked = noted_work(monkeypatch)
    async with scene.socket() as socket:
        await opened(socket)
        socket.say(codec.Update(b"\0\0"))
        assert await socket.answer() == codec.SyncStatus(saved=True)
    assert 0 < sum(worked) < others


async def test_S2_a_large_frame_is_admitted_before_the_next_of_its_connection(scene: Scene) -> None:
    ann = Person("ann")
    for number in range(300):
        ann.edit(f"card{number}", "x")
    async with scene.socket() as socket:
        await opened(socket)
        socket.say(codec.SyncStep2(ann.doc.get_update()), codec.Update(b"nonsense"))
        assert await socket.answer() == codec.SyncStatus(saved=False)
        await scene.hub.committer.commit_once()
    assert len(cards(await scene.hub.open(NAME))) == 300


async def test_A2_what_is_admitted_in_steps_counts_as_work_of_its_sender(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: Any, **__: Any) -> "asyncio.Future[float]":
        taken: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        taken.set_result(7.0)
        return taken

    monkeypatch.setattr(scene.hub, "submit", slow)
    worked = noted_work(monkeypatch)
    async with scene.socket() as socket:
        await opened(socket)
        socket.say(codec.Update(b"\0\0"))
        await until(lambda: sum(worked) >= 7.0)


async def test_S6_who_reads_too_slowly_is_closed_to_come_back(scene: Scene) -> None:
    socket = Socket()
    serving = scene.serve(socket)
    await opened(socket)
    socket.full = True
    socket.say(codec.Update(b"\0\0"))
    await asyncio.wait_for(serving, 5)
    assert socket.closed is not None
    assert socket.closed[0] == 1013


async def test_a_silent_socket_is_pinged_again_and_again(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PING_SECONDS", 0.001)
    async with scene.socket() as socket:
        await until(lambda: socket.pings >= 3)


async def test_text_is_not_understood(scene: Scene) -> None:
    socket = Socket()
    serving = scene.serve(socket)
    socket.frames.put_nowait(None)
    await asyncio.wait_for(serving, 5)
    assert socket.closed is not None
    assert socket.closed[0] == 4400
