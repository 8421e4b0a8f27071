"""Every command of the server can be sent to the worker process, and does there what it does here."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pycrdt
import pytest

from board.content.document import BoardDocument
from board.edits import Place, begin_board
from board.errors import EditError
from board.snapshots.snapshot import project
from board.templates import bundled_templates
from server.facilitation.commands import (
    AddChecklist,
    GoBack,
    GoToPhase,
    Launch,
    RewriteAsHat,
    TellOfReturn,
    TickPhase,
    WriteAsHat,
)
from server.relay import open_relay
from server.rooms.authoring import Basis, authored
from server.rooms.durable import canonical_json
from server.rooms.hub import Hub
from server.rooms.live import Command
from server.rooms.submissions import Authored
from server.storage.memory import MemoryUpdateLog
from server.workers.offloaded import document
from server.workers.pool import Workers
from tests.unit.rooms import NAME, Person, cards, joined

CLIENT = 7
HATS = bundled_templates()["wearing_different_hats"]
GIVEN = {"issue": "Long waits", "hats": ["Parent", "Commissioner"]}


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as found:
        yield found


def begun() -> bytes:
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    begin_board(BoardDocument(doc), "Prevention")
    return doc.get_update()


def after(state: bytes, made: Authored) -> bytes:
    doc = document(state)
    for update in made.updates:
        doc.apply_update(update)
    return doc.get_update()


def with_hats() -> tuple[bytes, Place]:
    """Return a board with the hats, and a place under one of them."""
    state = begun()
    state = after(state, authored(Basis(state, ()), CLIENT, Launch(HATS, GIVEN)))
    [ring] = [zone for zone in BoardDocument(document(state)).read().zones.values() if zone.kind == "ring"]
    return state, Place(ring.id, (ring.rows[0].id, ring.columns[0].id))


async def test_T2_a_launch(workers: Workers) -> None:
    state = begun()
    made = await workers.run(authored, Basis(state, ()), CLIENT, Launch(HATS, GIVEN))
    [launch] = project(document(after(state, made)))["launches"]
    assert (launch["id"], launch["template"]) == (made.answer["launch"], HATS.id)


async def test_D7_going_back(workers: Workers) -> None:
    later, _ = with_hats()
    command = GoBack(begun(), "2026-03-12T14:00:00Z", "before")
    made = await workers.run(authored, Basis(later, ()), CLIENT, command)
    assert made.answer == authored(Basis(later, ()), CLIENT, command).answer
    assert project(document(after(later, made)))["zones"] == []


async def test_I4_what_a_hat_says(workers: Workers) -> None:
    state, place = with_hats()
    made = await workers.run(authored, Basis(state, ()), CLIENT, WriteAsHat("card1", place, "We wait."))
    basis = Basis(state, made.updates)
    again = await workers.run(authored, basis, CLIENT, RewriteAsHat("card1", "We waited."))
    assert BoardDocument(document(after(after(state, made), again))).card("card1").text == "We waited."
    with pytest.raises(EditError):
        await workers.run(authored, basis, CLIENT, RewriteAsHat("card2", "Nobody."))


async def test_T2_what_happens_on_the_stage(workers: Workers) -> None:
    phases = HATS.phases
    commands: list[Command] = [
        AddChecklist("launch1", phases, by="ann"),
        TickPhase("launch1", phases[0].id, done=True),
        TickPhase("launch1", phases[0].id, done=False),
        GoToPhase("launch1", phases[0].id),
        TellOfReturn("snapshot1", "Monday", by="ann"),
    ]
    state = b"\0\0"
    for command in commands:
        made = await workers.run(authored, Basis(state, ()), CLIENT, command)
        here = authored(Basis(state, ()), CLIENT, command)
        assert made.answer == here.answer
        assert canonical_json(document(after(state, made))) == canonical_json(document(after(state, here)))
        state = after(state, made)


async def test_S7_a_launch_on_a_large_board_is_one_edit(workers: Workers) -> None:
    log = MemoryUpdateLog()
    await log.create([NAME])
    hub = Hub(log, open_relay(None), clock=lambda: 0.0, offload=workers.run)
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    for number in range(500):
        ann.edit(f"card{number}", "x" * 100)
    waiting = hub.submit(room, ann, ann.doc.get_update(), whole=True)
    assert waiting is not None
    await waiting
    await hub.committer.commit_once()
    running = asyncio.create_task(hub.run())
    answer = await hub.edit(NAME, Launch(HATS, GIVEN), request_id="r")
    assert answer == await hub.edit(NAME, Launch(HATS, GIVEN), request_id="r")
    assert answer["template"] == HATS.id
    assert len(cards(room)) == 501
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ann", None]
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
