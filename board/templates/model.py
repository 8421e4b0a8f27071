"""What a template is, once its file has been read and found right."""

from dataclasses import dataclass
from typing import Literal

from board.content.zones import ZoneSeed
from board.stage.session_roles import SessionRole
from board.stage.stage import Phase

Group = Literal["board", "session", "output"]
"""What a template is for: a whole board, a tool in a session, or a board that becomes part of a report."""

Into = Literal["title", "purpose", "cards", "columns", "areas"]
"""What an answer becomes: the title of the launch, the board's purpose, or the cards, columns or
areas of the zone with the slot of the question.
"""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the template comes from, shown at every launch (SPEC T3)."""

    source: str
    checked_by_ambit_trainer: bool
    note: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that a launch asks; `least` to `most` answers of one line each.

    Without an answer `default` is taken. `card` is the kind of the cards that the answers become.
    """

    id: str
    label: str
    hint: str
    into: Into
    slot: str
    card: str
    least: int
    most: int
    default: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A way of working: what it asks, what it makes, how it goes, and where it comes from.

    `attribution` is how what is written with it is attributed in reports, `banner` a sentence that
    is always in sight. `record` says what is taken home.
    """

    id: str
    version: int
    title: str
    group: Group
    summary: str
    record: str
    banner: str
    attribution: str
    provenance: Provenance
    ask: tuple[Ask, ...]
    roles: tuple[SessionRole, ...]
    phases: tuple[Phase, ...]
    zones: tuple[ZoneSeed, ...]

    @property
    def minutes(self) -> int:
        """About how long it takes, phases for each area counted once."""
        return sum(phase.minutes for phase in self.phases)
