"""What a group's registers come to (SPEC G2, G3)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from board.programmes import (
    Figures,
    Group,
    RegisterEntry,
    Session,
    attendance_of,
    attendance_phrase,
    attendees_of,
    bundled_places,
    figures_of,
)
from tests.unit.programmes import group, person, session, whole


def names(found: Iterable[Any]) -> list[str]:
    return [each.name for each in found]


def figures(organisations: Sequence[str | None], *groups: Group, on: dt.date | None = None) -> Figures:
    people = [person(str(number), each) for number, each in enumerate(organisations)]
    found = whole(people, [session(1, [each.id for each in people])], *groups)
    return figures_of(found, found.groups[0], bundled_places(), on)


def test_G2_an_attendee_is_counted_once_however_often_they_came():
    attendance = attendance_of(group(), [session(1, "abc"), session(2, "abd")])
    assert attendance.attendees == set("abcd")
    assert attendance.every_session == set("ab")
    assert attendance.average == 3


def test_G2_apologies_are_no_attendance():
    attendance = attendance_of(group(), [session(1, "ab", "c")])
    assert attendance.attendees == set("ab")


def test_G2_a_session_without_anybody_present_was_not_held():
    attendance = attendance_of(group(), [session(1, "ab"), session(2, "", "ab"), session(3, "")])
    assert attendance.average == 2
    assert attendance.every_session == set("ab")


@pytest.mark.parametrize(
    ("counts", "average"), [((), 0), ((4,), 4), ((4, 5), 5), ((4, 4, 5), 4), ((1, 2, 2, 1), 2), ((5, 5, 4, 4, 4, 4), 4)]
)
def test_G2_the_average_is_rounded_to_the_nearest_a_half_up(counts, average):
    sessions = [session(number, map(str, range(count))) for number, count in enumerate(counts, 1)]
    assert attendance_of(group(), sessions).average == average


def test_G2_the_group_says_whether_its_facilitators_are_attendees():
    sessions = [session(1, "abf"), session(2, "af")]
    assert attendance_of(group(facilitators=("f",)), sessions).attendees == set("ab")
    assert attendance_of(group(facilitators=("f",), facilitators_count=True), sessions).attendees == set("abf")


def test_G2_who_facilitates_one_session_is_an_attendee_of_the_others():
    entries = (
        RegisterEntry(person="a", attended="present", role="Facilitator"),
        RegisterEntry(person="b", attended="present", role="chair"),
    )
    led = Session(id="s", group="set", number=2, date=dt.date(2023, 9, 1), register=entries)
    assert attendees_of(group(), led) == {"b"}
    assert attendance_of(group(), [session(1, "ab"), led]).attendees == set("ab")


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("average", "4 attendees (on average 3 per session)"),
        ("every_session", "4 attendees (2 attended every session)"),
        ("unique", "4 unique attendees (average of 3 attendees per session)"),
    ],
)
def test_G2_attendance_is_said_in_the_words_that_the_group_chose(phrase, said):
    chosen = group(attendance=phrase)
    assert attendance_phrase(chosen, attendance_of(chosen, [session(1, "abc"), session(2, "abd")])) == said


def test_G2_before_the_first_session_nothing_is_counted():
    chosen = group()
    assert attendance_phrase(chosen, attendance_of(chosen, [session(1, "")])) == "No session was held yet"


def test_G2_one_attendee_is_said_in_the_singular():
    chosen = group(attendance="unique")
    said = attendance_phrase(chosen, attendance_of(chosen, [session(1, "a")]))
    assert said == "1 unique attendee (average of 1 attendee per session)"


def test_G3_places_and_icbs_follow_from_where_the_attendees_come_from():
    found = figures(["ministry", "bristol", "cornwall", "dorset", "plymouth", "bristol", None])
    assert names(found.places) == ["Bristol", "Cornwall", "Dorset", "Plymouth"]
    assert names(found.icbs) == [
        "Bristol, North Somerset and South Gloucestershire",
        "Cornwall and the Isles of Scilly",
        "Devon",
        "Dorset",
    ]
    assert names(found.elsewhere) == ["DHSC"]


def test_G3_two_councils_of_one_icb_name_it_once():
    assert names(figures(["plymouth", "torbay"]).icbs) == ["Devon"]


def test_G3_an_organisation_may_stand_for_an_icb_without_a_place():
    found = figures(["nhs_devon"])
    assert (names(found.places), names(found.icbs), found.elsewhere) == ([], ["Devon"], ())


def test_G3_a_group_may_name_its_icbs_itself():
    assert names(figures(["dorset"], group(icbs=("cornwall",))).icbs) == ["Cornwall and the Isles of Scilly"]
    assert figures(["dorset"], group(icbs=())).icbs == ()


def test_G3_before_there_were_icbs_no_place_belonged_to_one():
    assert figures(["dorset"], on=dt.date(2022, 6, 30)).icbs == ()
    assert names(figures(["dorset"], on=dt.date(2022, 7, 1)).icbs) == ["Dorset"]


def test_G3_only_those_who_came_say_where_the_group_comes_from():
    people = [person("a", "bristol"), person("b", "dorset"), person("f", "torbay")]
    found = whole(people, [session(1, "af", "b")], group(facilitators=("f",)))
    assert names(figures_of(found, found.groups[0], bundled_places()).places) == ["Bristol"]


def test_G3_who_facilitates_counts_and_brings_no_organisation_without_a_place():
    people = [person("a", "bristol"), person("f", "ministry")]
    led = whole(people, [session(1, "af")], group(facilitators=("f",), facilitators_count=True))
    found = figures_of(led, led.groups[0], bundled_places())
    assert found.attendance.attendees == set("af")
    assert found.elsewhere == ()
    took_part = whole(
        people, [session(1, "a", in_role="facilitator"), session(2, "af")], group(facilitators_count=True)
    )
    assert names(figures_of(took_part, took_part.groups[0], bundled_places()).elsewhere) == ["DHSC"]


def test_G3_a_group_that_has_not_met_has_no_figures():
    found = figures_of(whole([], []), group(), bundled_places())
    assert (found.attendance.attendees, found.places, found.icbs) == (frozenset(), (), ())
