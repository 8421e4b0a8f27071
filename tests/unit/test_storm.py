"""Everybody comes back at once: those who are at work are answered meanwhile, and a board nobody uses costs nothing."""

import asyncio
import gc
import weakref

import pytest

from board.ids import DocumentName
from board.wire import codec
from server.ports.log import LoadedDocument
from server.relay.memory import MemoryBus, MemoryRelay
from server.rooms.hub import IDLE_SECONDS, Hub
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME, Person, joined
from tests.unit.test_connection import OpenDoor, Scene, Socket, opened, queued, until

JOINERS = 300
CARDS = 1_500


class CountedLog(MemoryUpdateLog):
    """Counts how often a document is loaded."""

    loads = 0

    async def load(self, document: DocumentName) -> LoadedDocument:
        self.loads += document == NAME
        return await super().load(document)


@pytest.fixture
async def scene() -> Scene:
    log = CountedLog()
    await log.create([NAME])
    return Scene(log, Hub(log, MemoryRelay(MemoryBus()), clock=lambda: 0.0), OpenDoor())


async def fill(scene: Scene) -> None:
    room = await scene.hub.open(NAME)
    author = Person("author")
    joined(room, author)
    for number in range(CARDS):
        author.edit(f"card{number}", "x")
    waiting = scene.hub.submit(room, author, author.doc.get_update(), whole=True)
    assert waiting is not None
    await waiting
    await scene.hub.committer.commit_once()
    room.leave(author)


async def work_on(socket: Socket, worker: Person, stop: asyncio.Event) -> int:
    """Write card after card, each when the one before is saved; returns how many were."""
    saved = 0
    while not stop.is_set():
        socket.say(codec.Update(worker.edit(f"worker{saved}", "x")))
        while await socket.answer() != codec.SyncStatus(saved=True):
            pass
        saved += 1
    return saved


async def join(socket: Socket) -> None:
    socket.say(codec.Token("t"), codec.SyncStep1(b"\0"))
    while not isinstance(await socket.answer(), codec.SyncStep2):
        pass


async def test_S11_who_is_at_work_is_answered_between_those_who_come_back_all_at_once(scene: Scene) -> None:
    await fill(scene)
    running = asyncio.create_task(scene.hub.run())
    async with scene.socket() as at_work:
        await opened(at_work)
        stop = asyncio.Event()
        working = asyncio.create_task(work_on(at_work, Person("ann"), stop))
        sockets = [Socket() for _ in range(JOINERS)]
        serving = [scene.serve(socket) for socket in sockets]
        await asyncio.gather(*map(join, sockets))
        stop.set()
        saved = await working
        for socket in sockets:
            socket.leave()
        await asyncio.gather(*serving)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert saved > JOINERS / 10
    assert isinstance(scene.log, CountedLog)
    assert scene.log.loads == 1


async def test_a_board_is_loaded_once_for_all_who_come_at_once(scene: Scene) -> None:
    sockets = [Socket() for _ in range(50)]
    serving = [scene.serve(socket) for socket in sockets]
    await asyncio.gather(*map(join, sockets))
    assert isinstance(scene.log, CountedLog)
    assert scene.log.loads == 1
    for socket in sockets:
        socket.leave()
    await asyncio.gather(*serving)


async def test_a_board_that_nobody_uses_any_more_leaves_no_task_no_timer_and_no_subscription() -> None:
    """Counted after a visit: one who wrote, showed where they are, and left."""
    now = 0.0
    relay = MemoryRelay(MemoryBus())
    log = MemoryUpdateLog()
    await log.create([NAME])
    hub = Hub(log, relay, clock=lambda: now)
    scene = Scene(log, hub, OpenDoor())
    gc.collect()
    tasks, timers = asyncio.all_tasks(), waiting_timers()
    async with scene.socket() as socket:
        await opened(socket)
        ann = Person("ann")
        socket.say(codec.Update(ann.edit("one", "x")))
        await queued(scene)
        await hub.committer.commit_once()
        assert await socket.answer() == codec.SyncStatus(saved=True)
        assert asyncio.all_tasks() - tasks
        assert waiting_timers() - timers
        assert relay.follows(NAME.board)
    room = weakref.ref(await hub.open(NAME))
    await until(lambda: is_idle(room()))
    # The last timer is that of the room's pace, which ends by itself.
    while left := waiting_timers() - timers:
        next_to_fire = min(timer.when() for timer in left)
        assert next_to_fire < asyncio.get_running_loop().time() + 1.0
        await asyncio.get_running_loop().run_in_executor(None, bool)
    now = IDLE_SECONDS + 1
    await hub.sweep()
    assert not asyncio.all_tasks() - tasks
    assert not relay.follows(NAME.board)
    assert hub.sessions() == 0
    # What ended in this very moment may hold it for a turn of the loop or of a thread.
    async with asyncio.timeout(30):
        while room() is not None:
            await asyncio.get_running_loop().run_in_executor(None, gc.collect)


def is_idle(room: Room | None) -> bool:
    return room is not None and room.idle


def waiting_timers() -> set[asyncio.TimerHandle]:
    """The timers of the event loop that will still fire."""
    scheduled: list[asyncio.TimerHandle] = asyncio.get_running_loop()._scheduled  # type: ignore[attr-defined]
    return {timer for timer in scheduled if not timer.cancelled()}
