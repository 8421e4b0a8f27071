"""Locks on the server: who is refused, what comes from offline, and how a lock reaches the content (SPEC F7)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pycrdt
import pytest

from board.errors import Refusal
from board.ids import DocumentName
from board.roles import Role
from board.stage.stage import SOMEBODY, Lock, StageDocument
from server.ports.log import Append, LoadedDocument, NewRow, StorageUnavailable
from server.rooms import locking
from server.rooms.hub import Hub
from server.rooms.live import Answer
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME, Person, commit

SINCE = datetime(2026, 3, 12, 14, 0, tzinfo=UTC)
STAGE = DocumentName(NAME.board, NAME.epoch, "stage")


def on_goal(text: str, attribution: str) -> Callable[["pycrdt.Doc[Any]"], Answer]:
    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        doc.get("launches", type=pycrdt.Map)["main"] = pycrdt.Map({"order": "V", "attribution": attribution})
        doc.get("zones", type=pycrdt.Map)["goal"] = pycrdt.Map({"kind": "list", "order": "V", "launch": "main"})
        card = {"kind": "note", "order": "V", "zone": "goal", "text": pycrdt.Text(text)}
        doc.get("cards", type=pycrdt.Map)["c"] = pycrdt.Map(card)
        return {}

    return command


def beside_goal(doc: "pycrdt.Doc[Any]") -> Answer:
    """Launch something whose cards have names, with a card."""
    doc.get("launches", type=pycrdt.Map)["named"] = pycrdt.Map({"order": "W", "attribution": "name"})
    doc.get("zones", type=pycrdt.Map)["beside"] = pycrdt.Map({"kind": "list", "order": "W", "launch": "named"})
    card = {"kind": "note", "order": "V", "zone": "beside", "text": pycrdt.Text("Mine")}
    doc.get("cards", type=pycrdt.Map)["d"] = pycrdt.Map(card)
    return {}


async def locked_room(hub: Hub, attribution: str = "name") -> Room:
    """Return the room of a content document with a card on the locked zone "goal"."""
    room = await hub.open(NAME)
    room.start_edit(on_goal("One page", attribution), "r")
    hub.committer.wake(room)
    await commit(hub)
    room.show()
    room.gate.locked = room.gate.enforced = frozenset(["goal"])
    return room


def at_work(room: Room, person: Person) -> Person:
    """Somebody whose session has brought what it had."""
    room.join(person)
    person.doc.apply_update(room.state_for(person, {}))
    room.submit(person, b"\x00\x00", whole=True)
    return person


def writes(person: Person, text: str) -> bytes:
    before = person.doc.get_state()
    letters: pycrdt.Text = person.doc.get("cards", type=pycrdt.Map)["c"]["text"]
    letters += text
    return person.doc.get_update(before)


async def test_F7_a_live_edit_in_a_locked_zone_is_refused_with_words(hub: Hub):
    room = await locked_room(hub)
    ama = at_work(room, Person("ama"))
    with pytest.raises(Refusal, match="locked") as refused:
        hub.submit(room, ama, writes(ama, "!"))
    assert refused.value.code == "locked"
    room.gate.locked = frozenset()
    hub.submit(room, ama, ama.doc.get_update())
    await commit(hub)
    assert ama.answers[-1] is True


async def test_F7_what_was_under_way_when_the_lock_came_is_taken(hub: Hub):
    room = await locked_room(hub)
    room.gate.enforced = frozenset()
    told: list[str] = []
    room.gate.returned = lambda _, who: told.append(who)
    ama = at_work(room, Person("ama"))
    hub.submit(room, ama, writes(ama, "!"))
    await commit(hub)
    assert (ama.answers[-1], told) == (True, [])


async def test_F7_facilitators_may_write_in_what_they_locked(hub: Hub):
    room = await locked_room(hub)
    faye = at_work(room, Person("faye", Role.FACILITATE))
    hub.submit(room, faye, writes(faye, "!"))
    await commit(hub)
    assert faye.answers[-1] is True


@pytest.mark.parametrize(
    ("whole", "attribution", "who"),
    [(True, "name", "ama"), (False, "organisation", "ama"), (True, "none", SOMEBODY), (False, "hat", SOMEBODY)],
)
async def test_F7_what_is_brought_back_from_offline_is_taken_and_told(
    hub: Hub, whole: bool, attribution: str, who: str
):
    room = await locked_room(hub, attribution)
    told: list[tuple[frozenset[str], str]] = []
    room.gate.returned = lambda places, who: told.append((places, who))
    ama = Person("ama")
    room.join(ama)
    ama.doc.apply_update(room.state_for(ama, {}))
    hub.submit(room, ama, writes(ama, " and a plan"), whole=whole)
    await commit(hub)
    assert ama.answers == [True]
    assert told == [(frozenset(["goal"]), who)]


async def test_I4_who_is_named_nowhere_is_not_named_by_what_came_with_it(hub: Hub):
    room = await locked_room(hub, "none")
    room.start_edit(beside_goal, "s")
    hub.committer.wake(room)
    await commit(hub)
    room.show()
    room.gate.locked = frozenset(["goal", "beside"])
    told: list[tuple[frozenset[str], str]] = []
    room.gate.returned = lambda places, who: told.append((places, who))
    ama = Person("ama")
    room.join(ama)
    ama.doc.apply_update(room.state_for(ama, {}))
    before = ama.doc.get_state()
    for card in ("c", "d"):
        letters: pycrdt.Text = ama.doc.get("cards", type=pycrdt.Map)[card]["text"]
        letters += "!"
    hub.submit(room, ama, ama.doc.get_update(before), whole=True)
    await commit(hub)
    assert told == [(frozenset(["goal", "beside"]), SOMEBODY)]


async def test_F7_a_lock_reaches_the_content_some_seconds_after_the_stage(
    log: MemoryUpdateLog, hub: Hub, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(locking, "LOCK_GRACE_SECONDS", 0.0)
    await log.create([STAGE])
    running = asyncio.create_task(hub.run())
    try:
        room = await hub.open(NAME)
        await hub.edit(STAGE, change(lambda stage: stage.lock("goal", Lock("zones", SINCE))), request_id="a")
        await until(lambda: room.gate.enforced == {"goal"})
        room.gate.returned(frozenset(["goal"]), "ama")
        stage = await hub.open(STAGE)
        await until(lambda: StageDocument(stage.doc).locks()["goal"].returned == ("ama",))
        await hub.edit(STAGE, change(lambda stage: stage.unlock("goal")), request_id="b")
        await until(lambda: room.gate.locked == frozenset())
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_F7_a_board_that_is_opened_later_is_locked_as_its_stage_says(log: MemoryUpdateLog, hub: Hub):
    await log.create([STAGE])
    running = asyncio.create_task(hub.run())
    try:
        await hub.edit(STAGE, change(lambda stage: stage.lock("goal", Lock("zones", SINCE))), request_id="a")
        room = await hub.open(NAME)
        await until(lambda: room.gate.locked == {"goal"})
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_F7_each_lock_has_its_own_seconds_of_grace(
    log: MemoryUpdateLog, hub: Hub, monkeypatch: pytest.MonkeyPatch
):
    await log.create([STAGE])
    due = later(monkeypatch, "LOCK_GRACE_SECONDS")
    async with serving(hub):
        room = await hub.open(NAME)
        for place in ("goal", "other"):
            await hub.edit(STAGE, lock(place), request_id=place)
            await until(partial(lambda place: place in room.gate.locked, place))
        due[0]()
        assert room.gate.enforced == {"goal"}
        due[1]()
        assert room.gate.enforced == {"goal", "other"}


async def test_F7_a_lock_that_was_opened_meanwhile_is_not_refused_in(
    log: MemoryUpdateLog, hub: Hub, monkeypatch: pytest.MonkeyPatch
):
    await log.create([STAGE])
    due = later(monkeypatch, "LOCK_GRACE_SECONDS")
    async with serving(hub):
        room = await hub.open(NAME)
        for number, since in enumerate((SINCE, SINCE + timedelta(seconds=4))):
            await hub.edit(STAGE, lock("goal", since), request_id=f"l{number}")
            await until(lambda: room.gate.locked == {"goal"})
            if number == 0:
                await hub.edit(STAGE, change(lambda stage: stage.unlock("goal")), request_id="u")
                await until(lambda: not room.gate.locked)
        due[0]()
        assert room.gate.enforced == frozenset()
        due[1]()
        assert room.gate.enforced == {"goal"}


@pytest.mark.parametrize("readable", [True, False])
async def test_F7_a_stage_that_is_damaged_harms_no_other_board(log: MemoryUpdateLog, hub: Hub, readable: bool):
    await log.create([STAGE])
    async with serving(hub) as running:
        if readable:
            await hub.edit(STAGE, lock("goal"), request_id="a")
            hub.drop(await hub.open(STAGE))
        last = (await log.load(STAGE)).last_seq
        await log.append([Append(STAGE, last, [NewRow(b"\x01nonsense", "ann")])])
        room = await hub.open(NAME)
        room.gate.returned(frozenset(["goal"]), "ama")
        other = [DocumentName("another1", "1", kind) for kind in ("content", "stage")]
        await log.create(other)
        await hub.edit(other[1], lock("goal"), request_id="b")
        elsewhere = await hub.open(other[0])
        await until(lambda: running.done() or elsewhere.gate.locked == {"goal"})
        assert not running.done()


async def test_F7_a_stage_that_could_not_be_opened_or_was_closed_is_opened_again(
    log: MemoryUpdateLog, hub: Hub, monkeypatch: pytest.MonkeyPatch
):
    await log.create([STAGE])
    load, away = log.load, [True]

    async def loaded(name: DocumentName) -> LoadedDocument:
        if name == STAGE and away:
            raise StorageUnavailable("away")
        return await load(name)

    monkeypatch.setattr(log, "load", loaded)
    due = later(monkeypatch, "AGAIN_SECONDS")
    async with serving(hub):
        await hub.open(NAME)
        await until(lambda: len(due) == 1)
        away.clear()
        due[0]()
        await until(lambda: hub.opened(STAGE) is not None)
        first = hub.opened(STAGE)
        assert first is not None
        hub.drop(first)
        due[1]()
        await until(lambda: hub.opened(STAGE) not in (None, first))


def lock(place: str, since: datetime = SINCE) -> Callable[["pycrdt.Doc[Any]"], Answer]:
    return change(lambda stage: stage.lock(place, Lock("zones", since)))


NEVER_ELSE = 77.0
"""Seconds that nothing else waits for."""


def later(monkeypatch: pytest.MonkeyPatch, seconds: str) -> list[Callable[[], None]]:
    """Return what is to be done after these seconds of `locking`, as it comes; it is left to the test."""
    loop, due = asyncio.get_running_loop(), list[Callable[[], None]]()
    real = loop.call_later

    def call_later(delay: float, work: Callable[..., None], *args: Any) -> Any:
        if delay != NEVER_ELSE:
            return real(delay, work, *args)
        return due.append(partial(work, *args))

    monkeypatch.setattr(locking, seconds, NEVER_ELSE)
    monkeypatch.setattr(loop, "call_later", call_later)
    return due


@asynccontextmanager
async def serving(hub: Hub) -> AsyncIterator["asyncio.Task[None]"]:
    running = asyncio.create_task(hub.run())
    try:
        yield running
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def change(work: Callable[[StageDocument], None]) -> Callable[["pycrdt.Doc[Any]"], Answer]:
    def command(doc: "pycrdt.Doc[Any]") -> Answer:
        work(StageDocument(doc))
        return {}

    return command


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  what is waited for has no event
            await asyncio.sleep(0)
