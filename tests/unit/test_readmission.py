"""After a conflict what waits is admitted again in steps, in its order, and the other boards go on (SPEC S11)."""

import asyncio

import pytest

from board.admission import AdmissionIndex
from board.ids import DocumentName
from board.roles import Role
from server.ports.log import StorageUnavailable
from server.relay import open_relay
from server.rooms import arrivals, conflicts
from server.rooms.hub import Hub
from server.rooms.loading import build_index
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME, Person, cards, commit, joined, say

OTHER = DocumentName("board2", "1", "content")
MANY, FEW = 600, 3


@pytest.fixture
async def room(hub: Hub) -> Room:
    return await hub.open(NAME)


@pytest.fixture
async def ann(hub: Hub, log: MemoryUpdateLog, room: Room) -> Person:
    """Somebody whose edit waits here, and was committed by another process as well: all must be admitted again."""
    other, ann = Hub(log, open_relay(None), clock=lambda: 0.0), Person("ann")
    there = await other.open(NAME)
    joined(room, ann)
    joined(there, ann)
    edit = ann.edit("twice", "x")
    other.submit(there, ann, edit)
    await commit(other)
    ann.answers.clear()
    hub.submit(room, ann, edit)
    return ann


def large(person: Person) -> bytes:
    """Return what somebody brings who wrote many cards offline."""
    before = person.doc.get_state()
    for number in range(MANY):
        person.edit(f"{person.participant}{number}", "x")
    return person.doc.get_update(before)


async def authors(log: MemoryUpdateLog) -> list[str | None]:
    return [row.participant for row in await log.read_after(NAME, 0)]


class Held:
    """The building of an index, until `go_on`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = asyncio.Event()
        self._free = asyncio.Event()
        monkeypatch.setattr(conflicts, "build_index", self._build)

    async def _build(self, name: DocumentName, state: bytes) -> AdmissionIndex:
        self.begun.set()
        await self._free.wait()
        return await build_index(name, state)

    def go_on(self) -> None:
        self._free.set()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    return Held(monkeypatch)


async def test_S11_other_boards_are_saved_while_one_is_admitted_again(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person, held: Held
) -> None:
    await log.create([OTHER])
    there, ben = await hub.open(OTHER), Person("ben")
    joined(there, ben)
    assert await hub.committer.commit_once()
    await held.begun.wait()
    hub.submit(there, ben, ben.edit("bens", "x"))
    hub.submit(room, ann, ann.edit("later", "x"))
    assert await hub.committer.commit_once()
    assert (ann.answers, ben.answers) == ([], [True])
    held.go_on()
    await hub.committer.readmitted()
    await commit(hub)
    assert ann.answers == [True, True]
    assert cards(room) == {"twice": "x", "later": "x"}
    assert await authors(log) == ["ann", "ann"]


async def test_S11_what_waits_is_admitted_again_in_steps(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    await log.create([OTHER])
    there, ben = await hub.open(OTHER), Person("ben")
    joined(there, ben)
    brought = hub.submit(room, ann, large(ann))
    assert brought is not None
    await brought
    assert await hub.committer.commit_once()
    readmitted = asyncio.create_task(hub.committer.readmitted())
    while not readmitted.done():
        hub.submit(there, ben, ben.edit(f"card{len(ben.answers)}", "x"))
        assert await hub.committer.commit_once()
    assert len(ben.answers) > MANY / 100
    await commit(hub)
    assert ann.answers == [True, True]
    assert len(cards(room)) == MANY + 1


async def test_S2_answers_stay_in_the_order_of_the_frames(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    viewer = Person("ann", Role.VIEW)
    joined(room, viewer)
    hub.submit(room, viewer, viewer.edit("not", "x"))
    brought = hub.submit(room, viewer, large(Person("eve")))
    hub.submit(room, ann, ann.edit("last", "x"))
    await commit(hub)
    while room.dirty or brought is None or not brought.done():
        await commit(hub)
        await asyncio.sleep(0)
    await commit(hub)
    assert (ann.answers, viewer.answers) == ([True, True], [False, False])


async def test_S3_what_came_before_a_large_frame_stays_before_it(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    ben, eve = Person("ben"), Person("eve")
    joined(room, ben, eve)
    hub.submit(room, ben, ben.edit("bens", "x"))
    brought = hub.submit(room, eve, large(eve))
    assert brought is not None
    await asyncio.sleep(0)
    await commit(hub)
    await brought
    await commit(hub)
    assert await authors(log) == ["ann", "ben", "eve"]
    assert (ann.answers, ben.answers, eve.answers) == ([True], [True], [True])


async def test_A5_who_showed_presence_keeps_the_client_id_while_a_large_frame_waits(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    eve = Person("eve")
    joined(room, eve)
    assert room.claim(7, "ben")
    brought = hub.submit(room, eve, large(eve))
    await commit(hub)
    assert not room.claim(7, "eve")
    assert brought is not None
    await brought
    await commit(hub)
    assert (await log.owners(NAME))[7] == "ben"


async def test_S7_a_command_is_authored_on_what_was_admitted_again(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person
) -> None:
    runs: list[str] = []
    done = room.start_edit(say("server", runs), "r")
    hub.submit(room, ann, ann.edit("later", "x"))
    while not done.done():
        await commit(hub)
    assert cards(room)["server"] == "later,twice"
    assert await authors(log) == ["ann", "ann", None]
    assert await done == {"card": "server"}


async def test_S6_nobody_is_sent_away_because_their_edits_are_admitted_again(
    hub: Hub, room: Room, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "MAX_ARRIVING_EACH", 2_000)
    for number in range(10):
        hub.submit(room, ann, ann.edit(f"card{number}", "x" * 1_000))
    assert await hub.committer.commit_once()
    readmitted = asyncio.create_task(hub.committer.readmitted())
    sent = 0
    while not readmitted.done():
        if room._arrivals.busy and sent < FEW:
            hub.submit(room, ann, ann.edit(f"more{sent}", "x"))
            sent += 1
        await asyncio.sleep(0)
    while room.dirty:
        await commit(hub)
    assert not ann.closed
    assert ann.answers == [True] * (11 + FEW)


async def test_S6_a_server_that_ends_waits_for_what_is_admitted_again(
    hub: Hub, room: Room, ann: Person, held: Held
) -> None:
    running = asyncio.create_task(hub.run())
    await held.begun.wait()
    running.cancel()
    await asyncio.sleep(0)
    held.go_on()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert ann.answers == [True]


async def test_S6_when_storage_goes_away_meanwhile_it_is_admitted_again_later(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> AdmissionIndex:
        raise StorageUnavailable("away")

    with monkeypatch.context() as patch:
        patch.setattr(conflicts, "build_index", away)
        await commit(hub)
    assert ann.answers == []
    await commit(hub)
    await commit(hub)
    assert ann.answers == [True]
    assert await authors(log) == ["ann"]


async def test_S6_a_mistake_meanwhile_costs_its_own_board_only(
    hub: Hub, room: Room, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def mistaken(*_: object) -> AdmissionIndex:
        raise ZeroDivisionError

    monkeypatch.setattr(conflicts, "build_index", mistaken)
    await commit(hub)
    assert room.abandoned
    assert ann.closed
