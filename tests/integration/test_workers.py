"""The second process: its answers, its errors, and its end."""

import asyncio
import itertools
import os
import signal
import threading
import time
from multiprocessing.connection import Connection

import pytest

from board.errors import ReportError
from board.progress import Progress, Tell, telling_each
from server.workers.pool import MAX_MEMORY, MAX_WAITING, WAITING, Workers, WorkersBusy


def own_id() -> int:
    """Say which process this is."""
    return os.getpid()


def count(tell: Tell, of: int) -> int:
    """Tell of each thing, and say how many there were."""
    return sum(1 for _ in telling_each(range(of), "Counting", tell))


def count_for_ever(tell: Tell) -> None:
    """Tell of more and more."""
    for number in itertools.count():
        tell(Progress("Counting", number))


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


def die_while_answering() -> str:
    """End the process when a part of the answer is on its way."""

    def half(pipe: Connection, answer: bytes) -> None:
        os.write(pipe.fileno(), answer[: len(answer) // 2])
        die()

    setattr(Connection, "_send", half)  # noqa: B010
    return "what nobody ever reads to its end"


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


async def test_a_process_that_dies_in_the_middle_of_its_answer_is_not_waited_for(workers):
    with pytest.raises(WorkersBusy, match="could not be finished"):
        await asyncio.wait_for(workers.run(die_while_answering), 50)
    assert await workers.run(own_id)


async def test_L1_work_tells_how_far_it_is(workers):
    told: list[Progress] = []
    assert await workers.run_telling(told.append, count, 3) == 3
    assert told == [Progress("Counting", done, 3) for done in range(4)]


async def test_L1_what_one_work_told_is_not_heard_of_the_next(workers):
    first: list[Progress] = []
    second: list[Progress] = []
    await workers.run_telling(first.append, count, 400)
    await workers.run_telling(second.append, count, 1)
    assert len(first) == 401
    assert second == [Progress("Counting", 0, 1), Progress("Counting", 1, 1)]


async def test_L3_a_server_that_ends_under_work_that_is_watched_says_that_it_was_not_finished(workers):
    told = asyncio.Event()
    watched = asyncio.create_task(workers.run_telling(lambda _: told.set(), count_for_ever))
    await told.wait()
    workers.__exit__(None, None, None)
    with pytest.raises(WorkersBusy, match="could not be finished"):
        await watched


async def test_L1_who_waits_for_others_is_told_so(workers):
    told: list[Progress] = []
    stuck = asyncio.create_task(workers.run(spin))
    await asyncio.sleep(0)
    waiting = asyncio.create_task(workers.run_telling(told.append, count, 0))
    await asyncio.sleep(0)
    assert told == [WAITING]
    stuck.cancel()
    assert await waiting == 0


async def test_L3_work_that_is_cancelled_while_it_tells_ends_and_the_next_is_heard(workers):
    begun = asyncio.Event()
    counting = asyncio.create_task(workers.run_telling(lambda _: begun.set(), count_for_ever))
    await begun.wait()
    counting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await counting
    told: list[Progress] = []
    assert await workers.run_telling(told.append, count, 1) == 1
    assert told == [Progress("Counting", 0, 1), Progress("Counting", 1, 1)]


async def test_work_that_ends_the_process_is_told_and_the_next_one_goes_on(workers):
    with pytest.raises(WorkersBusy, match="could not be finished"):
        await workers.run(die)
    assert await workers.run(own_id)


async def test_a_process_that_was_ended_while_it_rested_is_followed_by_another(workers):
    before = await workers.run(own_id)
    os.kill(before, signal.SIGKILL)
    for watching in [each for each in threading.enumerate() if type(each).__name__ == "_ExecutorManagerThread"]:
        await asyncio.to_thread(watching.join)
    assert await workers.run(own_id) != before


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
