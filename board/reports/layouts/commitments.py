"""What people of a group committed to on the boards of its sessions, and what became of it (SPEC G12)."""

from collections.abc import Iterator, Mapping
from typing import Final

from board.programmes import Commitment, Group, HeldBoard, Progress, Session, commitments_of
from board.reports.model import Block, Cell, Row, Table
from board.reports.parts.zones import cell_of
from board.reports.prose import bullets, day, labelled, literal, one_line
from board.reports.source import Source
from board.reports.source.in_programme import InProgramme
from board.snapshots.projection import Projection
from board.text.richtext import Runs

from .layout import NO_PROGRAMME, Layout, Needs

_COLUMNS: Final = ("Commitment", "Session", "By when, and how to know", "What became of it")
_NOTHING_YET: Final = "Nothing was said of it yet."


def sections(source: Source) -> tuple[Block, ...]:
    """The commitments of the board's group, where the board belongs to one."""
    place = source.programme
    return ledger(place, place.group, source.projection) if place else ()


def ledger(place: InProgramme, group: Group, own: Projection | None) -> tuple[Table, ...]:
    """The table of a group, or nothing where nobody committed to anything; `own` is the board of the report."""
    sessions = {session.id: session for session in place.whole.sessions_of(group.id)}
    rows = tuple(_row(each, sessions) for each in commitments_of([*_held(place, sessions, own)]))
    return (Table(f"Commitments: {one_line(group.title)}", _COLUMNS, rows),) if rows else ()


def _held(place: InProgramme, sessions: Mapping[str, Session], own: Projection | None) -> Iterator[HeldBoard]:
    if own is not None and place.session in sessions:
        yield HeldBoard(sessions[place.session], place.board, own)
    for each in place.boards:
        if each.session in sessions:
            yield HeldBoard(sessions[each.session], each.id, each.projection)


def _row(commitment: Commitment, sessions: Mapping[str, Session]) -> Row:
    known = bullets(map(literal, (commitment.by_when, commitment.how_will_i_know)))
    told = bullets(_told(each, sessions[each.session]) for each in commitment.progress)
    became = Cell(told) if told else cell_of(literal(_NOTHING_YET))
    born = cell_of(literal(_named(sessions[commitment.session])))
    return Row(one_line(commitment.what), (born, Cell(known), became))


def _told(progress: Progress, session: Session) -> Runs:
    said = (
        progress.outcome,
        progress.what_worked and f"What worked: {progress.what_worked}",
        progress.what_did_not and f"What did not: {progress.what_did_not}",
    )
    return labelled(f"Session {session.number}", literal(" ".join(map(_sentence, filter(None, said)))))


def _sentence(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def _named(session: Session) -> str:
    return f"{session.number}, {day(session.date.isoformat())}"


LAYOUT: Final = Layout(
    "Commitments of the group",
    "From the programme: what people committed to in each session, and what became of it since.",
    NO_PROGRAMME,
    sections,
    (),
    chooses="nothing",
    needs=Needs(programme="group"),
)
