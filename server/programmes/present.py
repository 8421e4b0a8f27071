"""Who was present, for reports of a board: its session's register, else the board's own list (SPEC G10)."""

from collections.abc import Mapping, Sequence
from typing import Any

from board.programmes import Session, WholeProgramme
from server.ports.directory import Attendance, Directory


async def who_was_present(directory: Directory, board: str) -> Sequence[Mapping[str, Any]]:
    """Return {name, organisation, role, consented?} of each; the board's list where nobody kept the register."""
    place = await directory.place_of(board)
    kept = await directory.read_programme(place.programme) if place else None
    if place is None or kept is None:
        return people_of(await directory.list_attendance(board))
    return await present_at(directory, board, kept.whole(), place.session)


async def present_at(
    directory: Directory, board: str, whole: WholeProgramme, wanted: str
) -> Sequence[Mapping[str, Any]]:
    """Return the same for a board of this session of a programme that was read already."""
    session = next(each for each in whole.sessions if each.id == wanted)
    return on_register(whole, session) if session.register else people_of(await directory.list_attendance(board))


def on_register(whole: WholeProgramme, session: Session) -> Sequence[Mapping[str, Any]]:
    """Return who was present at the session, in the order of its register."""
    people, organisations = whole.people_by_id, whole.organisations_by_id
    found = [(people[entry.person], entry) for entry in session.register if entry.attended == "present"]
    return [
        {
            "name": person.shown,
            "organisation": organisations[person.organisation].name if person.organisation else "",
            "role": entry.role,
            "consented": person.consented,
        }
        for person, entry in found
    ]


def people_of(register: Sequence[Attendance]) -> Sequence[Mapping[str, Any]]:
    """Return who was present, each once, however many days they came."""
    people: dict[tuple[str, str], Mapping[str, Any]] = {}
    for row in register:
        person = {"name": row.name, "organisation": row.organisation or "", "role": row.role_in_session or ""}
        key = (row.name.casefold(), (row.organisation or "").casefold())
        people[key] = {**person, "role": person["role"] or people.get(key, person)["role"]}
    return list(people.values())
