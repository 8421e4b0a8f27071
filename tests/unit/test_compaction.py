"""Rows past the retention go, and only when what takes their place is the same document."""

import asyncio
from datetime import timedelta

import pytest

from board.ids import DocumentName
from server.ports.log import Append, Checkpoint, LogRow, NewRow, StorageUnavailable
from server.relay import open_relay
from server.rooms.checkpoints import compared, loaded
from server.rooms.hub import Hub
from server.storage.memory import MemoryTables, MemoryUpdateLog
from server.upkeep import compaction, replaying
from server.upkeep.compaction import Compaction
from tests.doubles import InPlace, ManualClock
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined

DAYS = timedelta(days=90)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def tables() -> MemoryTables:
    return MemoryTables()


@pytest.fixture
async def log(tables: MemoryTables, clock: ManualClock) -> MemoryUpdateLog:
    log = MemoryUpdateLog(tables, clock)
    await log.create([NAME])
    return log


@pytest.fixture
def workers() -> InPlace:
    return InPlace()


@pytest.fixture
def compacting(log: MemoryUpdateLog, workers: InPlace, clock: ManualClock) -> Compaction:
    return Compaction(log, workers, clock, DAYS, pause=0)


async def write(log: MemoryUpdateLog, *names: str) -> None:
    ann = Person("ann")
    ann.doc.apply_update(await state(log))
    for name in names:
        await elsewhere(log, ann, name)


async def state(log: MemoryUpdateLog) -> bytes:
    """The document as it is loaded."""
    found = await log.load(NAME)
    doc = loaded(found.updates[0]) if found.updates else loaded(b"\0\0")
    doc.integrate(found.updates[1:])
    return doc.read(found.last_seq).state


async def test_S10_what_is_older_than_the_retention_goes_also_when_nobody_has_the_board_open(
    log: MemoryUpdateLog, compacting: Compaction, clock: ManualClock, workers: InPlace
) -> None:
    await write(log, "one", "two")
    clock.advance(days=80)
    await write(log, "three")
    assert await compacting.compact_all() == 0
    clock.advance(days=11)
    before = await state(log)
    assert await compacting.compact_all() == 2
    assert [row.seq for row in await log.read_after(NAME, 2)] == [3]
    assert compared(Checkpoint(3, before, ""), await state(log)) is None
    clock.advance(days=80)
    assert await compacting.compact_all() == 1
    assert compared(Checkpoint(3, before, ""), await state(log)) is None
    assert set(workers.done) == {"replayed"}


async def test_S10_the_rows_of_the_retention_stay_whatever_checkpoint_there_is(
    log: MemoryUpdateLog, compacting: Compaction
) -> None:
    await write(log, "one", "two")
    await compacting.checkpoint(NAME)
    assert await compacting.compact_all() == 0
    assert len(await log.read_after(NAME, 0)) == 2


async def test_S10_without_a_retention_nothing_goes(log: MemoryUpdateLog, clock: ManualClock, workers: InPlace) -> None:
    await write(log, "one")
    clock.advance(days=10_000)
    forever = Compaction(log, workers, clock, None)
    assert await forever.compact_all() == 0
    await forever.run()
    assert len(await log.read_after(NAME, 0)) == 1


async def test_S10_a_long_log_goes_in_steps(
    log: MemoryUpdateLog, compacting: Compaction, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, workers: InPlace
) -> None:
    monkeypatch.setattr(replaying, "STEP_ROWS", 4)
    await write(log, *"abcdefghij")
    before = await state(log)
    clock.advance(days=91)
    assert await compacting.compact_all() == 10
    assert len(workers.done) == 3
    assert compared(Checkpoint(10, before, ""), await state(log)) is None


async def test_S10_of_a_damaged_log_nothing_from_the_damage_on_is_deleted(
    log: MemoryUpdateLog, compacting: Compaction, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "STEP_ROWS", 2)
    await write(log, *"abcdef")
    log.damage_row(NAME, LogRow(4, b"\x01\x01\x05nonsense", "ann"))
    clock.advance(days=91)
    assert await compacting.compact_all() == 2
    assert [row.seq for row in await log.read_after(NAME, 2)] == [3, 4, 5, 6]


@pytest.mark.parametrize("seq", [1, 2, 3])
async def test_S10_a_log_that_lacks_a_row_is_left_as_it_is(
    log: MemoryUpdateLog, compacting: Compaction, clock: ManualClock, seq: int
) -> None:
    for card in ("one", "two", "three"):
        await elsewhere(log, Person(card), card)
    log.lose_row(NAME, seq)
    clock.advance(days=91)
    assert await compacting.compact_all() == 0
    assert len(await log.read_after(NAME, 0)) == 2


async def test_S10_on_a_damaged_base_nothing_is_built(
    log: MemoryUpdateLog, compacting: Compaction, clock: ManualClock
) -> None:
    await write(log, "one")
    clock.advance(days=91)
    await compacting.compact_all()
    await write(log, "two")
    clock.advance(days=91)
    base = (await log.extent(NAME)).base
    assert base is not None
    for damaged in (None, Checkpoint(1, base.state.replace(b"one", b"eno"), base.digest)):
        log.damage_checkpoint(NAME, damaged)
        assert await compacting.compact_all() == 0
        assert [row.seq for row in await log.read_after(NAME, 1)] == [2]


async def test_S10_the_other_boards_are_compacted_all_the_same(
    log: MemoryUpdateLog, compacting: Compaction, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "PAGE", 1)
    await write(log, "one")
    rows = await log.read_after(NAME, 0)
    names = [DocumentName(f"{letter}oard", "1", "content") for letter in "acd"]
    await log.create(names)
    for name in names:
        await log.append([Append(name, 0, [NewRow(row.update, row.participant) for row in rows])])
    log.damage_row(names[0], LogRow(1, b"nonsense", "ann"))
    clock.advance(days=91)
    assert await compacting.compact_all() == 3


async def test_S10_two_processes_compact_beside_somebody_who_writes_and_nothing_is_lost(
    tables: MemoryTables,
    log: MemoryUpdateLog,
    compacting: Compaction,
    clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replaying, "STEP_ROWS", 3)
    there = MemoryUpdateLog(tables, clock)
    hub = Hub(there, open_relay(None), clock=lambda: 0.0)
    hub.tails.on_long(compacting.checkpoint)
    ann = Person("ann")
    room = await hub.open(NAME)
    joined(room, ann)
    names = [f"card{number}" for number in range(30)]
    for name in names[:20]:
        hub.submit(room, ann, ann.edit(name, name))
        await commit(hub)
    clock.advance(days=91)
    other = Compaction(there, InPlace(), clock, DAYS, pause=0)
    passes = [asyncio.create_task(each.compact_all()) for each in (compacting, other)]
    for name in names[20:]:
        hub.submit(room, ann, ann.edit(name, name))
        await commit(hub)
        await compacting.checkpoint(NAME)
    gone = sum(await asyncio.gather(*passes))
    assert gone == (await log.extent(NAME)).base_seq == 20
    again = await Hub(log, open_relay(None), clock=lambda: 0.0).open(NAME)
    assert sorted(cards(again)) == sorted(names)
    assert ann.answers == [True] * 30


async def test_S10_a_room_that_slept_past_the_retention_is_loaded_again(
    log: MemoryUpdateLog, compacting: Compaction, clock: ManualClock
) -> None:
    hub = Hub(log, open_relay(None), clock=lambda: 0.0)
    room = await hub.open(NAME)
    ben = Person("ben")
    joined(room, ben)
    await write(log, "one", "two")
    clock.advance(days=91)
    await compacting.compact_all()
    for _ in range(2):
        await hub.missed.look()
    assert room.abandoned
    assert ben.closed
    assert sorted(cards(await hub.open(NAME))) == ["one", "two"]


async def test_S10_a_pass_that_fails_is_followed_by_the_next(
    log: MemoryUpdateLog, compacting: Compaction, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(log, "one")
    clock.advance(days=91)
    outcomes = [StorageUnavailable("away"), ValueError("a mistake of ours"), asyncio.CancelledError()]

    async def fail() -> int:
        raise outcomes.pop(0)

    monkeypatch.setattr(compaction, "PASS_SECONDS", 0)
    monkeypatch.setattr(compacting, "compact_all", fail)
    with pytest.raises(asyncio.CancelledError):
        await compacting.run()
    assert not outcomes
