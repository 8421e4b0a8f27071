"""Runs that once broke an invariant, told again as shortly as they can be."""

import contextlib

from .client import Person
from .world import World


def _ann() -> Person:
    return Person(kind="sdk", participant="ann", undoes=False)


def test_S5_an_edit_whose_answer_was_lost_is_not_stored_again_when_the_log_is_read_before_the_next_try() -> None:
    with contextlib.closing(World(1, [_ann()])) as world:
        world.wait(1.0)
        world.database.lose_answer(0.0)
        world.clients[0].type(0, "once")
        world.wait(0.02)
        (room,) = world.servers[0].hub._rooms.values()
        world.servers[0].start(world.servers[0].hub._catch_up(room))
        world.settle()
