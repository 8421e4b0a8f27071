"""Who was present, for reports of a board: on its session's register, and on the board's own list (SPEC G10)."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from secrets import token_hex
from typing import Any

from board.programmes import Organisation, Person, RegisterEntry, Session, WholeProgramme
from server.ports.directory import Attendance, Directory
from server.ports.programmes import KeptProgramme, Mark

from .arrivals import Arrivals, joined
from .placed import programme_around

_passing_id = partial(token_hex, 8)
"""Ids of people who are written down nowhere."""


async def who_was_present(directory: Directory, board: str) -> Sequence[Mapping[str, Any]]:
    """Return {name, organisation, role, consented?, on_register?} of each; see `present_at`."""
    found = await programme_around(directory, board)
    listed = await directory.list_attendance(board)
    if found is None:
        return people_of(listed)
    kept, place = found
    return present_at(kept, kept.whole(), place.session, listed)


def present_at(
    kept: KeptProgramme, whole: WholeProgramme, wanted: str, listed: Sequence[Attendance]
) -> Sequence[Mapping[str, Any]]:
    """Return who was at this session: the board's list where nobody kept a register, else all whom either names.

    Who is only on the board's list for the day of the session has `on_register` false. `whole` is what `kept` holds,
    the session with it.
    """
    session = next(each for each in whole.sessions if each.id == wanted)
    if not session.register:
        return people_of(listed)
    return [*_on_register(whole, session), *_only_listed(kept, whole, session, listed)]


def _on_register(whole: WholeProgramme, session: Session) -> Iterable[Mapping[str, Any]]:
    """Yield who was present at the session, in the order of its register."""
    people, organisations = whole.people_by_id, whole.organisations_by_id
    for entry in session.register:
        if entry.attended == "present":
            yield _described(people, organisations, entry)


def _only_listed(
    kept: KeptProgramme, whole: WholeProgramme, session: Session, listed: Iterable[Attendance]
) -> Iterable[Mapping[str, Any]]:
    """Yield whom taking over who joined would put on the register as present."""
    day = joined(row for row in listed if row.date == session.date)
    entities = [change.entity for change in Arrivals(kept, session.id, _passing_id).changes(day)]
    people = {**whole.people_by_id, **{each.id: each for each in entities if isinstance(each, Person)}}
    new = {each.id: each for each in entities if isinstance(each, Organisation)}
    for mark in entities:
        if isinstance(mark, Mark):
            yield {**_described(people, {**whole.organisations_by_id, **new}, mark.entry), "on_register": False}


def _described(
    people: Mapping[str, Person], organisations: Mapping[str, Organisation], entry: RegisterEntry
) -> Mapping[str, Any]:
    person = people[entry.person]
    return {
        "name": person.shown,
        "organisation": organisations[person.organisation].name if person.organisation else "",
        "role": entry.role,
        "consented": person.consented,
    }


def people_of(register: Sequence[Attendance]) -> Sequence[Mapping[str, Any]]:
    """Return who was present, each once, however many days they came."""
    people: dict[tuple[str, str], Mapping[str, Any]] = {}
    for row in register:
        person = {"name": row.name, "organisation": row.organisation or "", "role": row.role_in_session or ""}
        key = (row.name.casefold(), (row.organisation or "").casefold())
        people[key] = {**person, "role": person["role"] or people.get(key, person)["role"]}
    return list(people.values())
