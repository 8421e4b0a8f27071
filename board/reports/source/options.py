"""What the author of a report may choose."""

from dataclasses import dataclass
from typing import Literal

from board.content.schema import ATTRIBUTIONS
from board.errors import ReportError
from board.reports.model import HIGHEST_LEVEL, LOWEST_LEVEL

DEFAULT_LEVEL = 2
"""Below the title, which is the first-level heading of a page."""

Part = Literal[
    "context",
    "conversation",
    "differences",
    "tools",
    "annex",
    "pictures",
    "results",
    "labels",
    "linear",
    "landscape",
    "unagreed",
    "withheld",
]
"""A part of a report that its author may leave out or add: the choices of these names."""

_DISCRETION = {"name": 0, "organisation": 1, "hat": 2, "none": 3}


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Choices for one report.

    `title` stands in place of the board's title. `intro` (light Markdown, SPEC R1) comes before the
    areas. `areas` are ids in the wanted order; None means all, in the board's order. `launches` are
    the ids of the grids or rounds of hats to show; None means all. `level` is that of the first
    headings. `context` adds purpose, key question, resources, learning and parking to
    `manual_section`; `conversation`, `differences` and `tools` (grids and hats launched onto an
    area) add those parts to each area; `annex` adds the cards each area came from; `pictures` adds to
    each area a picture of it; `results` says what votes came to. `withheld` adds
    what stays in the group, such as the case of "Thinking together" (SPEC T5). `labels` says before each passage
    of a framework and each part of a recommendation what it is; `linear` adds key steps as a list, for who cannot see
    the columns; `landscape` puts a poster on a page on its side, and `unagreed` has
    also those of its cards on it that nobody agreed. `attribution` may ask for more discretion than the
    board's own setting, never for less.

    Raises ReportError for a level outside 1 to 6 and for an unknown attribution.
    """

    title: str = ""
    intro: str = ""
    areas: tuple[str, ...] | None = None
    launches: tuple[str, ...] | None = None
    level: int = DEFAULT_LEVEL
    context: bool = True
    conversation: bool = False
    differences: bool = True
    tools: bool = True
    annex: bool = True
    pictures: bool = False
    results: bool = True
    withheld: bool = False
    labels: bool = True
    linear: bool = True
    landscape: bool = True
    unagreed: bool = True
    attribution: str | None = None

    def __post_init__(self) -> None:
        if not HIGHEST_LEVEL <= self.level <= LOWEST_LEVEL:
            raise ReportError(
                f"Headings cannot start at level {self.level}: choose a level from {HIGHEST_LEVEL} to {LOWEST_LEVEL}."
            )
        if self.attribution is not None and self.attribution not in ATTRIBUTIONS:
            raise ReportError(
                f"‘{self.attribution}’ is not a way to name people: choose one of {', '.join(ATTRIBUTIONS)}."
            )

    def discreet(self, setting: str) -> str:
        """The more discreet of the board's setting and the one asked for; an odd setting names
        nobody.
        """
        known = setting if setting in _DISCRETION else "none"
        return max(known, self.attribution or known, key=_DISCRETION.__getitem__)
