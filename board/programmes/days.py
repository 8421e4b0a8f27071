"""Which days make sense for what is written down of a programme: one wrong key puts a session into 1826 (SPEC G13).

Asked where something is written, never where it is read: what was kept stays readable.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .model import Group, Phase, Programme, WholeProgramme

YEARS_BACK: Final = 20
"""Of a session: room to write down a programme that is long over; what people mistype lies further off or is seen."""
YEARS_AHEAD: Final = 10
"""Of a session: plans such as the NHS Long Term Plan of 2019 are for ten years, and no meeting is arranged beyond."""
PHASE_YEARS_BACK: Final = 100
"""Of a phase, which may tell of what was there long before the programme."""
PHASE_YEARS_AHEAD: Final = 50
"""Of a phase, which may tell of aims: strategies of today look to 2050."""

_PHASES_WIDEN: Final = "Correct the year; if it is right, write a phase of the programme first that has this day in it."
_CORRECT: Final = "Correct the year."


@dataclass(frozen=True, slots=True)
class Days:
    """All days from `first` to `last`, both counted."""

    first: dt.date
    last: dt.date

    def has(self, day: dt.date) -> bool:
        """Return whether the day is one of these."""
        return self.first <= day <= self.last


def sensible_days(today: dt.date, programme: Programme | None = None) -> Days:
    """Return the days on which a session may be: whole years around today, and all days of the programme's phases."""
    near, far = _years(today, YEARS_BACK, YEARS_AHEAD), _of_phases(today)
    own = [day for phase in (programme.phases if programme else ()) for day in _days(phase) if far.has(day)]
    return Days(min([near.first, *own]), max([near.last, *own]))


def fault_of_day(day: dt.date, sensible: Days) -> str | None:
    """Return what is wrong with the day of a session, a register or a question, None where it makes sense."""
    return None if sensible.has(day) else f"{_outside(day, sensible)} {_PHASES_WIDEN}"


def faults_of_phases(
    programme: Programme, today: dt.date, before: Programme | None = None
) -> Iterator[tuple[str, str]]:
    """Tell which phase begins or ends where no programme does; one that is as it was before is left alone."""
    sensible = _of_phases(today)
    kept = {(phase.starts, phase.ends) for phase in (before.phases if before else ())}
    for place, phase in enumerate(programme.phases):
        for field, day in (("starts", phase.starts), ("ends", phase.ends)):
            if day is not None and (phase.starts, phase.ends) not in kept and not sensible.has(day):
                yield f"phases.{place}.{field}", f"‘{phase.title}’: {_outside(day, sensible)} {_CORRECT}"


def faults_of_questions(group: Group, sensible: Days, *, known: int = 0) -> Iterator[tuple[str, str]]:
    """Tell which wording of a key question holds from a day that makes no sense, behind the first `known` ones."""
    for place, wording in enumerate(group.key_questions[known:], known):
        if (fault := fault_of_day(wording.since, sensible)) is not None:
            yield f"key_questions.{place}.since", fault


def faults_of_days(whole: WholeProgramme, today: dt.date) -> Iterator[tuple[str, str]]:
    """Tell every day in a whole programme that makes no sense."""
    yield from ((f"programme.{where}", fault) for where, fault in faults_of_phases(whole.programme, today))
    sensible = sensible_days(today, whole.programme)
    for place, group in enumerate(whole.groups):
        yield from ((f"groups.{place}.{where}", fault) for where, fault in faults_of_questions(group, sensible))
    for place, session in enumerate(whole.sessions):
        if (fault := fault_of_day(session.date, sensible)) is not None:
            yield f"sessions.{place}.date", fault


def _of_phases(today: dt.date) -> Days:
    return _years(today, PHASE_YEARS_BACK, PHASE_YEARS_AHEAD)


def _years(today: dt.date, back: int, ahead: int) -> Days:
    return Days(dt.date(today.year - back, 1, 1), dt.date(today.year + ahead, 12, 31))


def _days(phase: Phase) -> Iterator[dt.date]:
    yield phase.starts
    if phase.ends is not None:
        yield phase.ends


def _outside(day: dt.date, sensible: Days) -> str:
    return f"{_spoken(day)} is not between {_spoken(sensible.first)} and {_spoken(sensible.last)}."


def _spoken(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"
