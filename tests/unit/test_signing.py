"""A room signs cards in the commit that stores them: nobody ever sees one without its signature (SPEC P10)."""

import asyncio
from collections.abc import Callable
from typing import Any

import pycrdt
import pytest

from board.content.document import BoardDocument
from board.edits import Place, add_card
from board.wire import codec
from server.facilitation.commands import SetAttribution
from server.ports.log import Append, NewRow
from server.relay import open_relay
from server.rooms import authoring
from server.rooms.authoring import TRIES
from server.rooms.hub import Hub
from server.rooms.live import Answer
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME, Person, commit, joined
from tests.unit.test_authoring import Elsewhere

NAMED, SILENT = "named", "silent"
ANN = "Ann-of-the-canary"


def change(person: Person, edit: Callable[[BoardDocument], None]) -> bytes:
    """Edit the person's own copy; returns the update."""
    before = person.doc.get_state()
    edit(BoardDocument(person.doc))
    return person.doc.get_update(before)


def new_card(person: Person, card: str, zone: str = NAMED, told: str | None = "name") -> bytes:
    return change(person, lambda board: add_card(board, card, "note", Place(zone), text="We wait", told=told))


@pytest.fixture
async def log(log: MemoryUpdateLog) -> MemoryUpdateLog:
    """The log of a board with an activity that names people and one that does not."""
    author = Person("server")
    row = change(author, _begin)
    await log.append([Append(NAME, 0, [NewRow(row, None)])])
    return log


def _begin(board: BoardDocument) -> None:
    for name, attribution in ((NAMED, "name"), (SILENT, "none")):
        board.add("launches", f"L-{name}", {"attribution": attribution})
        board.add("zones", name, {"launch": f"L-{name}"})


@pytest.fixture
async def room(hub: Hub) -> Room:
    return await hub.open(NAME)


@pytest.fixture
async def ann(room: Room) -> Person:
    ann = Person(ANN)
    joined(room, ann)
    return ann


def by(room: Room) -> dict[str, str | None]:
    board = BoardDocument.from_state(room.read().state).read()
    return {card.id: card.by for card in board.cards.values()}


def start(hub: Hub, attribution: str) -> "asyncio.Task[Answer]":
    return asyncio.create_task(hub.edit(NAME, SetAttribution("L-named", attribution), request_id=f"to {attribution}"))


async def rows(log: MemoryUpdateLog) -> list[bytes]:
    return [row.update for row in await log.read_after(NAME, 0)]


async def test_P10_a_card_and_its_signature_are_one_row_and_one_frame(
    hub: Hub, room: Room, ann: Person, log: MemoryUpdateLog
) -> None:
    ben = Person("ben")
    joined(room, ben)
    hub.submit(room, ann, new_card(ann, "c"))
    await commit(hub)
    room.show()
    found = await log.read_after(NAME, 1)
    assert [row.participant for row in found] == [ANN]
    assert ANN.encode() in found[0].update
    for person in (ann, ben):
        assert [type(message) for message in person.heard] == [codec.Update]
        assert BoardDocument(person.doc).card("c").by == ANN
    assert (ann.answers, room.last_seq) == ([True], 2)
    assert set((await log.load(NAME)).owners.values()) == {ANN, "server"}


@pytest.mark.parametrize(("zone", "told"), [(SILENT, None), (SILENT, "name"), (NAMED, None)])
async def test_P10_where_nobody_is_named_the_server_adds_nothing(
    hub: Hub, room: Room, ann: Person, log: MemoryUpdateLog, zone: str, told: str | None
) -> None:
    edit = new_card(ann, "c", zone, told)
    hub.submit(room, ann, edit)
    await commit(hub)
    assert (await log.read_after(NAME, 1))[0].update == edit
    assert by(room) == {"c": None}


async def test_P10_what_comes_back_from_offline_is_signed_as_told_then_and_as_holds_now(
    hub: Hub, room: Room, ann: Person, log: MemoryUpdateLog
) -> None:
    before = ann.doc.get_state()
    new_card(ann, "c")
    new_card(ann, "d", told=None)
    hub.submit(room, ann, ann.doc.get_update(before), whole=True)
    await commit(hub)
    assert by(room) == {"c": ANN, "d": None}


async def test_P10_of_two_who_make_cards_each_signs_their_own(hub: Hub, room: Room, ann: Person) -> None:
    ben = Person("ben")
    joined(room, ben)
    hub.submit(room, ann, new_card(ann, "a"))
    hub.submit(room, ben, new_card(ben, "b"))
    await commit(hub)
    assert by(room) == {"a": ANN, "b": "ben"}


async def test_P10_an_activity_that_falls_silent_in_the_same_commit_is_silent(
    hub: Hub, room: Room, ann: Person, log: MemoryUpdateLog
) -> None:
    falling = start(hub, "none")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert room.dirty
    hub.submit(room, ann, new_card(ann, "c"))
    await commit(hub)
    await falling
    assert by(room) == {"c": None}
    assert not any(ANN.encode() in row for row in await rows(log))


async def test_P10_a_card_that_came_before_its_activity_fell_silent_is_so_with_it(
    hub: Hub, room: Room, ann: Person
) -> None:
    hub.submit(room, ann, new_card(ann, "c"))
    falling = start(hub, "none")
    while not falling.done():
        await commit(hub)
        await asyncio.sleep(0)
    assert by(room) == {"c": None}
    assert ANN.encode() not in room.read().state


async def test_P10_what_another_process_wrote_first_is_heeded(
    hub: Hub, room: Room, ann: Person, log: MemoryUpdateLog
) -> None:
    other = Hub(log, open_relay(None), clock=lambda: 0.0)
    await other.open(NAME)
    falling = start(other, "none")
    while not falling.done():
        await asyncio.sleep(0)
        await commit(other)
    hub.submit(room, ann, new_card(ann, "c"))
    while room.dirty:
        await commit(hub)
    assert by(room) == {"c": None}
    assert ann.answers == [True]
    assert not any(ANN.encode() in row for row in await rows(log))


async def test_P10_what_another_process_signed_first_changes_nothing_here(
    hub: Hub, room: Room, ann: Person, log: MemoryUpdateLog
) -> None:
    other = Hub(log, open_relay(None), clock=lambda: 0.0)
    there, ben = await other.open(NAME), Person("ben")
    joined(there, ben)
    other.submit(there, ben, new_card(ben, "b"))
    await commit(other)
    hub.submit(room, ann, new_card(ann, "a"))
    while room.dirty:
        await commit(hub)
    await other._catch_up(there)
    assert by(room) == by(there) == {"a": ANN, "b": "ben"}
    assert [row.participant for row in await log.read_after(NAME, 1)] == ["ben", ANN]


async def test_P10_a_silence_that_is_worked_out_elsewhere_reaches_the_cards_that_come_meanwhile(
    log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a board that never rests the last run of a command is taken with what came since; this one must not be."""
    monkeypatch.setattr(authoring, "AUTHORED_HERE_BYTES", 0)
    there = Elsewhere()
    hub = Hub(log, open_relay(None), clock=lambda: 0.0, offload=there.run)
    room, ann = await hub.open(NAME), Person(ANN)
    joined(room, ann)

    async def somebody_writes() -> None:
        if there.asked <= TRIES + 2:
            hub.submit(room, ann, new_card(ann, f"c{there.asked}"))

    there.meanwhile = somebody_writes
    falling = start(hub, "none")
    async with asyncio.timeout(5):
        while not falling.done():
            await asyncio.sleep(0)
            await commit(hub)
    assert there.asked == TRIES + 3
    assert list(by(room).values()) == [None] * (TRIES + 2)
    assert ANN.encode() not in room.read().state


async def test_P10_a_launch_is_taken_with_the_cards_that_were_signed_meanwhile(
    log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authoring, "AUTHORED_HERE_BYTES", 0)
    there = Elsewhere()
    hub = Hub(log, open_relay(None), clock=lambda: 0.0, offload=there.run)
    room, ann = await hub.open(NAME), Person(ANN)
    joined(room, ann)

    async def somebody_writes() -> None:
        hub.submit(room, ann, new_card(ann, f"c{there.asked}"))

    def begin(doc: "pycrdt.Doc[Any]") -> Answer:
        BoardDocument(doc).add("launches", "new", {"attribution": "none"})
        return {}

    there.meanwhile = somebody_writes
    launching = asyncio.create_task(hub.edit(NAME, begin, request_id="launch"))
    async with asyncio.timeout(5):
        while not launching.done():
            await asyncio.sleep(0)
            await commit(hub)
    assert there.asked == TRIES
    assert list(by(room).values()) == [ANN] * TRIES


async def test_P10_what_is_signed_in_steps_while_another_process_silences_the_activity_says_nobody(
    log: MemoryUpdateLog,
) -> None:
    """The row of the other process waits for its turn behind the steps, which do not know of it."""
    here, other = (Hub(log, open_relay(None), clock=lambda: 0.0) for _ in range(2))
    room, _ = await here.open(NAME), await other.open(NAME)
    ann = Person(ANN)
    joined(room, ann)
    for number in range(300):
        add_card(BoardDocument(ann.doc), f"c{number}", "note", Place(NAMED), text="We wait", told="name")
    many = ann.doc.get_update()
    waiting = here.submit(room, ann, many, whole=True)
    assert waiting is not None
    falling = start(other, "none")
    while not falling.done():
        await asyncio.sleep(0)
        await commit(other)
    assert not waiting.done()
    await here._catch_up(room)
    await waiting
    while room.dirty:
        await commit(here)
        await asyncio.sleep(0)
    assert set(by(room).values()) == {None}
    assert ANN.encode() not in room.read().state
