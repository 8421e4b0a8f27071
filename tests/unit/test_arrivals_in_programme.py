"""Who came to a session, as changes to its programme (SPEC G10)."""

import itertools

import pytest

from board.programmes import Organisation, Person, Programme, RegisterEntry
from server.ports.programmes import Change, Entity, Kept, KeptProgramme, Mark
from server.programmes.arrivals import Arrival, Arrivals

COUNCIL = Organisation(id="council", name="Cornwall Council")


def programme(*people: Person, marks: tuple[Mark, ...] = (), **participants: str) -> KeptProgramme:
    return KeptProgramme(
        programme=Kept(Programme(id="p", title="P"), 1),
        organisations=[Kept(COUNCIL, 1)],
        people=[Kept(person, 1) for person in people],
        marks=[Kept(mark, 3) for mark in marks],
        participants=participants,
    )


def ann(id_: str = "ann", organisation: str | None = "council") -> Person:
    return Person(id=id_, name="Ann", organisation=organisation)


def changes(kept: KeptProgramme, *arrivals: Arrival) -> list[Change[Entity]]:
    ids = (f"new{number}" for number in itertools.count())
    return Arrivals(kept, "s", lambda: next(ids)).changes(arrivals)


def present(person: str, role: str = "") -> Mark:
    return Mark("s", RegisterEntry(person=person, attended="present", role=role))


@pytest.mark.parametrize(
    ("people", "organisation", "found"),
    [
        ([ann()], "cornwall  council", "ann"),
        ([ann()], "", "ann"),
        ([ann(organisation=None)], "Cornwall Council", "ann"),
        ([ann(organisation=None), ann("other")], "Cornwall Council", "other"),
        ([ann(organisation=None), ann("other")], "", "ann"),
        ([ann()], "DHSC", None),
        ([ann(), ann("other", None)], "DHSC", "other"),
        ([ann(organisation=None).forgotten()], "", None),
    ],
)
def test_G10_somebody_is_found_by_name_and_organisation(
    people: list[Person], organisation: str, found: str | None
) -> None:
    made = changes(programme(*people), Arrival("ann ", organisation))
    marked = [change.entity for change in made if isinstance(change.entity, Mark)]
    assert [mark.entry.person for mark in marked] == [found or next(p.id for p in map(_person, made) if p)]
    assert any(map(_person, made)) is (found is None)


def _person(change: Change[Entity]) -> Person | None:
    return change.entity if isinstance(change.entity, Person) else None


def test_G10_of_two_who_might_be_meant_nobody_is_guessed() -> None:
    other = Organisation(id="other", name="DHSC")
    kept = programme(ann(), ann("second", "other"))
    kept = KeptProgramme(kept.programme, [*kept.organisations, Kept(other, 1)], kept.people)
    assert any(map(_person, changes(kept, Arrival("Ann"))))


def test_G6_who_was_removed_is_not_written_down_anew_by_coming() -> None:
    kept = programme(ann().forgotten(), marks=(present("ann"),), sam="ann")
    assert changes(kept, Arrival("Ann", "Cornwall Council", participant="sam")) == []


def test_G10_a_participant_whom_the_server_knows_is_found_under_any_name() -> None:
    kept = programme(ann(), participant="ann")
    assert changes(kept, Arrival("Anna", participant="participant")) == [Change(present("ann"))]


def test_G10_two_new_people_of_one_new_organisation_make_it_once() -> None:
    made = changes(programme(), Arrival("Bo", "DHSC"), Arrival("Cy", "dhsc"), Arrival("Bo", "DHSC"))
    kinds = [type(change.entity).__name__ for change in made]
    assert kinds == ["Organisation", "Person", "Mark", "Person", "Mark"]


def test_G10_who_is_present_stays_as_they_are_and_who_sent_apologies_came() -> None:
    apologies = Mark("s", RegisterEntry(person="bo", attended="apologies", role="chair"))
    kept = programme(ann(), Person(id="bo", name="Bo"), marks=(present("ann", "scribe"), apologies))
    made = changes(kept, Arrival("Ann", role="chair"), Arrival("Bo", role="scribe"))
    assert made == [Change(present("bo", "chair"), 3)]
