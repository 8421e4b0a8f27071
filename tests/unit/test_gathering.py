"""Between two commits: no wait for few writers, and no longer a wait than until everybody was heard."""

import asyncio

from server.rooms.gathering import GATHERING_WRITERS, Gathering

FOR_EVER = 3_600.0
TURNS = 20


def _now() -> float:
    return 1.0


async def _ends(waiting: "asyncio.Task[None]") -> bool:
    for _ in range(TURNS):
        await asyncio.sleep(0)
    return waiting.done()


def _noted(gathering: Gathering, writers: int) -> None:
    for writer in range(writers):
        gathering.note(writer)


async def test_S1_few_writers_are_not_waited_for() -> None:
    gathering = Gathering(FOR_EVER, _now)
    _noted(gathering, GATHERING_WRITERS - 1)
    gathering.begin()
    assert await _ends(asyncio.create_task(gathering.wait()))


async def test_S1_a_commit_gathers_until_everybody_who_writes_was_heard() -> None:
    gathering = Gathering(FOR_EVER, _now)
    _noted(gathering, GATHERING_WRITERS)
    gathering.begin()
    waiting = asyncio.create_task(gathering.wait())
    _noted(gathering, GATHERING_WRITERS - 1)
    _noted(gathering, GATHERING_WRITERS - 1)
    assert not await _ends(waiting)
    gathering.note(GATHERING_WRITERS - 1)
    assert await _ends(waiting)


async def test_S1_a_commit_does_not_wait_for_ever_for_somebody_who_stopped() -> None:
    gathering = Gathering(0.0, _now)
    _noted(gathering, GATHERING_WRITERS)
    gathering.begin()
    assert await _ends(asyncio.create_task(gathering.wait()))


async def test_S1_nobody_is_waited_for_at_the_end() -> None:
    gathering = Gathering(FOR_EVER, _now)
    _noted(gathering, GATHERING_WRITERS)
    gathering.begin()
    waiting = asyncio.create_task(gathering.wait())
    assert not await _ends(waiting)
    gathering.stop()
    assert await _ends(waiting)
    _noted(gathering, GATHERING_WRITERS)
    gathering.begin()
    assert await _ends(asyncio.create_task(gathering.wait()))
