"""What a group's registers come to: who took part, how many came, from where (SPEC G2, G3).

Everything is worked out from the registers and never stored. A session counts as held once its register has somebody
present. A facilitator is somebody the group names as one, or who was present in that role; `Group.facilitators_count`
says whether they are attendees.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from .model import FACILITATOR, Group, Organisation, Session, WholeProgramme
from .places import Icb, Place, Places


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was present, session by session, as ids of people; only sessions that were held."""

    sessions: tuple[frozenset[str], ...] = ()

    @property
    def attendees(self) -> frozenset[str]:
        """Everybody who was at one session at least."""
        return frozenset().union(*self.sessions)

    @property
    def every_session(self) -> frozenset[str]:
        """Those who were at each session; nobody where there was none."""
        return reduce(frozenset.intersection, self.sessions) if self.sessions else frozenset()

    @property
    def average(self) -> int:
        """Attendees a session, to the nearest whole number, a half up; 0 where there was no session."""
        count, total = len(self.sessions), sum(map(len, self.sessions))
        return (2 * total + count) // (2 * count) if count else 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of a group. Organisations, places and ICBs are those of its attendees, by name.

    `elsewhere` are organisations without a place or an ICB, such as a ministry. One whose people did nothing but
    facilitate the group is not among them: they count where the group says so, but do not take part for who sent them.
    """

    attendance: Attendance
    organisations: tuple[Organisation, ...]
    places: tuple[Place, ...]
    icbs: tuple[Icb, ...]
    elsewhere: tuple[Organisation, ...]


def figures_of(whole: WholeProgramme, group: Group, places: Places, on: dt.date | None = None) -> Figures:
    """Return the figures of a group; ICBs as on that day, by default that of its last session held."""
    sessions = whole.sessions_of(group.id)
    attendance = attendance_of(group, sessions)
    organisations = _organisations(whole, attendance.attendees)
    day = on or max((session.date for session in sessions if _present(session)), default=None)
    return Figures(
        attendance=attendance,
        organisations=organisations,
        places=_places(organisations, places),
        icbs=_icbs(group, organisations, places, day),
        elsewhere=_elsewhere(_organisations(whole, _taking_part(group, sessions))),
    )


def attendance_of(group: Group, sessions: Iterable[Session]) -> Attendance:
    """Return who was present at the sessions of a group that were held, facilitators as the group counts them."""
    held = [session for session in sessions if _present(session)]
    return Attendance(tuple(attendees_of(group, session) for session in held))


def attendees_of(group: Group, session: Session) -> frozenset[str]:
    """Return who was present at one session, facilitators as the group counts them."""
    present = _present(session)
    return present if group.facilitators_count else present - _facilitators(group, session)


def attendance_phrase(group: Group, attendance: Attendance) -> str:
    """Return the group's attendance in the words that it chose.

    average: "9 attendees (on average 6 per session)"; every_session: "5 attendees (3 attended every session)"; unique:
    "20 unique attendees (average of 7 attendees per session)". Before its first session there is nothing to count.
    """
    if not attendance.sessions:
        return "No session was held yet"
    count = len(attendance.attendees)
    match group.attendance:
        case "average":
            return f"{_attendees(count)} (on average {attendance.average} per session)"
        case "every_session":
            return f"{_attendees(count)} ({len(attendance.every_session)} attended every session)"
        case "unique":
            average = _attendees(attendance.average)
            return f"{_attendees(count, 'unique ')} (average of {average} per session)"


def _attendees(count: int, word: str = "") -> str:
    return f"{count} {word}attendee{'' if count == 1 else 's'}"


def _present(session: Session) -> frozenset[str]:
    return frozenset(entry.person for entry in session.register if entry.attended == "present")


def _facilitators(group: Group, session: Session) -> frozenset[str]:
    in_that_role = {entry.person for entry in session.register if entry.role.casefold() == FACILITATOR}
    return frozenset(in_that_role.union(group.facilitators))


def _taking_part(group: Group, sessions: Iterable[Session]) -> frozenset[str]:
    """Who was present without facilitating, at one session at least."""
    return frozenset().union(*(_present(session) - _facilitators(group, session) for session in sessions))


def _elsewhere(organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    return tuple(each for each in organisations if each.place is None and each.icb is None)


def _organisations(whole: WholeProgramme, attendees: frozenset[str]) -> tuple[Organisation, ...]:
    people, known = whole.people_by_id, whole.organisations_by_id
    ids = {people[each].organisation or "" for each in attendees if each in people}
    return tuple(sorted((known[each] for each in ids if each in known), key=lambda each: each.name.casefold()))


def _places(organisations: Sequence[Organisation], places: Places) -> tuple[Place, ...]:
    ids = {each.place for each in organisations}
    found = (place for place in places.places.values() if place.id in ids)
    return tuple(sorted(found, key=lambda place: place.name.casefold()))


def _icbs(group: Group, organisations: Sequence[Organisation], places: Places, on: dt.date | None) -> tuple[Icb, ...]:
    """Those that the group names; else those of its organisations' places, and those that organisations stand for."""
    if group.icbs is not None:
        found = set(group.icbs)
    else:
        derived = places.icbs_of({each.place for each in organisations if each.place}, on) if on else ()
        found = {icb.id for icb in derived} | {each.icb for each in organisations if each.icb}
    return tuple(sorted((icb for icb in places.icbs.values() if icb.id in found), key=lambda icb: icb.name.casefold()))
