"""Rows that another process committed and never told of: found by the second look, and only where somebody is."""

import pytest

from server.ports.log import StorageUnavailable
from server.rooms.hub import Hub
from server.rooms.missed import LOOK_SECONDS, MissedRows
from server.rooms.room import Room
from server.storage.memory import MemoryUpdateLog
from tests.unit.rooms import NAME, Person, cards, elsewhere, joined


class Watch:
    """A look-out over one room, and what it read."""

    def __init__(self, log: MemoryUpdateLog, hub: Hub, room: Room) -> None:
        self.read: list[Room] = []
        self._hub = hub
        self.missed = MissedRows(log, lambda: [room], self._catch_up)

    async def _catch_up(self, room: Room) -> None:
        self.read.append(room)
        await self._hub._catch_up(room)


async def test_S8_a_row_that_nobody_told_of_is_shown_after_the_second_look(hub: Hub, log: MemoryUpdateLog) -> None:
    room = await hub.open(NAME)
    ann = Person("ann")
    joined(room, ann)
    watch = Watch(log, hub, room)
    await elsewhere(log, Person("ben"), "theirs")
    await watch.missed.look()
    assert watch.read == []
    await watch.missed.look()
    assert cards(room) == {"theirs": "theirs"}
    await watch.missed.look()
    assert watch.read == [room]


def test_S8_the_second_look_is_within_five_seconds() -> None:
    assert 2 * LOOK_SECONDS < 5


async def test_a_board_that_nobody_has_open_is_not_asked_for(hub: Hub, log: MemoryUpdateLog) -> None:
    room = await hub.open(NAME)
    watch = Watch(log, hub, room)
    log.go_away()
    await watch.missed.look()
    joined(room, Person("ann"))
    with pytest.raises(StorageUnavailable):
        await watch.missed.look()


async def test_a_board_that_cannot_go_on_hurts_no_look(
    hub: Hub, log: MemoryUpdateLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await hub.open(NAME)
    joined(room, Person("ann"))

    async def broken(_room: Room) -> None:
        raise ValueError("never expected")

    missed = MissedRows(log, lambda: [room], broken)
    await elsewhere(log, Person("ben"), "theirs")
    for _ in range(3):
        await missed.look()
