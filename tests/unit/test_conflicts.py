"""Two processes on one board: what waits goes behind what the other wrote, at the cost of what was missed."""

from collections.abc import Callable, Iterable
from typing import Any

import pycrdt
import pytest

from board.admission import AdmissionIndex
from board.admission.plan import Plan
from server.ports.log import Append, NewRow
from server.relay import open_relay
from server.rooms.hub import Hub
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from tests.unit.admitting import SCHEMA
from tests.unit.rooms import NAME, Person, cards, commit, joined


class Counted:
    """The work of admission: structs that were looked at, and indexes that were built."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.structs = 0
        self.built = 0
        monkeypatch.setattr(Plan, "_take", self._counting(Plan._take))
        monkeypatch.setattr(AdmissionIndex, "rebuild", classmethod(self._building(AdmissionIndex.rebuild.__func__)))  # type: ignore[attr-defined]

    def _counting(self, take: Callable[[Plan, Any], None]) -> Callable[[Plan, Any], None]:
        def counted(plan: Plan, struct: Any) -> None:
            self.structs += 1
            take(plan, struct)

        return counted

    def _building(self, rebuild: Callable[..., AdmissionIndex]) -> Callable[..., AdmissionIndex]:
        def counted(cls: type[AdmissionIndex], updates: Iterable[bytes], schema: Any) -> AdmissionIndex:
            self.built += 1
            return rebuild(cls, updates, schema)

        return counted


@pytest.fixture
async def other(log: MemoryUpdateLog) -> Hub:
    """Another process, which is told nothing."""
    return Hub(log, open_relay(None), clock=lambda: 0.0)


async def opened(hub: Hub, participant: str) -> tuple[Room, Person]:
    room, person = await hub.open(NAME), Person(participant)
    joined(room, person)
    return room, person


async def _work_of_two(hubs: tuple[Hub, Hub], log: MemoryUpdateLog, before: int, counted: Counted) -> int:
    """Return how many structs two processes look at that write 20 cards in turn, on a board with cards already."""
    author = Person("cat")
    rows = [NewRow(author.edit(f"card{number}", "x"), "cat") for number in range(before)]
    await log.append([Append(NAME, (await log.load(NAME)).last_seq, rows)])
    sides = [(hub, *await opened(hub, name)) for hub, name in zip(hubs, ("ann", "ben"), strict=True)]
    start = counted.structs
    built = counted.built
    for number in range(10):
        for hub, room, person in sides:
            hub.submit(room, person, person.edit(f"{person.participant}{number}", "x"))
            while room.dirty:
                await commit(hub)
    assert counted.built == built
    assert [person.answers for _, _, person in sides] == [[True] * 10] * 2
    return counted.structs - start


async def test_S3_two_processes_that_write_all_the_time_cost_what_was_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    work = []
    for before in (100, 200):
        log = MemoryUpdateLog()
        await log.create([NAME])
        hubs = (Hub(log, open_relay(None), clock=lambda: 0.0), Hub(log, open_relay(None), clock=lambda: 0.0))
        work.append(await _work_of_two(hubs, log, before, counted))
    assert work[0] == work[1]
    structs_a_card = 5
    assert work[0] <= 2 * 20 * structs_a_card


async def test_S5_who_comes_over_with_an_edit_that_the_other_process_committed_has_it_once(
    hub: Hub, other: Hub, log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = await hub.open(NAME), await other.open(NAME)
    ann, ben = Person("ann"), Person("ben")
    joined(here, ann, ben)
    joined(there, ann)
    edit = ann.edit("one", "x")
    other.submit(there, ann, edit)
    await commit(other)
    counted = Counted(monkeypatch)
    hub.submit(here, ann, edit)
    hub.submit(here, ben, ben.edit("bens", "x"))
    while here.dirty:
        await commit(hub)
    assert counted.built == 1
    assert (ann.answers, ben.answers) == ([True, True], [True])
    assert [row.participant for row in await log.read_after(NAME, 0)] == ["ann", "ben"]


def moved(person: Person, place: int) -> bytes:
    """Put the card `one` somewhere; returns the update, which deletes where it was."""
    events: list[bytes] = []
    subscription = person.doc.observe(lambda event: events.append(event.update))
    person.doc.get("cards", type=pycrdt.Map)["one"]["pos"] = [place, place]
    person.doc.unobserve(subscription)
    return events[0]


async def test_S4_two_who_move_one_card_in_two_processes_at_once_agree(
    hub: Hub, other: Hub, log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, ann = await opened(hub, "ann")
    hub.submit(here, ann, ann.edit("one", "x"))
    hub.submit(here, ann, moved(ann, 0))
    await commit(hub)
    there, ben = await opened(other, "ben")
    counted = Counted(monkeypatch)
    for place in range(1, 6):
        hub.submit(here, ann, moved(ann, place))
        other.submit(there, ben, moved(ben, -place))
        while here.dirty or there.dirty:
            await commit(hub)
            await commit(other)
    hub.submit(here, ann, ann.edit("last", "x"))
    while here.dirty:
        await commit(hub)
    await other._catch_up(there)
    assert counted.built == 0
    replayed: pycrdt.Doc[Any] = pycrdt.Doc()
    for row in await log.read_after(NAME, 0):
        replayed.apply_update(row.update)
    index = AdmissionIndex.rebuild([row.update for row in await log.read_after(NAME, 0)], SCHEMA)
    assert replayed.get("cards", type=pycrdt.Map).to_py()["one"]["pos"] in ([5, 5], [-5, -5])
    assert cards(here) == cards(there)
    assert index.state_vector() == here._admission.index.state_vector() == there._admission.index.state_vector()
