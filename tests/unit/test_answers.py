"""The lines of long work as the SDK reads them (SPEC L1)."""

from collections.abc import AsyncIterator

import pytest

from client.sdk import Progress, RequestFailed, Unreachable
from client.sdk.answers import result_of

STEP = '{"step": "Reading the boards", "done": 1, "of": 2}'


async def lines(*given: str) -> AsyncIterator[str]:
    for line in given:
        yield line


async def test_L1_steps_are_told_and_the_result_comes_back() -> None:
    told: list[Progress] = []
    assert await result_of(lines(STEP, '{"result": {"html": ""}}'), told.append) == {"html": ""}
    assert told == [Progress("Reading the boards", 1, 2)]


async def test_L1_a_problem_is_raised_as_that_of_an_ordinary_answer() -> None:
    problem = '{"problem": {"status": 422, "title": "Wrong", "detail": "There is no such layout."}}'
    with pytest.raises(RequestFailed, match="no such layout") as raised:
        await result_of(lines(STEP, problem), lambda _: None)
    assert raised.value.status == 422


@pytest.mark.parametrize("last", [(), ("",), ('{"result"',), ("<html>",), ("[]",), ('{"result": 1}',)])
async def test_L1_lines_that_end_before_the_result_are_an_error(last: tuple[str, ...]) -> None:
    with pytest.raises(Unreachable, match="before this was done"):
        await result_of(lines(STEP, *last), lambda _: None)
