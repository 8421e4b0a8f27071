"""Who may still be here, and as what, is looked at again: for notices that nobody sent, or that were lost."""

import asyncio

import pytest

from board.roles import Role
from server.ports.relay import RelayLost
from server.rooms.hub import Hub
from server.rooms.standing import FORBIDDEN, Standing
from tests.unit.rooms import NAME, Person, joined


async def _room_with(hub: Hub, *people: Person) -> Standing:
    room = await hub.open(NAME)
    joined(room, *people)
    return Standing(lambda: [room])


async def test_I5_whoever_lost_the_membership_untold_is_sent_away(hub: Hub) -> None:
    ann, ben = Person("ann"), Person("ben")
    standing = await _room_with(hub, ann, ben)

    async def role_of(board: str, participant: str) -> Role | None:
        return Role.EDIT if (board, participant) == (NAME.board, "ben") else None

    standing.ask(role_of)
    await standing.look()
    assert (ann.closed, ben.closed) == ([FORBIDDEN], [])


async def test_I5_what_the_bus_lost_while_everybody_was_looked_at_is_found_by_the_next_look(hub: Hub) -> None:
    ann, ben = Person("ann"), Person("ben")
    joined(await hub.open(NAME), ann, ben)
    sent_away = set[str]()

    async def role_of(_board: str, participant: str) -> Role | None:
        if participant == "ben":
            sent_away.add("ann")
            await hub._receive(RelayLost())
        return None if participant in sent_away else Role.EDIT

    hub.ask_roles(role_of)
    await hub._receive(RelayLost())
    await hub._catch_up_while_lost()
    assert ann.closed == []
    await hub._catch_up_while_lost()
    assert ann.closed == [FORBIDDEN]


async def test_F8_whoever_got_another_role_untold_has_it_from_the_next_look_on(hub: Hub) -> None:
    ann = Person("ann", Role.FACILITATE)
    standing = await _room_with(hub, ann)

    async def role_of(_board: str, _participant: str) -> Role | None:
        return Role.EDIT

    standing.ask(role_of)
    await standing.look()
    assert ann.role is Role.EDIT
    assert ann.closed == []


async def test_F8_a_role_that_was_told_during_the_look_stands(hub: Hub) -> None:
    ann = Person("ann", Role.EDIT)
    standing = await _room_with(hub, ann)

    async def role_of(_board: str, _participant: str) -> Role | None:
        ann.change_role(Role.FACILITATE)
        return Role.EDIT

    standing.ask(role_of)
    await standing.look()
    assert ann.role is Role.FACILITATE


async def test_a_server_that_asks_nobody_sends_nobody_away(hub: Hub) -> None:
    ann = Person("ann")
    await (await _room_with(hub, ann)).look()
    assert ann.closed == []


async def test_a_look_that_fails_is_taken_again(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = asyncio.Semaphore(0)
    standing = await _room_with(hub, Person("ann"))

    async def role_of(_board: str, _participant: str) -> Role | None:
        looks.release()
        raise LookupError

    monkeypatch.setattr("server.rooms.standing.LOOK_SECONDS", 0.0)
    standing.ask(role_of)
    looking = asyncio.create_task(standing.run())
    async with asyncio.timeout(30):
        await looks.acquire()
        await looks.acquire()
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
