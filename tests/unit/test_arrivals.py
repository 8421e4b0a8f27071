"""A large frame is admitted in steps: other boards are answered meanwhile, and its own board keeps its order."""

import asyncio

import pycrdt
import pytest

from board.admission import AdmissionIndex
from board.ids import DocumentName
from board.roles import Role
from board.wire import codec
from server.ports.log import Append, NewRow
from server.rooms import arrivals
from server.rooms import room as rooms
from server.rooms.hub import Hub
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from tests.unit.admitting import SCHEMA
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined, say

OTHER = DocumentName("board2", "1", "content")


def unsent(person: Person, count: int = 600) -> bytes:
    """Return the Step 2 of somebody who comes back with this many new cards."""
    for number in range(count):
        person.edit(f"{person.participant}{number}", "x")
    return person.doc.get_update()


@pytest.fixture
async def room(hub: Hub) -> Room:
    return await hub.open(NAME)


@pytest.fixture
async def ann(room: Room) -> Person:
    ann = Person("ann")
    joined(room, ann)
    return ann


def begun(hub: Hub, room: Room, person: Person, count: int = 600) -> "asyncio.Future[float]":
    waiting = hub.submit(room, person, unsent(person, count), whole=True)
    assert waiting is not None
    return waiting


async def test_S11_others_are_answered_while_a_large_frame_is_admitted(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    await log.create([OTHER])
    there = await hub.open(OTHER)
    ben = Person("ben")
    joined(there, ben)
    waiting = begun(hub, room, ann, 1_500)
    while not waiting.done():
        assert hub.submit(there, ben, ben.edit(f"card{len(ben.answers)}", "x")) is None
        await commit(hub)
        await asyncio.sleep(0)
    assert ann.answers == []
    assert len(ben.answers) > 100
    await commit(hub)
    assert ann.answers == [True]
    assert len(cards(room)) == 1_500


async def test_S11_what_comes_behind_a_large_frame_is_admitted_and_answered_after_it(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    ben, viewer = Person("ben"), Person("vi", Role.VIEW)
    joined(room, ben, viewer)
    begun(hub, room, ann)
    hub.submit(room, ann, ann.edit("later", "x"))
    hub.submit(room, viewer, viewer.edit("not", "x"))
    last = hub.submit(room, ben, ben.edit("bens", "x"))
    assert last is not None
    assert not room.idle
    await last
    assert viewer.answers == ann.answers == []
    await commit(hub)
    assert (ann.answers, viewer.answers, ben.answers) == ([True, True], [False], [True])
    rows = await log.read_after(NAME, 0)
    assert [row.participant for row in rows] == ["ann", "ann", "ben"]
    assert len(rows[0].update) > len(rows[1].update)


async def test_the_future_tells_how_much_work_a_frame_took(hub: Hub, room: Room, ann: Person) -> None:
    ben = Person("ben")
    joined(room, ben)
    large = begun(hub, room, ann)
    small = hub.submit(room, ben, b"\0\0")
    assert small is not None
    assert await large > await small > 0


async def test_A2_a_large_frame_that_is_refused_is_told_and_what_follows_is_admitted(hub: Hub, room: Room) -> None:
    ann, ben = Person("ann"), Person("ben")
    joined(room, ann, ben)
    ann.doc.get("nowhere", type=pycrdt.Map)["x"] = 1
    begun(hub, room, ann)
    last = hub.submit(room, ben, ben.edit("bens", "x"))
    assert last is not None
    await last
    await commit(hub)
    assert ann.refusals == ["schema"]
    assert ben.answers == [True]
    assert cards(room) == {"bens": "x"}


async def test_A4_a_large_frame_with_a_gap_is_asked_for(hub: Hub, room: Room, ann: Person) -> None:
    ann.edit("lost", "x")
    before = ann.doc.get_state()
    unsent(ann)
    waiting = hub.submit(room, ann, ann.doc.get_update(before))
    assert waiting is not None
    await waiting
    assert [type(message) for message in ann.heard] == [codec.SyncStep1]
    waiting = hub.submit(room, ann, ann.doc.get_update(), whole=True)
    assert waiting is not None
    await waiting
    await commit(hub)
    assert ann.answers == [True, True]


async def test_S5_who_leaves_while_their_work_is_admitted_has_it_saved(hub: Hub, room: Room, ann: Person) -> None:
    waiting = begun(hub, room, ann)
    room.leave(ann)
    await waiting
    await commit(hub)
    assert len(cards(room)) == 600


async def test_S4_rows_from_elsewhere_that_come_meanwhile_are_known_afterwards(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    ben = Person("ben")
    waiting = begun(hub, room, ann)
    await asyncio.sleep(0)
    await elsewhere(log, ben, "theirs")
    rows = await log.read_after(NAME, 0)
    room.follow(rows)
    assert not waiting.done()
    await waiting
    joined(room, ben)
    hub.submit(room, ben, rows[0].update)
    await commit(hub)
    assert (ann.answers, ben.answers) == ([True], [True])
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ben", "ann"]
    assert len(cards(room)) == 601


async def test_S3_a_conflict_between_two_steps_begins_the_admission_anew(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    ben = Person("ben")
    joined(room, ben)
    hub.submit(room, ben, ben.edit("bens", "x"))
    waiting = begun(hub, room, ann)
    for _ in range(20):
        await asyncio.sleep(0)
    assert room.take() is not None
    await elsewhere(log, Person("cat"), "theirs")
    rows = await log.read_after(NAME, 0)
    room.follow(rows)
    room.readmit(AdmissionIndex.rebuild([row.update for row in rows], SCHEMA), {})
    assert not waiting.done()
    await waiting
    await commit(hub)
    assert (ann.answers, ben.answers) == ([True], [True])
    assert len(cards(room)) == 602
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["cat", "ben", "ann"]


async def test_S7_a_command_waits_for_the_large_frame_before_it(hub: Hub, room: Room, ann: Person) -> None:
    begun(hub, room, ann)
    runs: list[str] = []
    done, again = (room.start_edit(say("server", runs), "r") for _ in range(2))
    while not done.done():
        await commit(hub)
        await asyncio.sleep(0)
    assert await done == await again == {"card": "server"}
    assert "ann599" in cards(room)["server"]
    assert ann.answers == [True]


async def test_A5_a_client_id_is_not_given_away_while_a_frame_that_may_bring_it_is_admitted(
    hub: Hub, room: Room, ann: Person
) -> None:
    waiting = begun(hub, room, ann)
    assert not room.claim(ann.doc.client_id, "ben")
    await waiting
    assert not room.claim(ann.doc.client_id, "ben")
    assert room.claim(7, "ben")


async def test_S6_what_waits_for_its_admission_is_bounded(
    hub: Hub, room: Room, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "MAX_WAITING_BYTES", 10_000)
    begun(hub, room, ann)
    ben = Person("ben")
    joined(room, ben)
    assert hub.submit(room, ben, ben.edit("bens", "x")) is None
    assert ben.closed


async def test_S6_nobody_uses_up_what_a_room_keeps_for_all_by_many_connections(
    hub: Hub, room: Room, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = unsent(Person("eve"))
    monkeypatch.setattr(arrivals, "MAX_ARRIVING_EACH", len(frame))
    tabs = [Person("eve") for _ in range(4)]
    joined(room, *tabs)
    for tab in tabs:
        hub.submit(room, tab, frame)
    assert [bool(tab.closed) for tab in tabs] == [False, True, True, True]
    waiting = hub.submit(room, ann, ann.edit("one", "1"))
    assert waiting is not None
    await waiting
    await commit(hub)
    assert ann.answers == [True]
    assert not ann.closed


async def test_a_room_that_is_dropped_admits_nothing_more_and_keeps_nobody_waiting(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    before = asyncio.all_tasks()
    waiting = begun(hub, room, ann)
    await asyncio.sleep(0)
    hub.drop(room)
    await waiting
    await asyncio.sleep(0)
    assert not asyncio.all_tasks() - before
    assert ann.closed
    assert ann.answers == []
    assert await log.read_after(NAME, 0) == []


async def test_S6_a_mistake_in_an_admission_drops_the_board(
    hub: Hub, room: Room, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(room._admission, "of_client", mistaken)
    await begun(hub, room, ann)
    assert room.abandoned
    assert ann.closed


async def test_there_is_a_task_only_while_something_waits(hub: Hub, room: Room, ann: Person) -> None:
    tasks = asyncio.all_tasks()
    waiting = begun(hub, room, ann)
    assert len(asyncio.all_tasks() - tasks) == 1
    await waiting
    for _ in range(5):
        await asyncio.sleep(0)
    assert not asyncio.all_tasks() - tasks
    hub.submit(room, ann, ann.edit("small", "x"))
    assert not asyncio.all_tasks() - tasks


async def test_S3_what_another_process_stored_meanwhile_is_not_stored_again(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    ben = Person("ben")
    joined(room, ben)
    edit = ben.edit("bens", "x")
    assert hub.submit(room, ben, edit) is None
    waiting = begun(hub, room, ann)
    await log.append([Append(NAME, room.last_seq, [NewRow(edit, "ben")])])
    room.follow(await log.read_after(NAME, room.last_seq))
    await commit(hub)
    await waiting
    await commit(hub)
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ben", "ann"]
    assert (ben.answers, ann.answers) == ([True], [True])
