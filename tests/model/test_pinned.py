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


def test_A9_who_comes_over_from_another_server_may_have_seen_what_this_one_has_not_heard_of() -> None:
    people = [Person(kind="sdk", participant=who, undoes=False) for who in ("ann", "ben", "cem")]
    with contextlib.closing(World(2, people)) as world:
        ann, _ben, cem = world.clients
        world.wait(1.0)
        cem.type(0, "so that the other server learns whose this is as it starts")
        world.wait(1.0)
        world.crash(1, clients_notice=0.0)
        world.wait(2.0)
        world.servers[1].relay.deafen(5.0)
        cem.type(0, "on the first server, where Ann sees it")
        world.wait(0.1)
        while ann.link not in world.servers[1].links:
            world.go_offline(ann)
            world.go_online(ann)
            world.wait(0.1)
        world.settle()
