"""The port for built reports: what the newest build of each said, to tell what changed since (SPEC B5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from board.building import Passage


@dataclass(frozen=True, slots=True)
class NewBuild:
    """A build to be noted. `revision` is that of the plan, `by` a participant."""

    programme: str
    report: str
    revision: int
    by: str | None
    wording: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Build:
    """The newest build of a report."""

    at: datetime
    by: str | None
    revision: int
    wording: Sequence[Passage]


class Builds(Protocol):
    """Builds of reports; of each report the newest is kept."""

    async def note_build(self, build: NewBuild) -> None:
        """Keep this build in place of the one before. Raises UnknownEntry where there is no such report."""

    async def newest_build(self, programme: str, report: str) -> Build | None:
        """Return the newest build of a report, or None."""
