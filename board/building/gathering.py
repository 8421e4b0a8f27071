"""What a report is built from: plain values that a worker process can be given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from board.programmes import Places, WholeProgramme, bundled_places
from board.reports import Provenance
from board.snapshots.attribution import SaidNow, as_said_now
from board.snapshots.projection import CardView, Projection, all_cards, all_zones, cards_in

from .plan import FromBoard, FromGroup, ReportPlan

Wanted: TypeAlias = tuple[str, str | None]
"""A board, and the snapshot that a part pins; None for the newest."""
NO_GROUPS: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BoardContent:
    """A board as one snapshot has it; `attendance` lists who was present, each {name, organisation, role}.

    `session` says which meeting the board belongs to, in words, such as "Integration, session 2"; `meeting` is that
    session's id, or "".
    """

    projection: Projection
    provenance: Provenance
    attendance: tuple[Mapping[str, Any], ...] = ()
    session: str = ""
    meeting: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The boards that a plan wants, and the programme. A board that is not here could not be read."""

    boards: Mapping[Wanted, BoardContent] = field(default_factory=dict)
    whole: WholeProgramme | None = None
    places: Places = field(default_factory=bundled_places)


def is_signed(gathered: Gathered) -> bool:
    """Return whether any card says who wrote it."""
    return any("by" in card for content in gathered.boards.values() for card in all_cards(content.projection))


def unsigned(gathered: Gathered) -> Gathered:
    """Return the same, with cards that say of nobody who wrote them."""
    boards = {wanted: _unsigned(content) for wanted, content in gathered.boards.items()}
    return replace(gathered, boards=boards)


def _unsigned(content: BoardContent) -> BoardContent:
    attributions = {launch["id"]: launch["attribution"] for launch in content.projection["launches"]}
    return replace(content, projection=as_said_now(content.projection, SaidNow({}, attributions)))


def boards_of(plan: ReportPlan, of_group: Mapping[str, Sequence[str]] = NO_GROUPS) -> Iterator[Wanted]:
    """Yield each board that a plan needs with the snapshot that is pinned; each pair once, in order.

    `of_group` has the boards of each group's sessions: a part that names a group and no board needs them all.
    """
    wanted: dict[Wanted, None] = {}
    for part in plan.parts:
        match part:
            case FromBoard(board=board, snapshot=snapshot):
                wanted[board, snapshot] = None
            case FromGroup(board=str(board)):
                wanted[board, None] = None
            case FromGroup(group=group):
                wanted |= {(board, None): None for board in of_group.get(group, ())}
            case _:
                pass
    yield from wanted


def cards_of(board: BoardContent) -> Iterator[CardView]:
    """Yield each card of a board, those of the open board last."""
    for zone in all_zones(board.projection):
        yield from cards_in(zone)
    yield from board.projection["notes"]
