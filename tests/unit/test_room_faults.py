"""What a room, the committer and the hub do when something goes wrong: nobody waits for ever, nobody else is hurt."""

import asyncio
import itertools
from collections.abc import Sequence
from typing import Any

import pycrdt
import pytest

from board import codec
from board.admission import AdmissionIndex
from board.errors import BoardError, EditError, Refusal
from board.ids import DocumentName
from board.roles import Role
from server.ports.log import Append, AppendResult, Conflict, LoadedDocument, NewRow, StorageUnavailable
from server.ports.relay import RelayedRows
from server.relay.memory import MemoryBus, MemoryRelay
from server.rooms import conflicts, loading, ownership
from server.rooms import room as rooms
from server.rooms.durable import RoomBroken
from server.rooms.hub import IDLE_SECONDS, Hub
from server.rooms.live import Answer, Command
from server.rooms.resync import MAX_USELESS_ANSWERS
from server.rooms.room import Room
from server.storage.memory import MemoryTables, MemoryUpdateLog
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined, say

STAGE = DocumentName(NAME.board, NAME.epoch, "stage")
OTHER = DocumentName("board2", "1", "content")


class Log(MemoryUpdateLog):
    """A log that refuses the rows of one document for good, as a database does with a value it cannot hold."""

    poisoned: DocumentName | None = None
    began: asyncio.Event | None = None
    gate: asyncio.Event | None = None
    reads = 0
    fail_reads = False

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        if any(append.document == self.poisoned for append in batch):
            raise ValueError("a value that the database refuses")
        if self.began is not None:
            self.began.set()
        return await super().append(batch)

    async def load(self, document: DocumentName) -> LoadedDocument:
        if self.began is not None and self.gate is not None:
            self.began.set()
            await self.gate.wait()
        return await super().load(document)

    async def read_after(self, document: DocumentName, seq: int) -> Any:
        self.reads += 1
        if self.fail_reads:
            raise StorageUnavailable("told to fail")
        return await super().read_after(document, seq)


class Time:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


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


def start(hub: Hub, room: Room, command: Any, request: str = "r") -> "asyncio.Future[Answer]":
    done = room.start_edit(command, request)
    hub.committer.wake(room)
    return done


def failing_after_theirs(error: Exception) -> Command:
    """Return a command that fails once somebody else's card is there."""

    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        if "theirs" in doc.get("cards", type=pycrdt.Map):
            raise error
        doc.get("cards", type=pycrdt.Map)["server"] = pycrdt.Map({"kind": "note", "order": "V", "text": pycrdt.Text()})
        return {"card": "server"}

    return command


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


# Other processes


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


class HeldLog(Log):
    """A log whose document another process holds in a transaction: every append of it is passed over."""

    held = 0

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        if not self.held:
            return await super().append(batch)
        self.held -= 1
        return [Conflict(append.after_seq) for append in batch]


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
