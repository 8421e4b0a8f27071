"""Who came to a session, as changes to its programme: people known there are found, others are added (SPEC G10)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from board.programmes import Organisation, Person, RegisterEntry, name_key
from board.programmes.model import Attended
from server.ports.directory import Attendance
from server.ports.programmes import Change, Entity, KeptProgramme, Mark

NewId = Callable[[], str]
"""Makes a new random id."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody by name, perhaps known to the server as a participant, and what is said of them for one session."""

    name: str
    organisation: str = ""
    job: str = ""
    participant: str | None = None
    attended: Attended = "present"
    role: str = ""


def joined(rows: Iterable[Attendance]) -> Sequence[Arrival]:
    """Return who is on the lists of a session's boards, each once."""
    found: dict[object, Arrival] = {}
    for row in rows:
        arrival = Arrival(row.name, row.organisation or "", "", row.participant, role=row.role_in_session or "")
        key = row.participant or (name_key(arrival.name), name_key(arrival.organisation))
        known = found.get(key, arrival)
        found[key] = replace(known, role=known.role or arrival.role)
    return list(found.values())


class Arrivals:
    """Works out the changes. One who is present already stays as they are; who sent apologies and came was present."""

    def __init__(self, kept: KeptProgramme, session: str, new_id: NewId) -> None:
        self._kept = kept
        self._session = session
        self._new_id = new_id
        self._organisations = {name_key(each.entity.name): each.entity.id for each in kept.organisations}
        self._named = [(name_key(name), name_key(organisation), id_) for name, organisation, id_ in self._names()]
        self._participants = dict(kept.participants)
        self._arrived: set[str] = set()
        self._marks = {mark.entity.entry.person: mark for mark in kept.marks if mark.entity.session == session}

    def changes(self, arrivals: Iterable[Arrival]) -> list[Change[Entity]]:
        """Return what is to be stored, in this order."""
        return [change for arrival in arrivals for change in self._of(arrival)]

    def _of(self, arrival: Arrival) -> Iterator[Change[Entity]]:
        person = self._known(arrival)
        if person is None:
            organisation = self._organisations.get(name_key(arrival.organisation)) if arrival.organisation else None
            if arrival.organisation and organisation is None:
                organisation = self._organisations[name_key(arrival.organisation)] = self._new_id()
                yield Change(Organisation(id=organisation, name=arrival.organisation))
            person = self._new_id()
            made = Person(id=person, name=arrival.name, job=arrival.job, organisation=organisation)
            yield Change(made, participant=arrival.participant)
            self._named.append((name_key(arrival.name), name_key(arrival.organisation), person))
        yield from self._marked(person, arrival)

    def _known(self, arrival: Arrival) -> str | None:
        """The person as whom the server knows the participant; else who has this name and organisation there.

        Not everybody gives an organisation: where it is missing on one side, the name is enough if only one has it.
        """
        if arrival.participant in self._participants:
            return self._participants[arrival.participant]
        name, organisation = name_key(arrival.name), name_key(arrival.organisation)
        alike = [(theirs, id_) for theirs_name, theirs, id_ in self._named if theirs_name == name]
        same = [id_ for theirs, id_ in alike if theirs == organisation]
        fitting = [id_ for theirs, id_ in alike if not (theirs and organisation)]
        if same:
            return same[0]
        return fitting[0] if len(fitting) == 1 else None

    def _marked(self, person: str, arrival: Arrival) -> Iterator[Change[Entity]]:
        if person in self._arrived:
            return
        self._arrived.add(person)
        mark = self._marks.get(person)
        entry = mark.entity.entry if mark else RegisterEntry(person=person, attended=arrival.attended)
        if mark is None or entry.attended != arrival.attended:
            changed = replace(entry, attended=arrival.attended, role=entry.role or arrival.role)
            yield Change(Mark(self._session, changed), mark.revision if mark else 0)

    def _names(self) -> Iterator[tuple[str, str, str]]:
        """Yield name, organisation and id of everybody who was not removed."""
        organisations = {each.entity.id: each.entity.name for each in self._kept.organisations}
        for person in (kept.entity for kept in self._kept.people):
            if not person.removed:
                yield person.name, organisations.get(person.organisation or "", ""), person.id
