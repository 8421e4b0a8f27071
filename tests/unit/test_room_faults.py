"""What a room, the committer and the hub do when something goes wrong: nobody waits for ever, nobody else is hurt."""

import asyncio

import pycrdt
import pytest

from board.errors import BoardError, EditError, Refusal
from board.roles import Role
from server.ports.log import StorageUnavailable
from server.rooms import ownership
from server.rooms import room as rooms
from server.rooms.hub import Hub
from server.storage.memory import MemoryTables
from tests.unit.faults import OTHER, STAGE, Log, failing_after_theirs, start
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined, say


@pytest.fixture
async def log() -> Log:
    log = Log(MemoryTables())
    await log.create([NAME, STAGE, OTHER])
    return log


# Answers


async def test_S2_a_viewers_denial_waits_for_its_turn(hub: Hub) -> None:
    room = await hub.open(NAME)
    ann, viewer = Person("ann"), Person("vi", Role.VIEW)
    joined(room, ann, viewer)
    update = ann.edit("one", "x")
    hub.submit(room, ann, update)
    hub.submit(room, viewer, update)
    hub.submit(room, viewer, viewer.edit("two", "x"))
    assert viewer.answers == []
    await commit(hub)
    assert viewer.answers == [True, False]


async def test_S2_a_denial_survives_a_conflict(hub: Hub, log: Log) -> None:
    room = await hub.open(NAME)
    ann, viewer = Person("ann"), Person("vi", Role.VIEW)
    joined(room, ann, viewer)
    await elsewhere(log, Person("ben"), "theirs")
    hub.submit(room, ann, ann.edit("one", "x"))
    hub.submit(room, viewer, viewer.edit("two", "x"))
    await commit(hub)
    await commit(hub)
    assert ann.answers == [True]
    assert viewer.answers == [False]


# Bounds


async def test_S6_repeats_count_as_waiting_too(hub: Hub, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "MAX_WAITING_BYTES", 10_000)
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    update = ann.edit("one", "x" * 1_000)
    log.go_away()
    for _ in range(20):
        hub.submit(room, ann, update)
        assert not await hub.committer.commit_once()
    assert ann.closed
    assert ann.answers == []
    with pytest.raises(StorageUnavailable):
        room.start_edit(say("server", []), "r")
    log.come_back()
    await commit(hub)
    assert 0 < len(ann.answers) < 20
    assert cards(room) == {"one": "x" * 1_000}


async def test_A2_one_participant_cannot_use_up_the_client_ids(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownership, "MAX_OWNED_CLIENTS", 10)
    room = await hub.open(NAME)
    ann, ben = Person("ann"), Person("ben")
    joined(room, ann, ben)
    for client in range(1, 10):
        assert room.claim(client, "ann")
    ann.doc = pycrdt.Doc(client_id=10)
    hub.submit(room, ann, ann.edit("ten", "x"))
    ann.doc = pycrdt.Doc(client_id=11)
    with pytest.raises(Refusal) as refusal:
        hub.submit(room, ann, ann.edit("eleven", "x"))
    assert refusal.value.code == "limit"
    assert not room.claim(12, "ann")
    hub.submit(room, ben, ben.edit("bens", "x"))
    await commit(hub)
    assert sorted(cards(room)) == ["bens", "ten"]


# Edits of the server


async def test_S7_an_edit_that_no_longer_fits_after_a_conflict_says_so(hub: Hub, log: Log) -> None:
    room = await hub.open(NAME)

    done = start(hub, room, failing_after_theirs(EditError("There is a card already.")))
    await elsewhere(log, Person("ben"), "theirs")
    await commit(hub)
    with pytest.raises(EditError):
        await done


@pytest.mark.parametrize("error", [KeyError("odd"), Refusal("limit", "The board is full."), BoardError("no")])
async def test_S6_an_edit_that_fails_in_any_way_after_a_conflict_stops_nobody(
    hub: Hub, log: Log, error: Exception
) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    done = start(hub, room, failing_after_theirs(error))
    hub.submit(room, ann, ann.edit("ours", "x"))
    await elsewhere(log, Person("ben"), "theirs")
    await commit(hub)
    with pytest.raises(type(error)):
        await done
    await commit(hub)
    assert ann.answers == [True]


async def test_S7_a_cancelled_request_is_carried_out_and_answered_again(hub: Hub, log: Log) -> None:
    running = asyncio.create_task(hub.run())
    log.hold()
    log.began = asyncio.Event()
    asking = asyncio.create_task(hub.edit(NAME, say("server", []), request_id="r"))
    await log.began.wait()
    asking.cancel()
    log.release()
    assert await hub.edit(NAME, say("server", []), request_id="r") == {"card": "server"}
    assert len(await log.read_after(NAME, 0)) == 1
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


# Rooms that are dropped


async def test_S7_whoever_waits_for_a_room_that_is_dropped_is_told(hub: Hub) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    hub.submit(room, ann, ann.edit("one", "x"))
    done = start(hub, room, say("server", []))
    hub.drop(room)
    with pytest.raises(StorageUnavailable):
        await done
    assert ann.closed
    assert room.idle or not room.dirty


async def test_S3_a_dropped_room_commits_nothing_beside_the_one_that_follows_it(hub: Hub, log: Log) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    lost = ann.edit("lost", "x")
    hub.submit(room, ann, lost)
    hub.drop(room)
    hub.submit(room, ann, ann.edit("more", "x"))
    again = await hub.open(NAME)
    assert again is not room
    ben = Person("ben")
    joined(again, ben)
    hub.submit(again, ben, ben.edit("two", "x"))
    await commit(hub)
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ben"]
    assert ann.answers == []


async def test_S3_a_room_dropped_while_its_commit_is_under_way_loses_no_row(hub: Hub, log: Log) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    hub.submit(room, ann, ann.edit("one", "x"))
    log.hold()
    log.began = asyncio.Event()
    committing = asyncio.create_task(hub.committer.commit_once())
    await log.began.wait()
    hub.drop(room)
    log.release()
    await committing
    assert ann.answers == []
    assert cards(await hub.open(NAME)) == {"one": "x"}


# A batch


async def test_S6_what_storage_will_never_take_costs_its_own_board_only(hub: Hub, log: Log) -> None:
    log.poisoned = OTHER
    here, there = await hub.open(NAME), await hub.open(OTHER)
    ann, ben = Person("ann"), Person("ben")
    joined(here, ann)
    joined(there, ben)
    hub.submit(there, ben, ben.edit("bad", "x"))
    done = start(hub, there, say("server", []))
    hub.submit(here, ann, ann.edit("good", "x"))
    await commit(hub)
    assert ann.answers == [True]
    assert ben.answers == []
    assert ben.closed
    with pytest.raises(StorageUnavailable):
        await done
