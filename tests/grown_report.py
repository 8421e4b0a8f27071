"""A programme as large as one likes: a group with so many sessions, a board each with so many cards, and its report."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from board.building import (
    BoardContent,
    Figure,
    FromBoard,
    FromGroup,
    Gathered,
    Part,
    References,
    ReportPlan,
    Trail,
    assemble,
)
from board.building.gathering import Wanted
from board.launching.launch import launch
from board.programmes import Group, Organisation, Person, Programme, RegisterEntry, Session, WholeProgramme
from board.reports import Provenance
from board.reports.model import Report
from board.snapshots.projection import CardView, all_zones
from board.snapshots.snapshot import project
from board.templates import bundled_templates
from tests.unit.boards import begun, counted
from tests.unit.built_reports import card

AT: Final = "2026-11-26T10:00:00+00:00"
_FIRST_DAY: Final = dt.date(2024, 1, 8)


def grown(sessions: int, cards: int, figures: tuple[Figure, ...] = ()) -> tuple[ReportPlan, Gathered]:
    """Return the plan, and what the report is built from; each session's recommendations rest on the one before it.

    `figures` are the pictures of each session.
    """
    numbers = range(1, sessions + 1)
    boards: dict[Wanted, BoardContent] = {(f"b{number}", None): _content(number, cards) for number in numbers}
    return ReportPlan(id="plan", title="A year", parts=tuple(_parts(numbers, figures)), numbered=True), Gathered(
        boards, _whole(numbers)
    )


def report_of(plan: ReportPlan, content: Gathered) -> Report:
    """Build it."""
    return assemble(plan, content, AT).report


def _parts(numbers: Sequence[int], figures: tuple[Figure, ...]) -> Iterator[Part]:
    yield FromGroup(id="table", title="The group", group="set", layout="group_summary")
    yield FromGroup(id="matrix", title="Its sessions", group="set", layout="session_matrix")
    for number in numbers:
        part = FromBoard(id=f"p{number}", board=f"b{number}", layout="theme_sections", annex=True, figures=figures)
        yield replace(part, title=f"Session {number}")
    yield References(id="references", title="References")
    yield Trail(id="trail", title="Where it comes from")


def _whole(numbers: Sequence[int]) -> WholeProgramme:
    present = tuple(RegisterEntry(person=each, attended="present") for each in ("ann", "ben"))
    days = {number: _FIRST_DAY + dt.timedelta(days=7 * number) for number in numbers}
    return WholeProgramme(
        programme=Programme(id="p", title="Start well"),
        organisations=(Organisation(id="bristol", name="Bristol City Council", place="bristol"),),
        people=(
            Person(id="ann", name="Ann", organisation="bristol"),
            Person(id="ben", name="Ben", organisation="bristol"),
        ),
        groups=(Group(id="set", kind="action_learning_set", number=1, title="Fairness"),),
        sessions=tuple(Session(id=f"s{n}", group="set", number=n, date=days[n], register=present) for n in numbers),
    )


def _content(number: int, cards: int) -> BoardContent:
    """The board of a session: learning and references, and recommendations that rest on the session before it."""
    document, new_id = begun(f"Board {number}"), counted(f"b{number}_")
    answers = {"themes": ["Prevention", "Wellbeing"]}
    launch(document.doc, bundled_templates()["themes"], launch_id=new_id(), new_id=new_id, answers=answers)
    projection = project(document.doc)
    zones = {zone["slot"]: zone for zone in all_zones(projection)}
    zones["sources"]["cards"] = [_source(number, each) for each in range(cards // 4)]
    zones["actions"]["cards"] = [_asking(number, each) for each in range(cards // 4)]
    zones["parking"]["cards"] = [made(number, each) for each in range(cards // 4) for made in (_learning, _work)]
    provenance = Provenance("The end", AT, f"{number:064}")
    return BoardContent(projection, provenance, (), f"Fairness, session {number}", f"s{number}")


def _learning(number: int, each: int) -> CardView:
    return card(f"b{number}_learning{each}", "learning", f"What we learned in session {number}, number {each}")


def _work(number: int, each: int) -> CardView:
    title = f"Work {each} of {number}"
    return card(f"b{number}_work{each}", "reference", "", author=f"Author {number}", year="2021", title=title)


def _source(number: int, each: int) -> CardView:
    before = _learning(number - 1, each)
    return card(f"b{number}_source{each}", "source", before["text"], from_board=f"Board {number - 1}")


def _asking(number: int, each: int) -> CardView:
    return card(
        f"b{number}_asks{each}", "recommendation", f"Do more of {each} in {number}", [f"b{number}_source{each}"]
    )
