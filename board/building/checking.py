"""What is to be looked at before a report of many boards goes out: on each board, and in the groups it shows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from board.reports import Finding, InProgramme, SessionBoard, check
from board.reports.checks.programme_checks import check_programme
from board.reports.prose import one_line

from .gathering import Gathered
from .plan import FromGroup, ReportPlan

_OF_GROUP: Final = "facilitator-counted"


def checked(plan: ReportPlan, gathered: Gathered) -> Iterator[Finding]:
    """Yield the findings, each once; a board's name stands in front of a place on it."""
    yield from _once([*_boards(gathered), *_groups(plan, gathered)])


def _boards(gathered: Gathered) -> Iterator[Finding]:
    for (board, _), content in gathered.boards.items():
        title = one_line(content.projection["title"]) or board
        for found in check(content.projection, content.attendance):
            # Of a session's register the group says whether facilitators count, and that is checked for the group.
            if found.code != _OF_GROUP or not content.meeting:
                yield replace(found, place=f"{title}: {found.place}", board=board)


def _groups(plan: ReportPlan, gathered: Gathered) -> Iterator[Finding]:
    whole = gathered.whole
    wanted = {part.group for part in plan.parts if isinstance(part, FromGroup)}
    shown = tuple(group for group in whole.groups if group.id in wanted) if whole else ()
    if whole is None or not shown:
        return
    boards = tuple(
        SessionBoard(board, each.meeting, each.projection, each.provenance)
        for (board, _), each in gathered.boards.items()
    )
    yield from check_programme(InProgramme(whole, gathered.places, "", boards, shown=shown))


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """A person may be found by the board's list and by the programme's: the first finding says where to go."""
    met: dict[tuple[str, str, str], Finding] = {}
    for each in findings:
        met.setdefault((each.code, each.place, each.message), each)
    yield from met.values()
