"""Edits of the server on a large board are authored elsewhere, exactly once, while people go on writing."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pycrdt
import pytest

from board.errors import EditError
from server.ports.audit import Note
from server.ports.log import Append, AppendResult, Committed, StorageUnavailable
from server.relay import open_relay
from server.rooms import authoring
from server.rooms.authoring import TRIES
from server.rooms.hub import Hub
from server.rooms.live import Answer, Withdrawn
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from server.workers.pool import WorkersBusy
from tests.unit.rooms import NAME, Person, cards, commit, elsewhere, joined, say


class Noting(MemoryUpdateLog):
    """A log that tells what it was to note with rows that it took."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[Note] = []

    async def append(self, batch: Sequence[Append]) -> Sequence[AppendResult]:
        results = await super().append(batch)
        for append, result in zip(batch, results, strict=True):
            self.noted += append.notes if isinstance(result, Committed) else []
        return results


async def test_L4_what_a_command_changes_is_noted_with_it_and_what_changes_nothing_is_not() -> None:
    log, note = Noting(), Note("restored", "ann")
    await log.create([NAME])
    hub = Hub(log, open_relay(None), clock=lambda: 0.0)
    running = asyncio.create_task(hub.run())
    await hub.edit(NAME, lambda _: {}, request_id="nothing", note=note)
    assert log.noted == []
    await elsewhere(log, Person("bo"), "before")
    for _ in range(2):
        await hub.edit(NAME, say("server", []), request_id="r", note=note)
    assert log.noted == [note]
    await hub.edit(NAME, say("again", []), request_id="s")
    assert log.noted == [note]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


class Elsewhere:
    """A process that does each piece of work when it is told to, and may be interrupted before."""

    def __init__(self) -> None:
        self.asked = 0
        self.begun, self.ended = asyncio.Event(), asyncio.Event()
        self.let = asyncio.Semaphore(0)
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        self.busy = False

    async def run(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.asked += 1
        self.begun.set()
        if self.busy:
            raise WorkersBusy("The server is busy.")
        done = work(*args, **kwargs)
        if self.meanwhile:
            await self.meanwhile()
        else:
            await self._let()
        return done

    async def _let(self) -> None:
        try:
            await self.let.acquire()
        except asyncio.CancelledError:
            self.ended.set()
            raise


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    monkeypatch.setattr(authoring, "AUTHORED_HERE_BYTES", 0)
    return Elsewhere()


@pytest.fixture
async def hub(log: MemoryUpdateLog, there: Elsewhere) -> Hub:
    return Hub(log, open_relay(None), clock=lambda: 0.0, offload=there.run)


@pytest.fixture
async def room(hub: Hub) -> Room:
    return await hub.open(NAME)


@pytest.fixture
async def ann(room: Room) -> Person:
    ann = Person("ann")
    joined(room, ann)
    return ann


async def settled(hub: Hub, *done: "asyncio.Future[Answer]") -> None:
    """Commit until these edits have their answers."""
    async with asyncio.timeout(5):
        while not all(each.done() for each in done):
            await commit(hub)
            await asyncio.sleep(0)


async def test_S11_people_are_answered_while_a_command_is_authored_and_it_sees_what_they_wrote(
    hub: Hub, room: Room, ann: Person, there: Elsewhere
) -> None:
    runs: list[str] = []
    done = room.start_edit(say("server", runs), "r")
    for number in range(100):
        hub.submit(room, ann, ann.edit(f"card{number}", "x"))
        await commit(hub)
        await asyncio.sleep(0)
    assert ann.answers == [True] * 100
    assert not room.idle
    assert not done.done()
    there.let.release()
    there.let.release()
    await settled(hub, done)
    assert await done == {"card": "server"}
    assert cards(room)["server"].count("card") == 100
    assert len(runs) == 2


async def test_S11_a_board_that_never_rests_gets_its_edit_with_what_came_since(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person, there: Elsewhere
) -> None:
    numbers = itertools.count()

    async def people_write() -> None:
        hub.submit(room, ann, ann.edit(f"card{next(numbers)}", "x"))
        await commit(hub)

    there.meanwhile = people_write
    runs: list[str] = []
    done = room.start_edit(say("server", runs), "r")
    await settled(hub, done)
    assert len(runs) == TRIES
    assert cards(room)["server"] == "card0,card1"
    assert sorted(cards(room)) == ["card0", "card1", "card2", "server"]
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ann", "ann", "ann", None]


async def test_S7_one_request_is_one_edit_however_often_it_comes(
    hub: Hub, log: MemoryUpdateLog, room: Room, there: Elsewhere
) -> None:
    runs: list[str] = []
    first = room.start_edit(say("server", runs), "r")
    await asyncio.sleep(0)
    again = room.start_edit(say("server", runs), "r")
    there.let.release()
    await settled(hub, first, again)
    late = asyncio.create_task(hub.edit(NAME, say("server", runs), request_id="r"))
    assert await first == await again == await late
    assert len(runs) == 1
    assert len(await log.read_after(NAME, 0)) == 1


async def test_commands_of_one_board_are_authored_one_after_the_other(hub: Hub, room: Room, there: Elsewhere) -> None:
    first, second = room.start_edit(say("a", []), "1"), room.start_edit(say("b", []), "2")
    await there.begun.wait()
    assert there.asked == 1
    there.let.release()
    there.let.release()
    await settled(hub, first, second)
    assert cards(room) == {"a": "", "b": "a"}
    assert there.asked == 2


async def test_L4_an_edit_that_is_being_worked_out_is_stopped_and_the_next_has_its_turn(
    hub: Hub, room: Room, there: Elsewhere
) -> None:
    first, second = room.start_edit(say("a", []), "1"), room.start_edit(say("b", []), "2")
    await there.begun.wait()
    hub.withdraw(NAME, "1")
    with pytest.raises(Withdrawn):
        await first
    await there.ended.wait()
    there.let.release()
    await settled(hub, second)
    assert cards(room) == {"b": ""}


async def test_L4_an_edit_that_waits_for_its_turn_is_withdrawn(hub: Hub, room: Room, there: Elsewhere) -> None:
    first, second = room.start_edit(say("a", []), "1"), room.start_edit(say("b", []), "2")
    await there.begun.wait()
    hub.withdraw(NAME, "2")
    there.let.release()
    await settled(hub, first)
    with pytest.raises(Withdrawn):
        await second
    assert (cards(room), there.asked) == ({"a": ""}, 1)


async def test_L4_an_edit_that_is_on_its_way_into_the_log_goes_on(hub: Hub, room: Room, there: Elsewhere) -> None:
    done = room.start_edit(say("a", []), "1")
    there.let.release()
    for _ in range(10):
        await asyncio.sleep(0)
    assert room.dirty
    hub.withdraw(NAME, "1")
    await settled(hub, done)
    assert await done
    assert cards(room) == {"a": ""}


async def test_L4_the_request_id_of_a_withdrawn_edit_may_be_used_again_at_once(
    hub: Hub, room: Room, there: Elsewhere
) -> None:
    first = room.start_edit(say("a", []), "1")
    await there.begun.wait()
    hub.withdraw(NAME, "1")
    again = room.start_edit(say("b", []), "1")
    await there.ended.wait()
    there.let.release()
    await settled(hub, again)
    assert isinstance(first.exception(), Withdrawn)
    assert cards(room) == {"b": ""}


async def test_S7_after_a_conflict_a_command_is_authored_anew(
    hub: Hub, log: MemoryUpdateLog, room: Room, there: Elsewhere
) -> None:
    runs: list[str] = []
    done = room.start_edit(say("server", runs), "r")
    for _ in range(2):
        there.let.release()
    for _ in range(10):
        await asyncio.sleep(0)
    assert room.dirty
    await elsewhere(log, Person("ben"), "theirs")
    await settled(hub, done)
    assert cards(room)["server"] == "theirs"
    assert len(runs) == 2
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ben", None]


async def test_an_edit_that_does_not_fit_says_so_and_the_next_one_is_carried_out(
    hub: Hub, room: Room, there: Elsewhere
) -> None:
    def unfit(_: object) -> Answer:
        raise EditError("There is no such area.")

    done, other = room.start_edit(unfit, "1"), room.start_edit(say("b", []), "2")
    there.let.release()
    await settled(hub, done, other)
    with pytest.raises(EditError):
        await done
    assert cards(room) == {"b": ""}


async def test_a_process_that_has_too_much_to_do_says_so(hub: Hub, room: Room, there: Elsewhere) -> None:
    there.busy = True
    done = room.start_edit(say("a", []), "1")
    await settled(hub, done)
    with pytest.raises(WorkersBusy):
        await done
    there.busy = False
    there.let.release()
    assert await _carried_out(hub, room) == {"card": "a"}


async def _carried_out(hub: Hub, room: Room) -> Answer:
    done = room.start_edit(say("a", []), "1")
    await settled(hub, done)
    return await done


async def test_S7_whoever_waits_for_a_room_that_is_dropped_is_told(hub: Hub, room: Room, there: Elsewhere) -> None:
    tasks = asyncio.all_tasks()
    done = room.start_edit(say("server", []), "r")
    await there.begun.wait()
    hub.drop(room)
    with pytest.raises(StorageUnavailable):
        await done
    await there.ended.wait()
    for _ in range(3):
        await asyncio.sleep(0)
    assert not asyncio.all_tasks() - tasks
    assert there.asked == 1


async def test_a_small_board_is_authored_at_once(
    hub: Hub, room: Room, there: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authoring, "AUTHORED_HERE_BYTES", 1_000)
    tasks = asyncio.all_tasks()
    done = room.start_edit(say("server", []), "r")
    assert not asyncio.all_tasks() - tasks
    hub.committer.wake(room)
    await commit(hub)
    assert await done == {"card": "server"}
    assert there.asked == 0


async def test_S11_commands_people_and_another_server_make_one_document(
    hub: Hub, log: MemoryUpdateLog, room: Room, ann: Person, there: Elsewhere
) -> None:
    """Commands, people and another server all at once: nothing is lost and the log tells what the room shows."""
    people = itertools.count()

    async def all_write() -> None:
        hub.submit(room, ann, ann.edit(f"ann{next(people)}", "x"))
        await elsewhere(log, Person("ben"), f"ben{next(people)}")

    there.meanwhile = all_write
    done = [room.start_edit(say(f"server{number}", []), str(number)) for number in range(5)]
    await settled(hub, *done)
    assert [each.exception() for each in done] == [None] * 5
    await commit(hub)
    rows = await log.read_after(NAME, 0)
    replayed: pycrdt.Doc[Any] = pycrdt.Doc()
    for row in rows:
        replayed.apply_update(row.update)
    assert replayed.get("cards", type=pycrdt.Map).to_py().keys() == cards(room).keys()
    assert {f"server{number}" for number in range(5)} <= cards(room).keys()
    assert ann.answers == [True] * len([name for name in cards(room) if name.startswith("ann")])
