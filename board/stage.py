"""The stage document: for each launch, its phases as a checklist (SPEC D1).

The server alone writes it, on a facilitator's command. An entry of a checklist is a phase's id, or
`<phase>/<area>` for a phase that is gone through once for each area.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

STAGE_DEFAULTS: Final[Mapping[str, Any]] = {"phases": {}, "done": (), "current": None}


@dataclass(frozen=True, slots=True)
class Phase:
    """A step of a template: what to do now, and about how long it takes.

    `minutes` is a guide, not a timer. With `per_area` the phase is done once for each area.
    """

    id: str
    title: str
    do: str
    minutes: int
    per_area: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """The phases of one launch, the entries that are done, and the entry that is on now."""

    launch: str
    phases: tuple[Phase, ...]
    done: tuple[str, ...]
    current: str | None


def entry_of(phase: Phase, area: str | None) -> str:
    """Return the checklist entry of a phase, for one area when it is gone through area by area."""
    return f"{phase.id}/{area}" if phase.per_area and area is not None else phase.id
