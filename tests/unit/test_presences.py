"""Presence of a room: who may show what, what other processes say, and what is forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from board.wire import codec, presence
from board.wire.presence import Entry
from server.rooms.presences import MAX_CLIENT_IDS, SILENT_SWEEPS, Presences
from server.rooms.submissions import Member


@dataclass(eq=False)
class Who:
    """As much of a member as presence asks of it."""

    participant: str

    @property
    def user(self) -> Mapping[str, Any]:
        return {"id": self.participant, "name": self.participant}


@dataclass
class Place:
    """A room that remembers who claimed what, and what was sent."""

    owners: dict[int, str] = field(default_factory=dict)
    sent: list[Entry] = field(default_factory=list)
    published: list[bytes] = field(default_factory=list)

    def claim(self, client_id: int, participant: str) -> bool:
        return self.owners.setdefault(client_id, participant) == participant

    def broadcast(self, message: codec.Message) -> None:
        assert isinstance(message, codec.Awareness)
        self.sent += presence.decode_stamped(message.update)


@pytest.fixture
async def place() -> Place:
    return Place()


@pytest.fixture
async def presences(place: Place) -> Presences:
    return Presences(place, place.published.append)


def member(name: str) -> Member:
    return cast(Member, Who(name))


def states(*client_ids: int, clock: int = 1) -> bytes:
    return presence.encode(Entry(client, clock, {"cursor": [client, 0]}) for client in client_ids)


def stamped(client_id: int, participant: str) -> bytes:
    return presence.encode([Entry(client_id, 1, {"user": {"id": participant}})])


def shown(presences: Presences) -> dict[int, str]:
    entries = presence.decode_stamped(presences.everyone().update)
    return {entry.client_id: (entry.state or {})["user"]["id"] for entry in entries}


async def test_A2_a_member_shows_presence_under_few_client_ids(presences: Presences, place: Place) -> None:
    ann = member("ann")
    for start in range(0, 900, 300):
        presences.receive(ann, states(*range(start, start + 300)))
    assert len(place.owners) == len(shown(presences)) == MAX_CLIENT_IDS
    presences.receive(ann, presence.encode([Entry(client, 2, None) for client in place.owners]))
    presences.receive(ann, states(5_000))
    assert len(place.owners) == MAX_CLIENT_IDS


async def test_I1_what_a_client_sends_back_of_another_process_does_not_become_its_own(presences: Presences) -> None:
    presences.relay(stamped(7, "ann"))
    presences.receive(member("ben"), states(7))
    assert shown(presences) == {7: "ann"}


async def test_a_client_that_changed_its_process_is_shown_until_it_leaves_here(presences: Presences) -> None:
    presences.relay(stamped(7, "ann"))
    presences.receive(member("ann"), states(7))
    presences.relay(presence.encode([Entry(7, 9, None)]))
    assert shown(presences) == {7: "ann"}


async def test_a_client_that_went_to_another_process_stays_when_its_old_socket_ends(presences: Presences) -> None:
    ann = member("ann")
    presences.receive(ann, states(7))
    presences.relay(stamped(7, "ann"))
    presences.leave(ann)
    assert shown(presences) == {7: "ann"}


async def test_who_was_on_a_process_that_died_is_forgotten(presences: Presences, place: Place) -> None:
    presences.relay(stamped(7, "ann"))
    presences.receive(member("ben"), states(8))
    for _ in range(SILENT_SWEEPS):
        presences.forget_silent()
    assert shown(presences) == {7: "ann", 8: "ben"}
    presences.relay(stamped(7, "ann"))
    for _ in range(SILENT_SWEEPS + 1):
        presences.forget_silent()
    assert shown(presences) == {8: "ben"}
    assert place.sent[-1].state is None


async def test_the_bus_hears_what_waited_here_while_it_brought_something(presences: Presences, place: Place) -> None:
    presences.receive(member("ann"), states(7))
    presences.receive(member("ben"), states(8))
    presences.relay(stamped(9, "cat"))
    published = [entry.client_id for update in place.published for entry in presence.decode_stamped(update)]
    assert published == [7, 8]
    assert [entry.client_id for entry in place.sent] == [7, 8, 9]


async def test_the_bus_hears_nothing_when_nothing_changed(presences: Presences, place: Place) -> None:
    presences.leave(member("ann"))
    assert place.published == []


async def test_the_second_tab_takes_over_what_the_first_showed(presences: Presences) -> None:
    one, two = member("ann"), member("ann")
    presences.receive(one, states(7))
    presences.receive(two, states(7))
    presences.leave(one)
    assert shown(presences) == {7: "ann"}
    presences.leave(two)
    assert shown(presences) == {}
