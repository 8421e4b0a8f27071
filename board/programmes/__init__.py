"""The programme around the boards: groups, sessions, people and places, and what their registers come to (SPEC G)."""

from .commitments import Commitment, HeldBoard, Progress, commitments_of, open_before
from .days import Days, fault_of_day, faults_of_days, faults_of_phases, faults_of_questions, sensible_days
from .figures import Attendance, Figures, attendance_of, attendance_phrase, attendees_of, figures_of
from .model import (
    Group,
    KeyQuestion,
    Objective,
    Organisation,
    Parameters,
    Person,
    Phase,
    Programme,
    RegisterEntry,
    Session,
    WholeProgramme,
)
from .names import name_key, organisation_alike, person_alike
from .places import Icb, Place, Places, bundled_places, load_places
from .reading import read, read_programme, read_text, written

__all__ = [
    "Attendance",
    "Commitment",
    "Days",
    "Figures",
    "Group",
    "HeldBoard",
    "Icb",
    "KeyQuestion",
    "Objective",
    "Organisation",
    "Parameters",
    "Person",
    "Phase",
    "Place",
    "Places",
    "Programme",
    "Progress",
    "RegisterEntry",
    "Session",
    "WholeProgramme",
    "attendance_of",
    "attendance_phrase",
    "attendees_of",
    "bundled_places",
    "commitments_of",
    "fault_of_day",
    "faults_of_days",
    "faults_of_phases",
    "faults_of_questions",
    "figures_of",
    "load_places",
    "name_key",
    "open_before",
    "organisation_alike",
    "person_alike",
    "read",
    "read_programme",
    "read_text",
    "sensible_days",
    "written",
]
