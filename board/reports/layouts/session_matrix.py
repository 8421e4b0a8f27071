"""The sessions of a group side by side: where people came from, how many, and what was learned in each."""

from dataclasses import replace
from typing import Final

from board.programmes import Group, Session, attendance_of, attendance_phrase, attendees_of, figures_of
from board.reports.model import Block, Cell, Row, Table
from board.reports.parts.learning import learning
from board.reports.parts.zones import cell_of
from board.reports.prose import literal, one_line
from board.reports.source import Source
from board.reports.source.in_programme import InProgramme
from board.reports.source.options import ReportOptions
from board.snapshots.projection import Projection

from .group_summary import places_involved
from .layout import NO_PROGRAMME, Layout, Needs

_AREAS: Final = "Local areas represented"
_ATTENDEES: Final = "Attendees"
_LEARNING: Final = "Skills development and reflection"


def sections(source: Source) -> tuple[Block, ...]:
    """The sessions of the board's group that were held or learned something, where the board belongs to one."""
    place = source.programme
    return matrix(place, place.group, source.projection, source.options) if place else ()


def matrix(place: InProgramme, group: Group, own: Projection | None, options: ReportOptions) -> tuple[Table, ...]:
    """The table of a group, or nothing while no session was held; `own` is the board of the report, prepared."""
    sessions = place.whole.sessions_of(group.id)
    learned = {each.id: learning(place.boards_of([each], own, options)) for each in sessions}
    shown = [each for each in sessions if learned[each.id] or attendees_of(group, each)]
    if not shown:
        return ()
    phrase = attendance_phrase(group, attendance_of(group, sessions))
    rows = (
        Row(_AREAS, tuple(cell_of(literal(_areas(place, group, each))) for each in shown)),
        Row(_ATTENDEES, (replace(cell_of(literal(phrase)), span=len(shown)),)),
        Row(_LEARNING, tuple(Cell(learned[each.id]) for each in shown)),
    )
    return (Table(one_line(group.title), ("Session", *map(_column, shown)), rows),)


def _areas(place: InProgramme, group: Group, session: Session) -> str:
    alone = replace(place.whole, sessions=(session,))
    return places_involved(figures_of(alone, group, place.places))


def _column(session: Session) -> str:
    title = one_line(session.title)
    return f"{session.number}: {title}" if title else str(session.number)


LAYOUT: Final = Layout(
    "Sessions of the group side by side",
    "From the programme: local areas, attendance, and the learning of each session.",
    NO_PROGRAMME,
    sections,
    ("withheld",),
    chooses="nothing",
    needs=Needs(programme="group"),
)
