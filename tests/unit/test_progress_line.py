"""How far long work is, at a terminal (SPEC L1)."""

import asyncio
import io

import pytest

from client.cli.progress import QUIET_SECONDS, ProgressLine, telling
from client.sdk import Progress


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that is moved by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_L1_work_that_is_done_at_once_is_not_spoken_of() -> None:
    said, clock = io.StringIO(), Clock()
    line = ProgressLine(said, clock)
    line.tell(Progress("Reading the boards", 1, 2))
    line.end()
    assert said.getvalue() == ""


def test_L1_each_step_is_a_line_of_its_own_where_nothing_renews_itself() -> None:
    said, clock = io.StringIO(), Clock()
    line = ProgressLine(said, clock)
    clock.now = QUIET_SECONDS
    for done in (1, 1, 2):
        line.tell(Progress("Reading the boards", done, 2))
    line.tell(Progress("Ring \x1b[31mthe bell"))
    line.end()
    assert said.getvalue() == "Reading the boards: 1 of 2\nReading the boards: 2 of 2\nRing \ufffd[31mthe bell\n"


def test_L5_much_of_one_kind_is_a_line_for_each_tenth_where_nothing_renews_itself() -> None:
    said, clock = io.StringIO(), Clock()
    line = ProgressLine(said, clock)
    clock.now = QUIET_SECONDS
    for done in range(3_723):
        line.tell(Progress("Storing the programme", done, 3_722))
    line.tell(Progress("Reading it"))
    line.end()
    tenths = [f"Storing the programme: {done} of 3722" for done in (373, 745, 1117, 1489, 1861, 2234, 2606, 2978, 3350)]
    begun, *rest, last, after = said.getvalue().splitlines()
    assert begun == "Storing the programme: 0 of 3722"
    assert rest == tenths
    assert [last, after] == ["Storing the programme: 3722 of 3722", "Reading it"]


def test_L1_on_a_terminal_one_line_renews_itself_and_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "12")
    said, clock = Screen(), Clock()
    line = ProgressLine(said, clock)
    clock.now = QUIET_SECONDS
    line.tell(Progress("Reading the boards", 1, 2))
    line.tell(Progress("Writing"))
    line.end()
    assert said.getvalue() == "\r\x1b[KReading the\r\x1b[KWriting\r\x1b[K"


async def test_L3_who_stops_is_told_what_became_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    async def work() -> None:
        with telling("Stopped. Nothing was made."):
            await asyncio.Event().wait()

    working = asyncio.create_task(work())
    await asyncio.sleep(0)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert capsys.readouterr().err == "Stopped. Nothing was made.\n"
