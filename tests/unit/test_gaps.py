"""Upkeep has its turns where nobody waits for an export, and others where exports never end (SPEC S11)."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from server.workers import gaps
from server.workers.gaps import Gaps
from server.workers.pool import Workers


class OneByOne(Workers):
    """Workers whose work is done in turn, each piece when it is told to end."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = self
        self.order: list[str] = []
        self.ends = asyncio.Semaphore(0)

    def _running(self) -> Any:
        return self

    def told(self) -> tuple[()]:
        """This work tells nothing on its way."""
        return ()

    def submit(self, work: Callable[..., str], *args: str) -> Any:
        """Note what begins; it ends with the next of `ends`."""
        self.order.append(work(*args))
        future: Any = asyncio.Future()
        self._ending = asyncio.create_task(self._end_one(future))
        return future

    async def _end_one(self, future: "asyncio.Future[None]") -> None:
        await self.ends.acquire()
        future.set_result(None)


@pytest.fixture
async def workers(monkeypatch: pytest.MonkeyPatch) -> OneByOne:
    monkeypatch.setattr("server.workers.pool.asyncio.wrap_future", lambda future: future)
    return OneByOne()


def piece(name: str) -> str:
    return name


async def some_turns() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_S11_what_somebody_waits_for_goes_before_upkeep(workers: OneByOne) -> None:
    tasks = [asyncio.create_task(workers.run(piece, "export"))]
    await some_turns()
    tasks.append(asyncio.create_task(Gaps(workers).run(piece, "upkeep")))
    await some_turns()
    tasks += [asyncio.create_task(workers.run(piece, f"export {number}")) for number in (2, 3)]
    for _ in tasks:
        workers.ends.release()
    await asyncio.gather(*tasks)
    assert workers.order == ["export", "export 2", "export 3", "upkeep"]


async def test_S11_upkeep_does_not_wait_for_ever(workers: OneByOne, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps, "PATIENCE_SECONDS", 0.0)
    tasks = [asyncio.create_task(workers.run(piece, "export"))]
    await some_turns()
    tasks.append(asyncio.create_task(Gaps(workers).run(piece, "upkeep")))
    await some_turns()
    tasks.append(asyncio.create_task(workers.run(piece, "export 2")))
    for _ in tasks:
        workers.ends.release()
    await asyncio.gather(*tasks)
    assert workers.order == ["export", "upkeep", "export 2"]


async def test_S11_upkeep_begins_at_once_where_nobody_waits(workers: OneByOne) -> None:
    workers.ends.release()
    await Gaps(workers).run(piece, "upkeep")
    assert workers.order == ["upkeep"]
