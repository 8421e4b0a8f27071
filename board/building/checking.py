"""What is to be looked at before a report of many boards goes out: on each board, and in the groups it shows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from board.reports import Finding, InProgramme, SessionBoard, check
from board.reports.checks.naming import Unnamed, named_without_consent
from board.reports.checks.programme_checks import check_programme, people_of
from board.reports.checks.texts import texts_of
from board.reports.prose import one_line
from board.reports.source.attendance import Attendee, read_attendance

from .gathering import Gathered
from .plan import FromGroup, FromProgramme, Part, ReportPlan, words_of

_OF_GROUP: Final = "facilitator-counted"


def checked(plan: ReportPlan, gathered: Gathered) -> Iterator[Finding]:
    """Yield the findings, each once; a board's name stands in front of a place on it."""
    yield from _once([*_boards(gathered), *_groups(plan, gathered), *_named(plan, gathered)])


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


def _named(plan: ReportPlan, gathered: Gathered) -> Iterator[Finding]:
    """Who is named without consent by the author, by the programme, or on a board that they did not come to."""
    unnamed = Unnamed(_everybody(gathered))
    for name in unnamed.named_in(f"{plan.title}\n{plan.subtitle}"):
        yield named_without_consent(name, one_line(plan.title), "", "")
    for part in plan.parts:
        for name in unnamed.named_in("\n".join([part.title, words_of(part), *_programme_says(part, gathered)])):
            yield named_without_consent(name, part.id, "part", part.id)
    for (board, _), content in gathered.boards.items():
        title = one_line(content.projection["title"]) or board
        for where, what, identity, text in texts_of(content.projection):
            for name in unnamed.named_in(text):
                yield named_without_consent(name, f"{title}: {where}", what, identity, board=board)


def _everybody(gathered: Gathered) -> Iterator[Attendee]:
    """The people of the programme, and who was at the boards."""
    if gathered.whole:
        yield from people_of(gathered.whole)
    for content in gathered.boards.values():
        yield from read_attendance(content.attendance)


def _programme_says(part: Part, gathered: Gathered) -> Iterator[str]:
    """The words of the programme that a part shows."""
    if not isinstance(part, FromProgramme) or gathered.whole is None:
        return
    programme = gathered.whole.programme
    match part.what:
        case "objectives":
            yield from (each.text for each in programme.objectives)
        case "parameters":
            yield from (programme.purpose, *programme.parameters.fixed, *programme.parameters.left_open)
        case "phases":
            yield from (f"{each.title}\n{each.note}" for each in programme.phases)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """A person may be found by the board's list and by the programme's: the first finding says where to go."""
    met: dict[tuple[str, str, str], Finding] = {}
    for each in findings:
        met.setdefault((each.code, each.place, each.message), each)
    yield from met.values()
