"""A document whose log holds a row that cannot be replayed: it opens as it was before, and takes nothing new."""

from dataclasses import replace

import pycrdt
import pytest

from board.ids import DocumentName
from board.wire import codec
from server.ports.log import Append, Checkpoint, NewRow
from server.rooms.checkpoints import loaded, verified
from server.rooms.durable import RoomBroken
from server.rooms.hub import Hub
from server.rooms.live import BoardDamaged
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined, say

NONSENSE = b"\x01\x01\x05nonsense"


async def damage(log: MemoryUpdateLog, update: bytes = NONSENSE) -> None:
    """Somebody's disk has written something else than what was stored."""
    last = (await log.load(NAME)).last_seq
    await log.append([Append(NAME, last, [NewRow(update, "ann")])])


async def test_S9_a_board_opens_as_it_was_before_the_damage(hub: Hub, log: MemoryUpdateLog) -> None:
    ann = Person("ann")
    await elsewhere(log, ann, "one")
    await elsewhere(log, ann, "two")
    await damage(log)
    await elsewhere(log, ann, "after")
    room = await hub.open(NAME)
    assert room.damaged
    assert hub.damaged() == {NAME}
    assert sorted(cards(room)) == ["one", "two"]
    assert len(await log.read_after(NAME, 0)) == 4


async def test_S9_nothing_is_added_to_a_damaged_board_and_nobody_is_told_that_it_is_saved(
    hub: Hub, log: MemoryUpdateLog
) -> None:
    ann = Person("ann")
    await elsewhere(log, ann, "one")
    await damage(log)
    room = await hub.open(NAME)
    ben = Person("ben")
    joined(room, ben)
    hub.submit(room, ben, ben.edit("two", "x"))
    assert ben.answers == [False]
    with pytest.raises(BoardDamaged):
        await hub.edit(NAME, say("three", []), request_id="r")
    assert room.claim(7, "ben")
    assert not room.dirty
    await commit(hub)
    assert len(await log.read_after(NAME, 0)) == 2


async def test_S9_what_others_write_on_it_elsewhere_is_left_alone(hub: Hub, log: MemoryUpdateLog) -> None:
    ann = Person("ann")
    await elsewhere(log, ann, "one")
    await damage(log)
    room = await hub.open(NAME)
    joined(room, Person("ben"))
    await elsewhere(log, ann, "after")
    for _ in range(3):
        await hub.missed.look()
        await hub.sweep()
    assert await hub.open(NAME) is room
    assert sorted(cards(room)) == ["one"]


async def test_S9_the_other_boards_go_on(hub: Hub, log: MemoryUpdateLog) -> None:
    other = DocumentName("board2", "1", "content")
    await log.create([other])
    await elsewhere(log, Person("ann"), "one")
    await damage(log)
    await hub.open(NAME)
    room = await hub.open(other)
    ben = Person("ben", address=str(other))
    joined(room, ben)
    hub.submit(room, ben, ben.edit("two", "x"))
    await commit(hub)
    assert ben.answers == [True]
    assert not room.damaged


async def test_S9_a_damaged_checkpoint_is_made_up_for_by_the_rows_that_it_stands_for(
    hub: Hub, log: MemoryUpdateLog
) -> None:
    ann = Person("ann")
    await elsewhere(log, ann, "one")
    await elsewhere(log, ann, "two")
    checkpoint = await checkpointed(hub, log)
    for state in (NONSENSE, checkpoint.state.replace(b"two", b"owt")):
        log.damage_checkpoint(NAME, replace(checkpoint, state=state))
        room = await hub.open(NAME)
        assert not room.damaged
        assert sorted(cards(room)) == ["one", "two"]
        hub.drop(room)


async def checkpointed(hub: Hub, log: MemoryUpdateLog) -> Checkpoint:
    """Store a checkpoint of all rows; returns it. The room is closed."""
    room = await hub.open(NAME)
    hub.drop(room)
    checkpoint = verified(NAME.kind, loaded(room.read().state), room.last_seq)
    await log.save_checkpoint(NAME, checkpoint)
    return checkpoint


async def test_S9_a_damaged_checkpoint_after_compaction_is_made_up_for_by_the_base_and_its_rows(
    hub: Hub, log: MemoryUpdateLog
) -> None:
    ann = Person("ann")
    await elsewhere(log, ann, "one")
    await log.compact(NAME, 0, await checkpointed(hub, log))
    await elsewhere(log, ann, "two")
    checkpoint = await checkpointed(hub, log)
    await elsewhere(log, ann, "three")
    log.damage_checkpoint(NAME, replace(checkpoint, state=NONSENSE))
    room = await hub.open(NAME)
    assert not room.damaged
    assert sorted(cards(room)) == ["one", "three", "two"]


async def test_S9_a_board_whose_only_checkpoint_is_damaged_is_never_shown_without_what_it_held(
    hub: Hub, log: MemoryUpdateLog
) -> None:
    ann = Person("ann")
    await elsewhere(log, ann, "one")
    checkpoint = await checkpointed(hub, log)
    await log.compact(NAME, 0, checkpoint)
    await elsewhere(log, Person("ben"), "two")
    for damaged in (None, replace(checkpoint, state=NONSENSE)):
        log.damage_checkpoint(NAME, damaged)
        with pytest.raises(RoomBroken):
            await hub.open(NAME)


async def test_S9_a_row_that_is_gone_is_damage(hub: Hub, log: MemoryUpdateLog) -> None:
    for card in ("one", "two", "three"):
        await elsewhere(log, Person(card), card)
    log.lose_row(NAME, 2)
    room = await hub.open(NAME)
    assert room.damaged
    assert sorted(cards(room)) == ["one"]


async def test_S9_a_board_of_which_nothing_can_be_read_is_never_shown_empty(hub: Hub, log: MemoryUpdateLog) -> None:
    await damage(log)
    with pytest.raises(RoomBroken):
        await hub.open(NAME)
    with pytest.raises(BoardDamaged):
        await hub.read(NAME)
    with pytest.raises(BoardDamaged):
        await hub.edit(NAME, lambda _: {}, request_id="r")


async def test_S9_a_row_that_decodes_and_does_not_fit_is_damage_too(hub: Hub, log: MemoryUpdateLog) -> None:
    ann, ben = Person("ann"), Person("ben")
    await elsewhere(log, ann, "one")
    ben.edit("lost", "x")
    await damage(log, ben.edit("two", "y"))
    room = await hub.open(NAME)
    assert room.damaged
    assert sorted(cards(room)) == ["one"]
    joined(room, ben)
    replica: pycrdt.Doc[pycrdt.Map[object]] = pycrdt.Doc()
    replica.apply_update(room.read().state)
    assert list(replica.get("cards", type=pycrdt.Map).keys()) == ["one"]
    assert not any(isinstance(message, codec.Update) for message in ben.heard)
