"""What an opening must replay stays little: checkpoints are made while people write, when they left, and at the end."""

import asyncio

import pytest

from board.ids import DocumentName
from server.relay import open_relay
from server.rooms import tails
from server.rooms.checkpoints import CHECKPOINT_ROWS
from server.rooms.hub import IDLE_SECONDS, Hub
from server.rooms.room import Room
from server.rooms.tails import LEFT_ROWS
from server.storage.memory import MemoryUpdateLog
from server.upkeep.compaction import Compaction
from server.workers.pool import WorkersBusy
from tests.doubles import InPlace, ManualClock
from tests.unit.rooms import NAME, Person, cards, commit, joined


@pytest.fixture
def workers() -> InPlace:
    return InPlace()


@pytest.fixture
async def hub(log: MemoryUpdateLog, workers: InPlace) -> Hub:
    hub = Hub(log, open_relay(None), clock=lambda: 0.0)
    hub.tails.on_long(Compaction(log, workers, ManualClock(), None).checkpoint)
    return hub


async def written(hub: Hub, rows: int, person: Person | None = None, name: DocumentName = NAME) -> tuple[Room, Person]:
    """Let somebody write so many rows, who stays."""
    room, person = await hub.open(name), person or Person("ann")
    joined(room, person)
    for number in range(room.last_seq, room.last_seq + rows):
        hub.submit(room, person, person.edit(f"card{number}", "x"))
        await commit(hub)
    return room, person


async def kept(log: MemoryUpdateLog) -> int:
    newest = (await log.extent(NAME)).newest
    return newest.upto_seq if newest else 0


async def test_S13_while_people_write_a_checkpoint_is_made_of_many_rows(hub: Hub, log: MemoryUpdateLog) -> None:
    _, ann = await written(hub, CHECKPOINT_ROWS - 1)
    await hub.tails.look()
    assert await kept(log) == 0
    await written(hub, 1, ann)
    await hub.tails.look()
    assert await kept(log) == CHECKPOINT_ROWS


async def test_S13_when_everybody_left_few_rows_are_worth_a_checkpoint(hub: Hub, log: MemoryUpdateLog) -> None:
    room, ann = await written(hub, LEFT_ROWS)
    await hub.tails.look()
    assert await kept(log) == 0
    room.show()
    room.leave(ann)
    await hub.tails.look()
    assert await kept(log) == LEFT_ROWS
    again = await Hub(log, open_relay(None), clock=lambda: 0.0).open(NAME)
    assert cards(again) == cards(room)


async def test_S13_a_checkpoint_that_was_made_is_not_made_again(
    hub: Hub, log: MemoryUpdateLog, workers: InPlace
) -> None:
    await written(hub, CHECKPOINT_ROWS)
    other = Hub(log, open_relay(None), clock=lambda: 0.0)
    other.tails.on_long(Compaction(log, workers, ManualClock(), None).checkpoint)
    await other.open(NAME)
    for each in (hub, hub, other, other):
        await each.tails.look()
    assert workers.done == ["replayed"]


async def test_S13_a_checkpoint_that_could_not_be_made_is_made_at_the_next_look(
    hub: Hub, log: MemoryUpdateLog, workers: InPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await written(hub, CHECKPOINT_ROWS)

    async def busy(*_: object) -> None:
        raise WorkersBusy("others are exporting")

    with monkeypatch.context() as patch:
        patch.setattr(workers, "run", busy)
        await hub.tails.look()
    assert await kept(log) == 0
    await hub.tails.look()
    assert await kept(log) == CHECKPOINT_ROWS


@pytest.mark.parametrize("turn", ["look", "end"])
async def test_S13_a_board_whose_checkpoint_cannot_be_made_keeps_no_other_from_its_own(
    hub: Hub, log: MemoryUpdateLog, turn: str
) -> None:
    other = DocumentName("b2", NAME.epoch, NAME.kind)
    await log.create([other])
    await written(hub, CHECKPOINT_ROWS)
    await written(hub, CHECKPOINT_ROWS, name=other)
    tried: list[DocumentName] = []

    async def sick_at_first(name: DocumentName) -> bool:
        tried.append(name)
        if len(tried) == 1:
            raise RuntimeError("told to")
        return True

    hub.tails.on_long(sick_at_first)
    await getattr(hub.tails, turn)()
    assert set(tried) == {NAME, other}
    await hub.tails.look()
    assert tried == [tried[0], tried[1], tried[0]]


async def test_S13_a_server_that_ends_makes_checkpoints_of_what_is_open(hub: Hub, log: MemoryUpdateLog) -> None:
    await written(hub, LEFT_ROWS)
    running = asyncio.create_task(hub.run())
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await kept(log) == LEFT_ROWS


async def test_S6_a_server_that_ends_waits_for_checkpoints_only_so_long(
    hub: Hub, log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, ann = await written(hub, LEFT_ROWS)

    async def for_ever(_: DocumentName) -> bool:
        await asyncio.Event().wait()
        return True

    hub.tails.on_long(for_ever)
    monkeypatch.setattr(tails, "END_SECONDS", 0.0)
    hub.submit(room, ann, ann.edit("last", "x"))
    running = asyncio.create_task(hub.run())
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert ann.answers == [True] * (LEFT_ROWS + 1)
    assert await kept(log) == 0


async def test_S11_a_checkpoint_that_takes_long_holds_up_no_tidying(log: MemoryUpdateLog) -> None:
    now = 0.0
    hub = Hub(log, open_relay(None), clock=lambda: now)
    room, ann = await written(hub, CHECKPOINT_ROWS)
    begun = asyncio.Event()

    async def long(_: DocumentName) -> bool:
        begun.set()
        await asyncio.Event().wait()
        return True

    hub.tails.on_long(long)
    looking = asyncio.create_task(hub.tails.look())
    async with asyncio.timeout(30):
        await begun.wait()
        room.show()
        room.leave(ann)
        now = IDLE_SECONDS + 1
        await hub.sweep()
    assert hub.opened(NAME) is None
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
