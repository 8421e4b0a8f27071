"""Who was present at a session, as reports of its boards say it (SPEC G10)."""

import datetime as dt

from board.programmes import Group, Organisation, Person, Programme, RegisterEntry, Session
from server.ports.directory import Attendance
from server.ports.programmes import Kept, KeptProgramme, Mark
from server.programmes.present import present_at

DAY = dt.date(2026, 3, 12)
DHSC = Organisation(id="dhsc", name="DHSC")


def programme(*entries: RegisterEntry, **participants: str) -> KeptProgramme:
    """Ann agreed to be named, Bo did not; the session was on the twelfth."""
    people = [Person(id="ann", name="Ann", organisation="dhsc", consented=True), Person(id="bo", name="Bo")]
    session = Session(id="s", group="g", number=1, date=DAY)
    return KeptProgramme(
        programme=Kept(Programme(id="p", title="P"), 1),
        organisations=[Kept(DHSC, 1)],
        people=[Kept(each, 1) for each in people],
        groups=[Kept(Group(id="g", kind="leadership", number=1, title="G"), 1)],
        sessions=[Kept(session, 1)],
        marks=[Kept(Mark("s", each), 1) for each in entries],
        participants=participants,
    )


def row(name: str, *, day: dt.date = DAY, participant: str | None = None, organisation: str = "") -> Attendance:
    return Attendance(f"{name} {day}", "b", day, participant, name, organisation, None, "joined", removed=False)


def names(kept: KeptProgramme, *listed: Attendance) -> list[tuple[object, bool]]:
    found = present_at(kept, kept.whole(), "s", listed)
    return [(each["name"], bool(each.get("on_register", True))) for each in found]


def present(person: str) -> RegisterEntry:
    return RegisterEntry(person=person, attended="present")


def test_G10_who_joined_on_the_day_is_there_beside_who_is_on_the_register() -> None:
    later = row("Di", day=dt.date(2026, 3, 13))
    assert names(programme(present("ann")), row("Bo"), row("Cy"), later) == [
        ("Ann", True),
        ("Bo", False),
        ("Cy", False),
    ]


def test_G10_nobody_is_said_twice() -> None:
    kept = programme(present("ann"), present("bo"), sam="bo")
    assert names(kept, row("ann ", organisation="dhsc"), row("Robert", participant="sam")) == [
        ("Ann", True),
        ("Bo", True),
    ]
    assert names(programme(present("ann")), row("Cy"), row("Cy")) == [("Ann", True), ("Cy", False)]


def test_G10_who_sent_apologies_and_joined_was_there() -> None:
    apologies = RegisterEntry(person="bo", attended="apologies")
    assert names(programme(present("ann"), apologies)) == [("Ann", True)]
    assert names(programme(present("ann"), apologies), row("Bo")) == [("Ann", True), ("Bo", False)]


def test_G10_without_a_register_the_boards_whole_list_counts() -> None:
    later = row("Di", day=dt.date(2026, 3, 13))
    assert names(programme(), row("Cy"), later) == [("Cy", True), ("Di", True)]


def test_G6_whoever_is_only_on_the_list_is_named_only_where_the_programme_says_that_they_agreed() -> None:
    kept = programme(present("bo"))
    found = present_at(kept, kept.whole(), "s", [row("Ann"), row("Cy")])
    assert [(each["name"], each["consented"]) for each in found] == [("Bo", False), ("Ann", True), ("Cy", False)]
    assert found[1]["organisation"] == "DHSC"
