"""The hub on simulated time: rooms are loaded once, kept while used, checkpointed; quiet boards are noticed."""

import asyncio
import gc
from dataclasses import dataclass
from typing import Any

import pytest

from board.ids import DocumentName
from server.ports.log import LoadedDocument, StorageUnavailable, UnknownDocument
from server.relay import open_relay
from server.rooms.checkpoints import CHECKPOINT_ROWS
from server.rooms.durable import RoomBroken
from server.rooms.edited import QUIET_SECONDS
from server.rooms.hub import IDLE_SECONDS, Hub
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from server.upkeep.compaction import Compaction
from tests.doubles import InPlace, ManualClock
from tests.unit.rooms import NAME, Person, cards, commit, joined


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Scene:
    """A hub, its log and its clock, and the boards that were said to be quiet."""

    hub: Hub
    log: MemoryUpdateLog
    clock: Clock
    quiet: list[str]


@pytest.fixture
async def scene() -> Scene:
    log, clock, quiet = MemoryUpdateLog(), Clock(), list[str]()
    await log.create([NAME])
    hub = Hub(log, open_relay(None), clock=clock)

    async def on_quiet(board: str) -> None:
        quiet.append(board)

    hub.edited.on_quiet(on_quiet)
    return Scene(hub, log, clock, quiet)


async def test_a_room_is_loaded_once_however_many_ask(scene: Scene) -> None:
    rooms = await asyncio.gather(*(scene.hub.open(NAME) for _ in range(20)))
    assert len(set(rooms)) == 1


class FewLooks(dict[DocumentName, Room]):
    """Rooms that somebody who looks for ever gives up on."""

    looks = 0

    def get(self, name: DocumentName, default: Any = None) -> Any:
        self.looks += 1
        if self.looks > 100:
            raise AssertionError("somebody looks without end and lets nobody else in")
        return super().get(name, default)


async def test_a_room_that_is_dropped_as_it_is_loaded_is_loaded_again_by_whoever_comes_then(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, later = scene.hub, list[asyncio.Task[Room]]()

    async def dropped(room: Room) -> None:
        monkeypatch.undo()
        hub.drop(room)
        later.append(asyncio.create_task(hub.open(NAME)))

    hub._rooms = FewLooks()
    monkeypatch.setattr(hub, "_catch_up", dropped)
    assert await hub.open(NAME) is await later[0]


async def test_S2_nobody_comes_into_a_room_that_was_closed_while_they_waited_for_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, first = scene.hub, await scene.hub.open(NAME)

    async def dropped(room: Room) -> None:
        monkeypatch.undo()
        hub.drop(room)

    monkeypatch.setattr(hub, "_catch_up", dropped)
    room = await hub.enter(NAME)
    assert room is not first
    ann = Person("ann")
    joined(room, ann)
    hub.submit(room, ann, ann.edit("one", "1"))
    await commit(hub)
    assert ann.answers == [True]


async def test_a_failed_load_is_an_error_never_an_empty_board_and_may_be_tried_again(scene: Scene) -> None:
    other = DocumentName("another1", "1", "content")
    for _ in range(2):
        with pytest.raises(UnknownDocument):
            await scene.hub.open(other)
    await scene.log.create([other])
    assert (await scene.hub.open(other)).last_seq == 0


async def test_who_gives_up_waiting_for_a_room_leaves_no_error_that_nobody_hears(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    unheard: list[dict[str, Any]] = []
    gc.collect()  # What other tests left behind says nothing of this one.
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unheard.append(context))
    read = asyncio.Event()

    async def load(name: DocumentName) -> LoadedDocument:
        await read.wait()
        raise UnknownDocument(str(name))

    monkeypatch.setattr(scene.log, "load", load)
    opening = asyncio.create_task(scene.hub.open(NAME))
    await asyncio.sleep(0)
    opening.cancel()
    await asyncio.wait([opening])
    loading = scene.hub._loading[NAME]
    read.set()
    await asyncio.wait([loading])
    del opening, loading
    gc.collect()
    assert unheard == []


async def test_an_empty_room_is_unloaded_after_a_while_and_a_used_one_is_kept(scene: Scene) -> None:
    room = await scene.hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    scene.clock.now += IDLE_SECONDS * 2
    await scene.hub.sweep()
    assert await scene.hub.open(NAME) is room
    room.leave(ann)
    await scene.hub.sweep()
    assert await scene.hub.open(NAME) is room
    scene.clock.now += IDLE_SECONDS + 1
    await scene.hub.sweep()
    assert await scene.hub.open(NAME) is not room


async def test_X1_a_board_falls_quiet_once_after_its_edits(scene: Scene) -> None:
    room = await scene.hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    await scene.hub.sweep()
    scene.clock.now += QUIET_SECONDS + 1
    await scene.hub.sweep()
    assert scene.quiet == []
    scene.hub.submit(room, ann, ann.edit("one", "1"))
    await commit(scene.hub)
    await scene.hub.sweep()
    assert scene.quiet == []
    scene.clock.now += QUIET_SECONDS + 1
    await scene.hub.sweep()
    await scene.hub.sweep()
    assert scene.quiet == [NAME.board]


async def test_an_edited_board_is_said_to_be_so_once(scene: Scene) -> None:
    edited: list[str] = []

    async def on_edited(board: str) -> None:
        edited.append(board)

    scene.hub.edited.on_edited(on_edited)
    room = await scene.hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    for card in "abc":
        scene.hub.submit(room, ann, ann.edit(card, "x"))
        await commit(scene.hub)
    await scene.hub.sweep()
    await scene.hub.sweep()
    assert edited == [NAME.board]


async def test_X1_a_board_that_cannot_be_kept_does_not_hold_up_the_tidying(scene: Scene) -> None:
    tries: list[str] = []

    async def unreadable(board: str) -> None:
        tries.append(board)
        raise RoomBroken("nothing of the log can be read")

    scene.hub.edited.on_quiet(unreadable)
    first = await scene.hub.open(NAME)
    ann = Person("ann")
    joined(first, ann)
    scene.hub.submit(first, ann, ann.edit("one", "1"))
    await commit(scene.hub)
    first.leave(ann)
    for _ in range(3):
        await scene.hub.sweep()
        scene.clock.now += IDLE_SECONDS + 1
    assert tries == [NAME.board]
    assert await scene.hub.open(NAME) is not first


async def test_X1_whoever_could_not_be_told_of_an_edit_is_told_again(scene: Scene) -> None:
    told: list[str] = []

    async def on_edited(board: str) -> None:
        told.append(board)
        if len(told) == 1:
            raise StorageUnavailable("away")

    scene.hub.edited.on_edited(on_edited)
    scene.hub.edited.note(NAME.board)
    with pytest.raises(StorageUnavailable):
        await scene.hub.sweep()
    for _ in range(2):
        await scene.hub.sweep()
    assert told == [NAME.board, NAME.board]


async def test_X1_a_board_everybody_left_is_quiet_sooner(scene: Scene) -> None:
    room = await scene.hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    scene.hub.submit(room, ann, ann.edit("one", "1"))
    await commit(scene.hub)
    room.leave(ann)
    scene.clock.now += IDLE_SECONDS + 1
    await scene.hub.sweep()
    assert scene.quiet == [NAME.board]


async def test_S4_a_checkpoint_and_the_rows_after_it_are_the_same_document_and_no_row_is_gone(scene: Scene) -> None:
    scene.hub.tails.on_long(Compaction(scene.log, InPlace(), ManualClock(), None).checkpoint)
    room = await scene.hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    for number in range(CHECKPOINT_ROWS + 3):
        scene.hub.submit(room, ann, ann.edit(f"card{number}", "x"))
        await commit(scene.hub)
        if number == CHECKPOINT_ROWS:
            await scene.hub.tails.look()
    loaded = await scene.log.load(NAME)
    assert loaded.checkpoint is not None
    assert loaded.checkpoint.upto_seq == CHECKPOINT_ROWS + 1
    assert [row.seq for row in loaded.tail] == [CHECKPOINT_ROWS + 2, CHECKPOINT_ROWS + 3]
    again = await Hub(scene.log, open_relay(None), clock=scene.clock).open(NAME)
    assert cards(again) == cards(room)
    assert len(await scene.log.read_after(NAME, 0)) == CHECKPOINT_ROWS + 3
