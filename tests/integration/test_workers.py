"""The second process: its answers, its errors, and its end."""

import asyncio
import os
import signal
import time

import pytest

from board.errors import ReportError
from server.workers.pool import MAX_MEMORY, MAX_WAITING, Workers, WorkersBusy


def own_id() -> int:
    """Say which process this is."""
    return os.getpid()


def fail() -> None:
    """Refuse."""
    raise ReportError("There is no such layout.")


def die() -> None:
    """End the process."""
    os.kill(os.getpid(), signal.SIGKILL)


def spin() -> None:
    """Never come back."""
    while True:
        time.monotonic()


def hoard() -> None:
    """Take more memory than there is."""
    bytearray(MAX_MEMORY)


@pytest.fixture
def workers():
    """A worker process."""
    with Workers() as found:
        yield found


async def test_work_is_done_in_one_other_process(workers):
    first, second = await workers.run(own_id), await workers.run(own_id)
    assert first == second != os.getpid()


async def test_an_error_of_the_work_comes_through(workers):
    with pytest.raises(ReportError, match="no such layout"):
        await workers.run(fail)
    assert await workers.run(own_id)


async def test_work_that_ends_the_process_is_told_and_the_next_one_goes_on(workers):
    with pytest.raises(WorkersBusy, match="could not be finished"):
        await workers.run(die)
    assert await workers.run(own_id)


async def test_work_that_takes_too_long_is_ended():
    with Workers(job_seconds=0.5) as workers, pytest.raises(WorkersBusy, match="too long"):
        await workers.run(spin)
    with Workers() as workers:
        assert await workers.run(own_id)


async def test_work_that_takes_too_much_memory_is_told_and_the_next_one_goes_on(workers):
    with pytest.raises(WorkersBusy, match="too large"):
        await workers.run(hoard)
    assert await workers.run(own_id)


async def test_X15_cancelled_work_ends_with_its_process_and_the_next_one_is_not_touched(workers):
    before = await workers.run(own_id)
    stuck = asyncio.create_task(workers.run(spin))
    waiting = asyncio.create_task(workers.run(own_id))
    dropped = asyncio.create_task(workers.run(die))
    await asyncio.sleep(0)
    dropped.cancel()
    stuck.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stuck
    after = await waiting
    assert after != before
    with pytest.raises(ProcessLookupError):
        os.kill(before, 0)
    assert await workers.run(own_id) == after


async def test_too_much_work_is_refused_at_once(workers):
    waiting = [asyncio.create_task(workers.run(own_id)) for _ in range(MAX_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(WorkersBusy, match="busy"):
        await workers.run(own_id)
    assert len(set(await asyncio.gather(*waiting))) == 1


async def test_leaving_ends_the_process():
    with Workers() as workers:
        process = await workers.run(own_id)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
