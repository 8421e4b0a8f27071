"""The model can fail: each of these faults, put into the server on purpose, breaks an invariant on one hard day."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from board.admission import AdmissionIndex
from board.wire import codec
from server.ports.log import Committed, Conflict
from server.ports.relay import RelayedRows
from server.rooms.committer import Committer
from server.rooms.hub import Hub
from server.rooms.room import Room
from server.rooms.standing import Standing
from tests.property.test_restore import STEPS

from .client import Person
from .world import VIEWER, World

NOTHING = b"\x00\x00"
Mutate = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, eq=False)
class Unheard:
    """A member that is not answered again."""

    member: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.member, name)

    def saved(self) -> None:
        """Say nothing."""


def acknowledges_before_the_commit(patch: pytest.MonkeyPatch) -> None:
    def hasty(room: Room, submission: Any) -> None:
        submission.settle()
        if submission.update:
            room._queue(replace(submission, member=Unheard(submission.member)))

    patch.setattr(Room, "_answer", hasty)


def shows_before_the_commit(patch: pytest.MonkeyPatch) -> None:
    queue = Room._queue

    def hasty(room: Room, submission: Any) -> None:
        queue(room, submission)
        if submission.update:
            room.broadcast(codec.Update(submission.update))

    patch.setattr(Room, "_queue", hasty)


def stores_a_repeated_frame_again(patch: pytest.MonkeyPatch) -> None:
    admitting = AdmissionIndex.admitting

    def whole(index: AdmissionIndex, frame: bytes, **arguments: Any) -> Any:
        admitted = yield from admitting(index, frame, **arguments)
        return replace(admitted, update=frame) if len(frame) > len(NOTHING) else admitted

    patch.setattr(AdmissionIndex, "admitting", whole)


def admits_what_a_viewer_writes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Room, "may_write", lambda *_: True)


def ignores_a_gap_in_the_relay(patch: pytest.MonkeyPatch) -> None:
    async def trusting(hub: Hub, room: Room | None, rows: RelayedRows) -> None:
        if room is not None and rows.last_seq > room.last_seq:
            hub._take_in(room, rows)

    patch.setattr(Hub, "_receive_rows", trusting)


def takes_a_conflict_for_a_commit(patch: pytest.MonkeyPatch) -> None:
    settle = Committer._settle

    def blind(committer: Committer, room: Room, result: Any) -> bool:
        taken = Committed(result.last_seq) if isinstance(result, Conflict) else result
        return settle(committer, room, taken)

    patch.setattr(Committer, "_settle", blind)


def forgets_who_was_sent_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Hub, "_close_here", lambda *_: None)
    # The look that is taken now and then would find them.
    patch.setattr(Standing, "check", _nothing)


async def _nothing(_standing: Standing, _room: Room) -> None:
    """Find nobody."""


MUTANTS: Sequence[tuple[Mutate, str]] = [
    (acknowledges_before_the_commit, "I1"),
    (shows_before_the_commit, "I5"),
    (stores_a_repeated_frame_again, "I2"),
    (admits_what_a_viewer_writes, "I6|I2"),
    (ignores_a_gap_in_the_relay, "I3|S8"),
    (takes_a_conflict_for_a_commit, "I1"),
    (forgets_who_was_sent_away, "I5"),
]


def a_hard_day() -> None:
    """A day with most of what can go wrong. Ann and Cem are on one server, Ben and the viewer on the other."""
    people = [Person(kind="sdk", participant=who, undoes=False) for who in ("ann", "ben", "cem", VIEWER)]
    with contextlib.closing(World(2, people)) as world:
        ann, ben, cem, viewer = world.clients
        world.wait(1.0)
        _write_and_repeat(world)
        world.database.away = True
        ann.type(0, "while the database is away")
        world.wait(0.5)
        world.database.mend()
        world.wait(5.0)
        ann.type(0, "at the same moment")
        ben.type(1, "on two servers")
        world.wait(1.0)
        world.servers[1].relay.deafen(0.5)
        ann.edit(STEPS[2], 1, 2, "of which the other server does not hear")
        world.wait(0.6)
        cem.edit(STEPS[2], 3, 4, "of which it does")
        viewer.type(0, "what will not be admitted")
        world.wait(1.0)
        world.revoke(0, "cem")
        world.settle()


def _write_and_repeat(world: World) -> None:
    for client in world.clients:
        client.type(0, "a word 👪")
        world.wait(0.1)
    ann = world.clients[0]
    world.go_offline(ann)
    ann.type(0, "offline")
    world.go_online(ann)
    world.wait(1.0)
    ann.repeat()
    ann.type(1, "after a repeat")
    ann.repeat()
    world.wait(1.0)


def test_S5_a_hard_day_breaks_nothing() -> None:
    a_hard_day()


@pytest.mark.parametrize(("mutate", "invariant"), MUTANTS, ids=lambda value: getattr(value, "__name__", ""))
def test_the_model_finds_a_server_that(mutate: Mutate, invariant: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch)
    with pytest.raises(AssertionError, match=f"^({invariant}):"):
        a_hard_day()
