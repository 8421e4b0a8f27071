"""What a layout makes its sections from."""

from dataclasses import dataclass

from board.projection import Projection

from .attendance import Attendee
from .options import ReportOptions


@dataclass(frozen=True, slots=True)
class Source:
    """A snapshot's projection, the author's choices, and who was present."""

    projection: Projection
    options: ReportOptions
    people: tuple[Attendee, ...] = ()
