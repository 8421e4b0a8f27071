"""A report costs as much for each session and card, however many there are (counted in calls)."""

from collections.abc import Callable

import pytest

from board.building import Figure
from board.render import render
from tests.counting import calls_of
from tests.grown_report import grown, report_of

AS_MUCH = 1.25
"""What a unit may cost at four times the size, by what it costs at first, and still count as linear."""


def building(sessions: int, cards: int) -> int:
    content = grown(sessions, cards)
    return calls_of(lambda: report_of(*content))


def writing(fmt: str) -> Callable[[int, int], int]:
    def calls(sessions: int, cards: int) -> int:
        report = report_of(*grown(sessions, cards))
        return calls_of(lambda: render(report, fmt))

    return calls


def illustrating(sessions: int, cards: int) -> int:
    content = grown(sessions, cards, figures=(Figure(),))
    return calls_of(lambda: render(report_of(*content), "html"))


WORK = {"build": building, "pictures": illustrating, **{fmt: writing(fmt) for fmt in ("docx", "html", "markdown")}}


@pytest.mark.parametrize("work", WORK)
def test_four_times_the_sessions_cost_four_times_as_much(work):
    assert WORK[work](16, 12) <= 4 * AS_MUCH * WORK[work](4, 12)


@pytest.mark.parametrize("work", WORK)
def test_four_times_the_cards_cost_at_most_four_times_as_much(work):
    assert WORK[work](3, 64) <= 4 * AS_MUCH * WORK[work](3, 16)
