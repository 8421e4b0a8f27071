"""What a room and the hub do when other processes write, hold a document, or store what cannot be read."""

import asyncio
import itertools

import pytest

from board.admission import AdmissionIndex
from board.errors import Refusal
from board.ids import DocumentName
from board.wire import codec
from server.ports.log import Append, NewRow, StorageUnavailable
from server.ports.relay import RelayedRows
from server.relay.memory import MemoryBus, MemoryRelay
from server.rooms import conflicts, loading
from server.rooms.durable import RoomBroken
from server.rooms.hub import IDLE_SECONDS, Hub
from server.rooms.resync import MAX_USELESS_ANSWERS
from server.storage.memory import MemoryTables
from tests.unit.faults import OTHER, STAGE, HeldLog, Log, Time, start
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined, say


@pytest.fixture
async def log() -> Log:
    log = Log(MemoryTables())
    await log.create([NAME, STAGE, OTHER])
    return log


@pytest.fixture
async def bus() -> MemoryBus:
    return MemoryBus()


@pytest.fixture
async def relay(bus: MemoryBus) -> MemoryRelay:
    relay = MemoryRelay(bus)
    await relay.start()
    return relay


@pytest.fixture
async def time() -> Time:
    return Time()


@pytest.fixture
async def hub(log: Log, relay: MemoryRelay, time: Time) -> Hub:
    return Hub(log, relay, clock=time)


async def unreadable(log: Log) -> None:
    seq = (await log.load(NAME)).last_seq
    await log.append([Append(NAME, seq, [NewRow(b"nonsense", "ann")])])


async def test_a_row_that_cannot_be_read_drops_its_board_and_stops_nothing(hub: Hub, log: Log, bus: MemoryBus) -> None:
    room, other = await hub.open(NAME), await hub.open(OTHER)
    ann = Person("ann")
    joined(room, ann)
    await unreadable(log)
    await elsewhere(log, Person("ben"), "unseen")
    assert not await hub._catch_up_all()
    assert ann.closed
    with pytest.raises(RoomBroken):
        await hub.open(NAME)
    assert await hub.open(OTHER) is other


async def test_S3_a_conflict_with_a_row_that_cannot_be_read_ends(hub: Hub, log: Log) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    await unreadable(log)
    hub.submit(room, ann, ann.edit("one", "x"))
    await commit(hub)
    assert ann.closed
    assert room.abandoned
    assert not room.dirty


async def test_S4_a_room_that_could_not_catch_up_as_it_opened_is_not_kept(hub: Hub, log: Log) -> None:
    log.fail_reads = True
    with pytest.raises(StorageUnavailable):
        await hub.open(NAME)
    log.fail_reads = False
    reads = log.reads
    await hub.open(NAME)
    assert log.reads > reads


async def test_a_board_is_followed_while_one_of_its_documents_is_being_opened(
    log: Log, relay: MemoryRelay, bus: MemoryBus, hub: Hub, time: Time
) -> None:
    await hub.open(STAGE)
    time.now = IDLE_SECONDS + 1
    log.began, log.gate = asyncio.Event(), asyncio.Event()
    opening = asyncio.create_task(hub.open(NAME))
    await log.began.wait()
    await hub.sweep()
    log.gate.set()
    room = await opening
    sender = MemoryRelay(bus)
    await sender.start()
    await elsewhere(log, Person("ben"), "theirs")
    rows = await log.read_after(NAME, 0)
    sender.publish(RelayedRows(NAME, 1, 1, rows[0].update))
    message = await asyncio.wait_for(anext(aiter(relay.messages())), 5)
    assert isinstance(message, RelayedRows)
    assert room.last_seq == 0


async def test_a_board_that_could_not_be_opened_is_not_followed(
    log: Log, relay: MemoryRelay, bus: MemoryBus, hub: Hub
) -> None:
    log.go_away()
    with pytest.raises(StorageUnavailable):
        await hub.open(NAME)
    assert not relay.follows(NAME.board)


async def test_S1_presence_goes_only_to_those_who_asked_for_the_state(hub: Hub) -> None:
    room = await hub.open(NAME)
    ann, early = Person("ann"), Person("early")
    joined(room, ann)
    room.join(early)
    room.broadcast(codec.Awareness(b"\0"))
    assert ann.heard
    assert early.heard == []


async def test_A4_a_long_outage_is_made_up_for_by_one_answer(hub: Hub) -> None:
    """A whole sentence typed while the server was away comes letter by letter, and each letter has a gap."""
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    ann.edit("lost", "x")
    letters = [ann.edit(f"card{number}", "x") for number in range(500)]
    for letter in letters:
        hub.submit(room, ann, letter)
    assert [type(message) for message in ann.heard] == [codec.SyncStep1]
    assert ann.answers == []
    waiting = hub.submit(room, ann, ann.doc.get_update(room.state_vector()), whole=True)
    assert waiting is not None
    await waiting
    assert ann.answers == []
    await commit(hub)
    assert ann.answers == [True] * 501
    assert len(cards(room)) == 501


async def test_A4_answers_that_never_help_end_the_document(hub: Hub) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    ann.edit("lost", "x")
    update = ann.edit("one", "x")
    for _ in range(MAX_USELESS_ANSWERS):
        hub.submit(room, ann, update, whole=True)
    with pytest.raises(Refusal) as refusal:
        hub.submit(room, ann, update, whole=True)
    assert refusal.value.code == "gap"


async def test_S6_a_document_that_another_process_holds_waits_without_reading_everything_again(
    relay: MemoryRelay, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = HeldLog(MemoryTables())
    await log.create([NAME])
    hub = Hub(log, relay, clock=time)
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    built: list[object] = []
    monkeypatch.setattr(AdmissionIndex, "rebuild", built.append)
    log.held = 3
    hub.submit(room, ann, ann.edit("one", "x"))
    done = start(hub, room, say("server", []))
    for _ in range(3):
        await commit(hub)
        assert ann.answers == []
        hub.committer.wake(room)
    await commit(hub)
    assert ann.answers == [True]
    assert await done == {"card": "server"}
    assert built == []


async def test_A5_a_client_id_that_somebody_else_claimed_first_is_refused_though_no_row_came(
    hub: Hub, log: Log
) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    await log.claim(NAME, ann.doc.client_id, "ben")
    hub.submit(room, ann, ann.edit("one", "x"))
    await commit(hub)
    assert ann.refusals == ["identity"]
    assert cards(room) == {}


# Another process that writes all the time


async def test_S6_who_writes_elsewhere_all_the_time_keeps_nobody_here_waiting(
    hub: Hub, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await hub.open(NAME)
    ann, ben = Person("ann"), Person("ben")
    joined(room, ann)
    build = loading.build_index
    cards_of_ben = itertools.count()

    async def while_others_write(name: DocumentName, state: bytes) -> AdmissionIndex:
        index = await build(name, state)
        await elsewhere(log, ben, f"ben{next(cards_of_ben)}")
        room.follow(await log.read_after(NAME, room.last_seq))
        return index

    monkeypatch.setattr(conflicts, "build_index", while_others_write)
    await elsewhere(log, ben, "first")
    hub.submit(room, ann, ann.edit("one", "x"))
    start(hub, room, say("server", []))
    async with asyncio.timeout(5):
        await commit(hub)
        await commit(hub)
    assert ann.answers == [True]
    assert sorted(cards(room)) == ["ben0", "first", "one", "server"]
