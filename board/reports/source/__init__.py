"""What a layout makes its sections from."""

from dataclasses import dataclass

from board.snapshots.projection import Projection

from .attendance import Attendee
from .in_programme import InProgramme
from .options import ReportOptions


@dataclass(frozen=True, slots=True)
class Source:
    """A snapshot's projection, the author's choices, who was present, and the programme, if the board is of one."""

    projection: Projection
    options: ReportOptions
    people: tuple[Attendee, ...] = ()
    programme: InProgramme | None = None
