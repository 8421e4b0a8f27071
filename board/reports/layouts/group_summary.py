"""What the groups of a programme came to: one table a group, its fields in the order in which reports have them."""

from collections.abc import Iterator
from typing import Final

from board.programmes import Figures, Group, WholeProgramme, attendance_phrase, figures_of
from board.reports.model import Block, Cell, Row, Table
from board.reports.parts.learning import learning
from board.reports.parts.zones import cell_of
from board.reports.prose import literal, one_line, spoken_list, spoken_names
from board.reports.source import Source
from board.reports.source.in_programme import InProgramme
from board.reports.source.options import ReportOptions
from board.snapshots.projection import Projection

from .layout import NO_PROGRAMME, Layout, Needs

_NOTHING_LEARNED: Final = "Nothing is written on a board of this group yet."


def sections(source: Source) -> tuple[Block, ...]:
    """A table for each group of the kind that the board's group is of, where the board belongs to one."""
    place = source.programme
    if place is None:
        return ()
    return tuple(group_table(place, group, source.projection, source.options) for group in place.shown)


def group_table(place: InProgramme, group: Group, own: Projection | None, options: ReportOptions) -> Table:
    """One group; `own` is the board of the report, prepared, if it is of one.

    The number stands in the header row, as in a figure.
    """
    figures = figures_of(place.whole, group, place.places)
    boards = place.boards_of(place.whole.sessions_of(group.id), own, options)
    learned = Cell(learning(boards))
    rows = (
        *(Row(title, (cell_of(literal(text)),)) for title, text in _before(place.whole, group, figures, options)),
        Row("Summary of learning", (learned if learned.flow else cell_of(literal(_NOTHING_LEARNED)),)),
        *(Row(title, (cell_of(literal(text)),)) for title, text in _after(figures)),
    )
    title = one_line(group.title)
    caption = f"Group {group.number}: {title}" if title else f"Group {group.number}"
    return Table(caption, ("Group", str(group.number)), rows)


def _before(whole: WholeProgramme, group: Group, figures: Figures, options: ReportOptions) -> Iterator[tuple[str, str]]:
    yield "Theme", group.theme
    yield "Family hub pillar", group.pillar
    yield "Facilitated by", facilitators(whole, group, options)
    yield "Attendees", attendance_phrase(group, figures.attendance)
    yield "Key question", group.key_question


def _after(figures: Figures) -> Iterator[tuple[str, str]]:
    yield "County council and unitary authorities involved", places_involved(figures)
    yield "ICBs involved", spoken_names([icb.name for icb in figures.icbs])


def places_involved(figures: Figures) -> str:
    """The areas that attendees came from, and then the organisations that stand for none, such as a ministry."""
    places = spoken_names([place.name for place in figures.places])
    others = spoken_names([one_line(each.name) for each in figures.elsewhere])
    return f"{places}; also {others}" if places and others else places or others


def facilitators(whole: WholeProgramme, group: Group, options: ReportOptions) -> str:
    """Those who consented, by name where the author names people; of the others how many (SPEC G6)."""
    people = [person for each in group.facilitators if (person := whole.people_by_id.get(each))]
    named = [one_line(each.name) for each in people if each.consented and options.attribution in (None, "name")]
    others = len(people) - len(named)
    count = ["1 person not named here" if others == 1 else f"{others} people not named here"] if others else []
    return spoken_list([*named, *count])


LAYOUT: Final = Layout(
    "Summary of each group",
    "From the programme: theme, facilitators, attendance, key question, learning, councils and ICBs.",
    NO_PROGRAMME,
    sections,
    ("withheld",),
    chooses="nothing",
    needs=Needs(programme="groups"),
)
