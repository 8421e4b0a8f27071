"""A report built from many boards: its plan, what goes into it, the built report, and what changed since (SPEC B)."""

from .assembling import Built, assemble
from .changes import Change, Passage, changes, passages
from .choosing import Choice, Choices, choices_of
from .gathering import BoardContent, Gathered, boards_of, is_signed, unsigned
from .plan import (
    MAX_FIGURES,
    MAX_REPORTS,
    Figure,
    FromBoard,
    FromGroup,
    FromProgramme,
    Part,
    References,
    ReportPlan,
    Trail,
    Words,
    faults_of,
)

__all__ = [
    "MAX_FIGURES",
    "MAX_REPORTS",
    "BoardContent",
    "Built",
    "Change",
    "Choice",
    "Choices",
    "Figure",
    "FromBoard",
    "FromGroup",
    "FromProgramme",
    "Gathered",
    "Part",
    "Passage",
    "References",
    "ReportPlan",
    "Trail",
    "Words",
    "assemble",
    "boards_of",
    "changes",
    "choices_of",
    "faults_of",
    "is_signed",
    "passages",
    "unsigned",
]
