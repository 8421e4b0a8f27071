"""Where a report came from, and what of the board is not in it (SPEC X2)."""

from collections.abc import Iterator

from board.snapshots.projection import CardView, Projection

from .model import Provenance, Section
from .parts.areas import area_title, choose
from .parts.cards import written
from .prose import moment, one_line, quoted, spoken_list, statement
from .source.in_programme import InProgramme
from .source.options import ReportOptions
from .source.prepared import withheld_places

TITLE = "About this document"
SHOWN_DIGITS = 12
"""Of the fingerprint: enough to tell snapshots of one board apart, short enough to read out."""


def origin(
    projection: Projection, provenance: Provenance, options: ReportOptions, place: InProgramme | None = None
) -> Section:
    """The section that names the snapshot and says what was not taken from it; `place` where others were, too."""
    sentences = (
        snapshot_sentence(projection, provenance),
        *left_out_of(projection, options),
        *(_others(place) if place else ()),
    )
    return Section("provenance", options.level, TITLE, tuple(map(statement, sentences)))


def left_out_of(projection: Projection, options: ReportOptions) -> Iterator[str]:
    """Say what of the board is not in the report, a sentence each."""
    if others := choose(projection, options).others:
        names = spoken_list([quoted(area_title(area)) for area in others])
        yield f"Areas of the board that were not chosen: {names}."
    if loose := written([*projection["notes"], *projection["unplaced"]]):
        yield _loose(loose)
    if not options.withheld and (places := withheld_places(projection)):
        yield f"What stays in the group is left out: {spoken_list(places)}."


def snapshot_sentence(projection: Projection, provenance: Provenance) -> str:
    """Name the snapshot, its board, its time and the beginning of its fingerprint."""
    label = f" {quoted(provenance.label)}" if one_line(provenance.label) else ""
    board = f" {quoted(projection['title'])}" if one_line(projection["title"]) else ""
    return (
        f"Made from the snapshot{label} of the board{board}, taken on {moment(provenance.taken)}. "
        f"Its fingerprint is {shown_digest(provenance)}."
    )


def shown_digest(provenance: Provenance) -> str:
    """The beginning of the snapshot's fingerprint."""
    return one_line(provenance.digest)[:SHOWN_DIGITS]


def _others(place: InProgramme) -> Iterator[str]:
    """The other boards that were taken, and how many were not."""
    for board in place.boards:
        yield snapshot_sentence(board.projection, board.provenance)
    if missing := len(place.unread):
        boards = "1 board of a session" if missing == 1 else f"{missing} boards of sessions"
        yield f"Not included: {boards} that its author may not read, or that has no snapshot yet."


def _loose(cards: list[CardView]) -> str:
    count = "1 note" if len(cards) == 1 else f"{len(cards)} notes"
    return f"Not included: {count} on the open board, outside every zone."
