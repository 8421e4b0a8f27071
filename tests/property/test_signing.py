"""Whoever writes when, wherever, whatever activities say meanwhile: every signature in the log is true (SPEC P10), and
what leaves a zone that stays in the group is marked in the row with which it leaves (SPEC T5).
"""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pycrdt
import pytest

from board.content.attribution import more_discreet
from board.content.document import Board, BoardDocument
from board.content.schema import ATTRIBUTIONS, SIGNING
from board.edits import Place, add_card, delete, move_card
from board.errors import EditError
from server.facilitation.commands import SetAttribution
from server.ports.log import Append, NewRow
from server.relay import open_relay
from server.rooms.hub import Hub
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME, Person, commit, joined

SEEDS = 20
STEPS = 50
ACTIVITIES = ("first", "second")
WITHHELD = "second"
"""What stays in the group."""
ORGANISATIONS: Mapping[str, str | None] = {"Ann": "Leeds Council", "Ben": None}


@dataclass
class Seat:
    """Somebody at a page: at one of two processes, and perhaps offline, with what they have not sent."""

    person: Person
    unsent: bytes
    offline: bool = False


@dataclass
class World:
    """Two processes on one log, two people, and what each card's maker was told and where."""

    log: MemoryUpdateLog
    hubs: tuple[Hub, Hub]
    chance: random.Random
    seats: dict[str, Seat] = field(default_factory=dict)
    commands: "list[asyncio.Task[Any]]" = field(default_factory=list)
    numbers: int = 0

    async def room(self, name: str) -> Room:
        return await self._hub(name).open(NAME)

    def _hub(self, name: str) -> Hub:
        return self.hubs[list(ORGANISATIONS).index(name)]

    async def sit(self, name: str) -> None:
        person = Person(name, organisation=ORGANISATIONS[name])
        joined(await self.room(name), person)
        self.seats[name] = Seat(person, person.doc.get_state())

    async def send(self, name: str, *, whole: bool = False) -> None:
        seat, room = self.seats[name], await self.room(name)
        update = seat.person.doc.get_update(seat.unsent)
        seat.unsent = seat.person.doc.get_state()
        self._hub(name).submit(room, seat.person, update, whole=whole)
        assert not seat.person.refusals

    async def step(self) -> None:
        name = self.chance.choice(list(self.seats))
        await self.chance.choice([self.make, self.make, self.change, self.attribute, self.unplug, self.commit])(name)
        await asyncio.sleep(0)

    async def make(self, name: str) -> None:
        self.numbers += 1
        place, told = Place(self.chance.choice(ACTIVITIES)), self.chance.choice([None, *SIGNING])
        # Half of the cards are made by a program that knows nothing of what stays in the group.
        said: Mapping[str, Any] = {"told": told, **self.chance.choice([{}, {"withheld_in": None}])}
        add_card(BoardDocument(self.seats[name].person.doc), f"{name}-{self.numbers}", "note", place, **said)
        await self._edited(name)

    async def change(self, name: str) -> None:
        document = BoardDocument(self.seats[name].person.doc)
        cards = [card.id for card in document.read().cards.values()]
        if not cards:
            return
        card = self.chance.choice(cards)
        if self.chance.random() < 0.5:
            move_card(document, card, Place(self.chance.choice(ACTIVITIES)))
        else:
            delete(document, "cards", card, "2026-03-12T10:00:00Z")
        await self._edited(name)

    async def _edited(self, name: str) -> None:
        if not self.seats[name].offline:
            await self.send(name)

    async def unplug(self, name: str) -> None:
        seat = self.seats[name]
        seat.offline = not seat.offline
        if not seat.offline:
            await self.send(name, whole=True)

    async def attribute(self, name: str) -> None:
        command = SetAttribution(f"L-{self.chance.choice(ACTIVITIES)}", self.chance.choice(ATTRIBUTIONS))
        self.numbers += 1
        edit = self._hub(name).edit(NAME, command, request_id=str(self.numbers))
        self.commands.append(asyncio.create_task(edit))

    async def commit(self, name: str) -> None:
        await commit(self._hub(name))

    async def end(self) -> None:
        for name, seat in self.seats.items():
            seat.offline = False
            await self.send(name, whole=True)
        rooms = [await self.room(name) for name in self.seats]
        async with asyncio.timeout(10):
            while any(room.dirty for room in rooms) or not all(each.done() for each in self.commands):
                for hub in self.hubs:
                    await commit(hub)
                await asyncio.sleep(0)
        for each in self.commands:
            assert isinstance(each.exception(), EditError | None)


def begin(doc: "pycrdt.Doc[Any]") -> None:
    document = BoardDocument(doc)
    for each in ACTIVITIES:
        document.add("launches", f"L-{each}", {"attribution": "name"})
        document.add("zones", each, {"launch": f"L-{each}", "config": {"withheld": each == WITHHELD}})


async def new_world(seed: int) -> World:
    log = MemoryUpdateLog()
    await log.create([NAME])
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    begin(doc)
    await log.append([Append(NAME, 0, [NewRow(doc.get_update(), None)])])
    hubs = (Hub(log, open_relay(None), clock=lambda: 0.0), Hub(log, open_relay(None), clock=lambda: 0.0))
    world = World(log, hubs, random.Random(seed))
    for name in ORGANISATIONS:
        await world.sit(name)
    return world


async def moments(log: MemoryUpdateLog) -> list[Board]:
    """What the board said after each row of the log."""
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    boards = []
    for row in await log.read_after(NAME, 0):
        doc.apply_update(row.update)
        boards.append(BoardDocument(doc).read())
    return boards


def check_moment(before: Board, now: Board) -> int:
    """Check what one row made; returns how many cards it signed."""
    signed = 0
    for card in now.cards.values():
        maker = card.id.partition("-")[0]
        if card.by is not None:
            says = now.launches[str(card.written_in)].attribution
            wanted = more_discreet(says, str(card.told))
            assert wanted in SIGNING, f"{card.id} is signed where nobody is named"
            assert card.by == (maker if wanted == "name" else ORGANISATIONS[maker])
        if card.id in before.cards:
            assert card.by in (None, before.cards[card.id].by), f"{card.id} was signed after it was made"
        else:
            signed += card.by is not None
            check_birth(card.id, now)
    return signed


def check_withheld(before: Board, now: Board) -> int:
    """Check that no card left what stays in the group unmarked, or lost its mark; returns how many left."""
    left = [card for card in before.cards.values() if card.zone == WITHHELD != now.cards[card.id].zone]
    for card in before.cards.values():
        marks = (card.withheld_in, now.cards[card.id].withheld_in)
        assert marks in ((None, None), (None, WITHHELD), (WITHHELD, WITHHELD)), f"{card.id} lost its mark"
    assert all(now.cards[card.id].withheld_in == WITHHELD for card in left)
    return sum(card.withheld_in is None for card in left)


def check_birth(key: str, now: Board) -> None:
    """A card that is unsigned was told nothing, or it stands where nobody is named, or came to another place."""
    card = now.cards[key]
    says = now.launches[f"L-{card.zone}"].attribution
    wanted = more_discreet(says, card.told or "none")
    name = {"name": key.partition("-")[0], "organisation": ORGANISATIONS[key.partition("-")[0]]}.get(wanted)
    assert card.by in (name, None)


async def replay(seed: int) -> tuple[int, int]:
    """Returns how many cards were signed, and how many were marked when they left."""
    world = await new_world(seed)
    for _ in range(STEPS):
        await world.step()
    await world.end()
    boards = await moments(world.log)
    signed = sum(check_moment(before, now) for before, now in pairwise(boards))
    return signed, sum(check_withheld(before, now) for before, now in pairwise(boards))


@pytest.mark.parametrize("seeds", [range(start, start + 10) for start in range(0, SEEDS, 10)], ids=str)
async def test_P10_T5_what_the_server_says_of_cards_is_true_in_every_row_and_as_long_as_it_stands(seeds: range) -> None:
    signed, marked = zip(*[await replay(seed) for seed in seeds], strict=True)
    assert sum(signed) > len(seeds)
    assert sum(marked) > 0
